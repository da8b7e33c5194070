import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { type Me, signIn } from '../../../src/identity/identity.contract.ts'
import { useDo } from '../../ui/queries.ts'

export type Credentials = { username: string; password: string; totp?: string }

type Given = {
  /** Filled in already: a demo login, or the person whose session has ended. */
  filled?: Partial<Credentials>
  /** The name may not be changed: the page below belongs to this person. */
  fixed?: boolean
  onDone: (me: Me) => unknown
}

/** User name and password, then the second factor when the server asks for it. */
export function SignInForm({ filled, fixed = false, onDone }: Given) {
  const [form] = Form.useForm<Credentials>()
  const [secondFactor, setSecondFactor] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const enter = useDo(signIn, {
    onDone,
    onFail: (error) => {
      const asksSecond = error.code === 'SECOND_FACTOR_NEEDED'
      setSecondFactor((now) => now || asksSecond)
      setRefusal(asksSecond ? null : error.message)
      if (error.code === 'SIGN_IN_FAILED') form.setFieldValue('password', '')
      form.setFieldValue('totp', undefined)
    },
  })
  return (
    <Form
      form={form}
      layout="vertical"
      size="large"
      requiredMark={false}
      initialValues={{ ...filled }}
      onFinish={({ username, password, totp }) => {
        setRefusal(null)
        enter.run({ body: { username, password, ...(secondFactor && totp ? { totp } : {}) } })
      }}
    >
      <div role="alert">{refusal ? <p className="sign-in-refusal">{refusal}</p> : null}</div>
      <Form.Item name="username" label="用户名" rules={[{ required: true, message: '请输入用户名' }]}>
        <Input autoComplete="username" disabled={fixed} autoFocus={!fixed} maxLength={100} />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: '请输入密码' }]}>
        <Input.Password autoComplete="current-password" autoFocus={fixed} />
      </Form.Item>
      {secondFactor ? (
        <Form.Item
          name="totp"
          label="动态口令"
          extra="请打开手机上的动态口令应用，输入当前显示的 6 位数字"
          rules={[{ required: true, pattern: /^\d{6}$/, message: '请输入 6 位数字的动态口令' }]}
        >
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
        </Form.Item>
      ) : null}
      {/* Named outright: the library leaves its waiting sign in the name of a button for a while. */}
      <Button type="primary" htmlType="submit" block loading={enter.busy} aria-label="登录">
        登录
      </Button>
    </Form>
  )
}
