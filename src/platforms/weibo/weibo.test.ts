import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Connection, Kept, Token } from '../publisher.ts'
import { connectionTo, type Emulated, emulate, outgoing, picture } from '../testing.ts'
import { weibo } from './weibo.ts'

const uid = '5000000001'
let emulated: Emulated
let at: Connection

async function authorised(): Promise<Token> {
  const { access_token } = await emulated.post('/tokens', { platform: 'weibo', account: uid })
  const expiresAt = new Date(emulated.now().getTime() + 30 * 86_400_000)
  return { accessToken: String(access_token), expiresAt, refreshToken: null, refreshExpiresAt: null }
}

beforeEach(async () => {
  emulated = await emulate({ safeDomains: ['yunlan.gov.cn'] })
  at = connectionTo(emulated, { platform: 'weibo', publisher: weibo, token: await authorised(), openId: uid })
})
afterEach(() => emulated.close())

const out = outgoing({ text: '招聘会设在县体育馆，请携带身份证。', pictures: [] })

async function prepared(given = out): Promise<Kept> {
  const result = await weibo.prepare(at, given, {})
  if (!result.ok) throw new Error(result.fault.zh)
  return result.value
}

describe('微博: a whole publication', () => {
  it('is out when it is submitted, under an address that opens', async () => {
    const submitted = await weibo.submit(at, out, await prepared())
    expect(submitted).toMatchObject({ state: 'published', kept: { id: expect.stringMatching(/^\d{16}$/) } })
    const url = 'url' in submitted ? String(submitted.url) : ''
    expect(await (await fetch(url)).text()).toContain('招聘会设在县体育馆')
    const [post] = await emulated.published()
    // The numeric id in the answer has lost its last digits; the text has not.
    expect('kept' in submitted && submitted.kept.id).toBe(post?.id)
  })

  it('carries one picture', async () => {
    const given = { ...out, pictures: [picture('p1', { size: 5 * 1024 * 1024 - 1 })] }
    const submitted = await weibo.submit(at, given, await prepared(given))
    const page = await (await fetch('url' in submitted ? String(submitted.url) : '')).text()
    const [, address = ''] = /<img alt="配图" src="([^"]+)"/.exec(page) ?? []
    expect((await fetch(address)).headers.get('content-type')).toBe('image/png')
  })

  test.each([
    ['no link', { link: null }, '链接'],
    ['a link elsewhere', { link: 'https://example.com/1' }, '安全域名'],
    ['a topic', { text: '#春季招聘#周六举行' }, '话题'],
    ['141 字', { title: '', text: '政'.repeat(129), link: 'http://yunlan.gov.cn/1' }, '140'],
    ['two pictures', { pictures: [picture('a'), picture('b')] }, '一张'],
    ['a picture of 5 MB', { pictures: [picture('a', { size: 5 * 1024 * 1024 })] }, '5 MB'],
  ])('is refused before it is sent with %s', async (_case, more, zh) => {
    const result = await weibo.prepare({ ...at, linkDomain: 'yunlan.gov.cn' }, { ...out, ...more }, {})
    expect(result).toMatchObject({ ok: false, fault: { class: 'input', zh: expect.stringContaining(zh) } })
  })

  test.each([
    ['no link', { link: null }],
    ['a link elsewhere', { link: 'https://example.com/1' }],
    ['a topic', { text: '#春季招聘#周六举行' }],
    ['141 字', { title: '', text: '政'.repeat(129), link: 'http://yunlan.gov.cn/1' }],
    ['a picture of 5 MB', { pictures: [picture('a', { size: 5 * 1024 * 1024 })] }],
  ])('is refused by the platform too with %s', async (_case, more) => {
    expect(await weibo.submit(at, { ...out, ...more }, {})).toMatchObject({
      state: 'refused',
      fault: { class: 'input' },
    })
    expect(await emulated.published()).toEqual([])
  })

  it('takes exactly 140 字', async () => {
    // A space and the shortened link count 12.
    const given = { ...out, title: '', text: '政'.repeat(128), link: 'https://yunlan.gov.cn/a/long/address/1.html' }
    expect(await weibo.submit(at, given, await prepared(given))).toMatchObject({ state: 'published' })
  })
})

describe('a submission without an answer', () => {
  test.each([
    ['the connection breaks after the work', 'halfClosed', {}],
    ['the answer is cut off', 'truncatedJson', {}],
    ['a gateway answers 502 after the work', 'http502', { work: true }],
    ['the platform says 10001 after the work', 'error', { code: 10001, work: true }],
  ])('is unsure when %s, and found', async (_case, kind, more) => {
    const kept = await prepared()
    const since = emulated.now()
    await emulated.fault(kind, 'share', more)
    expect(await weibo.submit(at, out, kept)).toMatchObject({ state: 'unsure' })
    expect(await weibo.find(at, out, { kept, since })).toMatchObject({
      state: 'published',
      url: expect.stringContaining(uid),
    })
    expect(await emulated.published()).toHaveLength(1)
  })

  it('is unsure when the platform calls it a repetition, and found', async () => {
    const kept = await prepared()
    const since = emulated.now()
    await emulated.fault('halfClosed', 'share')
    await weibo.submit(at, out, kept)
    expect(await weibo.submit(at, out, kept)).toMatchObject({ state: 'unsure', fault: { code: '20019' } })
    expect(await weibo.find(at, out, { kept, since })).toMatchObject({ state: 'published' })
    expect(await emulated.published()).toHaveLength(1)
  })

  it('is accepted when the platform is late (20032), and out when it appears', async () => {
    await emulated.fault('delayed', 'share')
    const submitted = await weibo.submit(at, out, await prepared())
    expect(submitted).toMatchObject({ state: 'accepted' })
    const kept = 'kept' in submitted ? submitted.kept : {}
    expect(await weibo.follow(at, kept)).toEqual({ state: 'accepted' })
    await emulated.advance(61)
    expect(await weibo.follow(at, kept)).toMatchObject({ state: 'published', kept: { id: expect.any(String) } })
  })

  it('has failed when what was accepted has not appeared after a day', async () => {
    await emulated.fault('error', 'share', { code: 20032 })
    const submitted = await weibo.submit(at, out, await prepared())
    const kept = 'kept' in submitted ? submitted.kept : {}
    await emulated.advance(86_401)
    expect(await weibo.follow(at, kept)).toMatchObject({ state: 'failed' })
  })

  it('is absent only when time has passed and the list reaches back far enough', async () => {
    const kept = await prepared()
    const since = emulated.now()
    await emulated.fault('http502', 'share')
    expect(await weibo.submit(at, out, kept)).toMatchObject({ state: 'unsure' })
    await emulated.advance(599)
    expect(await weibo.find(at, out, { kept, since })).toMatchObject({ state: 'unknown', fault: { class: 'notReady' } })
    await emulated.advance(1)
    expect(await weibo.find(at, out, { kept, since })).toEqual({ state: 'absent' })
  })

  it('is unknown when the few posts that are shown do not reach back', async () => {
    const kept = await prepared()
    const since = emulated.now()
    await emulated.fault('halfClosed', 'share')
    await weibo.submit(at, out, kept)
    for (let more = 0; more < 5; more++) {
      await emulated.advance(300)
      await weibo.submit(at, { ...out, title: `第 ${more} 条` }, {})
    }
    expect(await weibo.find(at, out, { kept, since })).toMatchObject({ state: 'unknown' })
  })

  it('does not take an older post of the same text for it', async () => {
    const kept = await prepared()
    await weibo.submit(at, out, kept)
    await emulated.advance(90_000)
    const since = emulated.now()
    await emulated.advance(600)
    expect(await weibo.find(at, out, { kept, since })).toEqual({ state: 'absent' })
  })
})

describe('refusals and what follows', () => {
  test.each([
    ['rate', {}, 'rate'],
    ['quota', {}, 'rate'],
    ['error', { code: 10014 }, 'noCapability'],
    ['error', { code: 20016 }, 'rate'],
    ['error', { code: 20031 }, 'input'],
    ['error', { code: 21319 }, 'reauthorise'],
    ['error', { code: 99999 }, 'config'],
  ])('%s %o is %s, and nothing is posted', async (kind, more, expected) => {
    await emulated.fault(kind, 'share', more)
    expect(await weibo.submit(at, out, await prepared())).toMatchObject({
      state: 'refused',
      fault: { class: expected },
    })
    expect(await emulated.published()).toEqual([])
  })

  it('reads a code that comes as text', async () => {
    await emulated.fault('looseTypes', 'share')
    expect(await weibo.submit(at, { ...out, link: null }, {})).toMatchObject({
      state: 'refused',
      fault: { code: '10008' },
    })
  })

  test.each(['expire', 'revoke'])('a token that has been made to %s needs a person: nothing renews it', async (how) => {
    const kept = await prepared()
    await emulated.post('/tokens/end', { platform: 'weibo', account: uid, how })
    expect(await weibo.submit(at, out, kept)).toMatchObject({ state: 'refused', fault: { class: 'reauthorise' } })
  })

  it('is followed until it is gone', async () => {
    const submitted = await weibo.submit(at, out, await prepared())
    const kept = 'kept' in submitted ? submitted.kept : {}
    expect(await weibo.follow(at, kept)).toMatchObject({ state: 'published' })
    await emulated.post('/take-away', { platform: 'weibo', id: kept.id, by: 'platform' })
    expect(await weibo.follow(at, kept)).toMatchObject({ state: 'removed' })
    await emulated.fault('http502', 'show')
    expect(await weibo.follow(at, kept)).toMatchObject({ state: 'unknown' })
  })

  it('is withdrawn where the application may, and a person is told where it may not', async () => {
    const submitted = await weibo.submit(at, out, await prepared())
    const kept = 'kept' in submitted ? submitted.kept : {}
    await emulated.fault('error', 'destroy', { code: 10014 })
    expect(await weibo.withdraw?.(at, kept)).toMatchObject({
      ok: false,
      fault: { class: 'noCapability', zh: expect.stringContaining('微博网页删除') },
    })
    expect(await weibo.withdraw?.(at, kept)).toEqual({ ok: true, value: null })
    expect(await weibo.withdraw?.(at, kept)).toEqual({ ok: true, value: null })
    expect(await emulated.published()).toEqual([expect.objectContaining({ state: 'removed' })])
  })
})
