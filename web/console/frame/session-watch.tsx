import { Button, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { type Me, whoAmI } from '../../../src/identity/identity.contract.ts'
import { enter } from '../../ui/me.ts'
import { useDo } from '../../ui/queries.ts'
import { lastActivityAt, signedInAgain } from '../../ui/session.ts'

const minute = 60_000
const warnBefore = 2 * minute

/** Warns two minutes before the session ends for want of activity, and asks to sign in when it has. */
export function SessionWatch({ me, paused }: { me: Me; paused: boolean }) {
  const [left, setLeft] = useState(Number.POSITIVE_INFINITY)
  const stay = useDo(whoAmI, {
    onDone: (now) => {
      enter(now)
      setLeft(Number.POSITIVE_INFINITY)
    },
  })
  useEffect(() => {
    if (paused) return
    const timer = setInterval(() => {
      const idleEnd = lastActivityAt() + me.idleMinutes * minute
      const remaining = Math.min(idleEnd, Date.parse(me.expiresAt)) - Date.now()
      setLeft(remaining)
      if (remaining <= 0) void signedInAgain()
    }, 5_000)
    return () => clearInterval(timer)
  }, [me, paused])
  const prolongs = Date.parse(me.expiresAt) - Date.now() > warnBefore
  return (
    <Modal
      open={!paused && left > 0 && left <= warnBefore}
      title="登录即将过期"
      closable={false}
      footer={
        <Button type="primary" loading={stay.busy} onClick={() => stay.run()}>
          {prolongs ? '继续' : '知道了'}
        </Button>
      }
    >
      <p>
        {prolongs
          ? '您已较长时间没有操作，约 2 分钟后将自动退出。选择“继续”保持登录。'
          : '本次登录已到最长时限，约 2 分钟后需重新登录。填写的内容会保留在页面上。'}
      </p>
    </Modal>
  )
}
