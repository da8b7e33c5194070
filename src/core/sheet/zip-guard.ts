import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { AppError, type ErrorCode } from '../error.ts'
import type { SheetLimits } from './sheet.ts'

/** The parts of a checked archive; only what stands here is ever read. Names are lower case, as OPC compares them. */
export type ZipParts = {
  has(name: string): boolean
  /** Inflates a part and hands on its text piece by piece. */
  readText(name: string, write: (chunk: string) => void): Promise<void>
}

/** What a plain table has no need of, by where it lies in the archive. */
const forbidden: readonly { at: RegExp; code: ErrorCode }[] = [
  { at: /(^|\/)vbaproject|(^|\/)vbadata|^xl\/(macrosheets|intlmacrosheets|dialogsheets)\//, code: 'FILE_HAS_MACRO' },
  { at: /^xl\/externallinks\//, code: 'FILE_HAS_EXTERNAL_LINK' },
  { at: /(^|\/)(embeddings|activex|oleobjects)\/|oleobject\d*\.bin$/, code: 'FILE_HAS_EMBEDDED_OBJECT' },
  { at: /\.(zip|7z|rar|gz|tgz|bz2|xz|tar|jar|cab|xlsx|xlsm|xlsb|docx|pptx)$/, code: 'FILE_HAS_ARCHIVE' },
]

const archiveSignatures = ['504b0304', '504b0506', '377abcaf', '52617221', '1f8b08', '425a68', 'fd377a58', '4d534346']
const oleSignature = 'd0cf11e0'
const MiB = 1024 * 1024

export async function openZip(bytes: Buffer, limits: SheetLimits): Promise<ZipParts> {
  const zip = await openArchive(bytes)
  const entries = await listEntries(zip, limits)
  await refuseOverlaps(zip, [...entries.values()], bytes.length)
  let inflated = 0
  for (const entry of entries.values()) {
    const inspect = createInspector(entry)
    await inflate(zip, entry, (chunk) => {
      inflated += chunk.length
      if (inflated > limits.maxInflatedBytes) throw tooBig(limits)
      inspect(chunk)
    })
  }
  return {
    has: (name) => entries.has(name.toLowerCase()),
    async readText(name, write) {
      const entry = entries.get(name.toLowerCase())
      if (!entry) throw damaged(`文件缺少必要的部分 ${name.slice(0, 80)}`)
      const decoder = new TextDecoder('utf-8', { fatal: true })
      await inflate(zip, entry, (chunk) => write(decodePart(decoder, chunk)))
      const tail = decodePart(decoder)
      if (tail !== '') write(tail)
    },
  }
}

function decodePart(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch {
    throw damaged('文件内部的 XML 不是 UTF-8 编码')
  }
}

async function openArchive(bytes: Buffer): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.fromBufferPromise(bytes)
  } catch {
    throw damaged('压缩包的目录缺失，文件可能没有上传完整')
  }
}

async function listEntries(zip: yauzl.ZipFile, limits: SheetLimits): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>()
  let declared = 0
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/') && entry.uncompressedSize === 0) continue
      checkEntry(entry, limits)
      declared += entry.uncompressedSize
      if (declared > limits.maxInflatedBytes) throw tooBig(limits)
      const name = entry.fileName.toLowerCase()
      if (entries.has(name)) throw new AppError('FILE_UNSAFE_ENTRY', { reason: `内部条目重名：${shown(entry)}` })
      entries.set(name, entry)
      if (entries.size > limits.maxEntries) {
        throw new AppError('FILE_BOMB', { reason: `内部条目超过 ${limits.maxEntries} 个`, limit: limits.maxEntries })
      }
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    const unsafe = /relative path|absolute path|invalid characters in fileName/.test(String(error))
    if (unsafe) throw new AppError('FILE_UNSAFE_ENTRY', { reason: '内部条目的路径越界' })
    throw damaged('压缩包的目录有误')
  }
  return entries
}

function checkEntry(entry: yauzl.Entry, limits: SheetLimits) {
  const name = entry.fileName.toLowerCase()
  const offence = forbidden.find(({ at }) => at.test(name))
  if (offence) throw new AppError(offence.code, { entry: shown(entry) })
  if (entry.isEncrypted()) throw new AppError('FILE_ENCRYPTED', { entry: shown(entry) })
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw damaged('压缩包使用了不支持的压缩方法')
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
  if (entry.uncompressedSize > MiB && ratio > limits.maxRatio) {
    const reason = `内部条目 ${shown(entry)} 的压缩比约 ${Math.round(ratio)}:1，上限 ${limits.maxRatio}:1`
    throw new AppError('FILE_BOMB', { reason, limit: limits.maxRatio })
  }
}

/** Entries that share bytes make a small file inflate without end; a local name of its own fools other readers. */
async function refuseOverlaps(zip: yauzl.ZipFile, entries: readonly yauzl.Entry[], size: number) {
  const ordered = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  let free = 0
  for (const entry of ordered) {
    const start = entry.relativeOffsetOfLocalHeader
    if (start < free) throw new AppError('FILE_UNSAFE_ENTRY', { reason: `内部条目重叠：${shown(entry)}` })
    const local = await zip.readLocalFileHeaderPromise(entry, { minimal: false }).catch(() => {
      throw damaged('压缩包的条目头有误')
    })
    if (Buffer.compare(local.fileName, entry.fileNameRaw) !== 0) {
      throw new AppError('FILE_UNSAFE_ENTRY', { reason: `内部条目的两处名称不一致：${shown(entry)}` })
    }
    free = start + 30 + local.fileNameLength + local.extraFieldLength + entry.compressedSize
    if (free > size) throw damaged('压缩包的条目超出了文件末尾')
  }
}

async function inflate(zip: yauzl.ZipFile, entry: yauzl.Entry, take: (chunk: Buffer) => void) {
  let stream: Readable | undefined
  let checksum = 0
  try {
    stream = await zip.openReadStreamPromise(entry)
    // yauzl ends the stream with an error as soon as it yields more, or fewer, bytes than the directory declares.
    for await (const chunk of stream) {
      checksum = crc32(chunk, checksum)
      take(chunk)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw damaged(`压缩包的目录与实际内容不符：${shown(entry)}`)
  } finally {
    stream?.destroy()
  }
  if (checksum !== entry.crc32) throw damaged(`压缩包的校验和不符：${shown(entry)}`)
}

/** Looks at every byte of a part once: what it begins with and, in XML, whether it declares entities. */
function createInspector(entry: yauzl.Entry): (chunk: Buffer) => void {
  const isXml = /\.(xml|rels|vml)$/i.test(entry.fileName)
  const longest = '<!DOCTYPE'.length - 1
  let seen = 0
  let tail = Buffer.alloc(0)
  return (chunk) => {
    if (seen === 0) inspectHead(entry, chunk.subarray(0, 8).toString('hex'))
    seen += chunk.length
    if (!isXml) return
    const window = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk
    for (const word of ['<!DOCTYPE', '<!ENTITY', '<!doctype', '<!entity']) {
      if (window.includes(word)) throw new AppError('FILE_HAS_DOCTYPE', { entry: shown(entry) })
    }
    // UTF-16 would hide the words above; a table program writes UTF-8.
    if (window.includes(0)) throw damaged('文件内部的 XML 不是 UTF-8 编码')
    tail = Buffer.from(window.subarray(Math.max(0, window.length - longest)))
  }
}

function inspectHead(entry: yauzl.Entry, head: string) {
  if (head.startsWith(oleSignature)) throw new AppError('FILE_HAS_EMBEDDED_OBJECT', { entry: shown(entry) })
  if (archiveSignatures.some((signature) => head.startsWith(signature))) {
    throw new AppError('FILE_HAS_ARCHIVE', { entry: shown(entry) })
  }
}

function damaged(reason: string): AppError {
  return new AppError('FILE_DAMAGED', { reason })
}

function tooBig(limits: SheetLimits): AppError {
  const mebibytes = Math.round(limits.maxInflatedBytes / MiB)
  return new AppError('FILE_BOMB', { reason: `解压后超过 ${mebibytes} MiB`, limit: limits.maxInflatedBytes })
}

function shown(entry: yauzl.Entry): string {
  return entry.fileName.slice(0, 80)
}
