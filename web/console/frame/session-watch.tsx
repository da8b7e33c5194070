import { lazy, Suspense, useEffect, useState } from 'react'
import { type Me, whoAmI } from '../../../src/identity/identity.contract.ts'
import { enter } from '../../ui/me.ts'
import { useDo } from '../../ui/queries.ts'
import { lastActivityAt, signedInAgain } from '../../ui/session.ts'

const IdleDialog = lazy(() => import('./idle-dialog.tsx').then((m) => ({ default: m.IdleDialog })))

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
  const warns = !paused && left > 0 && left <= warnBefore
  return <Suspense>{warns && <IdleDialog prolongs={prolongs} busy={stay.busy} onStay={() => stay.run()} />}</Suspense>
}
