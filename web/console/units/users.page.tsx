import { Button, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { duties } from '../../../src/units/duties.rules.ts'
import { listUsers, type UserView } from '../../../src/units/user.contract.ts'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'
import { Phone } from './phone.tsx'
import { RegionSelect } from './region-select.tsx'
import { Search } from './unit-list.tsx'
import { useListed } from './use-listed.ts'
import { UserDrawer } from './user-drawer.tsx'
import { UserForm } from './user-form.tsx'
import { DutyTags, UserState } from './user-words.tsx'
import './units.css'

const Filters = z.object({
  region: z
    .string()
    .regex(/^\d{6,9}$/)
    .optional(),
  unit: z.uuid().optional(),
  duty: z.string().optional(),
  active: z.enum(['yes', 'no']).optional(),
  text: z.string().max(60).optional(),
  /** The person who is open beside the list. */
  open: z.uuid().optional(),
})

/** 人员与职责: who works where with which duties; security administrators maintain them. */
export function Page() {
  const manages = useMay('user.manage')
  const [{ open, ...filters }, setFilters] = useUrlState(Filters)
  const [adding, setAdding] = useState(false)
  const ledger = useLedger(listUsers, filters)
  const total = useListed(listUsers, filters)?.total
  const filtered = Object.values(filters).some(Boolean)
  const openUser = (user: UserView) => setFilters({ open: user.id }, 'push')
  const name = (user: UserView) => (
    <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => openUser(user)}>
      {user.name}
    </Button>
  )
  const columns: LedgerColumn<UserView>[] = [
    { key: 'name', title: '姓名', always: true, render: name },
    { key: 'username', title: '用户名', render: (user) => user.username },
    { key: 'unit', title: '单位', render: (user) => user.unit.name },
    { key: 'duties', title: '职责', render: (user) => <DutyTags of={user.duties} /> },
    {
      key: 'phone',
      title: '联系电话',
      render: (user) => <Phone of="user" id={user.id} name={user.name} mask={user.phone} />,
    },
    { key: 'state', title: '状态', render: (user) => <UserState user={user} /> },
    { key: 'secondFactor', title: '动态口令', render: (user) => (user.secondFactor ? '已绑定' : '未绑定') },
    { key: 'lastLoginAt', title: '最近登录', render: (user) => <When at={user.lastLoginAt} none="从未登录" /> },
  ]
  return (
    <>
      <PageHead
        title="人员与职责"
        description="人员的单位、职责和登录状态。系统、安全、审计管理员须由三人分别担任"
        actions={
          manages ? (
            <Button type="primary" onClick={() => setAdding(true)}>
              新增人员
            </Button>
          ) : null
        }
      />
      <FilterBar
        fields={[
          {
            key: 'text',
            label: '查找',
            control: (
              <Search value={filters.text} onSearch={(text) => setFilters({ text })} placeholder="姓名、用户名或单位" />
            ),
          },
          {
            key: 'region',
            label: '区划',
            control: (
              <RegionSelect
                {...(filters.region ? { value: filters.region } : {})}
                onChange={(region) => setFilters({ region })}
                allowClear
                placeholder="全部"
              />
            ),
          },
          {
            key: 'duty',
            label: '职责',
            control: (
              <Select
                allowClear
                value={filters.duty ?? null}
                onChange={(duty) => setFilters({ duty: duty ?? undefined })}
                options={Object.entries(duties).map(([value, { zh }]) => ({ value, label: zh }))}
                placeholder="全部"
                style={{ minWidth: 180 }}
              />
            ),
          },
          {
            key: 'active',
            label: '状态',
            control: (
              <Select
                allowClear
                value={filters.active ?? null}
                onChange={(active) => setFilters({ active: active ?? undefined })}
                options={[
                  { value: 'yes' as const, label: '在用' },
                  { value: 'no' as const, label: '已停用' },
                ]}
                placeholder="全部"
                style={{ minWidth: 100 }}
              />
            ),
          },
        ]}
        onReset={() =>
          setFilters({ region: undefined, unit: undefined, duty: undefined, active: undefined, text: undefined })
        }
      />
      <LedgerTable
        name="users"
        caption="人员列表"
        columns={columns}
        ledger={ledger}
        total={total}
        empty={{
          reason: filtered ? '没有符合条件的人员，请调整筛选条件。' : '您的范围内还没有登记人员。',
          next: manages && !filtered ? <Button onClick={() => setAdding(true)}>新增人员</Button> : null,
        }}
        mobile={(user) => (
          <>
            <div className="card-line">
              {name(user)}
              <UserState user={user} />
            </div>
            <div className="quiet">{user.unit.name}</div>
            <DutyTags of={user.duties} />
            {user.phone ? <Phone of="user" id={user.id} name={user.name} mask={user.phone} /> : null}
          </>
        )}
      />
      {open ? <UserDrawer key={open} id={open} onClose={() => setFilters({ open: undefined })} /> : null}
      {adding ? <UserForm onClose={() => setAdding(false)} /> : null}
    </>
  )
}
