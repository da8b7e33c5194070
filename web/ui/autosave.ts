import type { FieldError } from '../../src/core/error.ts'

/** How far what was typed has got. */
export type SaveState =
  | { kind: 'clean'; at: Date | null }
  /** Typed, and sent in a moment. */
  | { kind: 'waiting' }
  | { kind: 'saving' }
  /** The way is broken: kept in this browser, tried again by itself. */
  | { kind: 'offline'; message: string }
  /** The server does not take it as it is. */
  | { kind: 'refused'; message: string; errors: readonly FieldError[] }
  /** Somebody else has saved in the meantime; nothing is sent until the person has chosen. */
  | { kind: 'conflict' }

type Failure = { code: string; message: string; errors: readonly FieldError[] }

type Given<F> = {
  form: F
  version: number
  /** Rejects with something that `failureOf` understands. */
  send: (form: F, version: number) => Promise<{ version: number }>
  failureOf: (error: unknown) => Failure
  /** Runs something later; gives the way to call it off. */
  later: (run: () => void, ms: number) => () => void
  /** Keeps what has not arrived in this browser; null: it has arrived. */
  keep: (kept: { form: F; version: number } | null) => void
  now: () => Date
  /** Between the last key and the save, in milliseconds. */
  pause?: number
}

const retryAfter = 5_000
/** Failures of the way, not of what was sent. */
const passing = ['OFFLINE', 'INTERNAL', 'DATABASE_BUSY', 'BAD_ANSWER', 'TOO_MANY_REQUESTS', 'NOT_SIGNED_IN']

export type Autosave<F> = ReturnType<typeof autosave<F>>

/**
 * Sends a form as it is typed: one save at a time, the newest text last, a broken way tried again, and nobody else's
 * work overwritten.
 */
export function autosave<F>(given: Given<F>) {
  let { form, version } = given
  const { pause = 1_200 } = given
  let state: SaveState = { kind: 'clean', at: null }
  let edits = 0
  let arrived = 0
  let cancel: (() => void) | null = null
  let running: Promise<void> | null = null
  const listeners = new Set<() => void>()

  const become = (next: SaveState) => {
    state = next
    for (const listener of listeners) listener()
  }
  const schedule = (ms: number) => {
    cancel?.()
    cancel = given.later(() => void flush(), ms)
  }
  const stop = () => {
    cancel?.()
    cancel = null
  }

  const attempt = async () => {
    const sending = edits
    become({ kind: 'saving' })
    try {
      version = (await given.send(form, version)).version
      arrived = sending
      const whole = edits === sending
      given.keep(whole ? null : { form, version })
      become(whole ? { kind: 'clean', at: given.now() } : { kind: 'waiting' })
      if (!whole) schedule(pause)
    } catch (error) {
      const { code, message, errors } = given.failureOf(error)
      if (code === 'VERSION_CONFLICT') become({ kind: 'conflict' })
      else if (passing.includes(code)) {
        become({ kind: 'offline', message })
        schedule(retryAfter)
      } else become({ kind: 'refused', message, errors })
    }
  }

  /** Sends what has not arrived yet; tells whether everything has. */
  const flush = async (): Promise<boolean> => {
    stop()
    for (;;) {
      if (running) await running
      else if (arrived === edits) return true
      else if (state.kind === 'conflict') return false
      else {
        const before = arrived
        running = attempt().finally(() => {
          running = null
        })
        await running
        stop()
        if (arrived === before) {
          if (state.kind === 'offline') schedule(retryAfter)
          return false
        }
      }
    }
  }

  return {
    get form() {
      return form
    },
    get version() {
      return version
    },
    get state() {
      return state
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    change(next: F) {
      form = next
      edits += 1
      given.keep({ form, version })
      if (state.kind === 'conflict' || state.kind === 'saving') return become(state)
      become({ kind: 'waiting' })
      schedule(pause)
    },
    flush,
    /** What this browser had kept; on a record that somebody has changed since, the person must choose. */
    restore(kept: { form: F; version: number }) {
      form = kept.form
      edits += 1
      if (kept.version !== version) return become({ kind: 'conflict' })
      become({ kind: 'waiting' })
      schedule(pause)
    },
    /** The record as somebody else has saved it takes the place of what stands here. */
    take(theirs: { form: F; version: number }) {
      form = theirs.form
      version = theirs.version
      arrived = edits
      stop()
      given.keep(null)
      become({ kind: 'clean', at: null })
    },
    /** What stands here is saved over what somebody else has saved, knowingly. */
    insist(theirVersion: number) {
      version = theirVersion
      become({ kind: 'waiting' })
      return flush()
    },
    stop,
  }
}
