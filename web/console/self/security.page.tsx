import { useMe } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { PasswordForm } from './password-form.tsx'
import { SecondFactor } from './second-factor.tsx'
import { SessionList } from './session-list.tsx'
import './security.css'

export function Page() {
  const me = useMe()
  return (
    <>
      <PageHead title="我的安全" description="密码、动态口令和登录设备" />
      <div className="security">
        <section className="panel" aria-labelledby="security-password">
          <h2 id="security-password">修改密码</h2>
          <PasswordForm onDone={() => undefined} />
        </section>
        <section className="panel" aria-labelledby="security-totp">
          <h2 id="security-totp">
            动态口令{' '}
            {me.secondFactor ? <StateTag tone="done">已绑定</StateTag> : <StateTag tone="plain">未绑定</StateTag>}
          </h2>
          <SecondFactor bound={me.secondFactor} />
        </section>
        <section className="panel security-wide" aria-labelledby="security-sessions">
          <h2 id="security-sessions">登录设备</h2>
          <SessionList />
        </section>
      </div>
    </>
  )
}
