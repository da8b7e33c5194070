import { Button, Descriptions, Drawer, Skeleton } from 'antd'
import { useState } from 'react'
import { clearSecondFactor, endUserSessions, resetPassword, unlockUser } from '../../../src/identity/admin.contract.ts'
import {
  getUser,
  handoverDocument,
  listHandovers,
  reactivateUser,
  type UserView,
} from '../../../src/units/user.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { Download } from '../../ui/download.tsx'
import { useMay, useMe } from '../../ui/me.ts'
import { queryClient, useAsk } from '../../ui/queries.ts'
import { When } from '../../ui/when.tsx'
import { LeaveForm, type Leaving } from './leave-form.tsx'
import { Phone } from './phone.tsx'
import { TemporaryPassword } from './temporary-password.tsx'
import { UserForm } from './user-form.tsx'
import { DutyTags, isLocked, UserState } from './user-words.tsx'
import '../../ui/ledger.css'

const stale = () =>
  queryClient.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/users') })

/** One person: particulars, hand-overs, and what a security administrator can do. */
export function UserDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const manages = useMay('user.manage')
  const { data: user, error } = useAsk(getUser, { params: { id } })
  return (
    <Drawer open size={640} title={user?.name ?? '人员'} onClose={onClose}>
      {error ? <p role="alert">{error.message}</p> : null}
      {!user && !error ? <Skeleton active /> : null}
      {user ? (
        <>
          <Facts user={user} />
          {manages ? <Acts user={user} /> : null}
          <Handovers id={id} />
        </>
      ) : null}
    </Drawer>
  )
}

function Facts({ user }: { user: UserView }) {
  return (
    <Descriptions
      column={1}
      size="small"
      items={[
        { key: 'username', label: '用户名', children: user.username },
        { key: 'unit', label: '单位', children: user.unit.name },
        { key: 'duties', label: '职责', children: <DutyTags of={user.duties} /> },
        { key: 'state', label: '状态', children: <UserState user={user} /> },
        {
          key: 'phone',
          label: '手机号',
          children: <Phone of="user" id={user.id} name={user.name} mask={user.phone} />,
        },
        { key: 'email', label: '电子邮箱', children: user.email ?? '未登记' },
        { key: 'totp', label: '动态口令', children: user.secondFactor ? '已绑定' : '未绑定' },
        { key: 'oidc', label: '统一身份', children: user.oidcSubject ? '已绑定' : '未绑定' },
        { key: 'login', label: '最近登录', children: <When at={user.lastLoginAt} none="从未登录" /> },
        ...(user.leftAt ? [{ key: 'left', label: '停用时间', children: <When at={user.leftAt} /> }] : []),
      ]}
    />
  )
}

function Acts({ user }: { user: UserView }) {
  const me = useMe()
  const [editing, setEditing] = useState(false)
  const [leaving, setLeaving] = useState<Leaving | null>(null)
  const [password, setPassword] = useState<string | null>(null)
  const params = { id: user.id }
  const other = user.id !== me.id
  return (
    <div className="user-acts">
      <Button type="primary" onClick={() => setEditing(true)}>
        修改
      </Button>
      {other && user.active ? (
        <>
          <Button onClick={() => setLeaving('handOver')}>工作交接</Button>
          <Button onClick={() => setLeaving('move')}>调整单位</Button>
          <Button danger onClick={() => setLeaving('deactivate')}>
            停用
          </Button>
        </>
      ) : null}
      {other && !user.active ? (
        <ConfirmDo
          label="恢复"
          consequence={`恢复后，${user.name}可以重新登录，首次登录须修改密码。原先移交的工作不会自动收回。`}
          reason={{ label: '事由' }}
          onConfirm={async (reason) => {
            await call(reactivateUser, { params, body: { reason, version: user.version } })
            await stale()
          }}
        />
      ) : null}
      {isLocked(user) ? (
        <ConfirmDo
          label="解除锁定"
          consequence={`解除后，${user.name}可以立即登录。请先确认登录失败是本人操作所致。`}
          onConfirm={async () => {
            await call(unlockUser, { params })
            await stale()
          }}
        />
      ) : null}
      {other && user.active ? (
        <>
          <ConfirmDo
            label="重置密码"
            consequence={`将为${user.name}生成新的临时密码，原密码立即失效，已登录的设备全部退出。`}
            onConfirm={async () => {
              const { temporaryPassword } = await call(resetPassword, { params })
              setPassword(temporaryPassword)
            }}
          />
          {user.secondFactor ? (
            <ConfirmDo
              label="解除动态口令"
              danger
              consequence={`解除后，${user.name}仅凭密码即可登录，请提醒其重新绑定。`}
              onConfirm={async () => {
                await call(clearSecondFactor, { params })
                await stale()
              }}
            />
          ) : null}
          <ConfirmDo
            label="强制下线"
            consequence={`${user.name}在所有设备上的登录将立即失效，未保存的内容需重新填写。`}
            onConfirm={() => call(endUserSessions, { params })}
          />
        </>
      ) : null}
      {editing ? <UserForm user={user} onClose={() => setEditing(false)} /> : null}
      {leaving ? <LeaveForm how={leaving} user={user} onClose={() => setLeaving(null)} /> : null}
      {password ? (
        <TemporaryPassword
          name={user.name}
          username={user.username}
          password={password}
          onClose={() => setPassword(null)}
        />
      ) : null}
    </div>
  )
}

function Handovers({ id }: { id: string }) {
  const { data } = useAsk(listHandovers, { params: { id } })
  if (!data || data.rows.length === 0) return null
  return (
    <section aria-label="交接记录">
      <h3>交接记录</h3>
      <ul className="ledger-cards">
        {data.rows.map((row) => (
          <li key={row.id} className="panel">
            <div className="card-line">
              <When at={row.at} />
              <span>
                {row.from} 移交 {row.to}，共 {row.items} 项
              </span>
            </div>
            <div className="quiet">{row.reason}</div>
            <Download endpoint={handoverDocument} args={{ params: { id: row.id } }}>
              下载交接单
            </Download>
          </li>
        ))}
      </ul>
    </section>
  )
}
