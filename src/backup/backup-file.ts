import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'

/** The first line of a backup: what made it, so that only a database of the same shape takes it back. */
export const Manifest = z.object({
  format: z.literal('zhengmei-backup-1'),
  version: z.string(),
  createdAt: z.string(),
  demo: z.boolean(),
  /** Tells whether the installation's key is the one that sealed the data; not the key itself. */
  keyMark: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  sequences: z.record(z.string(), z.number()),
})
export type Manifest = z.infer<typeof Manifest>

const Ending = z.object({ end: z.literal(true), rows: z.record(z.string(), z.number()), sha256: z.string() })

/** The lines between manifest and ending: rows of one table as JSON. */
export type Chunk = { table: string; rows: unknown[] }

export function lineHash() {
  const hash = createHash('sha256')
  return { add: (line: string) => void hash.update(`${line}\n`), hex: () => hash.digest('hex') }
}

/**
 * Reads a backup from end to end and checks it whole before anything uses it: a file that is cut short or
 * altered is refused with a message.
 */
export async function checkBackup(file: string): Promise<{ manifest: Manifest; rows: Record<string, number> }> {
  const hash = lineHash()
  let manifest: Manifest | undefined
  let ending: z.infer<typeof Ending> | undefined
  try {
    for await (const line of linesOf(file)) {
      if (ending) throw new RangeError('more after the end')
      if (line.startsWith('{"end":')) {
        ending = Ending.parse(JSON.parse(line))
        continue
      }
      manifest ??= Manifest.parse(JSON.parse(line))
      hash.add(line)
    }
  } catch (cause) {
    throw new Error(`备份文件 ${file} 已损坏或不是政媒通的备份，未作任何改动`, { cause })
  }
  if (!manifest || !ending || ending.sha256 !== hash.hex()) {
    throw new Error(`备份文件 ${file} 不完整或被改动过，未作任何改动`)
  }
  return { manifest, rows: ending.rows }
}

export async function* chunksOf(file: string): AsyncGenerator<Chunk> {
  for await (const line of linesOf(file)) {
    const value = JSON.parse(line)
    if ('table' in value) yield value as Chunk // checkBackup has seen every line
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file)
  const unzipped = input.pipe(createGunzip())
  input.on('error', (error) => unzipped.destroy(error))
  yield* createInterface({ input: unzipped, crlfDelay: Number.POSITIVE_INFINITY })
}
