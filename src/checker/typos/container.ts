/**
 * The container of a binary asset: magic, length of the header, header (JSON), then the sections one after the other.
 * The header names what is inside, where it came from and its checksum, so that a broken or foreign file is refused
 * with a reason instead of giving wrong findings.
 */
export type AssetHeader = {
  format: number
  name: string
  licence: string
  source: string
  counts: Record<string, number>
  sections: { name: string; length: number }[]
  /** FNV-1a of all sections, as eight hexadecimal digits. */
  checksum: string
}
export type Asset = { header: AssetHeader; section: (name: string) => Uint8Array }

export const assetFormat = 1
const magic = 'ZMTYPO1\n'

export function writeAsset(
  about: Omit<AssetHeader, 'format' | 'sections' | 'checksum'>,
  sections: readonly { name: string; bytes: Uint8Array }[],
): Uint8Array {
  const body = joined(sections.map(({ bytes }) => bytes))
  const header: AssetHeader = {
    format: assetFormat,
    ...about,
    sections: sections.map(({ name, bytes }) => ({ name, length: bytes.length })),
    checksum: checksumOf(body),
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, text.length, true)
  return joined([new TextEncoder().encode(magic), length, text, body])
}

/** Throws an Error with a reason when the bytes are not such an asset, are cut off or were changed. */
export function readAsset(bytes: Uint8Array, name: string): Asset {
  const start = magic.length + 4
  if (bytes.length < start || new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic) {
    throw new Error(`${name}: not an asset of the typo model`)
  }
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length, true)
  if (start + headerLength > bytes.length) throw new Error(`${name}: cut off within its header`)
  const header = parsedHeader(bytes.subarray(start, start + headerLength), name)
  if (header.format !== assetFormat) throw new Error(`${name}: format ${header.format}, expected ${assetFormat}`)
  if (header.name !== name) throw new Error(`${name}: holds ${header.name}`)
  const body = bytes.subarray(start + headerLength)
  const expected = header.sections.reduce((sum, { length }) => sum + length, 0)
  if (body.length !== expected) throw new Error(`${name}: ${body.length} bytes of data, its header says ${expected}`)
  if (checksumOf(body) !== header.checksum) throw new Error(`${name}: damaged, its checksum does not match`)
  return {
    header,
    section(wanted) {
      let at = 0
      for (const { name: found, length } of header.sections) {
        if (found === wanted) return body.subarray(at, at + length)
        at += length
      }
      throw new Error(`${name}: has no section ${wanted}`)
    },
  }
}

function parsedHeader(bytes: Uint8Array, name: string): AssetHeader {
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes)) as AssetHeader
    if (Array.isArray(header.sections) && typeof header.checksum === 'string') return header
  } catch {
    // falls through to the one reason the caller can act on
  }
  throw new Error(`${name}: its header cannot be read`)
}

export function checksumOf(bytes: Uint8Array): string {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Whole numbers from 0 up, seven bits to a byte, the low ones first. */
export function packNumbers(numbers: Iterable<number>): Uint8Array {
  let out = new Uint8Array(1 << 16)
  let at = 0
  for (let left of numbers) {
    if (at + 8 > out.length) {
      const larger = new Uint8Array(out.length * 2)
      larger.set(out)
      out = larger
    }
    while (left >= 128) {
      out[at++] = (left & 127) | 128
      left = Math.floor(left / 128)
    }
    out[at++] = left
  }
  return out.slice(0, at)
}

/** Reads one packed number after the other. */
export function numberReader(bytes: Uint8Array): () => number {
  let at = 0
  return () => {
    let byte = bytes[at++]!
    if (byte < 128) return byte
    let value = byte & 127
    let scale = 128
    do {
      byte = bytes[at++]!
      value += (byte & 127) * scale
      scale *= 128
    } while (byte >= 128)
    return value
  }
}

/** Sorted words, each as the length of the beginning it shares with the one before, then the rest. */
export function packWords(sorted: readonly string[]): Uint8Array {
  let before = ''
  const lines: string[] = []
  for (const word of sorted) {
    let shared = 0
    while (shared < before.length && shared < word.length - 1 && before[shared] === word[shared]) shared++
    lines.push(shared + word.slice(shared))
    before = word
  }
  return new TextEncoder().encode(lines.join('\n'))
}

export function unpackWords(bytes: Uint8Array): string[] {
  let before = ''
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .map((line) => {
      before = before.slice(0, line.charCodeAt(0) - 48) + line.slice(1)
      return before
    })
}
