import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Finding } from '../../../src/checker/finding.ts'
import type { Context } from '../../../src/checker/rule.ts'
import { messageOf } from '../../ui/api-error.ts'
import type { Effective, FromWorker, ToWorker, TypoState } from './protocol.ts'

/** Between the last key and the check; a long text waits a little longer, for it is sent as a whole. */
const pause = { short: 250, long: 600 } as const
const long = 100_000

export type Checking = {
  phase: 'loading' | 'ready' | 'failed'
  /** Why it failed. */
  reason: string | null
  /** Still on its way; true also while the pause after typing lasts. */
  busy: boolean
  rules: number
  terms: number
  listVersion: string | null
  typos: TypoState
  retry: () => void
  retryTypos: () => void
}

type Asked = { text: string; version: number; context: Context }
type Request = { count: number; running: Asked | null; waiting: Asked | null }
const noRequest: Request = { count: 0, running: null, waiting: null }
type Worked = { phase: Checking['phase']; reason: string | null; rules: number; terms: number }
const atFirst: Worked = { phase: 'loading', reason: null, rules: 0, terms: 0 }

/** Checks the text in a worker of the browser, after a pause in typing; one text at a time, the newest next. */
export function useChecking(asked: Asked, onFound: (version: number, findings: readonly Finding[]) => void): Checking {
  const [attempt, setAttempt] = useState(0)
  const [worked, setWorked] = useState(atFirst)
  const [typos, setTypos] = useState<TypoState>('none')
  const [settled, setSettled] = useState<Asked | null>(null)
  const worker = useRef<Worker | null>(null)
  const request = useRef(noRequest)
  const knowledge = useKnowledge()
  const { text, version, context } = asked

  const send = useCallback((next: Asked) => {
    const { count, running } = request.current
    if (running) request.current = { count, running, waiting: next }
    else {
      request.current = { count: count + 1, running: next, waiting: null }
      worker.current?.postMessage({ kind: 'check', request: count + 1, ...next } satisfies ToWorker)
    }
  }, [])

  const take = useRef(onFound)
  take.current = onFound
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt wants another worker
  useEffect(() => {
    const made = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' })
    worker.current = made
    request.current = noRequest
    setWorked(atFirst)
    setSettled(null)
    const fail = (reason: string) => setWorked((now) => ({ ...now, phase: 'failed', reason }))
    made.onerror = () => fail('检查程序未能载入，请检查网络后重试')
    made.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'ready') return setWorked({ ...data, phase: 'ready', reason: null })
      if (data.kind === 'typos') return setTypos(data.state)
      if (data.kind === 'failed') return fail('检查未能完成，请重试；仍不成功的，请将文字交系统管理员核查')
      const { running, waiting } = request.current
      request.current = { ...request.current, running: null, waiting: null }
      if (waiting) return send(waiting)
      take.current(data.version, data.findings)
      setSettled(running)
    }
    made.postMessage({ kind: 'loadTypos' } satisfies ToWorker)
    return () => made.terminate()
  }, [attempt, send])

  const { data: effective } = knowledge
  // biome-ignore lint/correctness/useExhaustiveDependencies: another worker has to be told again
  useEffect(() => {
    if (effective) worker.current?.postMessage({ kind: 'know', effective } satisfies ToWorker)
  }, [effective, attempt])

  const ready = worked.phase === 'ready'
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the rules and lists now say is asked again
  useEffect(() => {
    if (!ready) return
    const wait = setTimeout(() => send({ text, version, context }), text.length > long ? pause.long : pause.short)
    return () => clearTimeout(wait)
  }, [ready, text, version, context, effective, typos === 'ready', send])

  const failed = knowledge.error ? messageOf(knowledge.error) : null
  return {
    ...worked,
    phase: failed ? 'failed' : worked.phase,
    reason: failed ?? worked.reason,
    busy: ready && (settled?.version !== version || settled.context !== context),
    listVersion: effective?.version ?? null,
    typos,
    retry: () => {
      if (knowledge.error) void knowledge.refetch()
      setAttempt((n) => n + 1)
    },
    retryTypos: () => worker.current?.postMessage({ kind: 'loadTypos' } satisfies ToWorker),
  }
}

function useKnowledge() {
  return useQuery<Effective>({
    queryKey: ['/api/lexicon/effective'],
    queryFn: async () => (await import('./knowledge.ts')).loadKnowledge(),
    staleTime: 5 * 60_000,
    networkMode: 'always',
    retry: 1,
  })
}
