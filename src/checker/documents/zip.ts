import { Inflate } from 'fflate'
import { unreadable } from './unreadable.ts'

/** One file of a zip archive. Its sizes are claims of the archive; `extract` does not believe them. */
export type ZipEntry = { name: string; method: number; packedSize: number; headerAt: number }

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50
/** The end record and the longest comment after it. */
const longestEnd = 22 + 0xffff
/** Packed bytes given to the inflater at a time; they can swell to a thousandfold at most. */
const step = 32 * 1024

/** What the directory at the end of the archive lists. The archive is not taken apart for that. */
export function zipEntries(archive: Uint8Array): ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = endOf(view)
  const count = view.getUint16(end + 10, true)
  const entries: ZipEntry[] = []
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== entryMark) throw unreadable('damaged')
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/'),
      method: view.getUint16(at + 10, true),
      packedSize: view.getUint32(at + 20, true),
      headerAt: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** The bytes of one entry; refused as soon as they are more than `limit`, whatever the archive says of itself. */
export function extract(archive: Uint8Array, entry: ZipEntry, limit: number): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const { headerAt } = entry
  if (headerAt + 30 > view.byteLength || view.getUint32(headerAt, true) !== localMark) throw unreadable('damaged')
  const from = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true)
  const packed = archive.subarray(from, from + entry.packedSize)
  if (packed.length < entry.packedSize) throw unreadable('truncated')
  if (entry.method === 0) {
    if (packed.length > limit) throw unreadable('tooLarge')
    return packed
  }
  if (entry.method !== 8) throw unreadable('damaged')
  return inflate(packed, limit)
}

function inflate(packed: Uint8Array, limit: number): Uint8Array {
  const chunks: Uint8Array[] = []
  let size = 0
  const inflater = new Inflate((chunk) => {
    size += chunk.length
    if (size > limit) throw unreadable('tooLarge')
    chunks.push(chunk)
  })
  try {
    for (let at = 0; at < packed.length; at += step) {
      inflater.push(packed.subarray(at, at + step), at + step >= packed.length)
    }
  } catch (error) {
    // The library numbers its errors (`code`); ours and real bugs pass through.
    throw error instanceof Error && typeof (error as { code?: unknown }).code === 'number'
      ? unreadable('damaged')
      : error
  }
  return joined(chunks, size)
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

function endOf(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - longestEnd)
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) === endMark) return at
  }
  throw unreadable('truncated')
}
