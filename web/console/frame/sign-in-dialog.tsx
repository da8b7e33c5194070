import { useNavigate } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import type { Me } from '../../../src/identity/identity.contract.ts'
import { enter, leave } from '../../ui/me.ts'
import { SignInForm } from '../sign-in/sign-in-form.tsx'

/** The sign-in over the page; `onEnd` learns whether the same person is back. */
export function SignInDialog({ me, onEnd }: { me: Me; onEnd: (signedIn: boolean) => void }) {
  const navigate = useNavigate()
  return (
    <Modal
      open
      title="登录已过期，请重新登录"
      footer={null}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
    >
      <p>页面上填写的内容仍在，登录后可继续办理。</p>
      <SignInForm
        filled={{ username: me.username }}
        fixed
        onDone={(again) => {
          enter(again)
          onEnd(true)
        }}
      />
      <Button
        type="link"
        block
        onClick={() => {
          onEnd(false)
          void navigate({ to: '/sign-in' }).then(leave)
        }}
      >
        换一个用户登录（未提交的内容将丢失）
      </Button>
    </Modal>
  )
}
