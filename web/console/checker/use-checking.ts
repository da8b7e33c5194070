import { useEffect, useRef, useState } from 'react'
import type { Finding } from '../../../src/checker/finding.ts'
import type { Context } from '../../../src/checker/rule.ts'
import { effectiveKnowledge } from '../../../src/lexicon/lexicon.contract.ts'
import { messageOf } from '../../ui/api-error.ts'
import { useAsk } from '../../ui/queries.ts'
import type { FromWorker, ToWorker, TypoState } from './protocol.ts'

/** Between the last key and the check; a long text waits a little longer, for it is sent as a whole. */
const pause = { short: 250, long: 600 } as const
const long = 100_000

export type Checking = {
  phase: 'loading' | 'ready' | 'failed'
  /** Why it failed. */
  reason: string | null
  /** Still on its way; true also while the pause after typing lasts. */
  busy: boolean
  /** Characters checked so far, of a text that takes more than a moment. */
  done: number
  rules: number
  terms: number
  listVersion: string | null
  /** Whether a language model may be asked as well. */
  modelCheck: boolean
  typos: TypoState
  retry: () => void
  retryTypos: () => void
}

type Asked = { text: string; version: number; context: Context }
type Answered = Pick<Asked, 'version' | 'context'>
/** `edition` counts what the worker was told to go by. */
type Worked = Pick<Checking, 'phase' | 'reason' | 'rules' | 'terms'> & { edition: number }
const atFirst: Worked = { phase: 'loading', reason: null, rules: 0, terms: 0, edition: 0 }
const broken = '检查未能完成，请重试；仍不成功的，请联系系统管理员'

/** Checks the text in a worker of the browser, after a pause in typing; only the answer to the newest text counts. */
export function useChecking(
  { text, version, context }: Asked,
  onFound: (version: number, findings: readonly Finding[]) => void,
): Checking {
  const [attempt, setAttempt] = useState(0)
  const [worked, setWorked] = useState(atFirst)
  const [typos, setTypos] = useState<TypoState>('loading')
  const [answer, setAnswer] = useState<Answered | null>(null)
  const [done, setDone] = useState(0)
  const worker = useRef<Worker | null>(null)
  const latest = useRef({ request: 0, version, context })
  // What the unit's lists say now; they rarely change while somebody writes.
  const knowledge = useAsk(effectiveKnowledge, {}, { staleTime: 5 * 60_000 })

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt wants another worker
  useEffect(() => {
    const made = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' })
    worker.current = made
    setWorked(atFirst)
    setAnswer(null)
    made.onerror = () => setWorked((now) => ({ ...now, phase: 'failed', reason: '检查程序未能载入，请检查网络后重试' }))
    made.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      const asked = latest.current
      switch (data.kind) {
        case 'ready':
          return setWorked(({ edition }) => ({ ...data, phase: 'ready', reason: null, edition: edition + 1 }))
        case 'typos':
          return setTypos(data.state)
        case 'failed':
          return setWorked((now) => ({ ...now, phase: 'failed', reason: broken }))
        case 'progress':
          if (data.request === asked.request) setDone(data.done)
          return
        case 'found':
          if (data.request !== asked.request) return
          onFound(asked.version, data.findings)
          setAnswer(asked)
          return
        default:
          data satisfies never
      }
    }
    tell(made, { kind: 'loadTypos' })
    return () => made.terminate()
  }, [attempt, onFound])

  const { data: effective } = knowledge
  // biome-ignore lint/correctness/useExhaustiveDependencies: another worker has to be told again
  useEffect(() => {
    if (effective) tell(worker.current, { kind: 'know', effective })
  }, [effective, attempt])

  const ready = worked.phase === 'ready'
  // biome-ignore lint/correctness/useExhaustiveDependencies: when rules and lists have changed it is asked again
  useEffect(() => {
    if (!ready) return
    const ask = () => {
      const request = latest.current.request + 1
      latest.current = { request, version, context }
      setDone(0)
      tell(worker.current, { kind: 'check', request, text, context })
    }
    const wait = setTimeout(ask, text.length > long ? pause.long : pause.short)
    return () => clearTimeout(wait)
  }, [ready, text, version, context, worked.edition])

  // Lists that could not be brought up to date are no reason to stop using those that are here.
  const missing = knowledge.error && !effective ? messageOf(knowledge.error) : null
  return {
    ...worked,
    phase: missing ? 'failed' : worked.phase,
    reason: missing ?? worked.reason,
    busy: ready && (answer?.version !== version || answer.context !== context),
    done,
    listVersion: effective?.version ?? null,
    modelCheck: effective?.modelCheck ?? false,
    typos,
    retry: () => {
      if (missing) void knowledge.refetch()
      else setAttempt((n) => n + 1)
    },
    retryTypos: () => tell(worker.current, { kind: 'loadTypos' }),
  }
}

function tell(worker: Worker | null, message: ToWorker): void {
  worker?.postMessage(message)
}
