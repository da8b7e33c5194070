import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import type { AccountDetail } from '../../../src/accounts/accounts.contract.ts'
import { listApplications, startApplication } from '../../../src/accounts/applications.contract.ts'
import { applicationStates } from '../../../src/accounts/lifecycle.rules.ts'
import { useMay, useMe } from '../../ui/me.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk, useDo } from '../../ui/queries.ts'
import { When } from '../../ui/when.tsx'
import { ApplicationStanding, DueDay } from '../applications/application-words.tsx'

function useApplications(accountId: string) {
  const may = useMay('application.read')
  return useAsk(listApplications, { query: { account: accountId, limit: 100 } }, { enabled: may, staleTime: 0 })
}

/** The way to a change or a closing; while one is under way, the way to that one. */
export function ApplyButtons({ account }: { account: AccountDetail }) {
  const navigate = useNavigate()
  const me = useMe()
  const makes = useMay('application.make') && me.unit.id === account.hostUnitId
  const { data } = useApplications(account.id)
  const start = useDo(startApplication, {
    invalidates: ['/api/applications'],
    onDone: ({ id }) => navigate({ to: `/applications/${id}` as '/' }),
  })
  const running = data?.rows.find(
    ({ kind, state }) => (kind === 'change' || kind === 'closure') && !applicationStates[state].ended,
  )
  if (running) {
    return (
      <Link to={`/applications/${running.id}` as '/'}>
        <Button tabIndex={-1}>{running.kind === 'change' ? '正在办理变更' : '正在办理注销'}</Button>
      </Link>
    )
  }
  if (!makes || !data || account.state === 'closed') return null
  return (
    <>
      <Button disabled={start.busy} onClick={() => start.run({ body: { kind: 'change', accountId: account.id } })}>
        申请变更
      </Button>
      <Button
        danger
        disabled={start.busy}
        onClick={() => start.run({ body: { kind: 'closure', accountId: account.id } })}
      >
        申请注销
      </Button>
    </>
  )
}

/** Every application that was about this account, the newest first. */
export function ApplicationsTab({ accountId }: { accountId: string }) {
  const { data, error } = useApplications(accountId)
  if (error) return <p role="alert">{error.message}</p>
  if (!data) return <PageSkeleton />
  if (data.rows.length === 0) {
    return <p className="quiet">该账号还没有办理过备案、变更或注销申请；已有账号的登记由台账导入。</p>
  }
  return (
    <ul className="account-applications">
      {data.rows.map((row) => (
        <li key={row.id}>
          <Link to={`/applications/${row.id}` as '/'}>{row.title}</Link> <ApplicationStanding of={row} />
          <span className="quiet">
            {row.number} · <When at={row.submittedAt ?? row.updatedAt} />
          </span>
          {row.dueOn ? (
            <span>
              办理期限 <DueDay of={row} />
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
