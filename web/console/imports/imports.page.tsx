import { UploadOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { z } from 'zod'
import { type ImportLine, listImports, listKinds } from '../../../src/imports/imports.contract.ts'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { numberText } from '../../ui/number-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'
import { countsText, stateWords } from './import-words.ts'

const Filters = z.object({ kind: z.string().optional() })

const count = (pick: (counts: NonNullable<ImportLine['counts']>) => number) => (row: ImportLine) =>
  row.counts ? numberText(pick(row.counts)) : '—'

const columns: readonly LedgerColumn<ImportLine>[] = [
  { key: 'file', title: '文件', render: (row) => <FileLink row={row} />, always: true },
  { key: 'kind', title: '类型', render: (row) => row.kindZh },
  {
    key: 'state',
    title: '状态',
    render: (row) => <StateTag tone={stateWords[row.state].tone}>{stateWords[row.state].zh}</StateTag>,
  },
  { key: 'new', title: '新增', number: true, render: count((counts) => counts.new) },
  { key: 'changed', title: '更新', number: true, render: count((counts) => counts.changed) },
  { key: 'same', title: '未变', number: true, render: count((counts) => counts.same) },
  { key: 'errors', title: '有误', number: true, render: count((counts) => counts.errors) },
  { key: 'createdAt', title: '上传时间', render: (row) => <When at={row.createdAt} /> },
  { key: 'appliedAt', title: '导入时间', render: (row) => <When at={row.appliedAt} /> },
]

function FileLink({ row }: { row: ImportLine }) {
  return <Link to={`/imports/${row.id}` as '/'}>{row.fileName}</Link>
}

/** What the person has imported, and where each stands. */
export function Page() {
  const navigate = useNavigate()
  const [filters, setFilters] = useUrlState(Filters)
  const kinds = useAsk(listKinds)
  const ledger = useLedger(listImports, filters)
  const upload = (
    <Button type="primary" icon={<UploadOutlined />} onClick={() => void navigate({ to: '/imports/new' as '/' })}>
      导入数据
    </Button>
  )
  return (
    <>
      <PageHead title="数据导入" description="本人的导入记录。先试导入、核对结果，确认后才写入。" actions={upload} />
      <FilterBar
        onReset={() => setFilters({ kind: undefined })}
        fields={[
          {
            key: 'kind',
            label: '类型',
            control: (
              <Select
                value={filters.kind ?? ''}
                onChange={(kind) => setFilters({ kind })}
                options={[
                  { value: '', label: '全部类型' },
                  ...(kinds.data?.rows ?? []).map(({ kind, zh }) => ({ value: kind, label: zh })),
                ]}
              />
            ),
          },
        ]}
      />
      <LedgerTable<ImportLine>
        name="imports"
        caption="导入记录"
        columns={columns}
        ledger={ledger}
        total={null}
        empty={{ reason: '还没有导入过文件。可下载模板填写，或直接上传平台后台导出的表格。', next: upload }}
        mobile={(row) => (
          <>
            <FileLink row={row} />
            <div>
              {row.kindZh} <StateTag tone={stateWords[row.state].tone}>{stateWords[row.state].zh}</StateTag>
            </div>
            {row.counts ? <div className="num-line">{countsText(row.counts)}</div> : null}
            <div className="quiet">
              <When at={row.createdAt} />
            </div>
          </>
        )}
      />
    </>
  )
}
