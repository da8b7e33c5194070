import sharp from 'sharp'
import { AppError } from '../core/error.ts'
import { mostPixels, type PictureKind, pictureKindOf, refuseHuge } from './picture.rules.ts'

// A picture at a time uses one core, and nothing of it stays in memory.
sharp.concurrency(1)
sharp.cache(false)

const keptBytes = 10 * 1024 * 1024

export type Redrawn = {
  bytes: Uint8Array
  mediaType: 'image/png' | 'image/jpeg' | 'image/gif'
  ending: 'png' | 'jpg' | 'gif'
  width: number
  height: number
}

/**
 * Draws a picture anew from its pixels, upright: place, camera, names and whatever else was hidden in or behind it are
 * gone. Moving pictures keep moving; WebP, which platforms do not take, becomes PNG or JPG.
 */
export async function redrawPicture(bytes: Uint8Array): Promise<Redrawn> {
  const kind = pictureKindOf(bytes)
  const { width, height, pages, hasAlpha } = await headOf(bytes)
  refuseHuge({ width, height, pages })
  const form = formOf(kind, { moves: pages > 1, hasAlpha })
  try {
    const image = sharp(bytes, {
      animated: form.ending === 'gif',
      limitInputPixels: mostPixels,
      failOn: 'error',
    }).autoOrient()
    const drawn =
      form.ending === 'gif' ? image.gif() : form.ending === 'png' ? image.png() : image.jpeg({ quality: 90 })
    const { data, info } = await drawn.toBuffer({ resolveWithObject: true })
    if (data.length > keptBytes) throw new AppError('TOO_LARGE', { reason: '图片处理后超过 10 MB，请压缩后上传' })
    return { ...form, bytes: data, width: info.width, height: info.pageHeight ?? info.height }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw damaged()
  }
}

async function headOf(bytes: Uint8Array) {
  try {
    // Only the head is read; how large it may be is said in words of our own.
    const head = await sharp(bytes, { limitInputPixels: false }).metadata()
    return {
      width: head.width,
      height: head.pageHeight ?? head.height,
      pages: head.pages ?? 1,
      hasAlpha: head.hasAlpha,
    }
  } catch {
    throw damaged()
  }
}

function damaged(): AppError {
  return new AppError('FILE_REFUSED', { reason: '图片已损坏或不完整，请重新保存后上传' })
}

function formOf(kind: PictureKind, { moves, hasAlpha }: { moves: boolean; hasAlpha: boolean }) {
  if (kind === 'gif' || (kind === 'webp' && moves)) return { mediaType: 'image/gif', ending: 'gif' } as const
  if (kind === 'png' || (kind === 'webp' && hasAlpha)) return { mediaType: 'image/png', ending: 'png' } as const
  return { mediaType: 'image/jpeg', ending: 'jpg' } as const
}
