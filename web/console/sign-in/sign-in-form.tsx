import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { type Me, signIn } from '../../../src/identity/identity.contract.ts'
import { useDo } from '../../ui/queries.ts'
import { SignInField } from './sign-in-field.tsx'
import './sign-in.css'

export type Credentials = { username: string; password: string; totp?: string }

type Given = {
  /** Filled in already: a demo login, or the person whose session has ended. */
  filled?: Partial<Credentials>
  /** The name may not be changed: the page below belongs to this person. */
  fixed?: boolean
  onDone: (me: Me) => unknown
}

/** What is missing in what was typed, by field. */
function faultsOf(given: Required<Credentials>, secondFactor: boolean): Partial<Credentials> {
  return {
    ...(given.username.trim() === '' ? { username: '请输入用户名' } : {}),
    ...(given.password === '' ? { password: '请输入密码' } : {}),
    ...(secondFactor && !/^\d{6}$/.test(given.totp) ? { totp: '请输入 6 位数字的动态口令' } : {}),
  }
}

/** User name and password, then the second factor when the server asks for it. */
export function SignInForm({ filled, fixed = false, onDone }: Given) {
  const [given, setGiven] = useState({ username: '', password: '', totp: '', ...filled })
  const [faults, setFaults] = useState<Partial<Credentials>>({})
  const [secondFactor, setSecondFactor] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const change = (field: keyof Credentials) => (value: string) => {
    setGiven((now) => ({ ...now, [field]: value }))
    setFaults(({ [field]: _, ...others }) => others)
  }
  const enter = useDo(signIn, {
    onDone,
    onFail: (error) => {
      const asksSecond = error.code === 'SECOND_FACTOR_NEEDED'
      setSecondFactor((now) => now || asksSecond)
      setRefusal(asksSecond ? null : error.message)
      setGiven((now) => ({ ...now, ...(error.code === 'SIGN_IN_FAILED' ? { password: '' } : {}), totp: '' }))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = faultsOf(given, secondFactor)
    setFaults(found)
    if (enter.busy || Object.keys(found).length > 0) return
    setRefusal(null)
    const { username, password, totp } = given
    enter.run({ body: { username, password, ...(secondFactor ? { totp } : {}) } })
  }
  return (
    <form noValidate onSubmit={submit}>
      <div role="alert">{refusal ? <p className="sign-in-refusal">{refusal}</p> : null}</div>
      <SignInField
        label="用户名"
        value={given.username}
        fault={faults.username}
        onChange={change('username')}
        autoComplete="username"
        disabled={fixed}
        first={!fixed}
        maxLength={100}
      />
      <SignInField
        label="密码"
        type="password"
        value={given.password}
        fault={faults.password}
        onChange={change('password')}
        autoComplete="current-password"
        first={fixed}
      />
      {secondFactor ? (
        <SignInField
          label="动态口令"
          hint="请打开手机上的动态口令应用，输入当前显示的 6 位数字"
          value={given.totp}
          fault={faults.totp}
          onChange={change('totp')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          first
        />
      ) : null}
      {/* Named outright: the library leaves its waiting sign in the name of a button for a while. */}
      <Button type="primary" size="large" htmlType="submit" block loading={enter.busy} aria-label="登录">
        登录
      </Button>
    </form>
  )
}
