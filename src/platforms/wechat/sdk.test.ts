import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Encryptor from 'node-easywechat/dist/Core/Encryptor.js'
import AccessTokenAwareClient from 'node-easywechat/dist/Core/HttpClient/AccessTokenAwareClient.js'
import HttpClient from 'node-easywechat/dist/Core/HttpClient/HttpClient.js'
import AccessToken from 'node-easywechat/dist/OfficialAccount/AccessToken.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seal, signed } from '../../../emulator/wechat/push.ts'
import { callPlatform } from '../http.ts'
import type { Connection, Kept } from '../publisher.ts'
import { connectionTo, type Emulated, emulate, outgoing, picture } from '../testing.ts'
import { readCallback } from './callback.ts'
import { wechat } from './wechat.ts'

/**
 * The emulator and our connector beside an SDK that others wrote and publish: the same calls, the same answers, and each
 * reads what the other has written. What both take for granted is the contract, not an invention of ours. Its parts are
 * imported one by one: its entry file asks for a file that its own dependency no longer has.
 */
type Json = Record<string, unknown>
type Sdk = {
  get: (path: string) => Promise<Json>
  post: (path: string, body: Json) => Promise<Json>
  upload: (path: string, query?: Json) => Promise<Json>
  /** Another one where the SDK keeps none. */
  token: () => Promise<string>
}
/** The SDK adds its own options to those of axios; its types do not say so. */
type Client = Record<'get' | 'post', (path: string, options?: Json) => Promise<{ toObject: () => unknown }>>

const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
let emulated: Emulated
let folder: string
let at: Connection
let sdk: Sdk

beforeEach(async () => {
  emulated = await emulate()
  folder = mkdtempSync(join(tmpdir(), 'sdk-'))
  at = connectionTo(emulated, { platform: 'wechat', publisher: wechat })
  sdk = sdkFor(at, { stable: true })
})
afterEach(async () => {
  await emulated.close()
  rmSync(folder, { recursive: true, force: true })
})

function sdkFor({ appId, secret }: Pick<Connection, 'appId' | 'secret'>, { stable }: { stable: boolean }): Sdk {
  const http = HttpClient.create({ baseURL: `${emulated.url}/wechat/` })
  const tokens = new AccessToken(appId, secret, undefined, undefined, http, stable)
  const client = new AccessTokenAwareClient(http, tokens) as unknown as Client
  const call = async (method: 'get' | 'post', path: string, options?: Json) =>
    (await client[method](path, options)).toObject() as Json
  return {
    get: (path) => call('get', path),
    post: (path, json) => call('post', path, { json }),
    upload: async (path, params = {}) => {
      const file = join(folder, 'picture.png')
      writeFileSync(file, await picture('p').bytes())
      return call('post', path, { params, formData: { media: createReadStream(file) } })
    },
    token: () => tokens.refresh(),
  }
}

const encryptor = () => new Encryptor(at.appId, 'a-token', aesKey, at.appId)

/** The same call as our connector makes it. */
async function ours(call: string, json: Json): Promise<Json> {
  const token = await at.token()
  const query = { access_token: token.ok ? token.value : '' }
  const outcome = await callPlatform(at, { method: 'POST', path: `/${call}`, query, body: { json } })
  if (outcome.state !== 'answered') throw new Error(outcome.fault.code)
  return { ...outcome.body }
}

async function publishedByUs(): Promise<Kept> {
  const prepared = await wechat.prepare(at, outgoing(), {})
  const submitted = await wechat.submit(at, outgoing(), prepared.ok ? prepared.value : {})
  await emulated.advance(10)
  const out = await wechat.follow(at, ('kept' in submitted && submitted.kept) || {})
  if (out.state !== 'published') throw new Error(out.state)
  return out.kept
}

async function draftedBySdk(): Promise<string> {
  const cover = await sdk.upload('cgi-bin/material/add_material', { type: 'image' })
  const image = await sdk.upload('cgi-bin/media/uploadimg')
  const article = {
    title: '由另一家程序写的文章',
    author: '别家',
    digest: '摘要',
    content: `<p>正文</p><img src="${image.url}">`,
    content_source_url: '',
    thumb_media_id: cover.media_id,
  }
  const added = await sdk.post('cgi-bin/draft/add', { articles: [article] })
  return String(added.media_id)
}

describe('tokens', () => {
  it('are the same stable one for the SDK and for us, and both work', async () => {
    const own = await at.token()
    expect(own).toEqual({ ok: true, value: await sdk.token() })
    expect(await sdk.get('cgi-bin/draft/count')).toEqual({ total_count: 0 })
  })

  it('of the ordinary kind are another each time, and the one before still works for five minutes', async () => {
    const plain = sdkFor(at, { stable: false })
    const first = await plain.token()
    expect(await plain.token()).not.toBe(first)
    const count = async (token: string) =>
      (await fetch(`${emulated.url}/wechat/cgi-bin/draft/count?access_token=${token}`)).json() as Promise<Json>
    expect(await count(first)).toEqual({ total_count: 0 })
    await emulated.advance(301)
    expect(await count(first)).toMatchObject({ errcode: 42001 })
    // They do not end our stable one.
    expect(await sdk.get('cgi-bin/draft/count')).toEqual({ total_count: 0 })
  })

  it('are refused to both with the wrong secret', async () => {
    await at.token()
    const wrong = { ...at, secret: 'other' }
    await expect(sdkFor(wrong, { stable: true }).token()).rejects.toThrow('40125')
    expect(await wechat.renew({ ...wrong, refreshToken: null })).toMatchObject({ ok: false, fault: { code: '40125' } })
  })
})

describe('what we have written', () => {
  it('is a draft that the SDK counts, lists and gets as it was written', async () => {
    const prepared = await wechat.prepare(at, outgoing(), {})
    const draft = prepared.ok ? prepared.value.draft : ''
    expect(await sdk.get('cgi-bin/draft/count')).toEqual({ total_count: 1 })
    const list = await sdk.post('cgi-bin/draft/batchget', { offset: 0, count: 20, no_content: 1 })
    expect(list).toMatchObject({ total_count: 1, item_count: 1, item: [{ media_id: draft }] })
    const got = await sdk.post('cgi-bin/draft/get', { media_id: draft })
    expect(got).toMatchObject({
      news_item: [
        {
          title: outgoing().title,
          author: outgoing().author,
          digest: outgoing().digest,
          content_source_url: outgoing().link,
        },
      ],
    })
    expect(got).toEqual(await ours('cgi-bin/draft/get', { media_id: draft }))
    expect(list).toEqual(await ours('cgi-bin/draft/batchget', { offset: 0, count: 20, no_content: 1 }))
  })

  it('is an article that the SDK follows, lists, gets and deletes', async () => {
    const kept = await publishedByUs()
    const status = await sdk.post('cgi-bin/freepublish/get', { publish_id: kept.publishId })
    expect(status).toMatchObject({ publish_status: 0, article_id: kept.articleId, article_detail: { count: 1 } })
    expect(status).toEqual(await ours('cgi-bin/freepublish/get', { publish_id: kept.publishId }))
    const list = await sdk.post('cgi-bin/freepublish/batchget', { offset: 0, count: 20, no_content: 0 })
    expect(list).toMatchObject({ total_count: 1, item: [{ article_id: kept.articleId }] })
    const article = await sdk.post('cgi-bin/freepublish/getarticle', { article_id: kept.articleId })
    expect(article).toMatchObject({ news_item: [{ title: outgoing().title, is_deleted: false }] })
    expect(await sdk.post('cgi-bin/freepublish/delete', { article_id: kept.articleId, index: 0 })).toEqual({
      errcode: 0,
      errmsg: 'ok',
    })
    expect(await wechat.follow(at, kept)).toMatchObject({ state: 'removed', by: 'account' })
  })
})

describe('what the SDK has written', () => {
  it('is a draft and then an article that we follow and withdraw', async () => {
    const draft = await draftedBySdk()
    const submitted = await sdk.post('cgi-bin/freepublish/submit', { media_id: draft })
    expect(submitted).toMatchObject({ errcode: 0, publish_id: expect.any(String), msg_data_id: expect.any(String) })
    const kept = { publishId: String(submitted.publish_id) }
    expect(await wechat.follow(at, kept)).toEqual({ state: 'accepted' })
    await emulated.advance(10)
    const out = await wechat.follow(at, kept)
    expect(out).toMatchObject({ state: 'published' })
    expect(await (await fetch('url' in out ? String(out.url) : '')).text()).toContain('由另一家程序写的文章')
    expect(await wechat.withdraw?.(at, 'kept' in out ? out.kept : {})).toEqual({ ok: true, value: null })
    expect(await sdk.post('cgi-bin/freepublish/batchget', { offset: 0, count: 20 })).toMatchObject({ total_count: 0 })
  })

  it('is not taken for ours when we look for a lost answer', async () => {
    const prepared = await wechat.prepare(at, outgoing({ title: '由另一家程序写的文章' }), {})
    const since = emulated.now()
    await sdk.post('cgi-bin/freepublish/submit', { media_id: await draftedBySdk() })
    await emulated.advance(wechat.settledAfter)
    const out = outgoing({ title: '由另一家程序写的文章' })
    expect(await wechat.find(at, out, { kept: prepared.ok ? prepared.value : {}, since })).toEqual({ state: 'absent' })
  })

  it('is found by its draft when the answer to our own submission of it is lost', async () => {
    const draft = await draftedBySdk()
    const since = emulated.now()
    await emulated.fault('halfClosed', 'freepublish/submit')
    await expect(sdk.post('cgi-bin/freepublish/submit', { media_id: draft })).rejects.toThrow()
    await emulated.advance(10)
    const out = outgoing({ title: '由另一家程序写的文章', author: '别家', link: null })
    expect(await wechat.find(at, out, { kept: { draft }, since })).toMatchObject({ state: 'published' })
  })
})

describe('errors', () => {
  it.each([
    ['cgi-bin/freepublish/submit', { media_id: 'none' }, 40007],
    ['cgi-bin/freepublish/get', { publish_id: '1' }, 53600],
    ['cgi-bin/freepublish/getarticle', { article_id: 'none' }, 53600],
    ['cgi-bin/freepublish/delete', { article_id: 'none' }, 53600],
    ['cgi-bin/draft/get', { media_id: 'none' }, 40007],
    ['cgi-bin/draft/add', { articles: [] }, 44003],
    ['cgi-bin/draft/add', { articles: [{ title: '题'.repeat(65), content: 'x' }] }, 45003],
  ])('of %s %o are the same for both', async (call, body, errcode) => {
    expect(await sdk.post(call, body)).toMatchObject({ errcode })
    expect(await ours(call, body)).toMatchObject({ errcode })
  })

  it('of a quota come to both', async () => {
    await emulated.post('/limits', { what: 'freepublish/get', limit: 1 })
    expect(await sdk.post('cgi-bin/freepublish/get', { publish_id: '1' })).toMatchObject({ errcode: 53600 })
    expect(await sdk.post('cgi-bin/freepublish/get', { publish_id: '1' })).toMatchObject({ errcode: 45009 })
    expect(await wechat.follow(at, { publishId: '1' })).toMatchObject({
      state: 'unknown',
      fault: { class: 'quotaDay' },
    })
  })
})

describe('pushes', () => {
  const settings = { token: 'a-token', aesKey }
  const xml =
    '<xml><MsgType>event</MsgType><Event>PUBLISHJOBFINISH</Event><PublishEventInfo><publish_id>1</publish_id><publish_status>0</publish_status></PublishEventInfo></xml>'

  it('that the SDK seals are opened by us', () => {
    const now = emulated.now()
    const timestamp = now.getTime() / 1000
    const sealed = encryptor().encrypt(xml, 'nonce1', timestamp)
    const { query } = signed('', { ...settings, aesKey: null, appId: at.appId, timestamp: String(timestamp) })
    const given = Object.fromEntries(new URLSearchParams(query))
    const msgSignature = /<MsgSignature>(?:<!\[CDATA\[)?([0-9a-f]{40})/.exec(sealed)?.[1]
    const own = encryptor().createSignature(settings.token, String(timestamp), 'nonce1')
    const read = readCallback(
      { query: { ...given, nonce: 'nonce1', signature: own, msg_signature: msgSignature }, body: sealed },
      { ...settings, appId: at.appId },
      now,
    )
    expect(read).toMatchObject({ ok: true, event: { key: 'PUBLISHJOBFINISH:1:0' } })
  })

  it('that the emulator seals are opened by the SDK', () => {
    const sealed = seal(xml, aesKey, at.appId)
    const signature = encryptor().createSignature(settings.token, 'nonce1', 1772413200, sealed)
    expect(encryptor().decrypt(sealed, signature, 'nonce1', 1772413200)).toBe(xml)
    expect(() => encryptor().decrypt(seal(xml, aesKey, 'wxother'), signature, 'nonce1', 1772413200)).toThrow()
  })
})
