import { Button, Table } from 'antd'
import { useState } from 'react'
import {
  downloadErrors,
  type ImportRowView,
  type ImportView,
  listImportRows,
  listKinds,
} from '../../../src/imports/imports.contract.ts'
import { Download } from '../../ui/download.tsx'
import { numberText } from '../../ui/number-text.ts'
import { useAsk } from '../../ui/queries.ts'
import '../../ui/ledger.css'

const outcomes = [
  { key: 'error', zh: '有误', count: 'errors' },
  { key: 'new', zh: '新增', count: 'new' },
  { key: 'changed', zh: '更新', count: 'changed' },
  { key: 'same', zh: '未变', count: 'same' },
] as const
type Outcome = (typeof outcomes)[number]['key']

/** What the dry run found, by outcome: the errors first, each with row, column, value and reason. */
export function RowResults({ batch }: { batch: ImportView }) {
  const { counts } = batch
  const [outcome, setOutcome] = useState<Outcome>(counts && counts.errors > 0 ? 'error' : 'new')
  const [trail, setTrail] = useState<string[]>([])
  const cursor = trail.at(-1)
  const asked = useAsk(
    listImportRows,
    { params: { id: batch.id }, query: { outcome, limit: 50, ...(cursor ? { cursor } : {}) } },
    { keep: true, staleTime: 0 },
  )
  const rows = asked.data?.rows ?? []
  const next = asked.data?.next ?? null
  return (
    <section className="ledger" aria-label="逐行结果">
      <div className="ledger-bar">
        <fieldset className="import-counts" style={{ border: 0, padding: 0, margin: 0 }} aria-label="按结果查看">
          {outcomes.map(({ key, zh, count }) => (
            <Button
              key={key}
              type={outcome === key ? 'primary' : 'default'}
              aria-pressed={outcome === key}
              onClick={() => {
                setOutcome(key)
                setTrail([])
              }}
            >
              {zh} {numberText(counts?.[count])}
            </Button>
          ))}
        </fieldset>
        {counts && counts.errors > 0 ? (
          <Download endpoint={downloadErrors} args={{ params: { id: batch.id } }}>
            下载有误的行
          </Download>
        ) : null}
      </div>
      {outcome === 'error' ? <Errors rows={rows} loading={asked.isPending} /> : null}
      {outcome === 'error' ? null : <Rows batch={batch} rows={rows} loading={asked.isPending} />}
      {trail.length > 0 || next ? (
        <nav className="ledger-pager" aria-label="翻页">
          <Button disabled={trail.length === 0} onClick={() => setTrail(trail.slice(0, -1))}>
            上一页
          </Button>
          <Button disabled={!next} onClick={() => next && setTrail([...trail, next])}>
            下一页
          </Button>
        </nav>
      ) : null}
    </section>
  )
}

function Errors({ rows, loading }: { rows: readonly ImportRowView[]; loading: boolean }) {
  const lines = rows.flatMap(({ row, errors }) => errors.map((error, n) => ({ key: `${row}-${n}`, row, ...error })))
  return (
    <Table
      size="small"
      loading={loading}
      pagination={false}
      dataSource={lines}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: '没有有误的行' }}
      columns={[
        { title: '行', dataIndex: 'row', align: 'right', width: 72 },
        { title: '列', dataIndex: 'column', render: (column: string | null) => column ?? '整行' },
        { title: '填写的内容', dataIndex: 'value', render: (value: string | null) => clipped(value) },
        { title: '原因', dataIndex: 'message', render: (text: string) => <div style={{ minWidth: 240 }}>{text}</div> },
      ]}
    />
  )
}

function Rows({ batch, rows, loading }: { batch: ImportView; rows: readonly ImportRowView[]; loading: boolean }) {
  const kinds = useAsk(listKinds)
  const columns = kinds.data?.rows.find(({ kind }) => kind === batch.kind)?.columns ?? []
  const mapped = columns.filter(({ key }) => batch.mapping[key] !== undefined)
  return (
    <Table
      size="small"
      loading={loading}
      pagination={false}
      rowKey="row"
      dataSource={rows as ImportRowView[]}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: '没有这样的行' }}
      columns={[
        { title: '行', dataIndex: 'row', align: 'right', width: 72 },
        ...mapped.map(({ key, zh }) => ({
          key,
          title: zh,
          render: (_: unknown, row: ImportRowView) => clipped(row.cells[key] ?? null),
        })),
      ]}
    />
  )
}

function clipped(text: string | null) {
  if (text === null || text === '') return <span className="quiet">（空）</span>
  const letters = [...text]
  return <span title={text}>{letters.length > 30 ? `${letters.slice(0, 30).join('')}…` : text}</span>
}
