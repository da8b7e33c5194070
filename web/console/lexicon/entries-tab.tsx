import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { entryKinds, entryStates } from '../../../src/lexicon/entry-kinds.rules.ts'
import {
  type EntryView,
  exportEntries,
  listEntries,
  reaches,
  totalEntries,
} from '../../../src/lexicon/lexicon.contract.ts'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Choice, SearchBox } from '../../ui/filter-controls.tsx'
import { LedgerTable } from '../../ui/ledger-table.tsx'
import { useMadeFile } from '../../ui/made-file.tsx'
import { useMay } from '../../ui/me.ts'
import { useAsk, useDo } from '../../ui/queries.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { entryColumns } from './entry-columns.tsx'
import { EntryForm } from './entry-form.tsx'
import { type Change, cleared, filterOf, kindOf, knowledgeKinds, type LexiconUrl } from './lexicon-state.ts'
import { categoryOptions, EntryTag, Opens, SeverityTag, severityOptions } from './lexicon-words.tsx'
import { StopBulk } from './stop-bulk.tsx'

type Given = { state: LexiconUrl; change: Change; today: string }

/** 词条, 知识 and 此处无误: three views of one list. */
export function EntriesTab({ state, change, today }: Given) {
  const manages = useMay('lexicon.manage')
  const kind = kindOf(state)
  const imports = useMay('import.use') && manages
  const table = imports ? entryKinds[kind].import : null
  const filter = filterOf(state)
  const ledger = useLedger(listEntries, filter)
  const totals = useAsk(totalEntries, { query: filter }, { keep: true })
  const [words, setWords] = useState(state.q ?? '')
  const made = useMadeFile(`导出${entryKinds[kind].zh}`)
  const exporting = useDo(exportEntries, { onDone: ({ jobId }) => void made.take({ fileId: null, jobId }) })
  const open = (row: EntryView) => change({ entry: row.id })
  const graded = kind === 'term' || kind === 'accepted'
  return (
    <>
      {state.tab === 'knowledge' ? (
        <Segmented
          className="lexicon-kinds"
          value={state.table}
          options={knowledgeKinds.map((value) => ({ value, label: entryKinds[value].zh }))}
          onChange={(value) => change({ ...cleared, table: value })}
        />
      ) : null}
      <FilterBar
        onReset={() => {
          setWords('')
          change(cleared)
        }}
        fields={[
          {
            key: 'q',
            label: '查找',
            control: (
              <SearchBox
                words={words}
                placeholder={placeholders[kind]}
                onWords={setWords}
                onSearch={(q) => change({ q })}
              />
            ),
          },
          {
            key: 'reach',
            label: '所属',
            control: (
              <Select
                value={state.reach ?? ''}
                onChange={(reach) => change({ reach })}
                options={[
                  { value: '', label: '全部' },
                  ...Object.entries(reaches).map(([value, label]) => ({ value, label })),
                ]}
              />
            ),
          },
          ...(graded
            ? [
                {
                  key: 'severity',
                  label: '程度',
                  control: (
                    <Choice
                      value={state.severity}
                      options={severityOptions}
                      onChange={(severity) => change({ severity })}
                    />
                  ),
                },
              ]
            : []),
          ...(kind === 'term'
            ? [
                {
                  key: 'list',
                  label: '词表',
                  control: (
                    <Select
                      value={state.list ?? ''}
                      onChange={(list) => change({ list })}
                      options={[
                        { value: '', label: '全部' },
                        ...(totals.data?.lists ?? []).map((value) => ({ value, label: value })),
                      ]}
                      style={{ minWidth: 130 }}
                    />
                  ),
                },
                {
                  key: 'category',
                  label: '类别',
                  more: true,
                  active: state.category !== undefined,
                  control: (
                    <Choice
                      value={state.category}
                      options={categoryOptions}
                      onChange={(category) => change({ category })}
                    />
                  ),
                },
              ]
            : []),
          {
            key: 'state',
            label: '状态',
            more: kind === 'term',
            active: state.state !== undefined,
            control: (
              <Select
                value={state.state ?? 'active'}
                onChange={(value) => change({ state: value })}
                options={Object.entries(entryStates).map(([value, label]) => ({ value, label }))}
              />
            ),
          },
        ]}
      />
      <LedgerTable<EntryView>
        name={`lexicon.${kind}`}
        caption={entryKinds[kind].zh}
        columns={entryColumns(kind, { open, today })}
        ledger={ledger}
        total={totals.data?.count}
        empty={{ reason: emptyOf(state), next: table ? <ImportLink table={table} /> : null }}
        tools={
          <>
            {manages ? (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ add: '1' })}>
                {kind === 'accepted' ? '登记' : '新增'}
                {entryKinds[kind].zh}
              </Button>
            ) : null}
            {table ? <ImportLink table={table} /> : null}
            <Button
              icon={<DownloadOutlined />}
              loading={exporting.busy}
              disabled={totals.data?.count === 0}
              onClick={() => exporting.run({ body: { filter: { ...filter, kind }, format: 'xlsx' } })}
            >
              导出
            </Button>
          </>
        }
        mobile={(row) => (
          <>
            <Opens onOpen={() => open(row)}>{row.title}</Opens>
            <div className="lexicon-tags">
              <SeverityTag severity={row.severity} />
              <EntryTag state={row.state} from={row.from} today={today} />
            </div>
            <div className="quiet">{[row.layerName, row.list].filter(Boolean).join(' · ')}</div>
          </>
        )}
        {...(manages
          ? {
              bulk: (selection, clear) => <StopBulk selection={selection} filter={filter} onDone={clear} />,
            }
          : {})}
      />
      {made.waiting}
      {state.add && manages ? (
        <EntryForm
          kind={kind}
          lists={totals.data?.lists ?? []}
          onClose={() => change({ add: undefined })}
          onDone={(changeId) => change({ add: undefined, change: changeId })}
        />
      ) : null}
    </>
  )
}

function ImportLink({ table }: { table: string }) {
  return (
    <Link to={'/imports/new' as string} search={{ kind: table } as never}>
      <Button icon={<UploadOutlined />}>批量导入</Button>
    </Link>
  )
}

const placeholders = {
  term: '词语、词表',
  tenure: '姓名、机构、职务',
  body: '机构名称',
  policy: '文件名称、文号',
  source: '稿源名称',
  accepted: '原文',
  rule: '规则',
} as const

function emptyOf(state: LexiconUrl): string {
  const narrowed = [state.q, state.reach, state.severity, state.category, state.list, state.state].some(Boolean)
  if (narrowed) return '没有符合条件的条目，请调整或重置筛选条件。'
  switch (kindOf(state)) {
    case 'term':
      return '各级还没有添加词条，文本检查只用系统自带的词表。本地名称、旧称、不宜用语可以逐条新增，也可以批量导入。'
    case 'accepted':
      return '还没有登记“此处无误”。检查结果确属误报的，可登记规则和原文，此后不再提示。'
    default:
      return '各级还没有添加这类知识，文本检查只用系统自带的。可以逐条新增，也可以按模板批量导入。'
  }
}
