import { AppError } from '../error.ts'

export type DecodedText = { text: string; encoding: string }

const boms = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const

/** Text as its byte order mark says; without one as UTF-8 and, where that is impossible, as GB18030 (holds GBK). */
export function decodeText(bytes: Buffer, declared?: string): DecodedText {
  const bom = boms.find(({ bytes: mark }) => mark.every((byte, at) => bytes[at] === byte))
  if (bom) {
    const text = decodeStrictly(bytes.subarray(bom.bytes.length), bom.encoding)
    if (text === undefined) throw badEncoding(bytes.subarray(bom.bytes.length), bom.encoding)
    return { text, encoding: bom.encoding === 'utf-8' ? 'utf-8-bom' : bom.encoding }
  }
  const chinese = declared !== undefined && /^(gb2312|gbk|gb18030)$/i.test(declared)
  for (const encoding of chinese ? ['gb18030', 'utf-8'] : ['utf-8', 'gb18030']) {
    if (encoding === 'gb18030' && !chinese && isDamagedUtf8(bytes)) throw badEncoding(bytes, 'utf-8')
    const text = decodeStrictly(bytes, encoding)
    if (text !== undefined) return { text, encoding }
  }
  throw badEncoding(bytes, 'gb18030')
}

function decodeStrictly(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** A UTF-8 file with a few broken bytes would pass as GB18030 and come out as nonsense. */
function isDamagedUtf8(bytes: Buffer): boolean {
  const text = new TextDecoder('utf-8').decode(bytes)
  const broken = text.match(/\ufffd/g)?.length ?? 0
  const sound = text.match(/[\u0800-\ufffc]/g)?.length ?? 0
  return broken > 0 && sound > broken * 4
}

function badEncoding(bytes: Buffer, encoding: string): AppError {
  const text = new TextDecoder(encoding).decode(bytes)
  const row = text.slice(0, Math.max(0, text.indexOf('\ufffd'))).split(/\r\n|\r|\n/).length
  return new AppError('FILE_ENCODING', { row, encoding, reason: `第 ${row} 行含有无法识别的字符` })
}
