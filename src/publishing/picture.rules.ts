import { AppError } from '../core/error.ts'

/** What a picture may be when it arrives, by its first bytes; and as what it is kept. */
const kinds = [
  { kind: 'png', begins: [[0, '\x89PNG\r\n\x1a\n']] },
  { kind: 'jpeg', begins: [[0, '\xff\xd8\xff']] },
  { kind: 'gif', begins: [[0, 'GIF8']] },
  {
    kind: 'webp',
    begins: [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
  },
] as const
export type PictureKind = (typeof kinds)[number]['kind']

export const pictureBytes = 20 * 1024 * 1024
/** Width times height, of all images of a moving one together. Four bytes each are held in memory while it is redrawn. */
export const mostPixels = 50_000_000

/** What a picture is by its bytes, whatever it is called. Refuses what is none. */
export function pictureKindOf(bytes: Uint8Array): PictureKind {
  if (bytes.length > pictureBytes) throw new AppError('TOO_LARGE', { reason: '图片不能超过 20 MB' })
  const found = kinds.find(({ begins }) => begins.every(([at, text]) => standsAt(bytes, at, text)))
  if (found) return found.kind
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1000)).toLowerCase()
  if (head.includes('<svg')) {
    throw new AppError('FILE_REFUSED', { reason: 'SVG 图片可以夹带脚本，请转换为 PNG 或 JPG 后上传' })
  }
  throw new AppError('FILE_REFUSED', { reason: '只接受 PNG、JPG、GIF、WebP 图片' })
}

/** Refuses, before it is unpacked, a picture that would fill the memory. */
export function refuseHuge({ width, height, pages }: { width: number; height: number; pages: number }): void {
  if (width * height * pages <= mostPixels) return
  const moving = pages > 1 ? `、共 ${pages} 帧` : ''
  throw new AppError('FILE_REFUSED', {
    reason: `图片有 ${width}×${height} 像素${moving}，过大；请缩小到 5000 万像素以内后上传`,
  })
}

/** The kinds of video that are kept, by their first bytes. */
const videoKinds = [
  { ending: 'mp4', mediaType: 'video/mp4', is: isMp4 },
  { ending: 'webm', mediaType: 'video/webm', is: isWebm },
] as const
export const videoBytes = 128 * 1024 * 1024

export function videoKindOf(bytes: Uint8Array): { ending: string; mediaType: string } {
  if (bytes.length > videoBytes) throw new AppError('TOO_LARGE', { reason: '视频不能超过 128 MB，请压缩后上传' })
  const found = videoKinds.find(({ is }) => is(bytes))
  if (!found) throw new AppError('FILE_REFUSED', { reason: '只接受 MP4、WebM 视频' })
  return found
}

const brands = /^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|f4v )$/

function isMp4(bytes: Uint8Array): boolean {
  return standsAt(bytes, 4, 'ftyp') && brands.test(new TextDecoder('latin1').decode(bytes.subarray(8, 12)))
}

function isWebm(bytes: Uint8Array): boolean {
  if (!standsAt(bytes, 0, '\x1a\x45\xdf\xa3')) return false
  return new TextDecoder('latin1').decode(bytes.subarray(0, 64)).includes('webm')
}

function standsAt(bytes: Uint8Array, at: number, latin1: string): boolean {
  return [...latin1].every((letter, n) => bytes[at + n] === letter.charCodeAt(0))
}

/** A file's name with the ending of what it is kept as. */
export function namedAs(name: string, ending: string): string {
  return `${name.replace(/\.[A-Za-z0-9]{1,8}$/, '')}.${ending}`
}
