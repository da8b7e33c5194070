import { useEffect, useRef, useSyncExternalStore } from 'react'
import { isApiError, messageOf } from './api-error.ts'
import type { Autosave } from './autosave.ts'

/** The clock, the timer and the failures of a browser, for `autosave`. */
export const inBrowser = {
  failureOf: (error: unknown) =>
    isApiError(error) ? error : { code: 'INTERNAL', message: messageOf(error), errors: [] },
  later: (run: () => void, ms: number) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  now: () => new Date(),
}

/**
 * What is typed and how far it has got, shown anew with each change. It is sent when the page is hidden or left and when
 * the network is back; leaving with something unsent is asked about. `left` follows the last save.
 */
export function useAutosave<F>(saver: Autosave<F>, left?: () => void) {
  const state = useSyncExternalStore(saver.subscribe, () => saver.state)
  const form = useSyncExternalStore(saver.subscribe, () => saver.form)
  const leaving = useRef(left)
  leaving.current = left
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (saver.state.kind === 'clean') return
      void saver.flush()
      event.preventDefault()
    }
    const hide = () => {
      if (document.visibilityState === 'hidden') void saver.flush()
    }
    const online = () => void saver.flush()
    addEventListener('beforeunload', leave)
    document.addEventListener('visibilitychange', hide)
    addEventListener('online', online)
    return () => {
      removeEventListener('beforeunload', leave)
      document.removeEventListener('visibilitychange', hide)
      removeEventListener('online', online)
      void saver.flush().then(() => leaving.current?.())
    }
  }, [saver])
  return { state, form }
}
