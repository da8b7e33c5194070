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
  if (!body) return whole('', '')
  if ('json' in body) return whole(JSON.stringify(body.json), 'application/json; charset=utf-8')
  if ('form' in body) {
    return whole(new URLSearchParams(body.form).toString(), 'application/x-www-form-urlencoded; charset=utf-8')
  }
  return multipart(body)
}

function whole(text: string, type: string): Opened {
  const bytes = Buffer.from(text)
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
    if (file.bytes instanceof Uint8Array) yield file.bytes
    else yield* file.bytes()
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

/** A name that cannot end the header it stands in. */
function safeName(name: string): string {
  return name.replace(/[\r\n"\\]/g, '_').slice(-100)
}
