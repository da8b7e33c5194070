const megabyte = 1024 * 1024

/** §3.2: a part has 5 to 20 MB. */
export const partBytes = { min: 5 * megabyte, max: 20 * megabyte } as const

/** The parts of a large file, about equal, so that not even the last is too small. Numbers begin with 1. */
export function partsOf(size: number): { number: number; start: number; size: number }[] {
  const count = Math.max(1, Math.ceil(size / partBytes.max))
  const each = Math.ceil(size / count)
  return Array.from({ length: count }, (_, at) => ({
    number: at + 1,
    start: at * each,
    size: Math.min(each, size - at * each),
  }))
}

type Part = ReturnType<typeof partsOf>[number]

/** A stream in parts, read once; the first `done` are passed over. One that ends early yields no last part. */
export async function* cut(
  stream: AsyncIterable<Uint8Array>,
  parts: readonly Part[],
  done: number,
): AsyncIterable<{ part: Part; bytes: Uint8Array }> {
  let at = 0
  let held: Uint8Array | null = null
  let index = 0
  for await (const chunk of stream) {
    let from = 0
    while (from < chunk.length) {
      const part = parts[index]
      if (!part) return
      const piece = chunk.subarray(from, from + part.start + part.size - at)
      if (part.number > done) {
        held ??= new Uint8Array(part.size)
        held.set(piece, at - part.start)
      }
      from += piece.length
      at += piece.length
      if (at < part.start + part.size) continue
      if (held) yield { part, bytes: held }
      held = null
      index += 1
    }
  }
}
