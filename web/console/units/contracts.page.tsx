import { Button, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { type ContractView, endContract, listContracts } from '../../../src/units/contracts.contract.ts'
import { type ContractState, contractStates, expiringDays } from '../../../src/units/contracts.rules.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay, useMe } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { queryClient } from '../../ui/queries.ts'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { ContractForm } from './contract-form.tsx'
import { useListed } from './use-listed.ts'
import './units.css'

const states = Object.keys(contractStates) as [ContractState, ...ContractState[]]
const Filters = z.object({ state: z.enum(states).optional() })

const tones: Record<ContractState, Tone> = {
  notStarted: 'plain',
  valid: 'done',
  expiring: 'soon',
  lapsed: 'grave',
  ended: 'ended',
}

/** 委托合同 (§5.2.5): who is entrusted with what, and until when. */
export function Page() {
  const manages = useMay('contract.manage')
  const me = useMe()
  const [filters, setFilters] = useUrlState(Filters)
  const [adding, setAdding] = useState(false)
  const ledger = useLedger(listContracts, filters)
  const listed = useListed(listContracts, filters)
  const columns: LedgerColumn<ContractView>[] = [
    { key: 'host', title: '主办单位', always: true, render: (row) => row.host.name },
    { key: 'contractor', title: '第三方运营机构', always: true, render: (row) => row.contractor.name },
    { key: 'no', title: '合同编号', render: (row) => row.contractNo ?? '—' },
    { key: 'contract', title: '合同期', render: (row) => <Days from={row.startsOn} to={row.endsOn} /> },
    { key: 'nda', title: '保密协议', render: (row) => <Days from={row.ndaSignedOn} to={row.ndaEndsOn} /> },
    { key: 'state', title: '状态', render: (row) => <State row={row} /> },
    { key: 'duties', title: '约定权责', hiddenAtFirst: true, render: (row) => row.duties },
    ...(manages
      ? [{ key: 'acts', title: '操作', always: true, render: (row: ContractView) => <End row={row} /> }]
      : []),
  ]
  return (
    <>
      <PageHead
        title="委托合同"
        description="受委托机构凭有效的合同和保密协议访问账号，任何一项到期或终止即停止访问，不得转包（指南§5.2.5）"
        actions={
          manages ? (
            <Button type="primary" onClick={() => setAdding(true)}>
              登记合同
            </Button>
          ) : null
        }
      />
      <FilterBar
        fields={[
          {
            key: 'state',
            label: '状态',
            control: (
              <Select
                allowClear
                value={filters.state ?? null}
                onChange={(state) => setFilters({ state: state ?? undefined })}
                options={states.map((state) => ({ value: state, label: contractStates[state].zh }))}
                placeholder="全部"
                style={{ minWidth: 140 }}
              />
            ),
          },
        ]}
        onReset={() => setFilters({ state: undefined })}
      />
      {listed && listed.expiring + listed.lapsed > 0 ? (
        <p className="card-line no-print">
          {listed.expiring > 0 ? (
            <Button type="link" onClick={() => setFilters({ state: 'expiring' })}>
              {listed.expiring} 份将在 {expiringDays} 天内到期
            </Button>
          ) : null}
          {listed.lapsed > 0 ? (
            <Button type="link" onClick={() => setFilters({ state: 'lapsed' })}>
              {listed.lapsed} 份已到期未续签
            </Button>
          ) : null}
        </p>
      ) : null}
      <LedgerTable
        name="contracts"
        caption="委托合同列表"
        columns={columns}
        ledger={ledger}
        total={listed?.total}
        empty={{
          reason: filters.state
            ? `没有“${contractStates[filters.state].zh}”的合同。`
            : '还没有登记委托合同。没有有效合同的第三方机构不能访问任何账号。',
          next: manages && !filters.state ? <Button onClick={() => setAdding(true)}>登记合同</Button> : null,
        }}
        mobile={(row) => (
          <>
            <div className="card-title">{row.contractor.name}</div>
            <div>受 {row.host.name} 委托</div>
            <div className="card-line">
              <State row={row} />
              <span className="quiet">至 {row.lastDay}</span>
            </div>
            {manages ? <End row={row} /> : null}
          </>
        )}
      />
      {adding ? (
        <ContractForm {...(me.unit.kind === 'hostUnit' ? { host: me.unit } : {})} onClose={() => setAdding(false)} />
      ) : null}
    </>
  )
}

function Days({ from, to }: { from: string; to: string }) {
  return (
    <span style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
      {from} 至 {to}
    </span>
  )
}

function State({ row }: { row: ContractView }) {
  return (
    <span className="card-line">
      <StateTag tone={tones[row.state]}>{contractStates[row.state].zh}</StateTag>
      {row.endedReason ? <span className="quiet">{row.endedReason}</span> : null}
    </span>
  )
}

function End({ row }: { row: ContractView }) {
  if (row.state === 'ended') return null
  return (
    <ConfirmDo
      label="终止"
      size="small"
      danger
      consequence={`终止后，${row.contractor.name}立即不能再访问${row.host.name}的账号（另有有效合同的除外），无法撤回。`}
      reason={{ label: '终止原因' }}
      onConfirm={async (reason) => {
        await call(endContract, { params: { id: row.id }, body: { reason, version: row.version } })
        await queryClient.invalidateQueries({ queryKey: [listContracts.path] })
      }}
    />
  )
}
