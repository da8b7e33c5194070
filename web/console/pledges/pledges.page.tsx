import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { platformZh } from '../../../src/accounts/platforms.rules.ts'
import {
  exportPledges,
  listPledges,
  PledgeFilter,
  type PledgeRow,
  totalPledges,
} from '../../../src/accounts/pledge.contract.ts'
import {
  type PledgeMeasure,
  pledgeMeasureNames,
  pledgeOutcomes,
  pledgeStateNames,
  pledgeStates,
} from '../../../src/accounts/pledge.rules.ts'
import { Download } from '../../ui/download.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Choice, SearchBox } from '../../ui/filter-controls.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay } from '../../ui/me.ts'
import { Num } from '../../ui/num.tsx'
import { numberText } from '../../ui/number-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { RegionSelect } from '../units/region-select.tsx'
import { EnterPledge } from './enter-pledge.tsx'
import { PledgeDrawer } from './pledge-drawer.tsx'
import { measureTitle, OutcomeTag, PledgeStateTag, percentText, Real } from './pledge-words.tsx'
import './pledges.css'

const Filters = PledgeFilter.extend({ case: z.uuid().optional(), enter: z.literal('1').optional() })

/** 承诺考核 (§6.1.2): a year after its opening, every account is held against its promise. */
export function Page() {
  const decides = useMay('pledge.decide')
  const [{ case: opened, enter, ...filters }, setFilters] = useUrlState(Filters)
  const query = { ...filters, state: filters.state?.join(','), outcome: filters.outcome?.join(',') }
  const ledger = useLedger(listPledges, query)
  const totals = useAsk(totalPledges, { query }, { keep: true })
  const [words, setWords] = useState(filters.q ?? '')
  const setCase = (id: string) => setFilters({ case: id })
  const filtered = Boolean(filters.q || filters.region || filters.state?.length || filters.outcome?.length)
  const columns: readonly LedgerColumn<PledgeRow>[] = [
    {
      key: 'account',
      title: '账号',
      always: true,
      render: (row) => (
        <>
          <Name row={row} onOpen={setCase} />
          <div className="quiet">{platformZh(row.platform, row.variant)}</div>
        </>
      ),
    },
    { key: 'unit', title: '主办单位', render: (row) => row.hostUnitName },
    { key: 'reviewsOn', title: '考核日', render: (row) => <span className="num">{row.reviewsOn}</span>, width: 110 },
    { key: 'state', title: '状态', render: (row) => <PledgeStateTag state={row.state} /> },
    { key: 'outcome', title: '核算结果', render: (row) => <OutcomeTag outcome={row.outcome} /> },
    ...pledgeMeasureNames.map(
      (name): LedgerColumn<PledgeRow> => ({
        key: name,
        title: measureTitle({ measure: name }),
        number: true,
        render: (row) => <Cell row={row} name={name} />,
      }),
    ),
    { key: 'region', title: '区划', render: (row) => row.regionName, hiddenAtFirst: true },
    { key: 'ledgerNo', title: '台账编号', render: (row) => row.ledgerNo, hiddenAtFirst: true },
  ]
  return (
    <>
      <PageHead
        title="承诺考核"
        description="账号开设满一年，对照开设时承诺的粉丝数、发布频率和平均阅读量核算，由主管单位作出结论（指南§6.1.2）"
        actions={
          <>
            {decides ? (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setFilters({ enter: '1' })}>
                补录书面承诺
              </Button>
            ) : null}
            <Download endpoint={exportPledges} args={{ query }}>
              导出
            </Download>
          </>
        }
      />
      <FilterBar
        onReset={() => {
          setWords('')
          setFilters({ state: undefined, outcome: undefined, region: undefined, q: undefined })
        }}
        fields={[
          {
            key: 'q',
            label: '查找',
            control: (
              <SearchBox
                words={words}
                placeholder="账号、单位、编号"
                onWords={setWords}
                onSearch={(q) => setFilters({ q })}
              />
            ),
          },
          {
            key: 'state',
            label: '状态',
            control: (
              <Choice
                value={filters.state}
                placeholder="全部状态"
                onChange={(state) => setFilters({ state })}
                options={Object.entries(pledgeStates).map(([value, { zh }]) => ({ value, label: zh }))}
              />
            ),
          },
          {
            key: 'outcome',
            label: '核算结果',
            control: (
              <Choice
                value={filters.outcome}
                placeholder="全部结果"
                onChange={(outcome) => setFilters({ outcome })}
                options={Object.entries(pledgeOutcomes).map(([value, label]) => ({ value, label }))}
              />
            ),
          },
          {
            key: 'region',
            label: '区划',
            control: (
              <RegionSelect
                {...(filters.region ? { value: filters.region } : {})}
                onChange={(region) => setFilters({ region })}
                placeholder="全部区划"
                allowClear
              />
            ),
          },
        ]}
      />
      {totals.data && totals.data.total > 0 ? (
        <p className="quiet">
          {pledgeStateNames
            .filter((state) => totals.data?.states[state])
            .map((state) => `${pledgeStates[state].zh} ${numberText(totals.data?.states[state])}`)
            .join(' · ')}
        </p>
      ) : null}
      <LedgerTable<PledgeRow>
        name="pledges"
        caption="承诺考核清单"
        columns={columns}
        ledger={ledger}
        total={totals.data?.total}
        empty={{
          reason: filtered
            ? '没有符合条件的账号。'
            : '还没有账号作出开设承诺。通过开设申请备案的账号会自动列入；存量账号的书面承诺可以补录。',
        }}
        mobile={(row) => (
          <>
            <div className="pledge-tags">
              <PledgeStateTag state={row.state} />
              <OutcomeTag outcome={row.outcome} />
            </div>
            <div>
              <Name row={row} onOpen={setCase} />
            </div>
            <div className="quiet">
              {platformZh(row.platform, row.variant)} · {row.hostUnitName} · 考核日 {row.reviewsOn}
            </div>
          </>
        )}
      />
      {enter && decides ? (
        <EnterPledge
          onClose={() => setFilters({ enter: undefined })}
          onDone={(id) => setFilters({ enter: undefined, case: id })}
        />
      ) : null}
      {opened ? <PledgeDrawer id={opened} onClose={() => setFilters({ case: undefined })} /> : null}
    </>
  )
}

function Name({ row, onOpen }: { row: PledgeRow; onOpen: (id: string) => void }) {
  return (
    <Button
      type="link"
      size="small"
      style={{ whiteSpace: 'normal', height: 'auto', textAlign: 'start', paddingInline: 0 }}
      onClick={() => onOpen(row.id)}
    >
      {row.accountName}
    </Button>
  )
}

/** 实际 / 承诺 in two lines. */
function Cell({ row, name }: { row: PledgeRow; name: PledgeMeasure }) {
  const facts = row.facts?.measures.find(({ measure }) => measure === name)
  return (
    <span className="num">
      {facts ? (
        <>
          <Real of={facts} />
          {facts.real === null ? '' : `（${percentText(facts.ratio)}）`}
          <br />
        </>
      ) : null}
      <span className="quiet">
        承诺 <Num value={row.promised[name]} />
      </span>
    </span>
  )
}
