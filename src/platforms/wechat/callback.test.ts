import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, it, test } from 'vitest'
import { seal, signed } from '../../../emulator/wechat/push.ts'
import { connectionTo, type Emulated, emulate, outgoing } from '../testing.ts'
import { type CallbackSettings, echoOf, readCallback } from './callback.ts'
import { wechat } from './wechat.ts'

const appId = 'wx0123456789abcdef'
const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const now = new Date('2026-03-02T09:00:00+08:00')
const timestamp = String(now.getTime() / 1000)
const plain: CallbackSettings = { appId, token: 'a-token', aesKey: null }
const safe: CallbackSettings = { ...plain, aesKey }

const xml = (status = '0', publishId = '9007199254741007') =>
  `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[o1]]></FromUserName><CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[PUBLISHJOBFINISH]]></Event><PublishEventInfo><publish_id>${publishId}</publish_id><publish_status>${status}</publish_status><article_id><![CDATA[A1]]></article_id><article_detail><count>1</count><item><idx>1</idx><article_url><![CDATA[https://mp.weixin.qq.com/s/a?b=1&c=2]]></article_url></item></article_detail></PublishEventInfo></xml>`

function pushed(text: string, settings: CallbackSettings, at = timestamp) {
  const { query, body } = signed(text, { ...settings, timestamp: at })
  return { query: Object.fromEntries(new URLSearchParams(query)), body }
}

describe('PUBLISHJOBFINISH', () => {
  test.each([
    ['plain', plain],
    ['sealed', safe],
  ])('is read when it comes %s', (_case, settings) => {
    expect(readCallback(pushed(xml(), settings), settings, now)).toEqual({
      ok: true,
      event: {
        kind: 'publishDone',
        key: 'PUBLISHJOBFINISH:9007199254741007:0',
        publishId: '9007199254741007',
        status: 0,
        articleId: 'A1',
        url: 'https://mp.weixin.qq.com/s/a?b=1&c=2',
      },
    })
  })

  it('is known again, and told from what comes later for the same task', () => {
    const keyOf = (text: string) => {
      const read = readCallback(pushed(text, safe), safe, now)
      return read.ok ? read.event.key : read.why
    }
    expect(keyOf(xml('0'))).toBe(keyOf(xml('0')))
    expect(keyOf(xml('6'))).not.toBe(keyOf(xml('0')))
    expect(keyOf(xml('0', '1'))).not.toBe(keyOf(xml('0')))
  })

  it('is another event where it is one', () => {
    const text =
      '<xml><FromUserName>o1</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>subscribe</Event></xml>'
    expect(readCallback(pushed(text, plain), plain, now)).toEqual({
      ok: true,
      event: { kind: 'other', key: 'o1:1:subscribe', event: 'subscribe' },
    })
  })
})

describe('is refused', () => {
  const good = pushed(xml(), safe)
  test.each([
    ['with another signature', { ...good, query: { ...good.query, signature: '0'.repeat(40) } }, safe, 'signature'],
    ['without one', { ...good, query: {} }, safe, 'signature'],
    ['with another text than was signed', { ...good, body: pushed(xml('4'), safe).body }, safe, 'signature'],
    ['for another account', pushed(xml(), { ...safe, appId: 'wxother' }), safe, 'sealed'],
    ['sealed with another key', pushed(xml(), { ...safe, aesKey: aesKey.replace('a', 'b') }), safe, 'sealed'],
    ['open where it must be sealed', pushed(xml(), plain), safe, 'sealed'],
    ['by somebody who knows no token', pushed(xml(), { ...plain, token: '' }), { ...plain, token: '' }, 'signature'],
    ['eleven minutes old', pushed(xml(), safe, String(Number(timestamp) - 660)), safe, 'stale'],
    ['without a time', pushed(xml(), safe, 'now'), safe, 'stale'],
    ['when it is no XML', pushed('hello', plain), plain, 'format'],
    ['with a status that does not exist', pushed(xml('9'), plain), plain, 'format'],
    ['without a status', pushed(xml(''), plain), plain, 'format'],
    ['when it is very long', pushed(`<xml>${'a'.repeat(300_000)}</xml>`, plain), plain, 'format'],
  ])('%s', (_case, given, settings, why) => {
    expect(readCallback(given, settings, now)).toEqual({ ok: false, why })
  })

  it('whatever was sealed: it never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = `<xml><Encrypt>${Buffer.from(bytes).toString('base64')}</Encrypt></xml>`
        const { query } = pushed(text, plain)
        expect(readCallback({ query, body: text }, safe, now)).toMatchObject({ ok: false })
      }),
    )
  })

  it('and any text that was sealed comes out again, Chinese too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const inner = `<xml><MsgType>text</MsgType><MsgId>${Buffer.from(text).toString('hex') || '0'}</MsgId></xml>`
        const read = readCallback(pushed(inner, safe), safe, now)
        expect(read).toMatchObject({ ok: true, event: { key: Buffer.from(text).toString('hex') || '0' } })
      }),
    )
    expect(seal('', aesKey, appId)).not.toBe(seal('', aesKey, appId))
  })
})

describe('服务器配置', () => {
  it('is answered with what was sent, if it was signed', () => {
    const { query } = pushed('', plain)
    expect(echoOf({ ...query, echostr: '12345' }, plain)).toBe('12345')
    expect(echoOf({ ...query, signature: 'x', echostr: '12345' }, plain)).toBeNull()
  })
})

describe('the emulated platform', () => {
  let emulated: Emulated | null = null
  afterEach(() => emulated?.close())

  test.each([
    ['plain', plain],
    ['sealed', safe],
  ])('pushes %s and more than once, and each is the same event', async (_case, settings) => {
    emulated = await emulate()
    const keys: string[] = []
    const urls: (string | null)[] = []
    const place = emulated
    const receiver = createServer((request, answer) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        const query = Object.fromEntries(new URL(request.url ?? '', 'http://a').searchParams)
        const read = readCallback({ query, body }, settings, place.now())
        keys.push(read.ok ? read.event.key : read.why)
        if (read.ok && read.event.kind === 'publishDone') urls.push(read.event.url)
        answer.end('success')
      })
    })
    await new Promise((resolve) => receiver.listen(0, '127.0.0.1', () => resolve(null)))
    const at = connectionTo(emulated, { platform: 'wechat', publisher: wechat })
    const prepared = await wechat.prepare(at, outgoing(), {})
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
    await emulated.post('/push', { appId: at.appId, url, token: settings.token, aesKey: settings.aesKey, copies: 3 })
    const submitted = await wechat.submit(at, outgoing(), prepared.ok ? prepared.value : {})
    await emulated.advance(10)
    receiver.close()
    const publishId = 'kept' in submitted ? submitted.kept?.publishId : ''
    expect(keys).toEqual(Array(3).fill(`PUBLISHJOBFINISH:${publishId}:0`))
    expect((await fetch(String(urls[0]))).status).toBe(200)
  })
})
