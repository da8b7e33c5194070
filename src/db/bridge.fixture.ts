import { createServer } from 'node:net'
import type { PGlite } from '@electric-sql/pglite'

/**
 * A PGlite that another process can connect to as if it were a PostgreSQL, one connection at a time. A connection that
 * ends, however it ends, takes its open transaction with it. Nobody else may use the PGlite meanwhile.
 */
export async function bridgeTo(
  pglite: PGlite,
): Promise<{ url: string; idle: () => Promise<void>; close: () => Promise<void> }> {
  let queue: Promise<unknown> = Promise.resolve()
  const server = createServer((socket) => {
    let held = Buffer.alloc(0)
    let started = false
    let ended = false
    const then = (next: () => Promise<void>) => {
      queue = queue.then(next, next)
    }
    socket.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk])
      const messages: Buffer[] = []
      for (;;) {
        const head = started ? 1 : 0 // only the first message has no type before its length
        if (held.length < head + 4) break
        const length = head + held.readInt32BE(head)
        if (held.length < length) break
        messages.push(held.subarray(0, length))
        held = held.subarray(length)
        started = true
      }
      if (messages.length === 0) return
      const bytes = Buffer.concat(messages)
      then(async () => {
        // `X`: goodbye. PGlite would take it for its own end.
        if (ended || bytes[0] === 0x58) return
        const answer = await pglite.execProtocolRaw(new Uint8Array(bytes))
        if (!socket.destroyed && answer.length > 0) socket.write(answer)
      })
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      then(async () => {
        ended = true
        if (!pglite.closed) await pglite.exec('rollback')
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    idle: async () => void (await queue),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
