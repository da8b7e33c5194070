import { useNavigate } from '@tanstack/react-router'
import { Button, Divider } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { loginOptions, type Me } from '../../../src/identity/identity.contract.ts'
import { enter } from '../../ui/me.ts'
import { productName, useTitle } from '../../ui/page-head.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { regionOf } from '../frame/region.ts'
import { DemoLogins } from './demo-logins.tsx'
import { type Credentials, SignInForm } from './sign-in-form.tsx'
import './sign-in.css'

/** Only our own addresses are returned to: a path, never another site. */
const From = z.object({
  to: z
    .string()
    .regex(/^\/(?![/\\])/)
    .optional(),
  failed: z.string().optional(),
})

export function Page() {
  useTitle('登录')
  const navigate = useNavigate()
  const [{ to = '/', failed }] = useUrlState(From)
  const options = useAsk(loginOptions)
  const [filled, setFilled] = useState<Credentials>()
  const onDone = (me: Me) => {
    enter(me)
    if (me.mustChangePassword) return navigate({ to: '/change-password', search: { to } as never })
    if (to === '/') return navigate({ to: '/', search: regionOf(me.id) as never, replace: true })
    return navigate({ href: to, replace: true })
  }
  return (
    <div className="sign-in">
      <header className="sign-in-title">
        <h1>{productName}</h1>
        <div>政务新媒体全流程管理平台</div>
      </header>
      <main className="sign-in-main">
        <section className="panel sign-in-box" aria-label="登录">
          {failed ? (
            <p className="sign-in-refusal" role="alert">
              统一身份认证未通过，请重试或改用密码登录
            </p>
          ) : null}
          {options.data?.demo ? (
            <p className="quiet">当前为演示模式，区划、单位、人员与数据均为虚构。点选演示账号即可填入。</p>
          ) : null}
          <SignInForm key={filled?.username ?? ''} {...(filled ? { filled } : {})} onDone={onDone} />
          {options.data?.oidc ? (
            <>
              <Divider plain>或</Divider>
              <Button block size="large" href={`/api/oidc/start?to=${encodeURIComponent(to)}`}>
                {options.data.oidc.name}登录
              </Button>
            </>
          ) : null}
          {options.isError ? <p role="alert">{options.error.message}</p> : null}
        </section>
        {options.data && options.data.demoLogins.length > 0 ? (
          <DemoLogins logins={options.data.demoLogins} onChoose={setFilled} />
        ) : null}
      </main>
      <footer className="sign-in-foot">本系统处理工作信息，禁止存储、处理、传输国家秘密</footer>
    </div>
  )
}
