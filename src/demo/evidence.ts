import { crc32, deflateSync } from 'node:zlib'
import { randomOf } from './random.ts'

const width = 240
const height = 96

/** A small picture that stands for a scan or a screenshot: coloured bands, the same for the same name on every machine. */
export function pictureOf(name: string): Uint8Array {
  const random = randomOf(`picture/${name}`)
  const band = Array.from({ length: 6 }, () => [
    random.between(150, 235),
    random.between(160, 235),
    random.between(175, 240),
  ])
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = band[Math.floor((y / height) * band.length)] ?? []
      const frame = x < 3 || y < 3 || x >= width - 3 || y >= height - 3
      rows.set(frame ? [90, 105, 120] : colour, y * (width * 3 + 1) + 1 + x * 3)
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8) // eight bits, red-green-blue
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(kind: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body])
  const whole = Buffer.alloc(named.length + 8)
  whole.writeUInt32BE(body.length, 0)
  whole.set(named, 4)
  whole.writeUInt32BE(crc32(named), named.length + 4)
  return whole
}
