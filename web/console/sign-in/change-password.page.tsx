import { useNavigate } from '@tanstack/react-router'
import { z } from 'zod'
import { whoAmI } from '../../../src/identity/identity.contract.ts'
import { call } from '../../ui/api.ts'
import { enter, useMe } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { PasswordForm } from '../self/password-form.tsx'
import './sign-in.css'

const From = z.object({
  to: z
    .string()
    .regex(/^\/(?![/\\])/)
    .optional(),
})

/** The first sign-in, or an expired password: nothing else is offered until it is changed. */
export function Page() {
  const me = useMe()
  const navigate = useNavigate()
  const [{ to = '/' }] = useUrlState(From)
  return (
    <main className="sign-in">
      <section className="panel sign-in-box">
        <PageHead title="请先修改密码" description={`${me.name}，您是首次登录或密码已到期，修改后即可进入系统。`} />
        <PasswordForm
          onDone={async () => {
            enter(await call(whoAmI))
            await navigate({ href: to, replace: true })
          }}
        />
      </section>
    </main>
  )
}
