import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEmulator } from '../../emulator/emulator.ts'
import { connectionTo, type Emulated, emulate, outgoing, picture } from './testing.ts'
import { wechat } from './wechat/wechat.ts'

let emulated: Emulated
beforeEach(async () => {
  emulated = await emulate()
})
afterEach(() => emulated.close())

type Json = Record<string, unknown>
const account = { appid: 'wx1', secret: 's1' }

async function stable(more: Json = {}): Promise<Json> {
  const body = JSON.stringify({ grant_type: 'client_credential', ...account, ...more })
  return (await fetch(`${emulated.url}/wechat/cgi-bin/stable_token`, { method: 'POST', body })).json() as Promise<Json>
}
async function call(path: string, token: unknown, body: Json = {}): Promise<Json> {
  const url = `${emulated.url}/wechat/cgi-bin/${path}?access_token=${token}`
  return (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).json() as Promise<Json>
}

describe('the emulated WeChat', () => {
  it('lets an old and a new token work side by side for five minutes (§1.1)', async () => {
    const first = await stable()
    await emulated.advance(7200 - 299)
    const second = await stable()
    expect(second.access_token).not.toBe(first.access_token)
    expect(Number(second.expires_in)).toBe(7200)
    for (const { access_token } of [first, second])
      expect(await call('draft/batchget', access_token)).toMatchObject({ total_count: 0 })
    await emulated.advance(299)
    expect(await call('draft/batchget', first.access_token)).toMatchObject({ errcode: 42001 })
    expect(await call('draft/batchget', second.access_token)).toMatchObject({ total_count: 0 })
  })

  it('gives no token with less than five minutes left', async () => {
    const first = await stable()
    await emulated.advance(7200 - 300)
    expect((await stable()).access_token).not.toBe(first.access_token)
  })

  it('renews by force 20 times a day, 30 seconds apart', async () => {
    const first = await stable()
    for (let times = 0; times < 20; times++) {
      await emulated.advance(30)
      expect(await stable({ force_refresh: true })).toHaveProperty('access_token')
    }
    expect(await call('draft/batchget', first.access_token)).toMatchObject({ errcode: 40001 })
    await emulated.advance(29)
    expect(await stable({ force_refresh: true })).toMatchObject({ errcode: 45011 })
    await emulated.advance(1)
    expect(await stable({ force_refresh: true })).toMatchObject({ errcode: 45009 })
  })

  it.each([
    ['freepublish/get', 100],
    ['freepublish/batchget', 100],
    ['freepublish/submit', 100],
    ['freepublish/delete', 10],
    ['draft/get', 500],
  ])('answers %s %i times a Beijing day and then 45009, until midnight', async (path, limit) => {
    const { access_token } = await stable()
    for (let times = 0; times < limit; times++)
      expect(await call(path, access_token)).not.toMatchObject({ errcode: 45009 })
    expect(await call(path, access_token)).toMatchObject({ errcode: 45009 })
    await emulated.post('/clock', { now: '2026-03-02T23:59:59+08:00' })
    expect(await call(path, (await stable()).access_token)).toMatchObject({ errcode: 45009 })
    await emulated.post('/clock', { now: '2026-03-03T00:00:00+08:00' })
    expect(await call(path, (await stable()).access_token)).not.toMatchObject({ errcode: 45009 })
  })

  it('publishes the same draft twice when it is submitted twice, so that a test can see it', async () => {
    const at = connectionTo(emulated, { platform: 'wechat', publisher: wechat })
    const prepared = await wechat.prepare(at, outgoing(), {})
    const kept = prepared.ok ? prepared.value : {}
    await wechat.submit(at, outgoing(), kept)
    await wechat.submit(at, outgoing(), kept)
    await emulated.advance(10)
    expect(await emulated.published()).toHaveLength(2)
  })

  it('drops pictures from elsewhere and scripts, and shows escapes as they were sent', async () => {
    const at = connectionTo(emulated, { platform: 'wechat', publisher: wechat })
    const prepared = await wechat.prepare(at, outgoing(), {})
    const token = await at.token()
    const cover = prepared.ok ? prepared.value.cover : ''
    const url = `${emulated.url}/wechat/cgi-bin/draft/add?access_token=${token.ok ? token.value : ''}`
    const body = `{"articles":[{"title":"\\u4e2d","content":"<p>文</p><img src=\\"https://a.com/1.png\\"><script>alert(1)</script>","thumb_media_id":"${cover}"}]}`
    const { media_id } = await (await fetch(url, { method: 'POST', body })).json()
    const { news_item } = await call('draft/get', token.ok ? token.value : '', { media_id })
    expect(news_item).toMatchObject([{ title: '\\u4e2d', content: '<p>文</p>' }])
  })
})

describe('the emulator', () => {
  it('is a program of its own: it takes nothing from ours', () => {
    const files = readdirSync('emulator', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    expect(files.length).toBeGreaterThan(10)
    const taking = files.filter((file) => /from '(?:\.\.\/)+src\//.test(readFileSync(join('emulator', file), 'utf8')))
    expect(taking).toEqual([])
  })

  it('lets a fault happen as often as it was switched on, on the calls that it was meant for', async () => {
    await emulated.fault('quota', 'draft/batchget', { times: 2 })
    const { access_token } = await stable()
    const seen = []
    for (let times = 0; times < 3; times++) seen.push((await call('draft/batchget', access_token)).errcode)
    expect(seen).toEqual([45009, 45009, undefined])
    await emulated.fault('quota', 'draft/batchget', { times: 2 })
    await fetch(`${emulated.url}/emulator/faults`, { method: 'DELETE' })
    expect(await call('draft/batchget', access_token)).not.toHaveProperty('errcode')
  })

  it('does what was asked before an answer that comes late', async () => {
    await emulated.fault('slow', 'stable_token', { ms: 60_000 })
    const late = fetch(`${emulated.url}/wechat/cgi-bin/stable_token`, {
      method: 'POST',
      body: JSON.stringify(account),
      signal: AbortSignal.timeout(200),
    })
    await expect(late).rejects.toThrow()
    expect(await stable({ secret: 'other' })).toMatchObject({ errcode: 40125 })
  })

  it('shows what was published in a page where nothing can run', async () => {
    const at = connectionTo(emulated, { platform: 'wechat', publisher: wechat })
    const out = outgoing({ title: '<script>alert(1)</script>', html: '<p onclick="alert(1)">文</p>', pictures: [] })
    const prepared = await wechat.prepare(at, out, {})
    await wechat.submit(at, out, prepared.ok ? prepared.value : {})
    await emulated.advance(10)
    const [article] = await emulated.published()
    const page = await fetch(`${emulated.url}${article?.path}`)
    expect(page.headers.get('content-security-policy')).toMatch(/^sandbox (?!.*allow-scripts).*default-src 'none'/)
    expect(await page.text()).not.toContain('<script')
  })

  it('refuses switches that it does not have', async () => {
    await expect(emulated.fault('gremlins', '/')).rejects.toThrow('kind')
    await expect(emulated.post('/clock', { later: true })).rejects.toThrow()
  })

  it('can be mounted in another program, and keeps what it knows in a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'emulator-'))
    const file = join(folder, 'state.json')
    try {
      const ask = async (emulator: ReturnType<typeof createEmulator>) => {
        const request = new Request('http://emulator/wechat/cgi-bin/stable_token', {
          method: 'POST',
          body: JSON.stringify(account),
        })
        return (await (await emulator.fetch(request)).json()) as Json
      }
      const first = await ask(createEmulator({ file }))
      expect((await ask(createEmulator({ file }))).access_token).toBe(first.access_token)
      expect((await ask(createEmulator())).access_token).toBeDefined()

      const form = new FormData()
      form.set('media', new File([Uint8Array.from(await picture('p').bytes())], 'p.png'))
      const path = `http://emulator/wechat/cgi-bin/media/uploadimg?access_token=${first.access_token}`
      const sent = await createEmulator({ file }).fetch(new Request(path, { method: 'POST', body: form }))
      const { url } = (await sent.json()) as { url: string }
      const kept = await createEmulator({ file }).fetch(new Request(url))
      expect(new Uint8Array(await kept.arrayBuffer())).toEqual(new Uint8Array(await picture('p').bytes()))
      const outside = await createEmulator({ file }).fetch(
        new Request('http://emulator/wechat/mmbiz/..%2Fstate.json/640'),
      )
      expect(outside.status).toBe(404)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
