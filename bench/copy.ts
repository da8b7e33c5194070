import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from, to } from 'pg-copy-streams'
import type { OpenDatabase } from '../src/db/open.ts'

/** What a query gives, as CSV with a header line, by the database's own COPY. */
export async function copyOut({ engine }: OpenDatabase, query: string): Promise<Buffer> {
  if (engine.kind === 'pglite') {
    const { blob } = await engine.pglite.query(`copy (${query}) to '/dev/blob' with (format csv, header)`)
    if (!blob) throw new Error('COPY gave nothing')
    return Buffer.from(await blob.arrayBuffer())
  }
  const client = await engine.pool.connect()
  try {
    const pieces: Buffer[] = []
    for await (const piece of client.query(to(`copy (${query}) to stdout with (format csv, header)`)))
      pieces.push(piece)
    return Buffer.concat(pieces)
  } finally {
    client.release()
  }
}

/** Puts such a CSV into a table (`target` with its columns), by the database's own COPY. */
export async function copyIn({ engine }: OpenDatabase, target: string, csv: Buffer): Promise<void> {
  if (engine.kind === 'pglite') {
    const blob = new Blob([new Uint8Array(csv)])
    await engine.pglite.query(`copy ${target} from '/dev/blob' with (format csv, header)`, [], { blob })
    return
  }
  const client = await engine.pool.connect()
  try {
    await pipeline(Readable.from([csv]), client.query(from(`copy ${target} from stdin with (format csv, header)`)))
  } finally {
    client.release()
  }
}
