import { Link } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { listNational, type NationalRowView, type NationalTotals } from '../../../src/accounts/national.contract.ts'
import { nationalStates } from '../../../src/accounts/national.rules.ts'
import { nationalFields } from '../../../src/accounts/national-fields.rules.ts'
import { accountStates, platforms, platformZh } from '../../../src/accounts/platforms.rules.ts'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay } from '../../ui/me.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useLedger } from '../../ui/use-ledger.ts'
import { RegionSelect } from '../units/region-select.tsx'
import { AccountStateTag } from './account-words.tsx'
import { NationalBulk } from './national-bulk.tsx'
import { filterOf, type NationalChange, type NationalUrl, nationalTones, nationalZh } from './national-state.ts'

type Given = { state: NationalUrl; change: NationalChange; totals: NationalTotals | undefined }

const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))
const platformWords = Object.fromEntries(Object.entries(platforms).map(([name, { zh }]) => [name, zh]))
const fieldWords = Object.fromEntries(Object.entries(nationalFields).map(([name, { zh }]) => [name, zh]))

/** Our accounts with where each stands over there. */
export function NationalLedger({ state, change, totals }: Given) {
  const acts = useMay('national.shutdown')
  const manages = useMay('national.manage')
  const filter = filterOf(state)
  const ledger = useLedger(listNational, filter)
  const open = (row: NationalRowView) => change({ account: row.id })
  const filtered = Object.keys(filter).length > 0
  const reset = () => change(Object.fromEntries(Object.keys(filter).map((name) => [name, undefined])))
  return (
    <>
      <NationalFilters state={state} change={change} reset={reset} />
      <LedgerTable<NationalRowView>
        name="national"
        caption="报送对账"
        columns={columnsOf(open)}
        ledger={ledger}
        total={totals?.count}
        {...(acts
          ? { bulk: (selection, clear) => <NationalBulk selection={selection} state={state} onDone={clear} /> }
          : {})}
        empty={
          filtered
            ? { reason: '没有符合条件的账号。', next: <Button onClick={reset}>清除筛选条件</Button> }
            : {
                reason: '管理范围内还没有账号，登记账号后即可报送。',
                next: manages ? (
                  <Link to={'/accounts/new' as string}>
                    <Button>登记账号</Button>
                  </Link>
                ) : null,
              }
        }
        mobile={(row) => (
          <>
            <Button type="link" className="national-name" onClick={() => open(row)}>
              {row.name}
            </Button>
            <div className="quiet">
              {platformZh(row.platform, row.variant)} · {row.ledgerNo} · {row.hostUnitName}
            </div>
            <div className="account-card-line">
              <NationalStateTag row={row} />
              <Differs row={row} />
            </div>
          </>
        )}
      />
    </>
  )
}

function columnsOf(open: (row: NationalRowView) => void): readonly LedgerColumn<NationalRowView>[] {
  return [
    { key: 'ledgerNo', title: '台账编号', render: (row) => <span className="num">{row.ledgerNo}</span> },
    {
      key: 'name',
      title: '账号名称',
      always: true,
      render: (row) => (
        <Button type="link" size="small" className="national-name" onClick={() => open(row)}>
          {row.name}
        </Button>
      ),
    },
    { key: 'platform', title: '平台', render: (row) => platformZh(row.platform, row.variant) },
    { key: 'host', title: '主办单位', render: (row) => <span className="account-unit">{row.hostUnitName}</span> },
    { key: 'region', title: '区划', render: (row) => row.regionName, hiddenAtFirst: true },
    { key: 'state', title: '全国系统状态', always: true, render: (row) => <NationalStateTag row={row} /> },
    { key: 'differs', title: '差异', render: (row) => <Differs row={row} /> },
    { key: 'there', title: '对方状态', render: (row) => row.statusThere ?? '—' },
    { key: 'account', title: '台账状态', render: (row) => <AccountStateTag state={row.accountState} /> },
    { key: 'reportedOn', title: '报送日期', render: (row) => <span className="num">{row.reportedOn ?? '—'}</span> },
    {
      key: 'includedOn',
      title: '收录日期',
      render: (row) => <span className="num">{row.includedOn ?? '—'}</span>,
      hiddenAtFirst: true,
    },
    { key: 'marked', title: '办理人', render: (row) => row.markedBy ?? '—', hiddenAtFirst: true },
    { key: 'batch', title: '批次', render: (row) => row.batchName ?? '—', hiddenAtFirst: true },
  ]
}

export function NationalStateTag({ row }: { row: Pick<NationalRowView, 'state'> }) {
  return <StateTag tone={nationalTones[row.state]}>{nationalZh(row.state)}</StateTag>
}

function Differs({ row }: { row: NationalRowView }) {
  if (row.differs.length === 0) return <span className="quiet">—</span>
  return <span className="national-differs">{row.differs.map((field) => nationalFields[field].zh).join('、')}</span>
}

type FilterGiven = { state: NationalUrl; change: NationalChange; reset: () => void }

function NationalFilters({ state, change, reset }: FilterGiven) {
  const [words, setWords] = useState(state.q ?? '')
  const many = (key: 'platform' | 'national' | 'state', label: string, options: Record<string, string>) => (
    <Select
      mode="multiple"
      maxTagCount="responsive"
      allowClear
      aria-label={label}
      placeholder="全部"
      style={{ width: '100%', minWidth: 160 }}
      value={state[key]?.split(',') ?? []}
      options={optionsOf(options)}
      onChange={(values: string[]) => change({ [key]: values.join(',') })}
    />
  )
  return (
    <FilterBar
      onReset={() => {
        setWords('')
        reset()
      }}
      fields={[
        {
          key: 'q',
          label: '查找',
          control: (
            <Input.Search
              allowClear
              value={words}
              placeholder="名称、编号、ID、单位"
              onChange={({ target }) => setWords(target.value)}
              onSearch={(q) => change({ q })}
            />
          ),
        },
        { key: 'national', label: '全国系统状态', control: many('national', '全国系统状态', nationalStates) },
        {
          key: 'field',
          label: '差异项目',
          control: (
            <Select
              allowClear
              aria-label="差异项目"
              placeholder="全部"
              style={{ width: '100%', minWidth: 140 }}
              value={state.field ?? null}
              options={optionsOf(fieldWords)}
              onChange={(field: string | null) => change({ field: field ?? '' })}
            />
          ),
        },
        { key: 'platform', label: '平台', control: many('platform', '平台', platformWords) },
        {
          key: 'region',
          label: '区划',
          more: true,
          active: state.region !== undefined,
          control: (
            <RegionSelect
              allowClear
              label="区划"
              placeholder="全部"
              {...(state.region ? { value: state.region } : {})}
              onChange={(region) => change({ region: region ?? '' })}
            />
          ),
        },
        {
          key: 'state',
          label: '台账状态',
          more: true,
          active: state.state !== undefined,
          control: many('state', '台账状态', accountStates),
        },
      ]}
    />
  )
}
