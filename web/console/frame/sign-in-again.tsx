import { useNavigate } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Me } from '../../../src/identity/identity.contract.ts'
import { enter, leave } from '../../ui/me.ts'
import { onSessionEnd } from '../../ui/session.ts'
import { SignInForm } from '../sign-in/sign-in-form.tsx'
import { SessionWatch } from './session-watch.tsx'

/** The session has ended: the same person signs in over the page, and what was typed is still there. */
export function SignInAgain({ me }: { me: Me }) {
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const answer = useRef<(signedIn: boolean) => void>(undefined)
  useEffect(
    () =>
      onSessionEnd(() => {
        setOpen(true)
        return new Promise((resolve) => {
          answer.current = resolve
        })
      }),
    [],
  )
  const finish = (signedIn: boolean) => {
    setOpen(false)
    answer.current?.(signedIn)
  }
  return (
    <>
      <SessionWatch me={me} paused={open} />
      <Modal
        open={open}
        title="登录已过期，请重新登录"
        footer={null}
        closable={false}
        mask={{ closable: false }}
        keyboard={false}
        destroyOnHidden
      >
        <p>页面上填写的内容仍在，登录后可继续办理。</p>
        <SignInForm
          filled={{ username: me.username }}
          fixed
          onDone={(again) => {
            enter(again)
            finish(true)
          }}
        />
        <Button
          type="link"
          block
          onClick={() => {
            finish(false)
            void navigate({ to: '/sign-in' }).then(leave)
          }}
        >
          换一个用户登录（未提交的内容将丢失）
        </Button>
      </Modal>
    </>
  )
}
