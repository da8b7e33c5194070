import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import {
  countPublications,
  exportPublications,
  listPublications,
  type PublicationRow,
} from '../../../src/publishing/publications.contract.ts'
import { LedgerTable } from '../../ui/ledger-table.tsx'
import { useMadeFile } from '../../ui/made-file.tsx'
import { useMay } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk, useDo } from '../../ui/queries.ts'
import { parseSearch, useUrlState, writeSearch } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { platformName } from './platform-name.ts'
import { columns, Next, OutAt, TitleLink } from './publication-columns.tsx'
import { PublicationFilters, QuickStates } from './publication-filters.tsx'
import { queryOf, RegisterUrl, totalOf } from './publication-state.ts'
import { PublicationTag, VerifiedTag } from './publication-words.tsx'
import { RetryBulk } from './retry-bulk.tsx'
import './publications.css'

/** 发布登记: what was signed and where it went, or is to go (§8.2). Everything that narrows the list stands in the URL. */
export function Page() {
  const [state, change] = useUrlState(RegisterUrl)
  const navigate = useNavigate()
  const publishes = useMay('publication.publish')
  const exports = useMay('publication.export')
  const query = queryOf(state)
  const ledger = useLedger(listPublications, query)
  // Counted over all states: the total of the list is the sum of those that are chosen.
  const counts = useAsk(countPublications, { query: queryOf({ ...state, state: undefined }) }, { keep: true })
  // The region is chosen in the header; 重置 leaves it.
  const reset = () => void navigate({ to: '.', search: parseSearch(writeSearch({ region: state.region })) as never })
  const filtered = Object.keys(query).some((key) => key !== 'region')
  return (
    <>
      <PageHead
        title="发布登记"
        description="每条内容在每个账号上的发布：签署的版本、签署人、时间、网址（指南§7.1、§8.2）"
      />
      <PublicationFilters state={state} change={change} reset={reset} />
      {counts.data ? (
        <QuickStates
          byState={counts.data.byState}
          chosen={state.state}
          onChoose={(states) => change({ state: states })}
        />
      ) : null}
      {state.draftId ? (
        <p>
          只看一篇稿件的发布登记。
          <Button size="small" type="link" onClick={() => change({ draftId: '' })}>
            查看全部
          </Button>
        </p>
      ) : null}
      <LedgerTable<PublicationRow>
        name="publications"
        caption="发布登记"
        columns={columns}
        ledger={ledger}
        total={counts.data && totalOf(counts.data.byState, state.state)}
        {...(publishes
          ? {
              bulk: (selection, clear) => (
                <RetryBulk selection={selection} state={state} rows={ledger.rows} onDone={clear} />
              ),
            }
          : {})}
        tools={
          <>
            {exports ? <ExportButton state={state} /> : null}
            <Link to={'/publications/paper' as '/'} search={parseSearch(writeSearch(query)) as never}>
              <Button icon={<PrinterOutlined />}>打印登记表</Button>
            </Link>
          </>
        }
        empty={
          filtered
            ? { reason: '没有符合筛选条件的登记。', next: <Button onClick={reset}>清除筛选条件</Button> }
            : { reason: '还没有发布登记。稿件通过三审并点“发布”后，每个账号各登记一条。' }
        }
        mobile={(row) => <Card row={row} />}
      />
    </>
  )
}

/** Exports what the filters show; a job makes the file. */
function ExportButton({ state }: { state: RegisterUrl }) {
  const { take, waiting } = useMadeFile('正在导出发布登记表')
  const start = useDo(exportPublications, {
    invalidates: ['/api/files'],
    onDone: ({ jobId }) => take({ fileId: null, jobId }),
  })
  return (
    <>
      <Button icon={<DownloadOutlined />} loading={start.busy} onClick={() => start.run({ body: queryOf(state) })}>
        导出
      </Button>
      {waiting}
    </>
  )
}

function Card({ row }: { row: PublicationRow }) {
  return (
    <>
      <TitleLink row={row} />
      <div className="publication-line">
        <PublicationTag state={row.state} />
        <VerifiedTag of={row} />
      </div>
      <div>
        {row.accountName}（{platformName(row.platform)}）
      </div>
      <div className="quiet">
        <OutAt row={row} /> · {row.number}
      </div>
      {row.state === 'published' ? null : (
        <div>
          <Next row={row} />
        </div>
      )}
    </>
  )
}
