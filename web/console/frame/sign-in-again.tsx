import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { Me } from '../../../src/identity/identity.contract.ts'
import { onSessionEnd } from '../../ui/session.ts'
import { SessionWatch } from './session-watch.tsx'

// Dialogs are no part of the first load; this one is seldom needed.
const SignInDialog = lazy(() => import('./sign-in-dialog.tsx').then((m) => ({ default: m.SignInDialog })))

/** The session has ended: the same person signs in over the page, and what was typed is still there. */
export function SignInAgain({ me }: { me: Me }) {
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
      <Suspense>{open && <SignInDialog me={me} onEnd={finish} />}</Suspense>
    </>
  )
}
