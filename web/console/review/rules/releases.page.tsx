import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { countReleases, listReleases, type ReleaseRow } from '../../../../src/review/three-review.contract.ts'
import { DayInput } from '../../../ui/day-input.tsx'
import { FilterBar } from '../../../ui/filter-bar.tsx'
import { SearchBox } from '../../../ui/filter-controls.tsx'
import { type LedgerColumn, LedgerTable } from '../../../ui/ledger-table.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { useAsk } from '../../../ui/queries.ts'
import { useUrlState } from '../../../ui/url-state.ts'
import { useLedger } from '../../../ui/use-ledger.ts'
import { When } from '../../../ui/when.tsx'

type Row = z.output<typeof ReleaseRow>
const Url = z.object({ from: z.string().optional(), to: z.string().optional(), q: z.string().optional() })

const draftLink = (row: Row) => <Link to={`/drafts/${row.subjectId}` as '/'}>{row.title}</Link>
const columns: readonly LedgerColumn<Row>[] = [
  { key: 'at', title: '放行时间', width: 150, render: (row) => <When at={row.at} /> },
  { key: 'hostUnitName', title: '主办单位', width: 180, render: (row) => row.hostUnitName },
  { key: 'title', title: '稿件', always: true, render: draftLink },
  { key: 'finding', title: '严重问题', render: (row) => `“${row.text}”：${row.message}` },
  { key: 'reason', title: '放行理由', always: true, render: (row) => row.reason },
  { key: 'releasedByName', title: '三审', width: 100, render: (row) => row.releasedByName },
]

/** 三审放行: what third reviewers let pass although the checker calls it 严重, and why. */
export function Page() {
  const [filters, change] = useUrlState(Url)
  const [words, setWords] = useState(filters.q ?? '')
  const ledger = useLedger(listReleases, filters)
  const counted = useAsk(countReleases, { query: filters }, { keep: true, staleTime: 0 })
  const narrowed = Boolean(filters.from || filters.to || filters.q)
  return (
    <>
      <PageHead
        title="三审放行"
        description="检查认为严重、而三审说明理由放行的问题。每一处都由三审负责人逐处写明理由，供主管单位监督。"
      />
      <FilterBar
        onReset={() => {
          setWords('')
          change({ from: '', to: '', q: '' })
        }}
        fields={[
          {
            key: 'q',
            label: '查找',
            control: (
              <SearchBox
                words={words}
                placeholder="稿件、问题文字、理由、单位"
                onWords={setWords}
                onSearch={(q) => change({ q })}
              />
            ),
          },
          {
            key: 'from',
            label: '放行日期起',
            control: <DayInput value={filters.from ?? null} onChange={(from) => change({ from: from ?? '' })} />,
          },
          {
            key: 'to',
            label: '放行日期止',
            control: <DayInput value={filters.to ?? null} onChange={(to) => change({ to: to ?? '' })} />,
          },
        ]}
      />
      <LedgerTable<Row>
        name="releases"
        caption="三审放行"
        columns={columns}
        ledger={ledger}
        total={counted.data?.listed}
        empty={{
          reason: narrowed
            ? '没有符合条件的放行记录，可以重置筛选条件。'
            : '还没有放行记录。严重问题未处理的稿件不能发布，经三审说明理由放行的列在这里。',
        }}
        mobile={(row) => (
          <>
            <strong>{draftLink(row)}</strong>
            <div>
              “{row.text}”：{row.message}
            </div>
            <div>理由：{row.reason}</div>
            <div className="quiet">
              {row.hostUnitName} {row.releasedByName} <When at={row.at} />
            </div>
          </>
        )}
      />
    </>
  )
}
