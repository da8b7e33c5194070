import { AppError } from '../core/error.ts'

/** What a stored file is for. Evidence is kept: findings refer to it. Imported files may hold telephone numbers. */
export const filePurposes = {
  export: { zh: '导出文件', removable: true, keptHours: 24 },
  errors: { zh: '导入错误清单', removable: true, keptHours: 24 * 7 },
  report: { zh: '通报与报表', removable: true, keptHours: null },
  import: { zh: '导入原件', removable: false, keptHours: 24 * 7 },
  evidence: { zh: '佐证材料', removable: false, keptHours: null },
  media: { zh: '稿件素材', removable: false, keptHours: null },
} as const satisfies Record<string, { zh: string; removable: boolean; keptHours: number | null }>
export type FilePurpose = keyof typeof filePurposes
export const filePurposeNames = Object.keys(filePurposes) as [FilePurpose, ...FilePurpose[]]

/** When a file of this purpose, made at `at`, is removed; null when it is kept. */
export function expiryOf(purpose: FilePurpose, at: Date): Date | null {
  const { keptHours } = filePurposes[purpose]
  return keptHours === null ? null : new Date(at.getTime() + keptHours * 3_600_000)
}

/** A name that is safe on every system: no folders, no control or bidirectional characters, at most 120 characters. */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^\.+/, '')
    .trim()
  const letters = [...clean]
  if (letters.length <= 120) return clean || '未命名'
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? ''
  return letters.slice(0, 120 - ending.length).join('') + ending
}

/** `Content-Disposition` by RFC 6266: the Chinese name in `filename*`, and a plain one for old clients. */
export function dispositionOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

const evidenceKinds = [
  { endings: ['png'], mediaType: 'image/png', is: (b: Uint8Array) => begins(b, 0, '\x89PNG\r\n\x1a\n') },
  { endings: ['jpg', 'jpeg'], mediaType: 'image/jpeg', is: (b: Uint8Array) => begins(b, 0, '\xff\xd8\xff') },
  {
    endings: ['webp'],
    mediaType: 'image/webp',
    is: (b: Uint8Array) => begins(b, 0, 'RIFF') && begins(b, 8, 'WEBP'),
  },
  { endings: ['pdf'], mediaType: 'application/pdf', is: (b: Uint8Array) => begins(b, 0, '%PDF-') },
  {
    endings: ['docx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    is: (b: Uint8Array) => isOffice(b, 'word/document.xml'),
  },
  {
    endings: ['xlsx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    is: (b: Uint8Array) => isOffice(b, 'xl/workbook.xml'),
  },
] as const

const evidenceMaxBytes = 20 * 1024 * 1024

/** The media type that an upload's first bytes prove. Refuses other kinds, and a name that says something else. */
export function evidenceTypeOf(name: string, bytes: Uint8Array): string {
  if (bytes.length > evidenceMaxBytes) throw new AppError('TOO_LARGE', { reason: '佐证材料不能超过 20 MiB' })
  const found = evidenceKinds.find((kind) => kind.is(bytes))
  if (!found) {
    throw new AppError('FILE_REFUSED', { reason: '只接受 PNG、JPG、WebP 图片，PDF，以及不含宏的 docx、xlsx 文件' })
  }
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  if (!(found.endings as readonly string[]).includes(ending)) {
    throw new AppError('FILE_REFUSED', { reason: `文件内容是 ${found.endings[0]}，与扩展名不符` })
  }
  return found.mediaType
}

/** A zip archive that names this part and carries no macros. */
function isOffice(bytes: Uint8Array, part: string): boolean {
  if (!begins(bytes, 0, 'PK\x03\x04')) return false
  // The names of a zip's entries stand uncompressed in its directory.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return text.includes('[Content_Types].xml') && text.includes(part) && !text.includes('vbaProject.bin')
}

function begins(bytes: Uint8Array, at: number, latin1: string): boolean {
  return [...latin1].every((letter, i) => bytes[at + i] === letter.charCodeAt(0))
}
