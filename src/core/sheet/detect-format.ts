import { AppError } from '../error.ts'
import type { SheetFormat } from './sheet.ts'

/** Files that are certainly no table, and what the user should be told. */
const strangers: readonly { head: string; reason: string }[] = [
  { head: '25504446', reason: '这是 PDF 文件' },
  { head: '89504e47', reason: '这是图片文件' },
  { head: 'ffd8ff', reason: '这是图片文件' },
  { head: '47494638', reason: '这是图片文件' },
  { head: '7b5c727466', reason: '这是 RTF 文档' },
  { head: '1f8b', reason: '这是压缩文件' },
  { head: '377abcaf', reason: '这是压缩文件' },
  { head: '52617221', reason: '这是压缩文件' },
]

const htmlStart = /^(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|meta|style|body|table|div|center)\b/i

/** By what the file holds, never by its name: back ends call anything .xls, and so do attackers. */
export function detectFormat(bytes: Buffer): SheetFormat {
  if (bytes.length === 0) throw new AppError('FILE_EMPTY')
  const head = bytes.subarray(0, 8).toString('hex')
  if (head.startsWith('504b0304') || head.startsWith('504b0506')) return 'xlsx'
  if (head === 'd0cf11e0a1b11ae1') return 'xls'
  const stranger = strangers.find((s) => head.startsWith(s.head))
  if (stranger) throw new AppError('FILE_UNSUPPORTED', { reason: stranger.reason })
  const start = startAsText(bytes)
  if (htmlStart.test(start)) return 'html'
  if (start.startsWith('<?xml') || /^mime-version:/i.test(start)) {
    throw new AppError('FILE_UNSUPPORTED', { reason: '不支持 XML 或单个网页格式的表格，请另存为 .xlsx 后上传' })
  }
  if (/[^\P{Cc}\s\x7f-\x9f]/u.test(start)) throw new AppError('FILE_UNSUPPORTED')
  return 'csv'
}

function startAsText(bytes: Buffer): string {
  const head = bytes.subarray(0, 4096)
  const mark = head.subarray(0, 2).toString('hex')
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(head).trimStart()
}
