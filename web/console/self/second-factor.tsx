import { Button, Form, Input, Modal, Space } from 'antd'
import { useEffect, useState } from 'react'
import { beginTotp, confirmTotp, removeTotp, whoAmI } from '../../../src/identity/identity.contract.ts'
import { call } from '../../ui/api.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { enter } from '../../ui/me.ts'
import { useDo } from '../../ui/queries.ts'

type Begun = { uri: string; secret: string }

/** A second factor beside the password: bound by scanning a code, confirmed by a first number, given up by the password. */
export function SecondFactor({ bound }: { bound: boolean }) {
  const [asking, setAsking] = useState(false)
  const [begun, setBegun] = useState<Begun | null>(null)
  const refresh = async () => {
    setAsking(false)
    setBegun(null)
    enter(await call(whoAmI))
  }
  return (
    <>
      <p className="quiet">绑定后，登录时除密码外还需输入手机动态口令应用显示的 6 位数字，密码泄露时他人也无法登录。</p>
      {begun ? (
        <Confirm begun={begun} onDone={refresh} onCancel={() => setBegun(null)} />
      ) : (
        <Button onClick={() => setAsking(true)}>{bound ? '解除绑定' : '绑定动态口令'}</Button>
      )}
      {asking ? (
        <AskPassword
          bound={bound}
          onCancel={() => setAsking(false)}
          onBegun={(given) => {
            setAsking(false)
            setBegun(given)
          }}
          onRemoved={refresh}
        />
      ) : null}
    </>
  )
}

type AskGiven = {
  bound: boolean
  onCancel: () => void
  onBegun: (given: Begun) => void
  onRemoved: () => Promise<void>
}

function AskPassword({ bound, onCancel, onBegun, onRemoved }: AskGiven) {
  const [form] = Form.useForm<{ password: string }>()
  const errors = useFormErrors(form)
  const begin = useDo(beginTotp, { onDone: onBegun, onFail: errors.show })
  const remove = useDo(removeTotp, { onDone: onRemoved, onFail: errors.show, success: '已解除动态口令' })
  return (
    <Modal
      open
      title={bound ? '解除动态口令' : '绑定动态口令'}
      okText={bound ? '解除' : '下一步'}
      cancelText="取消"
      okButtonProps={{ loading: begin.busy || remove.busy, danger: bound }}
      onOk={() => form.submit()}
      onCancel={onCancel}
    >
      <p>{bound ? '解除后，仅凭密码即可登录。请输入当前密码确认。' : '请输入当前密码，确认是您本人操作。'}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ password }) => {
          errors.clear()
          if (bound) remove.run({ body: { password } })
          else begin.run({ body: { password } })
        }}
      >
        <FormErrors of={errors} />
        <Form.Item name="password" label="当前密码" rules={[{ required: true, message: '请输入当前密码' }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function Confirm({ begun, onDone, onCancel }: { begun: Begun; onDone: () => Promise<void>; onCancel: () => void }) {
  const [form] = Form.useForm<{ code: string }>()
  const errors = useFormErrors(form)
  const picture = useQrCode(begun.uri)
  const confirm = useDo(confirmTotp, { onDone, onFail: errors.show, success: '已绑定动态口令' })
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={({ code }) => {
        errors.clear()
        confirm.run({ body: { code } })
      }}
    >
      <FormErrors of={errors} />
      <p>1. 用手机上的动态口令应用扫描二维码：</p>
      {picture ? <img src={picture} width={200} height={200} alt="动态口令二维码" /> : null}
      <p>
        不能扫描时，请手工输入密钥：<span className="totp-key">{begun.secret}</span>
      </p>
      <Form.Item
        name="code"
        label="2. 输入应用显示的 6 位数字"
        rules={[{ required: true, pattern: /^\d{6}$/, message: '请输入 6 位数字的动态口令' }]}
      >
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} style={{ maxWidth: 200 }} />
      </Form.Item>
      <Space>
        <Button type="primary" htmlType="submit" loading={confirm.busy}>
          完成绑定
        </Button>
        <Button onClick={onCancel}>取消</Button>
      </Space>
    </Form>
  )
}

/** Drawn here: the key is never sent to anybody's drawing service. */
function useQrCode(text: string): string | null {
  const [picture, setPicture] = useState<string | null>(null)
  useEffect(() => {
    let wanted = true
    void import('qrcode')
      .then(({ default: qrcode }) => qrcode.toDataURL(text, { width: 400, margin: 1 }))
      .then((drawn) => {
        if (wanted) setPicture(drawn)
      })
    return () => {
      wanted = false
    }
  }, [text])
  return picture
}
