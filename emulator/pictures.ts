import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Picture = { mediaType: string; bytes: Uint8Array<ArrayBuffer> }

/** What was uploaded, apart from the state: it may be large, and is written once. */
export type Pictures = {
  keep: (id: string, bytes: Uint8Array<ArrayBuffer>) => void
  has: (id: string) => boolean
  read: (id: string) => Picture | null
}

export function openPictures(folder: string | null): Pictures {
  const held = new Map<string, Uint8Array<ArrayBuffer>>()
  const fileOf = (id: string) => join(folder ?? '', id)
  const isId = (id: string) => /^[\w-]{20,}$/.test(id)
  if (folder) mkdirSync(folder, { recursive: true })
  const bytesOf = (id: string) => {
    if (!isId(id)) return null
    if (!folder) return held.get(id) ?? null
    return existsSync(fileOf(id)) ? new Uint8Array(readFileSync(fileOf(id))) : null
  }
  return {
    keep: (id, bytes) => {
      if (folder) writeFileSync(fileOf(id), bytes)
      else held.set(id, bytes)
    },
    has: (id) => isId(id) && (folder ? existsSync(fileOf(id)) : held.has(id)),
    read: (id) => {
      const bytes = bytesOf(id)
      const mediaType = bytes && kindOf(bytes)
      return bytes && mediaType ? { mediaType, bytes } : null
    },
  }
}

/** By the bytes, as the platforms do; a name proves nothing. */
export function kindOf(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (head.startsWith('GIF8')) return 'image/gif'
  return head.startsWith('BM') ? 'image/bmp' : null
}
