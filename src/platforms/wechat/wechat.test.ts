import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Kept } from '../publisher.ts'
import { connectionTo, type Emulated, emulate, outgoing, picture } from '../testing.ts'
import { followAfter, settledAfter } from './publish.ts'
import { wechat } from './wechat.ts'

let emulated: Emulated
const connect = () => connectionTo(emulated, { platform: 'wechat', publisher: wechat })

beforeEach(async () => {
  emulated = await emulate()
})
afterEach(() => emulated.close())

async function prepared(out = outgoing(), kept: Kept = {}): Promise<Kept> {
  const result = await wechat.prepare(connect(), out, kept)
  if (!result.ok) throw new Error(result.fault.zh)
  return result.value
}

describe('微信公众号: a whole publication', () => {
  it('uploads, submits, follows until it is out, and withdraws', async () => {
    const at = connect()
    const out = outgoing()
    const kept = await prepared(out)
    const submitted = await wechat.submit(at, out, kept)
    expect(submitted).toMatchObject({ state: 'accepted', kept: { publishId: expect.stringMatching(/^\d+$/) } })
    const after = 'kept' in submitted ? submitted.kept : {}
    expect(await wechat.follow(at, after)).toEqual({ state: 'accepted' })

    await emulated.advance(10)
    const out2 = await wechat.follow(at, after)
    expect(out2).toMatchObject({ state: 'published', url: expect.stringContaining('/wechat/s/') })
    expect(await emulated.published()).toEqual([expect.objectContaining({ title: out.title, state: 'out' })])

    const page = await (await fetch('url' in out2 ? String(out2.url) : '')).text()
    expect(page).toContain(out.title)
    expect(page).toMatch(/<img src="http[^"]+\/wechat\/mmbiz\/[^"]+" alt="会场平面图"/)

    const done = 'kept' in out2 ? out2.kept : {}
    expect(await wechat.withdraw?.(at, done)).toEqual({ ok: true, value: null })
    expect(await wechat.follow(at, done)).toMatchObject({ state: 'removed', by: 'account' })
    expect(await emulated.published()).toEqual([expect.objectContaining({ state: 'removed' })])
  })

  it('sends Chinese as it is, never as escapes', async () => {
    const kept = await prepared(outgoing({ title: '“两会”这样说：𠮷祥如意' }))
    await wechat.submit(connect(), outgoing(), kept)
    await emulated.advance(10)
    expect(await emulated.published()).toEqual([expect.objectContaining({ title: '“两会”这样说：𠮷祥如意' })])
  })

  it('puts a moving or a large picture into the permanent material, whose address it uses', async () => {
    const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(100)])
    const pictures = [
      picture('large', { size: 1024 * 1024 }),
      picture('small', { size: 1024 * 1024 - 1 }),
      picture('gif', { mediaType: 'image/gif', bytes: async () => gif }),
    ]
    const html = pictures.map(({ id }) => `<img data-picture="${id}" alt="">`).join('')
    const kept = await prepared(outgoing({ pictures, html }))
    expect(Object.keys(kept).sort()).toEqual(['cover', 'draft', 'image.gif', 'image.large', 'image.small'])
    expect(await emulated.calls('uploadimg')).toBe(1)
    expect(await emulated.calls('add_material')).toBe(3)
  })

  it('refuses a cover over 10 MB and a picture that the body names but the manuscript lacks', async () => {
    const large = outgoing({ cover: picture('cover', { size: 10 * 1024 * 1024 + 1 }) })
    expect(await wechat.prepare(connect(), large, {})).toMatchObject({ ok: false, fault: { class: 'input' } })
    expect(await wechat.prepare(connect(), outgoing({ pictures: [] }), {})).toMatchObject({
      ok: false,
      fault: { class: 'input', zh: expect.stringContaining('不在稿件内') },
    })
  })
})

describe('preparing again', () => {
  it('uploads nothing that is kept', async () => {
    const kept = await prepared()
    const uploads = async () => [
      await emulated.calls('uploadimg'),
      await emulated.calls('material'),
      await emulated.calls('draft/add'),
    ]
    expect(await uploads()).toEqual([1, 1, 1])
    expect(await prepared(outgoing(), kept)).toEqual(kept)
    expect(await uploads()).toEqual([1, 1, 1])
  })

  it('goes on where it broke off', async () => {
    await emulated.fault('error', 'draft/add', { code: -1 })
    const broken = await wechat.prepare(connect(), outgoing(), {})
    expect(broken).toMatchObject({ ok: false, fault: { class: 'transient' }, kept: { cover: expect.any(String) } })
    await prepared(outgoing(), 'kept' in broken ? (broken.kept ?? {}) : {})
    expect(await emulated.calls('uploadimg')).toBe(1)
    expect(await emulated.calls('material')).toBe(1)
  })

  it('makes another draft where somebody has deleted the first in the console', async () => {
    const kept = await prepared()
    const { access_token } = await (
      await fetch(`${emulated.url}/wechat/cgi-bin/stable_token`, {
        method: 'POST',
        body: JSON.stringify({ appid: connect().appId, secret: connect().secret }),
      })
    ).json()
    await fetch(`${emulated.url}/wechat/cgi-bin/draft/delete?access_token=${access_token}`, {
      method: 'POST',
      body: JSON.stringify({ media_id: kept.draft }),
    })
    expect(await wechat.submit(connect(), outgoing(), kept)).toMatchObject({
      state: 'refused',
      fault: { code: '40007' },
    })
    const again = await prepared(outgoing(), kept)
    expect(again.draft).not.toBe(kept.draft)
    expect(await wechat.submit(connect(), outgoing(), again)).toMatchObject({ state: 'accepted' })
  })
})

describe('a submission without an answer', () => {
  const since = () => new Date(emulated.now())

  test.each([
    ['the connection breaks after the work', 'halfClosed', {}],
    ['the answer is cut off', 'truncatedJson', {}],
    ['a gateway answers 502 after the work', 'http502', { work: true }],
    ['the platform says “busy” after the work', 'error', { code: -1, work: true }],
  ])('is unsure when %s, and found once it is out, never absent', async (_case, kind, more) => {
    const at = connect()
    const kept = await prepared()
    const began = since()
    await emulated.fault(kind, 'freepublish/submit', more)
    expect(await wechat.submit(at, outgoing(), kept)).toMatchObject({ state: 'unsure' })

    expect(await wechat.find(at, outgoing(), { kept, since: began })).toMatchObject({ state: 'unknown' })
    await emulated.advance(10)
    const found = await wechat.find(at, outgoing(), { kept, since: began })
    expect(found).toMatchObject({
      state: 'published',
      kept: { articleId: expect.any(String) },
      url: expect.any(String),
    })
    expect(await emulated.published()).toHaveLength(1)
    // Without the number of the task, the article itself is followed.
    const after = 'kept' in found ? found.kept : {}
    expect(await wechat.follow(at, after)).toMatchObject({ state: 'published' })
    await emulated.post('/take-away', { platform: 'wechat', id: after.articleId, by: 'platform' })
    expect(await wechat.follow(at, after)).toMatchObject({ state: 'removed' })
  })

  it('is unknown, not absent, while the draft has gone and nothing is listed', async () => {
    await emulated.close()
    emulated = await emulate({ draftLeaves: 'onSubmission', publishSeconds: 86_400 })
    const kept = await prepared()
    const began = since()
    await emulated.fault('halfClosed', 'freepublish/submit')
    await wechat.submit(connect(), outgoing(), kept)
    await emulated.advance(settledAfter + 60)
    expect(await wechat.find(connect(), outgoing(), { kept, since: began })).toMatchObject({
      state: 'unknown',
      fault: { code: 'draftGone' },
    })
  })

  it('is absent once the platform had time and still has the draft', async () => {
    const kept = await prepared()
    const began = since()
    await emulated.fault('http502', 'freepublish/submit')
    expect(await wechat.submit(connect(), outgoing(), kept)).toMatchObject({ state: 'unsure' })
    await emulated.advance(settledAfter - 1)
    expect(await wechat.find(connect(), outgoing(), { kept, since: began })).toMatchObject({
      state: 'unknown',
      fault: { class: 'notReady' },
    })
    await emulated.advance(1)
    expect(await wechat.find(connect(), outgoing(), { kept, since: began })).toEqual({ state: 'absent' })
    expect(await wechat.submit(connect(), outgoing(), kept)).toMatchObject({ state: 'accepted' })
    await emulated.advance(10)
    expect(await emulated.published()).toHaveLength(1)
  })

  it('is unknown while the platform cannot be asked', async () => {
    const kept = await prepared()
    for (const kind of ['quota', 'http502', 'truncatedJson']) {
      await emulated.fault(kind, 'draft/get')
      expect(await wechat.find(connect(), outgoing(), { kept, since: since() })).toMatchObject({ state: 'unknown' })
    }
    await emulated.advance(settledAfter)
    await emulated.fault('quota', 'freepublish/batchget')
    const began = new Date(emulated.now().getTime() - settledAfter * 1000)
    expect(await wechat.find(connect(), outgoing(), { kept, since: began })).toMatchObject({
      state: 'unknown',
      fault: { class: 'quotaDay' },
    })
  })

  it('does not take an older article of the same title for it', async () => {
    const at = connect()
    const first = await prepared()
    await wechat.submit(at, outgoing(), first)
    await emulated.advance(3600)
    const second = await prepared()
    const began = since()
    await emulated.advance(settledAfter)
    expect(await wechat.find(at, outgoing(), { kept: second, since: began })).toEqual({ state: 'absent' })
  })

  it('knows by the number of its task, where that was kept', async () => {
    const at = connect()
    const kept = await prepared()
    const submitted = await wechat.submit(at, outgoing(), kept)
    const after = 'kept' in submitted ? submitted.kept : {}
    expect(await wechat.find(at, outgoing(), { kept: after, since: since() })).toMatchObject({ state: 'accepted' })
    await emulated.advance(10)
    expect(await wechat.find(at, outgoing(), { kept: after, since: since() })).toMatchObject({ state: 'published' })
  })
})

describe('refused, not unsure', () => {
  test.each([
    ['quota', {}, 'quotaDay'],
    ['rate', {}, 'rate'],
    ['error', { code: 48001 }, 'noCapability'],
    ['error', { code: 48004 }, 'banned'],
    ['error', { code: 53503 }, 'input'],
    ['error', { code: 53999 }, 'input'],
    ['error', { code: 12345 }, 'config'],
  ])('%s %o is %s, and nothing is published', async (kind, more, expected) => {
    const kept = await prepared()
    await emulated.fault(kind, 'freepublish/submit', more)
    expect(await wechat.submit(connect(), outgoing(), kept)).toMatchObject({
      state: 'refused',
      fault: { class: expected },
    })
    await emulated.advance(60)
    expect(await emulated.published()).toEqual([])
  })

  it('names the address that is missing in the IP 白名单', async () => {
    await emulated.fault('error', 'stable_token', { code: 40164 })
    const renewed = await wechat.renew({ ...connect(), refreshToken: null })
    expect(renewed).toMatchObject({
      ok: false,
      fault: { class: 'config', code: '40164', zh: expect.stringContaining('203.0.113.7') },
    })
  })

  it('is refused when nothing was sent: the platform cannot be reached', async () => {
    const at = {
      ...connect(),
      baseUrl: 'http://127.0.0.1:9/wechat',
      token: async () => ({ ok: true as const, value: 't' }),
    }
    expect(await wechat.submit(at, outgoing(), { draft: 'd' })).toMatchObject({
      state: 'refused',
      fault: { class: 'unreachable' },
    })
  })
})

describe('what it comes to', () => {
  test.each([
    [2, 'failed'],
    [3, 'failed'],
    [4, 'failed'],
  ])('publish_status %i is %s', async (status, state) => {
    await emulated.post('/verdicts', { platform: 'wechat', status })
    const kept = await prepared()
    const submitted = await wechat.submit(connect(), outgoing(), kept)
    await emulated.advance(10)
    const after = 'kept' in submitted ? submitted.kept : {}
    expect(await wechat.follow(connect(), after)).toMatchObject({ state, fault: { class: 'input' } })
    expect(await emulated.published()).toEqual([])
  })

  it('tells a ban by the platform from a deletion by the account', async () => {
    const submitted = await wechat.submit(connect(), outgoing(), await prepared())
    await emulated.advance(10)
    const out = await wechat.follow(connect(), 'kept' in submitted ? submitted.kept : {})
    const kept = 'kept' in out ? out.kept : {}
    await emulated.post('/take-away', { platform: 'wechat', id: kept.articleId, by: 'platform' })
    expect(await wechat.follow(connect(), kept)).toMatchObject({ state: 'removed', by: 'platform' })
  })

  it('reads numbers as text and text as numbers', async () => {
    await emulated.fault('looseTypes', '/wechat/', { times: 100 })
    const submitted = await wechat.submit(connect(), outgoing(), await prepared())
    const kept = 'kept' in submitted ? submitted.kept : {}
    // Beyond 2^53: a double would have changed the last digits, and the task would not be found.
    expect(kept.publishId).toMatch(/^9\d{15}$/)
    await emulated.advance(10)
    expect(await wechat.follow(connect(), kept)).toMatchObject({ state: 'published' })
  })

  it('asks so sparingly that one account can follow 20 publications a day', () => {
    const questions = followAfter.length
    expect(questions * 20).toBeLessThanOrEqual(100)
  })

  it('withdraws ten times a day and then says so', async () => {
    await emulated.post('/limits', { what: 'freepublish/delete', limit: 0 })
    expect(await wechat.withdraw?.(connect(), { articleId: 'a' })).toMatchObject({
      ok: false,
      fault: { class: 'quotaDay', zh: expect.stringContaining('10 次') },
    })
    expect(await wechat.withdraw?.(connect(), {})).toMatchObject({ ok: false, fault: { class: 'notReady' } })
  })

  it('takes what is already gone for withdrawn', async () => {
    expect(await wechat.withdraw?.(connect(), { articleId: 'gone' })).toEqual({ ok: true, value: null })
  })
})

describe('tokens', () => {
  it('are renewed once for twenty calls at the same time', async () => {
    const at = connect()
    await at.token()
    await emulated.post('/tokens/end', { platform: 'wechat', account: at.appId, how: 'expire' })
    const before = await emulated.calls('stable_token')
    const results = await Promise.all(
      Array.from({ length: 20 }, () => wechat.prepare(at, outgoing({ html: '<p>文</p>', pictures: [] }), {})),
    )
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect((await emulated.calls('stable_token')) - before).toBe(1)
  })

  test.each(['expire', 'revoke'])('that %s are replaced without anybody noticing', async (how) => {
    const at = connect()
    const kept = await prepared()
    await at.token()
    await emulated.post('/tokens/end', { platform: 'wechat', account: at.appId, how })
    expect(await wechat.submit(at, outgoing(), kept)).toMatchObject({ state: 'accepted' })
    await emulated.advance(10)
    expect(await emulated.published()).toHaveLength(1)
  })

  it('that are refused twice lead to a person, and the call is made twice, not more', async () => {
    const kept = await prepared()
    await emulated.fault('expiredToken', 'freepublish/submit', { times: 5 })
    expect(await wechat.submit(connect(), outgoing(), kept)).toMatchObject({
      state: 'refused',
      fault: { class: 'reauthorise' },
    })
    expect(await emulated.calls('freepublish/submit')).toBe(2)
  })

  it('are the same again, until five minutes before their end', async () => {
    const at = { ...connect(), refreshToken: null }
    const token = async () => {
      const renewed = await wechat.renew(at)
      return renewed.ok ? renewed.value.accessToken : renewed.fault.zh
    }
    const first = await token()
    expect(await token()).toBe(first)
    await emulated.advance(7200 - 301)
    expect(await token()).toBe(first)
    await emulated.advance(2)
    expect(await token()).not.toBe(first)
  })

  it('cannot be had with the wrong secret', async () => {
    await wechat.renew({ ...connect(), refreshToken: null })
    const wrong = await wechat.renew({ ...connect(), secret: 'other', refreshToken: null })
    expect(wrong).toMatchObject({ ok: false, fault: { class: 'config', code: '40125' } })
  })

  it('never stand in a fault', async () => {
    const at = connect()
    const kept = await prepared()
    const token = await at.token()
    const secrets = [at.secret, token.ok ? token.value : '']
    for (const kind of ['halfClosed', 'truncatedJson', 'http502', 'quota', 'error']) {
      await emulated.fault(kind, 'submit')
      const said = JSON.stringify(await wechat.submit(at, outgoing(), kept))
      for (const secret of secrets) expect(said).not.toContain(secret)
    }
  })
})
