import { Link } from '@tanstack/react-router'
import { Alert, Checkbox } from 'antd'
import { useState } from 'react'
import {
  ApplicationFilter,
  type ApplicationRow,
  applicationOverview,
  listApplications,
} from '../../../src/accounts/applications.contract.ts'
import {
  applicationKindNames,
  applicationKinds,
  applicationStateNames,
  applicationStates,
} from '../../../src/accounts/lifecycle.rules.ts'
import { platforms } from '../../../src/accounts/platforms.rules.ts'
import type { ApiError } from '../../ui/api-error.ts'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Choice, SearchBox } from '../../ui/filter-controls.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay, useMe } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'
import { RegionSelect } from '../units/region-select.tsx'
import { ApplicationStanding, DueDay } from './application-words.tsx'
import { Overview } from './overview.tsx'
import { StartOpening } from './start-opening.tsx'
import './applications.css'

const nothing = {
  kind: undefined,
  state: undefined,
  region: undefined,
  account: undefined,
  late: undefined,
  open: undefined,
  q: undefined,
}

const columns: readonly LedgerColumn<ApplicationRow>[] = [
  { key: 'number', title: '编号', render: (row) => <span className="application-due">{row.number}</span> },
  { key: 'title', title: '申请', always: true, render: (row) => <To row={row} /> },
  { key: 'host', title: '主办单位', render: (row) => row.hostUnitName },
  { key: 'region', title: '区划', hiddenAtFirst: true, render: (row) => row.regionName },
  { key: 'platform', title: '平台', hiddenAtFirst: true, render: (row) => platforms[row.platform].zh },
  { key: 'state', title: '状态', render: (row) => <ApplicationStanding of={row} /> },
  { key: 'due', title: '办理期限', render: (row) => <DueDay of={row} /> },
  { key: 'by', title: '起草人', hiddenAtFirst: true, render: (row) => row.createdByName },
  { key: 'submitted', title: '提交时间', render: (row) => <When at={row.submittedAt} /> },
  { key: 'updated', title: '最近更新', hiddenAtFirst: true, render: (row) => <When at={row.updatedAt} /> },
]

/** 账号申请: what the host unit has asked for, or what its supervisors have to see through (ch. 6). */
export function Page() {
  const me = useMe()
  const makes = useMay('application.make')
  const own = me.unit.kind === 'hostUnit'
  const [filters, setFilters] = useUrlState(ApplicationFilter)
  const [refusal, setRefusal] = useState<ApiError | null>(null)
  const [words, setWords] = useState(filters.q ?? '')
  const query = { ...filters, kind: filters.kind?.join(','), state: filters.state?.join(',') }
  const ledger = useLedger(listApplications, query)
  const counted = useAsk(applicationOverview, { query }, { keep: true, staleTime: 0 })
  const filtered = Object.values(filters).some((value) => value !== undefined)
  const start = makes ? <StartOpening onRefused={setRefusal} /> : null
  return (
    <>
      <PageHead
        title={own ? '我的申请' : '账号申请'}
        description={
          own
            ? '本单位账号的开设、备案、变更和注销（指南第6章）。变更、注销从账号全景页发起。'
            : '辖区内账号的开设、备案、变更和注销（指南第6章）'
        }
        actions={start}
      />
      {refusal ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          className="application-block"
          title="暂不能申请开设账号"
          description={`${refusal.message}。确有特殊情况的，请与主管单位联系。`}
        />
      ) : null}
      <Overview region={filters.region} />
      <FilterBar
        onReset={() => {
          setWords('')
          setFilters(nothing)
        }}
        fields={[
          {
            key: 'q',
            label: '查找',
            control: (
              <SearchBox
                words={words}
                placeholder="名称、主办单位或编号"
                onWords={setWords}
                onSearch={(q) => setFilters({ q })}
              />
            ),
          },
          {
            key: 'kind',
            label: '种类',
            control: (
              <Choice
                value={filters.kind}
                placeholder="全部种类"
                onChange={(kind) => setFilters({ kind })}
                options={applicationKindNames.map((value) => ({ value, label: applicationKinds[value].zh }))}
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
                options={applicationStateNames.map((value) => ({ value, label: applicationStates[value].zh }))}
              />
            ),
          },
          ...(own
            ? []
            : [
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
              ]),
          {
            key: 'open',
            label: '办理情况',
            control: (
              <span className="application-line">
                <Checkbox
                  checked={filters.open === '1'}
                  onChange={({ target }) => setFilters({ open: target.checked ? '1' : undefined })}
                >
                  只看办理中
                </Checkbox>
                <Checkbox
                  checked={filters.late === '1'}
                  onChange={({ target }) => setFilters({ late: target.checked ? '1' : undefined })}
                >
                  只看逾期
                </Checkbox>
              </span>
            ),
          },
        ]}
      />
      <LedgerTable<ApplicationRow>
        name="applications"
        caption="账号申请列表"
        columns={columns}
        ledger={ledger}
        total={counted.data?.total}
        empty={
          filtered
            ? { reason: '没有符合条件的申请，可以放宽或重置筛选条件。' }
            : own
              ? {
                  reason: makes
                    ? '本单位还没有提出过账号申请。新开账号从这里申请；变更、注销从账号全景页发起。'
                    : '本单位还没有提出过账号申请，由本单位账号管理员提出。',
                }
              : { reason: '辖区内还没有账号申请，由各主办单位的账号管理员提出。' }
        }
        mobile={(row) => (
          <>
            <To row={row} />
            <div className="application-line">
              <ApplicationStanding of={row} />
              <span className="quiet">{row.number}</span>
            </div>
            <div className="quiet">{row.hostUnitName}</div>
            {row.dueOn ? (
              <div>
                办理期限 <DueDay of={row} />
              </div>
            ) : null}
          </>
        )}
      />
    </>
  )
}

function To({ row }: { row: ApplicationRow }) {
  return <Link to={`/applications/${row.id}` as '/'}>{row.title}</Link>
}
