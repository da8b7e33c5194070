import { Worker } from 'node:worker_threads'
import { AppError } from '../core/error.ts'
import type { Checkable, Checked, Reply, Task } from './check.worker.ts'
import type { Effective } from './knowledge.rules.ts'
import type { Hit } from './replay.rules.ts'

/** Something known under a version, for the thread to make a checker of; `load` is asked only when it has none. */
export type Known = { version: string; effective: Effective }

/**
 * One thread that checks texts, one after the other, and keeps the checkers it was given last. The server goes on
 * meanwhile. A thread that dies or exceeds the time limit is replaced by the next call; what it was doing is refused.
 */
export type Lane = {
  check: (known: Known, texts: readonly Checkable[], most: number) => Promise<Checked[]>
  compare: (
    known: { before: Known; after: Known; sieve: Known | null },
    texts: readonly Checkable[],
  ) => Promise<Hit[][]>
  close: () => Promise<void>
}

/** `typos`: also finds open typos by statistics, which takes some 60 ms for a thousand characters. */
type LaneOptions = { timeoutMs: number; mostWaiting: number; mostCheckers: number; typos: boolean }
type Running = { worker: Worker; loaded: string[] }

export function openLane({ timeoutMs, mostWaiting, mostCheckers, typos }: LaneOptions): Lane {
  let running: Running | null = null
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()

  /** Takes its turn; a turn that failed does not keep the next one. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting >= mostWaiting) throw new AppError('DATABASE_BUSY', { reason: '正在检查的文本较多，请稍后再试' })
    waiting += 1
    const turn = last.then(work, work).finally(() => {
      waiting -= 1
    })
    last = turn.catch(() => undefined)
    return turn
  }

  async function ask(known: readonly Known[], task: Task): Promise<Reply> {
    running ??= { worker: startWorker(), loaded: [] }
    const current = running
    try {
      for (const one of known) load(current, one, known)
      return await replyOf(current.worker, task, timeoutMs)
    } catch (error) {
      running = null
      await current.worker.terminate()
      throw error
    }
  }

  function load({ worker, loaded }: Running, one: Known, needed: readonly Known[]): void {
    const at = loaded.indexOf(one.version)
    if (at >= 0) loaded.splice(at, 1)
    else worker.postMessage({ do: 'load', key: one.version, effective: one.effective, typos } satisfies Task)
    loaded.push(one.version)
    const old = loaded.find((key) => !needed.some(({ version }) => version === key))
    if (loaded.length <= mostCheckers || old === undefined) return
    loaded.splice(loaded.indexOf(old), 1)
    worker.postMessage({ do: 'drop', key: old } satisfies Task)
  }

  return {
    check: (known, texts, most) =>
      inTurn(async () => {
        const reply = await ask([known], { do: 'check', key: known.version, texts, most })
        return 'checked' in reply ? reply.checked : wrongReply()
      }),
    compare: ({ before, after, sieve }, texts) =>
      inTurn(async () => {
        const known = [before, after, ...(sieve ? [sieve] : [])]
        const keys = { before: before.version, after: after.version, sieve: sieve?.version ?? null }
        const reply = await ask(known, { do: 'compare', ...keys, texts })
        return 'compared' in reply ? reply.compared : wrongReply()
      }),
    async close() {
      await last
      await running?.worker.terminate()
      running = null
    },
  }
}

function startWorker(): Worker {
  const worker = new Worker(new URL('./check.worker.ts', import.meta.url), {
    env: {}, // whatever a text leads the checker to finds no secrets here
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 1024, stackSizeMb: 4 },
  })
  worker.unref()
  worker.on('error', () => undefined) // told to whoever waits, by `replyOf`
  return worker
}

function replyOf(worker: Worker, task: Task, timeoutMs: number): Promise<Reply> {
  return new Promise<Reply>((resolve, reject) => {
    const refuse = (reason: string) => end(() => reject(new AppError('CHECK_TOO_LONG', { reason })))
    const timer = setTimeout(
      () => refuse(`检查超过 ${Math.ceil(timeoutMs / 1000)} 秒，请将文本分段后再检查`),
      timeoutMs,
    )
    const onMessage = (reply: Reply) =>
      end(() => ('failed' in reply ? reject(new Error(`checking failed: ${reply.failed}`)) : resolve(reply)))
    const onError = (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') refuse('检查所需内存超过上限，请将文本分段后再检查')
      else end(() => reject(error))
    }
    const onExit = () => end(() => reject(new Error('the checking thread ended without an answer')))
    const end = (settle: () => void) => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      settle()
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(task)
  })
}

function wrongReply(): never {
  throw new Error('the checking thread answered another question')
}
