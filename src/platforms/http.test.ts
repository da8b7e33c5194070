import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, it, test } from 'vitest'
import { type Asked, callPlatform } from './http.ts'

const open: { close: () => void }[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

function place(
  server: Server | ReturnType<typeof createSocketServer>,
): Promise<{ baseUrl: string; allowInner: boolean }> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      open.push({ close: () => server.close() })
      resolve({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, allowInner: true })
    })
  })
}
const answering = (listener: RequestListener) => place(createServer(listener))
const ask: Asked = { method: 'POST', path: '/x', body: { json: { secret: 'do-not-tell' } } }

describe('what never reached the platform', () => {
  it('is told where the connection is refused', async () => {
    const server = createServer()
    const at = await place(server)
    await new Promise((done) => server.close(done))
    expect(await callPlatform(at, ask)).toMatchObject({
      state: 'never',
      fault: { class: 'unreachable', code: 'ECONNREFUSED' },
    })
  })

  it('is told where the name is not known', async () => {
    const at = { baseUrl: 'https://platform.invalid', allowInner: true }
    expect(await callPlatform(at, ask)).toMatchObject({ state: 'never', fault: { class: 'unreachable', code: 'dns' } })
  })

  it('is told where no encryption comes about', async () => {
    const at = await answering((_, answer) => void answer.end('{}'))
    const secure = { ...at, baseUrl: at.baseUrl.replace('http:', 'https:') }
    expect(await callPlatform(secure, ask)).toMatchObject({ state: 'never', fault: { class: 'unreachable' } })
  })

  it('is told where somebody listens and does not speak', async () => {
    const silent = createSocketServer((socket) => void socket.on('error', () => socket.destroy()))
    const at = await place(silent)
    const secure = { ...at, baseUrl: at.baseUrl.replace('http:', 'https:') }
    expect(await callPlatform(secure, { ...ask, limits: { connect: 50 } })).toMatchObject({
      state: 'never',
      fault: { code: 'timeout' },
    })
  })

  test.each([
    ['an inner address', 'https://127.0.0.1:9', 'inner'],
    ['an inner address in disguise', 'https://[::ffff:10.0.0.1]/', 'inner'],
    ['no encryption', 'http://api.weixin.qq.com', 'address'],
    ['a password in the address', 'https://a:b@api.weixin.qq.com', 'address'],
    ['another protocol', 'file:///etc/passwd', 'address'],
    ['no address', 'api.weixin.qq.com', 'address'],
  ])('%s is not called', async (_case, baseUrl, code) => {
    expect(await callPlatform({ baseUrl, allowInner: false }, ask)).toMatchObject({
      state: 'never',
      fault: { class: 'config', code },
    })
  })
})

describe('what may have been carried out', () => {
  test.each<[string, RequestListener, string]>([
    ['the connection breaks', (request) => void request.socket.destroy(), 'ECONNRESET'],
    [
      'the answer breaks off',
      (request, answer) => {
        answer.writeHead(200, { 'content-length': '100' })
        answer.write('{"errcode":0', () => request.socket.destroy())
      },
      'reset',
    ],
    ['the JSON is cut off', (_, answer) => void answer.end('{"errcode":0,"publish_'), 'unreadable'],
    ['the answer is no object', (_, answer) => void answer.end('[1]'), 'unreadable'],
    ['the answer is empty', (_, answer) => void answer.end(), 'unreadable'],
    ['a gateway answers 502', (_, answer) => void answer.writeHead(502).end('{"errcode":0}'), 'http502'],
    ['a gateway answers 403 in HTML', (_, answer) => void answer.writeHead(403).end('<html>'), 'http403'],
    [
      'the answer has no end',
      (_, answer) => {
        answer.on('error', () => {})
        const more = () => void answer.write(Buffer.alloc(65_536, 32), (error) => (error ? undefined : more()))
        more()
      },
      'tooLong',
    ],
    ['nothing is answered in time', () => {}, 'timeout'],
  ])('is unsure when %s', async (_case, listener, code) => {
    const at = await answering(listener)
    const limits = code === 'timeout' ? { total: 100 } : { answerBytes: 1_000_000 }
    expect(await callPlatform(at, { ...ask, limits })).toMatchObject({ state: 'unsure', fault: { code } })
  })

  it('is unsure when the platform leads elsewhere, where nobody goes', async () => {
    let elsewhere = 0
    const other = await answering((_, answer) => {
      elsewhere += 1
      answer.end('{}')
    })
    const at = await answering((_, answer) => void answer.writeHead(302, { location: other.baseUrl }).end())
    expect(await callPlatform(at, ask)).toMatchObject({ state: 'unsure', fault: { class: 'config', code: 'redirect' } })
    expect(elsewhere).toBe(0)
  })

  it('never repeats in words what was asked or answered', async () => {
    const at = await answering((_, answer) => void answer.writeHead(500).end('{"access_token":"do-not-tell"}'))
    const outcome = await callPlatform(at, { ...ask, query: { access_token: 'do-not-tell' } })
    expect(JSON.stringify(outcome)).not.toContain('do-not-tell')
  })
})

describe('questions and answers', () => {
  const echo: RequestListener = (request, answer) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      answer.end(
        JSON.stringify({
          url: request.url,
          type: request.headers['content-type'],
          length: request.headers['content-length'],
          body: body.toString('latin1'),
        }),
      )
    })
  }

  it('percent-encode each value by itself, whatever is in it', async () => {
    const at = await answering(echo)
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('@', '/', '+', '=', '&', '?', '#', '%', ' ', '政', 'a') }),
        async (value) => {
          const outcome = await callPlatform(at, { method: 'GET', path: '/x', query: { item_id: value, next: '1' } })
          const asked = outcome.state === 'answered' ? new URL(String(outcome.body.url), 'http://a').searchParams : null
          expect(asked?.get('item_id')).toBe(value)
          expect(asked?.get('next')).toBe('1')
        },
      ),
      { numRuns: 50 },
    )
  })

  it('send Chinese as UTF-8 and not as escapes', async () => {
    const at = await answering(echo)
    const outcome = await callPlatform(at, { method: 'POST', path: '/x', body: { json: { title: '通知' } } })
    const body = outcome.state === 'answered' ? Buffer.from(String(outcome.body.body), 'latin1').toString('utf8') : ''
    expect(body).toBe('{"title":"通知"}')
  })

  it('send a file in a form whose headers its name cannot end', async () => {
    const at = await answering(echo)
    const bytes = new Uint8Array([0, 255, 13, 10, 45, 45])
    const file = {
      field: 'media',
      name: 'a"\r\nX-Evil: 1\r\n\r\n.png',
      mediaType: 'image/png',
      size: bytes.length,
      bytes,
    }
    const outcome = await callPlatform(at, { method: 'POST', path: '/x', body: { fields: { status: '文' }, file } })
    if (outcome.state !== 'answered') throw new Error(outcome.fault.code)
    const sent = Buffer.from(String(outcome.body.body), 'latin1')
    expect(Number(outcome.body.length)).toBe(sent.length)
    const form = await new Response(sent, { headers: { 'content-type': String(outcome.body.type) } }).formData()
    expect(form.get('status')).toBe('文')
    expect(new Uint8Array(await (form.get('media') as File).arrayBuffer())).toEqual(bytes)
    expect(sent.toString('latin1')).not.toMatch(/^X-Evil/m)
  })

  it('keep the digits of numbers that a double cannot hold', async () => {
    const at = await answering(
      (_, answer) => void answer.end('{"id":9300000000000000123,"n":12,"list":[-9007199254740993],"f":1.5,"e":1e30}'),
    )
    expect(await callPlatform(at, { method: 'GET', path: '/x' })).toMatchObject({
      state: 'answered',
      body: { id: '9300000000000000123', n: 12, list: ['-9007199254740993'], f: 1.5, e: 1e30 },
    })
  })

  it('give the status beside the body: an error of the application is an answer', async () => {
    const at = await answering((_, answer) => void answer.writeHead(403).end('{"error_code":"10023"}'))
    expect(await callPlatform(at, ask)).toEqual({ state: 'answered', status: 403, body: { error_code: '10023' } })
  })
})
