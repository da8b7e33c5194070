import { Button, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { type PlatformName, platforms } from '../../../src/accounts/platforms.rules.ts'
import { type ConnectionView, connectionStates, listConnections } from '../../../src/platforms/connections.contract.ts'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { SearchBox } from '../../ui/filter-controls.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { useSavedViews } from '../../ui/use-saved-views.ts'
import { When } from '../../ui/when.tsx'
import { platformName } from '../publishing/platform-name.ts'
import { ConnectionDrawer } from './connection-drawer.tsx'
import { Authorisation, ConnectionTag, Remark } from './connection-words.tsx'
import './connections.css'

const Url = z.object({
  platform: z.enum(Object.keys(platforms) as [PlatformName, ...PlatformName[]]).optional(),
  state: z.enum(['ready', 'reauthorise', 'off', 'none']).optional(),
  q: z.string().max(100).optional(),
  open: z.uuid().optional(),
})
type Row = ConnectionView & { id: string }

const all = { value: '', label: '全部' }

/** 平台对接: which accounts the system can publish to by itself, and what stands in the way of the others. */
export function Page() {
  const [{ open, ...filters }, change] = useUrlState(Url)
  const [words, setWords] = useState(filters.q ?? '')
  const views = useSavedViews('connections')
  const asked = useLedger(listConnections, filters)
  const ledger = { ...asked, rows: asked.rows.map((row) => ({ ...row, id: row.accountId })) }
  const show = (row: Row) => change({ open: row.id }, 'push')
  const name = (row: Row) => (
    <Button type="link" size="small" className="connection-name" onClick={() => show(row)}>
      {row.accountName}
    </Button>
  )
  const columns: readonly LedgerColumn<Row>[] = [
    { key: 'account', title: '账号', always: true, fixed: true, render: name },
    { key: 'platform', title: '平台', render: (row) => platformName(row.platform) },
    { key: 'unit', title: '主办单位', render: (row) => <span className="connection-unit">{row.hostUnitName}</span> },
    { key: 'state', title: '状态', render: (row) => <ConnectionTag row={row} /> },
    { key: 'ends', title: '授权有效期', render: (row) => <Authorisation row={row} /> },
    {
      key: 'remark',
      title: '说明',
      render: (row) => (
        <span className="connection-remark">
          <Remark row={row} />
        </span>
      ),
    },
    { key: 'appId', title: '应用编号', hiddenAtFirst: true, render: (row) => row.appId || '—' },
    { key: 'updatedBy', title: '设置人', hiddenAtFirst: true, render: (row) => row.updatedByName ?? '—' },
    { key: 'updatedAt', title: '设置时间', hiddenAtFirst: true, render: (row) => <When at={row.updatedAt} /> },
  ]
  const reset = () => {
    setWords('')
    change({ platform: '', state: '', q: '' })
  }
  const filtered = Object.values(filters).some((value) => value !== undefined)
  const byWords = { ...connectionStates, none: '未对接' }
  return (
    <>
      <PageHead
        title="平台对接"
        description="哪些账号可由系统自动发布，授权还有多久；不能对接的账号由工作人员人工发布后登记"
      />
      <FilterBar
        onReset={reset}
        views={views}
        fields={[
          {
            key: 'q',
            label: '查找',
            control: (
              <SearchBox
                words={words}
                placeholder="账号名称、主办单位"
                onWords={setWords}
                onSearch={(q) => change({ q })}
              />
            ),
          },
          {
            key: 'platform',
            label: '平台',
            control: (
              <Select
                value={filters.platform ?? ''}
                onChange={(platform) => change({ platform })}
                options={[all, ...Object.entries(platforms).map(([value, { zh }]) => ({ value, label: zh }))]}
              />
            ),
          },
          {
            key: 'state',
            label: '状态',
            control: (
              <Select
                value={filters.state ?? ''}
                onChange={(state) => change({ state })}
                options={[all, ...Object.entries(byWords).map(([value, label]) => ({ value, label }))]}
              />
            ),
          },
        ]}
      />
      <LedgerTable<Row>
        name="connections"
        caption="平台对接"
        columns={columns}
        ledger={ledger}
        total={null}
        empty={
          filtered
            ? { reason: '没有符合筛选条件的账号。', next: <Button onClick={reset}>清除筛选条件</Button> }
            : { reason: '管理范围内还没有账号，账号在台账中登记后可在此对接。' }
        }
        mobile={(row) => (
          <>
            {name(row)}
            <div className="quiet">
              {platformName(row.platform)} · {row.hostUnitName}
            </div>
            <div className="connection-line">
              <ConnectionTag row={row} /> <Authorisation row={row} />
            </div>
            <div className="connection-remark">
              <Remark row={row} />
            </div>
          </>
        )}
      />
      {open ? <ConnectionDrawer key={open} accountId={open} onClose={() => change({ open: '' })} /> : null}
    </>
  )
}
