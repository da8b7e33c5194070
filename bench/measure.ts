import { cpus, totalmem } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** One line of the results: what was measured, on which database, and its parts in words. */
export type Result = {
  part: 'a' | 'b' | 'c' | 'd' | 'e' | 'f'
  /** `—` where none takes part. */
  database: string
  zh: string
  /** Ours against the peer's, in the unit of the part. */
  ratio: number
  figures: Record<string, number | string>
}

/** Seconds that some work takes, and what it gives. */
export async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; value: T }> {
  const began = performance.now()
  const value = await work()
  return { seconds: (performance.now() - began) / 1000, value }
}

/** Makes something, and tells how long that took and how much memory stays with it. */
export async function heldBy<T>(make: () => T): Promise<{ seconds: number; megabytes: number; value: T }> {
  const before = await heldMemory()
  const { seconds, value } = await timed(async () => make())
  return { seconds, megabytes: ((await heldMemory()) - before) / 1e6, value }
}

/** What is in use after everything that is not has been thrown away. */
async function heldMemory(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  for (let n = 0; n < 3; n++) {
    collect()
    await new Promise((done) => setImmediate(done))
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** The best of several tries: the one that the rest of the machine has disturbed least. */
export async function best<T>(tries: number, work: () => Promise<T>): Promise<{ seconds: number; value: T }> {
  let fastest = await timed(work)
  for (let n = 1; n < tries; n++) {
    const again = await timed(work)
    if (again.seconds < fastest.seconds) fastest = again
  }
  return fastest
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}

export function machine(): string {
  const [first] = cpus()
  return `${cpus().length} × ${first?.model.trim() ?? '?'}，${Math.round(totalmem() / 2 ** 30)} GiB 内存，Node ${process.versions.node}`
}
