import { UploadOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { type FigureField, figureFieldNames, figureFields } from '../../../src/publishing/facts.rules.ts'
import { type AccountFigureView, listAccountFigures } from '../../../src/publishing/publishing.contract.ts'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay } from '../../ui/me.ts'
import { Num } from '../../ui/num.tsx'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'

const shownAtFirst: readonly FigureField[] = [
  'followers',
  'posts',
  'originals',
  'activeDays',
  'reads',
  'wows',
  'likes',
  'shares',
]

const columns: readonly LedgerColumn<AccountFigureView>[] = [
  {
    key: 'period',
    title: '周期',
    always: true,
    render: (row) => <span style={{ whiteSpace: 'nowrap' }}>{row.periodName}</span>,
  },
  ...figureFieldNames
    .filter((field) => field !== 'publishedIndex')
    .map((field) => ({
      key: field,
      title: figureFields[field].zh,
      number: true,
      hiddenAtFirst: !shownAtFirst.includes(field),
      render: (row: AccountFigureView) => <Num value={row[field]} />,
    })),
  {
    key: 'publishedIndex',
    title: '公布的指数',
    number: true,
    render: (row) =>
      row.publishedIndex === null ? (
        '—'
      ) : (
        <Num value={row.publishedIndex} digits={2} unit={` ${row.publishedIndexName ?? ''}`} />
      ),
  },
  { key: 'source', title: '来源', render: (row) => row.source },
  { key: 'capturedAt', title: '数据时间', render: (row) => <When at={row.capturedAt} /> },
]

/** An account's totals by period, from every source: the tab 数据 of its case. */
export function AccountFigures({ accountId }: { accountId: string }) {
  const navigate = useNavigate()
  const mayImport = useMay('figures.import')
  const ledger = useLedger(listAccountFigures, {}, { id: accountId })
  const upload = mayImport ? (
    <Button
      icon={<UploadOutlined />}
      onClick={() => void navigate({ href: `/imports/new?kind=figures&account=${accountId}` })}
    >
      导入周期数据
    </Button>
  ) : null
  return (
    <LedgerTable<AccountFigureView>
      name="account-figures"
      caption="周期数据"
      columns={columns}
      ledger={ledger}
      total={null}
      tools={upload}
      empty={{ reason: '还没有导入过周期数据。', next: upload }}
      mobile={(row) => (
        <>
          <strong>{row.periodName}</strong>
          <div>
            发布 <Num value={row.posts} /> 篇 · 阅读 <Num value={row.reads} /> · 粉丝 <Num value={row.followers} />
          </div>
          <div className="quiet">
            {row.source} · <When at={row.capturedAt} />
          </div>
        </>
      )}
    />
  )
}
