import { readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import type { Span } from '../checked-text.ts'
import { isUnreadable } from '../documents/unreadable.ts'
import { explained } from './explained.ts'

/** A text to check, whatever it came in. */
export type Input = {
  /** As typed; `-` for standard input. */
  file: string
  kind: 'text' | 'docx' | 'html'
  text: string
  /** What positions refer to, and how to get there from `text`: only HTML is not its own text. */
  source: string
  spanOf: (start: number, end: number) => Span
  qrCodes: readonly string[]
  links: readonly string[]
  /** What its owner should know and what is no failure. */
  notices: readonly string[]
}

/** Larger files are no texts; a whole year of an office's posts is a tenth of it. */
const largest = 64 * 1024 * 1024

/** Reads a file, or standard input for `-`. Throws an explained error, naming the file, where it cannot be read. */
export async function readInput(file: string): Promise<Input> {
  const bytes = file === '-' ? readStandardInput() : await readFile(file)
  switch (kindOf(file, bytes)) {
    case 'docx':
      return fromDocx(file, bytes)
    case 'html':
      return fromHtml(file, bytes)
    case 'text':
      return fromText(file, bytes)
  }
}

/** By its name; by its first bytes where the name tells nothing. */
function kindOf(file: string, bytes: Uint8Array): Input['kind'] {
  const ending = path.extname(file).toLowerCase()
  if (['.docx', '.docm', '.dotx', '.doc'].includes(ending)) return 'docx'
  if (['.html', '.htm', '.xhtml'].includes(ending)) return 'html'
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) return 'docx'
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  return ending !== '.txt' && /^[^a-z]{0,4}\s*<(?:!doctype html|html)\b/i.test(head) ? 'html' : 'text'
}

function fromText(file: string, bytes: Uint8Array): Input {
  const { text, notices } = decode(file, bytes)
  return { ...plain(file, 'text', text), notices }
}

async function fromDocx(file: string, bytes: Uint8Array): Promise<Input> {
  const { readDocx } = await import('../documents/docx.ts')
  try {
    const { text, pictures, links } = readDocx(bytes)
    return { ...plain(file, 'docx', text), links, ...(await qrCodesIn(file, pictures)) }
  } catch (error) {
    if (isUnreadable(error)) throw explained(`${nameOf(file)}：${error.message}`)
    throw error
  }
}

async function fromHtml(file: string, bytes: Uint8Array): Promise<Input> {
  const { readHtml } = await import('../documents/html.ts')
  const { text: source, notices } = decode(file, bytes)
  const { text, spanOf, pictures } = readHtml(source)
  const codes = await qrCodesIn(
    file,
    pictures.map((address, i) => ({ name: `第 ${i + 1} 张内嵌图片`, bytes: bytesOf(address) })),
  )
  return { ...plain(file, 'html', text), source, spanOf, ...codes, notices: [...notices, ...codes.notices] }
}

function plain(file: string, kind: Input['kind'], text: string): Input {
  const spanOf = (start: number, end: number) => ({ start, end })
  return { file, kind, text, source: text, spanOf, qrCodes: [], links: [], notices: [] }
}

/** UTF-8, or UTF-16 with its mark; else the GB18030 that Chinese Windows still writes, and says so. */
function decode(file: string, bytes: Uint8Array): { text: string; notices: string[] } {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff && 'utf-16be'
  if (marked) return { text: new TextDecoder(marked).decode(bytes), notices: [] }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), notices: [] }
  } catch {
    // Not UTF-8: what else it can be is tried next.
  }
  try {
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    return { text, notices: [`${nameOf(file)}：不是 UTF-8 编码，已按 GB18030（GBK）读取`] }
  } catch {
    throw explained(`${nameOf(file)}：文字编码无法识别，请另存为 UTF-8 后再试`)
  }
}

async function qrCodesIn(file: string, pictures: readonly { name: string; bytes: Uint8Array }[]) {
  if (pictures.length === 0) return { qrCodes: [], notices: [] }
  const { pictureRefusals, readQrCodes } = await import('../documents/qr-codes.ts')
  const wasm = await decoderBinary()
  const qrCodes: string[] = []
  const notices: string[] = []
  for (const { name, bytes } of pictures) {
    const { texts, refused } = await readQrCodes(bytes, wasm)
    qrCodes.push(...texts)
    if (refused) notices.push(`${nameOf(file)}（${name}）：${pictureRefusals[refused]}`)
  }
  return { qrCodes, notices }
}

async function decoderBinary(): Promise<ArrayBuffer> {
  const { readFile } = await import('node:fs/promises')
  const binary = await readFile(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
  return Uint8Array.from(binary).buffer
}

/** A `data:` address; one that is no base64 gives no bytes, which no picture reader takes for a picture. */
function bytesOf(address: string): Uint8Array {
  const data = /^data:[^,]*;base64,([\s\S]*)$/i.exec(address)?.[1] ?? ''
  return new Uint8Array(Buffer.from(data, 'base64'))
}

async function readFile(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file)
    try {
      const stat = await handle.stat()
      if (stat.isDirectory()) throw explained(`${file}：是文件夹，请指定文件`)
      if (stat.size > largest) throw tooLarge(file)
      return new Uint8Array(await handle.readFile())
    } finally {
      await handle.close()
    }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? failures[String(error.code)] : undefined
    throw reason ? explained(`${file}：${reason}`) : error
  }
}

const failures: Readonly<Record<string, string>> = {
  ENOENT: '文件不存在',
  ENOTDIR: '文件不存在',
  EACCES: '没有读取权限',
  EPERM: '没有读取权限',
  EISDIR: '是文件夹，请指定文件',
  ENAMETOOLONG: '文件名过长',
}

function readStandardInput(): Uint8Array {
  const chunks: Uint8Array[] = []
  const chunk = new Uint8Array(64 * 1024)
  for (let size = 0; ; ) {
    const read = readOnce(chunk)
    if (read === 0) return Buffer.concat(chunks)
    size += read
    if (size > largest) throw tooLarge('-')
    chunks.push(chunk.slice(0, read))
  }
}

function readOnce(chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(0, chunk)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'EOF') return 0
      // A pipe that has nothing yet: its writer is still at work.
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}

function tooLarge(file: string) {
  return explained(`${nameOf(file)}：超过 ${largest / 1024 / 1024} MB，请拆分后再检查`)
}

function nameOf(file: string): string {
  return file === '-' ? '标准输入' : file
}
