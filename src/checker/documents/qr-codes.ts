import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { pictureSize } from './picture-size.ts'

/** What the QR codes in a picture say; `refused` when it could not be looked at. */
export type QrReading = { texts: readonly string[]; refused?: keyof typeof pictureRefusals }

export const pictureRefusals = {
  unknownFormat: '图片格式不能识读，未检查其中的二维码（可识读 PNG、JPEG、GIF、BMP）',
  tooManyPixels: '图片尺寸过大，未检查其中的二维码',
  broken: '图片已损坏，未能检查其中的二维码',
} as const

/** A photograph of 48 million pixels is the largest that phones take; more is a bomb. */
const mostPixels = 50_000_000
const mostSide = 30_000

/**
 * Reads the QR codes of a picture. `wasm` is `zxing-wasm/reader/zxing_reader.wasm`, loaded by the caller from wherever
 * it lies there, so that nothing is fetched from a network. A broken picture is an answer, not an error.
 */
export async function readQrCodes(picture: Uint8Array, wasm: ArrayBuffer): Promise<QrReading> {
  const size = pictureSize(picture)
  if (!size) return { texts: [], refused: 'unknownFormat' }
  if (size.width * size.height > mostPixels || Math.max(size.width, size.height) > mostSide) {
    return { texts: [], refused: 'tooManyPixels' }
  }
  if (size.width === 0 || size.height === 0) return { texts: [], refused: 'broken' }
  prepareZXingModule({ overrides: { wasmBinary: wasm } })
  try {
    const found = await readBarcodes(picture, {
      formats: ['QRCode', 'MicroQRCode'],
      tryHarder: true,
      maxNumberOfSymbols: 20,
    })
    const valid = found.filter(({ isValid }) => isValid)
    const broken = found.some(({ isValid, error }) => !isValid && error !== '') && valid.length === 0
    return { texts: [...new Set(valid.map(({ text }) => text))], ...(broken && { refused: 'broken' as const }) }
  } catch {
    // The decoder throws strings and aborts of its own for pictures that it cannot take apart.
    return { texts: [], refused: 'broken' }
  }
}
