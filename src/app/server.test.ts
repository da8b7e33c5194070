import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Listening, listen } from './server.ts'
import { type TestApp, testApp } from './testing.ts'

let t: TestApp
let server: Listening
let port: number
beforeAll(async () => {
  t = await testApp()
  server = await listen(t.app, { host: '127.0.0.1', port: 0 })
  port = Number(new URL(server.url).port)
})
afterAll(async () => {
  await server.close()
  await t.close()
})

/** The answer to a request as it stands on the wire, which no client library would send. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('data', (piece) => {
      answer += piece
      if (answer.includes('\r\n\r\n')) socket.destroy()
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}
const statusOf = async (text: string) => Number((await raw(text)).split(' ')[1])
const host = 'Host: localhost\r\n'

describe('requests that no browser sends', () => {
  it.each(['TRACE', 'TRACK', 'CONNECT', 'PROPFIND', 'PURGE'])('%s is no method here', async (method) => {
    const target = method === 'CONNECT' ? 'localhost:1' : '/api/session'
    // Node itself hangs up on CONNECT, and answers 400 to a word that is no method at all.
    const answer = await raw(`${method} ${target} HTTP/1.1\r\n${host}\r\n`)
    expect(['', '400', '404', '405']).toContain(answer.split(' ')[1] ?? '')
    expect(answer).not.toContain('TRACE /api')
  })

  it.each([
    '',
    'Host: a b\r\n',
    'Host: \x01\r\n',
    'Host: evil.example/..//@x:99999\r\n',
    'Host: [::\r\n',
    `Host: ${'a'.repeat(5000)}\r\n`,
  ])('a host of %j is refused, or does no harm', async (line) => {
    const status = await statusOf(`GET /api/login-options HTTP/1.1\r\n${line}\r\n`)
    expect([200, 400, 404]).toContain(status)
    expect(await statusOf(`GET /api/login-options HTTP/1.1\r\n${host}\r\n`)).toBe(200)
  })

  it('refuses a body over the limit before it is sent, and while it is', async () => {
    const post = `POST /api/session HTTP/1.1\r\n${host}Content-Type: application/json\r\n`
    expect(await statusOf(`${post}Content-Length: 2000000000\r\n\r\n{`)).toBe(413)
    const piece = `10000\r\n${'a'.repeat(0x10000)}\r\n`
    expect(await statusOf(`${post}Transfer-Encoding: chunked\r\n\r\n${piece.repeat(20)}`)).toBe(413)
  })
})
