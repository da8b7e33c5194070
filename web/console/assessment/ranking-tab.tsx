import { useSearch } from '@tanstack/react-router'
import { Checkbox, Input, Select } from 'antd'
import { z } from 'zod'
import { listRanking, type RankingRow, verdictNames } from '../../../src/assessment/assessment.contract.ts'
import { accountLevels, levelLabels } from '../../../src/assessment/facts.rules.ts'
import { assessedPlatforms, platformLabels } from '../../../src/assessment/table2.rules.ts'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { Num } from '../../ui/num.tsx'
import { useAsk } from '../../ui/queries.ts'
import { type Search, useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { RegionSelect } from '../units/region-select.tsx'
import type { RunDetail } from './run.page.tsx'
import { To } from './to.tsx'
import { Change, Rank, Verdict } from './words.tsx'

const Filters = z.object({
  platform: z.enum(assessedPlatforms).optional(),
  level: z.enum(accountLevels).optional(),
  region: z
    .string()
    .regex(/^\d{6,12}$/)
    .optional(),
  text: z.string().max(60).optional(),
  verdict: z.enum(verdictNames).optional(),
  missing: z.literal('1').optional(),
})

const columnsOf = (runId: string): LedgerColumn<RankingRow>[] => [
  { key: 'rank', title: '名次', always: true, width: 90, render: (row) => <Rank rank={row.rank} of={row.groupSize} /> },
  { key: 'change', title: '较上期', render: (row) => <Change of={row.change} /> },
  {
    key: 'name',
    title: '账号',
    always: true,
    render: (row) => (
      <div className="assessment-wrap">
        <To path={`/assessments/${runId}/accounts/${row.id}`}>{row.name}</To>
      </div>
    ),
  },
  { key: 'platform', title: '平台', render: (row) => row.platformZh },
  { key: 'level', title: '层级', hiddenAtFirst: true, render: (row) => row.levelZh },
  { key: 'unit', title: '主办单位', render: (row) => <div className="assessment-wrap">{row.unitName}</div> },
  { key: 'total', title: '总分', number: true, always: true, render: (row) => <Marks row={row} of="total" /> },
  { key: 'operation', title: '运营', number: true, render: (row) => <Marks row={row} of="operation" /> },
  { key: 'diligence', title: '勤勉', number: true, render: (row) => <Marks row={row} of="diligence" /> },
  { key: 'health', title: '健康', number: true, render: (row) => <Marks row={row} of="health" /> },
  { key: 'cluster', title: '集群', number: true, render: (row) => <Marks row={row} of="cluster" /> },
  { key: 'growth', title: '成长', number: true, render: (row) => <Marks row={row} of="growth" /> },
  { key: 'verdict', title: '结论', render: (row) => <VerdictAndVeto row={row} /> },
  {
    key: 'vetoes',
    title: '一票否决',
    hiddenAtFirst: true,
    render: (row) => row.vetoes.join('、') || <span className="quiet">无</span>,
  },
  { key: 'missing', title: '缺数', hiddenAtFirst: true, render: (row) => row.missing.join('、') },
]

/** 账号排名: platform, level and region make the group in which places are counted; the rest narrows the list. */
export function RankingTab({ detail: { run, previous } }: { detail: RunDetail }) {
  const [filters, setFilters] = useUrlState(Filters)
  const { cursor }: Search = useSearch({ strict: false })
  const ledger = useLedger(listRanking, filters, { id: run.id })
  const asked = { params: { id: run.id }, query: { ...filters, ...(cursor ? { cursor } : {}) } }
  const total = useAsk(listRanking, asked, { keep: true }).data?.total
  const group = [
    filters.region ? '所选区域' : run.regionName,
    filters.platform ? platformLabels[filters.platform] : '全部平台',
    filters.level ? levelLabels[filters.level] : '各层级',
  ].join(' · ')
  return (
    <>
      <FilterBar
        fields={[
          {
            key: 'platform',
            label: '平台（分组）',
            control: (
              <Select
                allowClear
                placeholder="全部平台"
                value={filters.platform}
                onChange={(platform) => setFilters({ platform })}
                options={assessedPlatforms.map((value) => ({ value, label: platformLabels[value] }))}
              />
            ),
          },
          {
            key: 'level',
            label: '层级（分组）',
            control: (
              <Select
                allowClear
                placeholder="各层级"
                value={filters.level}
                onChange={(level) => setFilters({ level })}
                options={accountLevels.map((value) => ({ value, label: levelLabels[value] }))}
              />
            ),
          },
          {
            key: 'region',
            label: '区域（分组）',
            control: (
              <RegionSelect
                allowClear
                placeholder="考核区域全部"
                {...(filters.region ? { value: filters.region } : {})}
                onChange={(region) => setFilters({ region })}
              />
            ),
          },
          {
            key: 'text',
            label: '账号或主办单位',
            control: (
              <Input.Search
                allowClear
                key={filters.text ?? ''}
                defaultValue={filters.text ?? ''}
                placeholder="名称中的文字"
                onSearch={(text) => setFilters({ text: text.trim() })}
              />
            ),
          },
          {
            key: 'verdict',
            label: '结论',
            more: true,
            active: filters.verdict !== undefined,
            control: (
              <Select
                allowClear
                placeholder="全部"
                value={filters.verdict}
                onChange={(verdict) => setFilters({ verdict })}
                options={verdictNames.map((value) => ({ value, label: value }))}
              />
            ),
          },
          {
            key: 'missing',
            label: '缺数',
            more: true,
            active: filters.missing !== undefined,
            control: (
              <Checkbox
                checked={filters.missing === '1'}
                onChange={({ target }) => setFilters({ missing: target.checked ? '1' : undefined })}
              >
                仅看有缺数的
              </Checkbox>
            ),
          },
        ]}
        onReset={() =>
          setFilters({
            platform: undefined,
            level: undefined,
            region: undefined,
            text: undefined,
            verdict: undefined,
            missing: undefined,
          })
        }
      />
      <p className="quiet assessment-note">
        名次在“{group}”内按总分计，同分并列、后续顺延；有缺数而无总分的不参加排名。
        {previous ? `“较上期”与${previous.periodZh}同组名次相比。` : '没有上期考核，不比较名次变化。'}
      </p>
      <LedgerTable
        name="assessment-ranking"
        caption="账号排名"
        columns={columnsOf(run.id)}
        ledger={ledger}
        total={total}
        empty={{ reason: '没有符合条件的账号，请调整筛选条件。' }}
        mobile={(row) => <RankingCard row={row} runId={run.id} />}
      />
    </>
  )
}

type IndexKey = 'total' | 'operation' | 'diligence' | 'health' | 'cluster' | 'growth'

function Marks({ row, of }: { row: RankingRow; of: IndexKey }) {
  const why = row.missing.length > 0 ? `缺：${row.missing.join('、')}` : '没有可计分的子指标'
  return <Num value={row[of]} digits={2} why={why} />
}

function VerdictAndVeto({ row }: { row: RankingRow }) {
  return (
    <>
      <Verdict of={row.verdict} />
      {row.vetoes.length > 0 ? <div>一票否决：{row.vetoes.join('、')}</div> : null}
    </>
  )
}

function RankingCard({ row, runId }: { row: RankingRow; runId: string }) {
  return (
    <>
      <div className="assessment-line">
        <strong>
          <To path={`/assessments/${runId}/accounts/${row.id}`}>{row.name}</To>
        </strong>
        <Rank rank={row.rank} of={row.groupSize} />
      </div>
      <div className="quiet">
        {row.platformZh} · {row.unitName}
      </div>
      <div className="assessment-line">
        <span>
          总分 <Marks row={row} of="total" />
        </span>
        <span>
          较上期 <Change of={row.change} />
        </span>
        <Verdict of={row.verdict} />
      </div>
      {row.vetoes.length > 0 ? <div>一票否决：{row.vetoes.join('、')}</div> : null}
    </>
  )
}
