import { useEffect, useReducer, useRef, useState } from 'react'
import { type Desk, newDesk } from './desk.ts'
import { keepText, keptText } from './kept-text.ts'

type Step = (desk: Desk) => Desk

/** The desk of this page: begun with what the tab has kept, and kept again after every change. */
export function useDesk(userId: string) {
  const [restored, setRestored] = useState(() => keptText(userId))
  const [desk, act] = useReducer((now: Desk, step: Step) => step(now), restored, newDesk)
  const [kept, setKept] = useState(true)
  const { text } = desk
  /** What has been written since the text was last kept. */
  const unkept = useRef<string | null>(null)

  useEffect(() => {
    unkept.current = text
    const wait = setTimeout(() => {
      unkept.current = null
      setKept(keepText(userId, text))
    }, 800)
    return () => clearTimeout(wait)
  }, [userId, text])
  useEffect(() => {
    // Leaving within that time keeps it too; after signing out nothing is left to keep.
    const keep = () => {
      if (unkept.current !== null) keepText(userId, unkept.current)
      unkept.current = null
    }
    addEventListener('pagehide', keep)
    return () => {
      removeEventListener('pagehide', keep)
      keep()
    }
  }, [userId])

  return { desk, act, kept, wasRestored: restored !== '', forgetRestored: () => setRestored('') }
}
