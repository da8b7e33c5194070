import { randomBytes } from 'node:crypto'
import type { ClientRequest } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export type Upload = {
  /** The name of the form's field. */
  field: string
  name: string
  mediaType: string
  size: number
  bytes: Uint8Array | (() => AsyncIterable<Uint8Array>)
}

export type Body =
  | { json: unknown }
  | { form: Readonly<Record<string, string>> }
  | { fields: Readonly<Record<string, string>>; file: Upload }

type Opened = { headers: Record<string, string>; writeTo: (request: ClientRequest) => Promise<void> }

/** A body that is ready to be sent, with its length. JSON leaves Chinese as it is: WeChat shows escapes literally (§1). */
export function openBody(body: Body | undefined): Opened {
  if (!body) return text('', '')
  if ('json' in body) return text(JSON.stringify(body.json), 'application/json; charset=utf-8')
  if ('form' in body) {
    return text(new URLSearchParams(body.form).toString(), 'application/x-www-form-urlencoded; charset=utf-8')
  }
  return multipart(body)
}

function text(content: string, type: string): Opened {
  const bytes = Buffer.from(content)
  return {
    headers: type ? { 'content-type': type, 'content-length': String(bytes.length) } : {},
    writeTo: async (request) => void request.end(bytes),
  }
}

function multipart({ fields, file }: { fields: Readonly<Record<string, string>>; file: Upload }): Opened {
  const boundary = `----zhengmei${randomBytes(16).toString('hex')}`
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = Buffer.from(
    `${parts.join('')}--${boundary}\r\nContent-Disposition: form-data; name="${file.field}"; filename="${safeName(file.name)}"\r\nContent-Type: ${file.mediaType}\r\n\r\n`,
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  async function* chunks() {
    yield head
    yield* whole(file)
    yield tail
  }
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + file.size + tail.length),
    },
    writeTo: (request) => pipeline(Readable.from(chunks()), request),
  }
}

/** What is to be sent could not be read in its whole length: the platform has no complete question. */
export class BrokenFile extends Error {}

async function* whole({ bytes, size }: Upload): AsyncIterable<Uint8Array> {
  let sent = 0
  const chunks = bytes instanceof Uint8Array ? [bytes] : bytes()
  for await (const chunk of chunks) {
    sent += chunk.length
    if (sent > size) break
    yield chunk
  }
  if (sent !== size) throw new BrokenFile()
}

/** A name that cannot end the header it stands in. */
function safeName(name: string): string {
  return name.replace(/[\r\n"\\]/g, '_').slice(-100)
}
