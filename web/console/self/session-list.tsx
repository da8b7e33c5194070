import { Skeleton } from 'antd'
import { listSessions, revokeSession } from '../../../src/identity/identity.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import { deviceName } from './device-name.ts'

const methods = { password: '密码', passwordTotp: '密码和动态口令', oidc: '统一身份认证' } as const

/** Where this person is signed in, and the way to end it there. */
export function SessionList() {
  const sessions = useAsk(listSessions, undefined, { staleTime: 0 })
  if (sessions.isPending) return <Skeleton active title={false} />
  if (sessions.isError) return <p role="alert">{sessions.error.message}</p>
  return (
    <ul className="session-list">
      {sessions.data.rows.map((session) => (
        <li key={session.id}>
          <div>
            <div>
              <strong>{deviceName(session.userAgent)}</strong>{' '}
              {session.current ? <StateTag tone="done">本次登录</StateTag> : null}
            </div>
            <div className="quiet">
              {session.ip || '地址未知'} · {methods[session.method]}登录 · 登录于 <When at={session.createdAt} /> ·
              最近使用 <When at={session.lastSeenAt} />
            </div>
          </div>
          {session.current ? null : (
            <ConfirmDo
              label="退出该设备"
              consequence="该设备将立即退出登录，其上尚未提交的内容会丢失。如果不是您本人登录的，请随后修改密码。"
              onConfirm={async () => {
                await call(revokeSession, { params: { id: session.id } })
                await sessions.refetch()
              }}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
