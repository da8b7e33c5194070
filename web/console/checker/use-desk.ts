import { useEffect, useReducer, useRef, useState } from 'react'
import { type Desk, newDesk } from './desk.ts'
import { keepText, keptText } from './kept-text.ts'

type Step = (desk: Desk) => Desk

/** The desk of this page: begun with what the tab has kept, and kept again after every change. */
export function useDesk(userId: string) {
  const [restored, setRestored] = useState(() => keptText(userId))
  const [desk, act] = useReducer((now: Desk, step: Step) => step(now), restored, newDesk)
  const [kept, setKept] = useState(true)
  const text = useRef(desk.text)
  text.current = desk.text

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is read when the time has come
  useEffect(() => {
    const wait = setTimeout(() => setKept(keepText(userId, text.current)), 800)
    return () => clearTimeout(wait)
  }, [userId, desk.version])
  useEffect(() => {
    const keep = () => keepText(userId, text.current)
    addEventListener('pagehide', keep)
    return () => {
      removeEventListener('pagehide', keep)
      keep()
    }
  }, [userId])

  return { desk, act, kept, wasRestored: restored !== '', forgetRestored: () => setRestored('') }
}
