import { createReadStream } from 'node:fs'
import { appendFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { SecretBox } from '../core/secret-box.ts'

/** How the chain stood at a time, kept outside the database and signed, so that who owns the database cannot make one. */
export const Anchor = z.object({ seq: z.number().int(), hash: z.string(), at: z.string(), hmac: z.string() })
export type Anchor = z.infer<typeof Anchor>

export function signAnchor(box: SecretBox, given: Omit<Anchor, 'hmac'>): Anchor {
  return { ...given, hmac: box.index(signed(given)) }
}

export function isOurAnchor(box: SecretBox, anchor: Anchor): boolean {
  return box.index(signed(anchor)) === anchor.hmac
}

export async function appendAnchor(file: string, anchor: Anchor): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  await appendFile(file, `${JSON.stringify(anchor)}\n`, { mode: 0o600, flush: true })
}

/**
 * The anchors in the order in which they were written. A file not yet there has none, and a line that is none (half
 * of one, from a full disk) is passed over: who wanted to hide an anchor would rather take its line out.
 */
export async function* readAnchors(file: string): AsyncGenerator<Anchor> {
  const stream = createReadStream(file, 'utf8')
  const missing = await new Promise<boolean>((resolve, reject) => {
    stream.once('open', () => resolve(false))
    stream.once('error', (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? resolve(true) : reject(error)))
  })
  if (missing) return
  for await (const line of createInterface({ input: stream })) {
    const anchor = Anchor.safeParse(jsonOf(line)).data
    if (anchor) yield anchor
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null // passed over, as said above
  }
}

function signed({ seq, hash, at }: Omit<Anchor, 'hmac'>): string {
  return `audit-anchor|${seq}|${hash}|${at}`
}
