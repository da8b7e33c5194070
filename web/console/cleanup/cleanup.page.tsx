import { Button } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import {
  type CleanupFilterInput,
  type CleanupRow,
  cleanupBoard,
  filterShape,
  listCleanup,
} from '../../../src/accounts/cleanup.contract.ts'
import {
  askingStandings,
  type Standing,
  standingNames,
  standings,
} from '../../../src/accounts/cleanup-proposal.rules.ts'
import { hostTypes, platforms, platformZh } from '../../../src/accounts/platforms.rules.ts'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Choice, SearchBox } from '../../ui/filter-controls.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { useListed } from '../units/use-listed.ts'
import { Board } from './board.tsx'
import { CaseDrawer } from './case-drawer.tsx'
import { Clauses, clauseName, clauseOptions, StandingTag } from './cleanup-words.tsx'
import { PageActions } from './page-actions.tsx'
import { ProposeBulk } from './propose-bulk.tsx'
import './cleanup.css'

const Url = z.object({ ...filterShape, account: z.uuid().optional() })
const cleared = Object.fromEntries(Object.keys(filterShape).map((name) => [name, undefined]))

/** 清理工作台 (§6.5, §6.1.2): which accounts should be closed, what their host units say, and what was decided. */
export function Page() {
  const decides = useMay('cleanup.decide')
  const [{ account, ...filters }, setFilters] = useUrlState(Url)
  const [words, setWords] = useState(filters.q ?? '')
  const list = (values: readonly string[] | undefined) => (values?.length ? values.join(',') : undefined)
  const narrowed = filters.clause !== undefined || filters.unclear !== undefined || filters.q !== undefined
  // Without a choice the page shows what somebody has to do something about; a search looks everywhere.
  const standing = filters.standing ?? (narrowed ? undefined : askingStandings)
  const texts = {
    q: filters.q,
    clause: list(filters.clause),
    unclear: list(filters.unclear),
    standing: list(standing),
    region: filters.region,
    county: filters.county,
    platform: list(filters.platform),
    hostType: list(filters.hostType),
  }
  const filter = Object.fromEntries(Object.entries(texts).filter(([, value]) => value)) as CleanupFilterInput
  const ledger = useLedger(listCleanup, filter)
  const listed = useListed(listCleanup, filter)
  const board = useAsk(cleanupBoard, {}, { keep: true })
  const open = (id: string) => setFilters({ account: id })
  return (
    <>
      <PageHead
        title="清理工作台"
        description={
          board.data?.evaluatedOn
            ? `按指南§6.5.1 六项标准和§6.1.2 逐个判断，每日凌晨更新；已判断 ${board.data.accounts} 个账号，最早 ${board.data.evaluatedOn}`
            : '按指南§6.5.1 六项标准和§6.1.2 逐个判断账号是否应当注销，每日凌晨更新'
        }
        actions={decides ? <PageActions filter={filter} /> : null}
      />
      {board.data ? (
        <Board
          board={board.data}
          chosen={filters.standing ?? []}
          onStanding={(one) => setFilters({ ...cleared, standing: one })}
          onCell={(cell) => setFilters({ ...cleared, ...cell })}
        />
      ) : null}
      <FilterBar
        onReset={() => {
          setWords('')
          setFilters(cleared)
        }}
        fields={[
          {
            key: 'q',
            label: '查找',
            control: (
              <SearchBox
                words={words}
                placeholder="账号、编号、单位"
                onWords={setWords}
                onSearch={(q) => setFilters({ q })}
              />
            ),
          },
          {
            key: 'standing',
            label: '办理情况',
            control: (
              <Choice
                value={filters.standing}
                placeholder={narrowed ? '全部' : '需要办理的'}
                options={standingNames.map((value) => ({ value, label: standings[value].zh }))}
                onChange={(chosen) => setFilters({ standing: chosen })}
              />
            ),
          },
          {
            key: 'clause',
            label: '符合的标准',
            control: (
              <Choice value={filters.clause} options={clauseOptions} onChange={(clause) => setFilters({ clause })} />
            ),
          },
          {
            key: 'platform',
            label: '平台',
            more: true,
            active: filters.platform !== undefined,
            control: (
              <Choice
                value={filters.platform}
                options={Object.entries(platforms).map(([value, { zh }]) => ({ value, label: zh }))}
                onChange={(platform) => setFilters({ platform })}
              />
            ),
          },
          {
            key: 'hostType',
            label: '主办类型',
            more: true,
            active: filters.hostType !== undefined,
            control: (
              <Choice
                value={filters.hostType}
                options={Object.entries(hostTypes).map(([value, label]) => ({ value, label }))}
                onChange={(hostType) => setFilters({ hostType })}
              />
            ),
          },
        ]}
      />
      <Narrowed filters={filters} onClear={(name) => setFilters({ [name]: undefined })} />
      <LedgerTable<CleanupRow>
        name="cleanup"
        caption="账号清理清单"
        columns={columnsOf(open)}
        ledger={ledger}
        total={listed?.total}
        empty={emptyOf(board.data?.accounts, filters.standing)}
        mobile={(row) => <Card row={row} onOpen={open} />}
        {...(decides
          ? {
              bulk: (selection, clear) => <ProposeBulk selection={selection} filter={filter} onDone={clear} />,
            }
          : {})}
      />
      {account ? <CaseDrawer id={account} onClose={() => setFilters({ account: undefined })} /> : null}
    </>
  )
}

type NarrowedGiven = {
  filters: { region?: string | undefined; county?: string | undefined; unclear?: readonly string[] | undefined }
  onClear: (name: string) => void
}

/** What a number of the board has narrowed the list to. */
function Narrowed({ filters, onClear }: NarrowedGiven) {
  const told = [
    ...(filters.county ? [{ name: 'county', text: `只看 ${filters.county} 本级` }] : []),
    ...(filters.region ? [{ name: 'region', text: `只看区划 ${filters.region}` }] : []),
    ...(filters.unclear?.length
      ? [{ name: 'unclear', text: `只看${filters.unclear.map(clauseName).join('、')}不能判断的` }]
      : []),
  ]
  return told.map(({ name, text }) => (
    <p key={name}>
      <StateTag tone="plain">{text}</StateTag>{' '}
      <Button size="small" type="link" onClick={() => onClear(name)}>
        取消
      </Button>
    </p>
  ))
}

function columnsOf(open: (id: string) => void): LedgerColumn<CleanupRow>[] {
  return [
    { key: 'ledgerNo', title: '编号', render: (row) => row.ledgerNo, hiddenAtFirst: true },
    { key: 'name', title: '账号', always: true, render: (row) => <Name row={row} onOpen={open} /> },
    { key: 'platform', title: '平台', render: (row) => platformZh(row.platform, row.variant) },
    { key: 'unit', title: '主办单位', render: (row) => row.hostUnitName },
    { key: 'type', title: '主办类型', render: (row) => (row.hostType ? hostTypes[row.hostType] : '未登记') },
    { key: 'region', title: '区划', render: (row) => row.regionName },
    { key: 'clauses', title: '符合的标准', render: (row) => <Clauses clauses={[...row.clauses, ...row.unfit]} /> },
    { key: 'near', title: '接近的标准', render: (row) => <Clauses clauses={row.near} /> },
    { key: 'unclear', title: '不能判断', render: (row) => <Clauses clauses={row.unclear} />, hiddenAtFirst: true },
    { key: 'standing', title: '办理情况', always: true, render: (row) => <RowStanding row={row} /> },
  ]
}

function Name({ row, onOpen }: { row: CleanupRow; onOpen: (id: string) => void }) {
  return (
    <Button
      type="link"
      size="small"
      style={{ whiteSpace: 'normal', height: 'auto', textAlign: 'start', paddingInline: 0 }}
      onClick={() => onOpen(row.id)}
    >
      {row.name}
    </Button>
  )
}

function RowStanding({ row }: { row: CleanupRow }) {
  return (
    <>
      <StandingTag standing={row.standing} />
      {row.standing === 'hearing' ? <div className="quiet">至 {row.dueOn}</div> : null}
      {row.standing === 'exempt' ? <div className="quiet">至 {row.exemptUntil}</div> : null}
    </>
  )
}

function Card({ row, onOpen }: { row: CleanupRow; onOpen: (id: string) => void }) {
  return (
    <>
      <Name row={row} onOpen={onOpen} />
      <div className="quiet">
        {platformZh(row.platform, row.variant)} · {row.hostUnitName}
      </div>
      <Clauses clauses={[...row.clauses, ...row.unfit]} />
      <RowStanding row={row} />
    </>
  )
}

function emptyOf(accounts: number | undefined, standing: readonly Standing[] | undefined) {
  if (accounts === 0) return { reason: '还没有判断过账号。系统每日凌晨自动判断，主管单位也可以点“重新判断”。' }
  if (standing === undefined) return { reason: '没有需要办理的账号。可在上方选择其他办理情况，或取消筛选条件。' }
  return { reason: '没有符合条件的账号。' }
}
