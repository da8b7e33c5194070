import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveConsole } from './console.ts'

let folder: string
const app = new Hono()

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'console-'))
  const built = path.join(folder, 'console')
  mkdirSync(path.join(built, 'assets'), { recursive: true })
  mkdirSync(path.join(built, '.vite'))
  writeFileSync(path.join(built, 'index.html'), '<title>政媒通</title>')
  writeFileSync(path.join(built, 'assets', 'main-abc.js'), `console.log('${'x'.repeat(4000)}')`)
  writeFileSync(path.join(built, '.vite', 'manifest.json'), '{}')
  writeFileSync(path.join(folder, 'secret.txt'), 'secret')
  app.get('/healthz', (c) => c.json({ ok: true }))
  serveConsole(app, built)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the console', () => {
  it.each(['/', '/accounts', '/accounts/0190-x?state=active', '/sign-in'])(
    'opens its page at %s, never stale',
    async (at) => {
      const response = await app.request(at)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(await response.text()).toContain('政媒通')
    },
  )

  it('gives built files for ever, and compressed to whoever takes that', async () => {
    const plain = await app.request('/assets/main-abc.js')
    expect(plain.headers.get('cache-control')).toContain('immutable')
    expect(plain.headers.get('content-type')).toContain('text/javascript')
    const packed = await app.request('/assets/main-abc.js', { headers: { 'accept-encoding': 'gzip' } })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect((await packed.arrayBuffer()).byteLength).toBeLessThan(1000)
  })

  it('does not answer a missing file with a page', async () => {
    expect((await app.request('/assets/main-old.js')).status).toBe(404)
    expect((await app.request('/favicon.ico')).status).toBe(404)
  })

  it.each([
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/.vite/manifest.json',
    '/%00',
    '/%E0%A4%A',
  ])('gives nothing from outside or of the build’s own at %s', async (at) => {
    const text = await (await app.request(at)).text()
    expect(text).not.toContain('secret')
    expect(text).not.toBe('{}')
  })

  it('leaves other addresses alone', async () => {
    expect(await (await app.request('/healthz')).json()).toEqual({ ok: true })
  })

  it('says so when the pages have not been built', async () => {
    const empty = new Hono()
    serveConsole(empty, path.join(folder, 'nothing'))
    expect((await empty.request('/')).status).toBe(503)
  })
})
