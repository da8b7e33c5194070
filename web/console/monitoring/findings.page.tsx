import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { platforms } from '../../../src/accounts/platforms.rules.ts'
import { findingStates, findingTable } from '../../../src/monitoring/findings.rules.ts'
import {
  FindingFilter,
  type FindingView,
  listFindings,
  totalFindings,
} from '../../../src/monitoring/monitoring.contract.ts'
import { AccountSelect } from '../../ui/account-select.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Choice, SearchBox } from '../../ui/filter-controls.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay } from '../../ui/me.ts'
import { numberText } from '../../ui/number-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'
import { FindingDrawer } from './finding-drawer.tsx'
import { FindingState, KindTag, kindOptions } from './finding-words.tsx'
import { RecordFinding } from './record-finding.tsx'

const Filters = FindingFilter.extend({ finding: z.uuid().optional(), record: z.literal('1').optional() })

/** Everything that was found wrong, with its evidence; what an assessment counts comes from here (§9.2 表2). */
export function Page() {
  const navigate = useNavigate()
  const mayRecord = useMay('finding.record')
  const [{ finding, record, ...filters }, setFilters] = useUrlState(Filters)
  const query = { ...filters, kind: filters.kind?.join(',') }
  const ledger = useLedger(listFindings, query)
  const totals = useAsk(totalFindings, { query }, { keep: true })
  const [words, setWords] = useState(filters.q ?? '')
  const open = (row: FindingView) => setFilters({ finding: row.id, cursor: undefined })
  const columns: readonly LedgerColumn<FindingView>[] = [
    {
      key: 'occurredOn',
      title: '发生日期',
      render: (row) => <span className="num">{row.occurredOn}</span>,
      width: 110,
    },
    { key: 'kind', title: '类型', render: (row) => <KindTag kind={row.kind} /> },
    {
      key: 'title',
      title: '问题',
      always: true,
      render: (row) => (
        <Button
          type="link"
          size="small"
          style={{ whiteSpace: 'normal', height: 'auto', textAlign: 'start', paddingInline: 0 }}
          onClick={() => open(row)}
        >
          {row.title}
        </Button>
      ),
    },
    { key: 'account', title: '账号', render: (row) => `${row.accountName}（${platforms[row.platform].zh}）` },
    { key: 'unit', title: '主办单位', render: (row) => row.hostUnitName },
    { key: 'state', title: '状态', render: (row) => <FindingState state={row.state} /> },
    { key: 'recordedBy', title: '登记人', render: (row) => row.recordedBy, hiddenAtFirst: true },
    { key: 'recordedAt', title: '登记时间', render: (row) => <When at={row.recordedAt} />, hiddenAtFirst: true },
  ]
  return (
    <>
      <PageHead
        title="问题"
        description="表述错误、互动回应、办事服务、舆情等问题，考核时按表2计入健康、集群指数或一票否决"
        actions={
          mayRecord ? (
            <>
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setFilters({ record: '1' })}>
                登记问题
              </Button>
              <Button icon={<UploadOutlined />} onClick={() => void navigate({ href: '/imports/new?kind=findings' })}>
                批量导入
              </Button>
            </>
          ) : null
        }
      />
      <FilterBar
        onReset={() => {
          setWords('')
          setFilters({
            kind: undefined,
            state: undefined,
            account: undefined,
            region: undefined,
            from: undefined,
            to: undefined,
            q: undefined,
          })
        }}
        fields={[
          {
            key: 'q',
            label: '查找',
            control: (
              <SearchBox
                words={words}
                placeholder="问题、账号"
                onWords={setWords}
                onSearch={(q) => setFilters({ q })}
              />
            ),
          },
          {
            key: 'kind',
            label: '类型',
            control: (
              <Choice
                value={filters.kind}
                placeholder="全部类型"
                onChange={(kind) => setFilters({ kind })}
                options={Object.entries(findingTable).map(([value, { zh }]) => ({ value, label: zh }))}
              />
            ),
          },
          {
            key: 'state',
            label: '状态',
            control: (
              <Select
                value={filters.state ?? ''}
                onChange={(state) => setFilters({ state })}
                options={[
                  { value: '', label: '全部' },
                  ...Object.entries(findingStates).map(([value, label]) => ({ value, label })),
                ]}
              />
            ),
          },
          {
            key: 'from',
            label: '发生日期从',
            control: <DayInput value={filters.from} onChange={(from) => setFilters({ from })} />,
          },
          {
            key: 'to',
            label: '到',
            control: <DayInput value={filters.to} onChange={(to) => setFilters({ to })} />,
          },
          {
            key: 'account',
            label: '账号',
            more: true,
            active: filters.account !== undefined,
            control: <AccountSelect value={filters.account} onChange={(account) => setFilters({ account })} />,
          },
        ]}
      />
      {totals.data && totals.data.kinds.length > 0 ? (
        <p className="quiet">
          {totals.data.kinds.map(({ kind, count }) => `${findingTable[kind].zh} ${numberText(count)}`).join(' · ')}
        </p>
      ) : null}
      {filters.region ? (
        <p>
          <StateTag tone="plain">只看区划 {filters.region}</StateTag>{' '}
          <Button size="small" type="link" onClick={() => setFilters({ region: undefined })}>
            取消
          </Button>
        </p>
      ) : null}
      <LedgerTable<FindingView>
        name="findings"
        caption="问题清单"
        columns={columns}
        ledger={ledger}
        total={totals.data?.count}
        empty={{ reason: '没有符合条件的问题。没有登记不等于没有问题：考核前请确认已完成检查。' }}
        mobile={(row) => (
          <>
            <div>
              <KindTag kind={row.kind} /> <FindingState state={row.state} />
            </div>
            <Button
              type="link"
              style={{ whiteSpace: 'normal', height: 'auto', textAlign: 'start', paddingInline: 0 }}
              onClick={() => open(row)}
            >
              {row.title}
            </Button>
            <div className="quiet">
              {row.occurredOn} · {row.accountName}（{platforms[row.platform].zh}）
            </div>
          </>
        )}
      />
      {record && mayRecord ? (
        <RecordFinding
          accountId={filters.account}
          kinds={kindOptions}
          onClose={() => setFilters({ record: undefined })}
          onDone={(made) => setFilters({ record: undefined, finding: made.id })}
        />
      ) : null}
      {finding ? <FindingDrawer id={finding} onClose={() => setFilters({ finding: undefined })} /> : null}
    </>
  )
}
