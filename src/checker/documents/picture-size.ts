export type PictureSize = { width: number; height: number }

/** Width and height as the head of a PNG, JPEG, GIF or BMP claims them; undefined for anything else. */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const format = formats.find(
    ({ magic, least }) => bytes.length >= least && magic.every((byte, i) => bytes[i] === byte),
  )
  return format?.size(view)
}

const formats: readonly { magic: number[]; least: number; size: (view: DataView) => PictureSize | undefined }[] = [
  {
    magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    least: 24,
    size: (view) => ({ width: view.getUint32(16), height: view.getUint32(20) }),
  },
  {
    magic: [0x47, 0x49, 0x46, 0x38],
    least: 10,
    size: (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  },
  {
    magic: [0x42, 0x4d],
    least: 26,
    size: (view) => ({ width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) }),
  },
  { magic: [0xff, 0xd8, 0xff], least: 4, size: jpegSize },
]

/** The frame header lies behind any number of other segments. */
function jpegSize(view: DataView): PictureSize | undefined {
  for (let at = 2; at + 9 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (frame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += 2 + Math.max(view.getUint16(at + 2), 2)
  }
  return undefined
}
