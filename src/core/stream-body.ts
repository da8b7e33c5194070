import type { Readable } from 'node:stream'

/**
 * A stream as the body of an answer. Whoever breaks off the download ends the source with it. `Readable.toWeb` will not
 * do: a chunk that arrives after the break throws where nobody can catch it, and takes the process down.
 */
export function bodyOf(source: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = source[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel() {
      source.destroy()
    },
  })
}
