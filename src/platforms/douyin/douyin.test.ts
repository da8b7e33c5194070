import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Connection, Kept, Outgoing, Token } from '../publisher.ts'
import { connectionTo, type Emulated, emulate, outgoing, picture } from '../testing.ts'
import { douyin } from './douyin.ts'
import { cut, partBytes, partsOf } from './parts.rules.ts'

const openId = '_000open+id/=='
const megabyte = 1024 * 1024
const day = 86_400
let emulated: Emulated
let at: Connection
let granted: Token

beforeEach(async () => {
  emulated = await emulate({ publishSeconds: 300 })
  const given = await emulated.post('/tokens', { platform: 'douyin', account: openId })
  const until = (seconds: unknown) => new Date(emulated.now().getTime() + Number(seconds) * 1000)
  granted = {
    accessToken: String(given.access_token),
    expiresAt: until(given.expires_in),
    refreshToken: String(given.refresh_token),
    refreshExpiresAt: until(given.refresh_expires_in),
  }
  at = connectionTo(emulated, { platform: 'douyin', publisher: douyin, token: granted, openId })
})
afterEach(() => emulated.close())

function video(size: number): NonNullable<Outgoing['video']> {
  return {
    name: '宣传片.mp4',
    mediaType: 'video/mp4',
    size,
    async *bytes() {
      for (let left = size; left > 0; left -= megabyte) yield new Uint8Array(Math.min(left, megabyte)).fill(left % 251)
    },
  }
}

const film = outgoing({ video: video(megabyte), pictures: [], link: null })
const album = outgoing({ pictures: [picture('p1'), picture('p2')], link: null })

async function prepared(out: Outgoing, kept: Kept = {}): Promise<Kept> {
  const result = await douyin.prepare(at, out, kept)
  if (!result.ok) throw new Error(result.fault.zh)
  return result.value
}

describe('抖音: a whole publication', () => {
  test.each([
    ['a video', film],
    ['pictures', album],
  ])('of %s is under review, then out, then withdrawn', async (_case, out) => {
    const submitted = await douyin.submit(at, out, await prepared(out))
    expect(submitted).toMatchObject({ state: 'accepted', kept: { item: expect.stringMatching(/^@.*\/.*\+.*==$/) } })
    const kept = 'kept' in submitted && submitted.kept ? submitted.kept : {}
    expect(await douyin.follow(at, kept)).toEqual({ state: 'accepted' })
    await emulated.advance(300)
    const followed = await douyin.follow(at, kept)
    expect(followed).toMatchObject({ state: 'published' })
    expect(await (await fetch('url' in followed ? String(followed.url) : '')).text()).toContain(out.title)

    expect(await douyin.withdraw?.(at, kept)).toEqual({ ok: true, value: null })
    expect(await douyin.follow(at, 'kept' in followed ? followed.kept : {})).toMatchObject({
      state: 'removed',
      by: 'account',
    })
  })

  it('uploads nothing again that is kept, and goes on where it broke off', async () => {
    await emulated.fault('error', 'upload_image', { code: 28001005 })
    await emulated.fault('http502', 'upload_video')
    const first = await douyin.prepare(at, film, {})
    expect(first).toMatchObject({ ok: false, fault: { class: 'transient' } })
    const second = await douyin.prepare(at, film, {})
    expect(second).toMatchObject({ ok: false, kept: { cover: expect.any(String) } })
    const kept = await prepared(film, 'kept' in second ? second.kept : {})
    expect(await prepared(film, kept)).toEqual(kept)
    expect(await emulated.calls('upload_image')).toBe(2)
    expect(await emulated.calls('upload_video')).toBe(2)
  })

  it('sends a large file in parts, and after a break only those that are missing', async () => {
    const large = { ...film, cover: null, video: video(51 * megabyte) }
    await emulated.fault('looseTypes', 'upload_video_part', { times: 2 })
    await emulated.fault('halfClosed', 'upload_video_part')
    const broken = await douyin.prepare(at, large, {})
    expect(broken).toMatchObject({ ok: false, kept: { parts: '2' } })
    const kept = await prepared(large, 'kept' in broken ? broken.kept : {})
    expect(await emulated.calls('upload_video_part')).toBe(4)
    expect(await douyin.submit(at, large, kept)).toMatchObject({ state: 'accepted' })
  })

  it('begins anew where the platform no longer knows the upload', async () => {
    const large = { ...film, cover: null, video: video(51 * megabyte) }
    const stale = await douyin.prepare(at, large, { upload: 'old', parts: '1' })
    expect(stale).toMatchObject({ ok: false, fault: { class: 'input' } })
    expect('kept' in stale && stale.kept).toEqual({})
    const refused = await douyin.submit(at, film, { video: 'old', cover: 'c' })
    expect(refused).toMatchObject({ state: 'refused', fault: { code: '2190007' }, kept: { cover: 'c' } })
    expect('kept' in refused && refused.kept).not.toHaveProperty('video')
  })

  it('refuses a file that is shorter than it was said to be', async () => {
    const short = { ...film, cover: null, video: { ...video(51 * megabyte), size: 60 * megabyte } }
    expect(await douyin.prepare(at, short, {})).toMatchObject({
      ok: false,
      fault: { class: 'input', code: 'incomplete' },
    })
    const small = { ...film, cover: null, video: { ...video(1000), size: 2000 } }
    expect(await douyin.prepare(at, small, {})).toMatchObject({ ok: false, fault: { class: 'input', code: 'file' } })
  })

  it('refuses what has neither video nor picture, and a picture over 20 MB', async () => {
    expect(await douyin.prepare(at, { ...album, pictures: [] }, {})).toMatchObject({
      ok: false,
      fault: { class: 'input' },
    })
    const large = { ...album, pictures: [picture('p1', { size: 20 * megabyte + 1 })] }
    expect(await douyin.prepare(at, large, {})).toMatchObject({ ok: false, fault: { class: 'input' } })
  })
})

describe('parts of a file', () => {
  it('hold all of it, each between 5 and 20 MB', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50 * megabyte + 1, max: 4096 * megabyte }), (size) => {
        const parts = partsOf(size)
        expect(parts.reduce((sum, part) => sum + part.size, 0)).toBe(size)
        for (const part of parts) {
          expect(part.size).toBeGreaterThanOrEqual(partBytes.min)
          expect(part.size).toBeLessThanOrEqual(partBytes.max)
        }
      }),
    )
  })

  it('are cut from a stream whatever its chunks, passing over those that are done', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 20 })),
        fc.integer({ min: 1, max: 9 }),
        fc.nat({ max: 3 }),
        async (chunks, each, done) => {
          const all = Buffer.concat(chunks)
          const count = Math.ceil(all.length / each)
          const parts = Array.from({ length: count }, (_, index) => ({
            number: index + 1,
            start: index * each,
            size: Math.min(each, all.length - index * each),
          }))
          async function* stream() {
            yield* chunks
          }
          const seen: Uint8Array[] = []
          for await (const { bytes } of cut(stream(), parts, done)) seen.push(bytes)
          expect(Buffer.concat(seen)).toEqual(all.subarray(Math.min(done * each, all.length)))
        },
      ),
    )
  })
})

describe('a submission without an answer', () => {
  test.each([
    ['the connection breaks after the work', 'halfClosed', {}],
    ['the answer is cut off', 'truncatedJson', {}],
    ['a gateway answers 502 after the work', 'http502', { work: true }],
    ['the platform says “busy” after the work (new family)', 'error', { code: 28001005, work: true }],
    ['the platform says “busy” after the work (old family)', 'error', { code: 2100004, work: true }],
  ])('is unsure when %s, and found under review', async (_case, kind, more) => {
    const kept = await prepared(film)
    const since = emulated.now()
    await emulated.fault(kind, 'create_video', more)
    expect(await douyin.submit(at, film, kept)).toMatchObject({ state: 'unsure' })
    const found = await douyin.find(at, film, { kept, since })
    expect(found).toMatchObject({ state: 'accepted', kept: { item: expect.any(String) } })
    await emulated.advance(300)
    expect(await douyin.follow(at, 'kept' in found ? found.kept : {})).toMatchObject({ state: 'published' })
    expect(await emulated.published()).toHaveLength(1)
  })

  it('is absent only after the platform had time', async () => {
    const kept = await prepared(film)
    const since = emulated.now()
    await emulated.fault('http502', 'create_video')
    await douyin.submit(at, film, kept)
    await emulated.advance(599)
    expect(await douyin.find(at, film, { kept, since })).toMatchObject({ state: 'unknown' })
    await emulated.advance(1)
    expect(await douyin.find(at, film, { kept, since })).toEqual({ state: 'absent' })
  })

  it('is found behind more than a page of later works', async () => {
    const kept = await prepared(film)
    const since = emulated.now()
    await emulated.fault('halfClosed', 'create_video')
    await douyin.submit(at, film, kept)
    for (let more = 0; more < 25; more++) {
      await emulated.advance(60)
      await douyin.submit(at, { ...film, title: `第 ${more} 件` }, kept)
    }
    expect(await douyin.find(at, film, { kept, since })).toMatchObject({ state: 'published' })
  })

  it('does not take an older work of the same text for it, and is unknown while nobody answers', async () => {
    const kept = await prepared(film)
    await douyin.submit(at, film, kept)
    await emulated.advance(3600)
    const since = emulated.now()
    await emulated.advance(600)
    expect(await douyin.find(at, film, { kept, since })).toEqual({ state: 'absent' })
    for (const kind of ['quota', 'http502', 'truncatedJson', 'halfClosed']) {
      await emulated.fault(kind, 'video_list')
      expect(await douyin.find(at, film, { kept, since })).toMatchObject({ state: 'unknown' })
    }
  })
})

describe('refusals and what follows', () => {
  test.each([
    ['quota', {}, 'quotaDay'],
    ['rate', {}, 'rate'],
    ['error', { code: 2190001 }, 'quotaDay'],
    ['error', { code: 28001014 }, 'noCapability'],
    ['error', { code: 2190004 }, 'noCapability'],
    ['error', { code: 28001012 }, 'reauthorise'],
    ['error', { code: 28001046 }, 'banned'],
    ['error', { code: 2190006 }, 'input'],
    ['error', { code: 424242 }, 'config'],
  ])('%s %o is %s, and nothing is created', async (kind, more, expected) => {
    const kept = await prepared(film)
    await emulated.fault(kind, 'create_video', more)
    expect(await douyin.submit(at, film, kept)).toMatchObject({ state: 'refused', fault: { class: expected } })
    expect(await emulated.published()).toEqual([])
  })

  it('tells what fails the review from what is taken away later', async () => {
    await emulated.post('/verdicts', { platform: 'douyin', status: 2 })
    const first = await douyin.submit(at, film, await prepared(film))
    await emulated.advance(300)
    expect(await douyin.follow(at, ('kept' in first && first.kept) || {})).toMatchObject({ state: 'failed' })

    const second = await douyin.submit(at, film, await prepared(film))
    await emulated.advance(300)
    const out = await douyin.follow(at, ('kept' in second && second.kept) || {})
    const kept = 'kept' in out ? out.kept : {}
    await emulated.post('/take-away', { platform: 'douyin', id: kept.item, by: 'platform' })
    expect(await douyin.follow(at, kept)).toMatchObject({ state: 'removed', by: 'platform' })
  })

  it('tells a person where the application may not delete', async () => {
    await emulated.fault('error', 'video/delete', { code: 2190004 })
    expect(await douyin.withdraw?.(at, { item: '@x' })).toMatchObject({
      ok: false,
      fault: { class: 'noCapability', zh: expect.stringContaining('请在抖音上删除') },
    })
  })

  it('reads numbers that come as text', async () => {
    const submitted = await douyin.submit(at, film, await prepared(film))
    await emulated.advance(300)
    await emulated.fault('looseTypes', 'video_list')
    expect(await douyin.follow(at, ('kept' in submitted && submitted.kept) || {})).toMatchObject({ state: 'published' })
  })
})

describe('tokens', () => {
  it('are renewed once for twenty calls at the same time', async () => {
    await emulated.advance(15 * day)
    const small = { ...album, pictures: [picture('p1')] }
    const results = await Promise.all(Array.from({ length: 20 }, () => douyin.prepare(at, small, {})))
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect(await emulated.calls('/oauth/refresh_token')).toBe(1)
  })

  test.each([28001008, 2190008, 2190002])(
    'that are refused with %i are renewed and the call made again',
    async (code) => {
      const kept = await prepared(film)
      await emulated.fault('error', 'create_video', { code })
      expect(await douyin.submit(at, film, kept)).toMatchObject({ state: 'accepted' })
      expect(await emulated.published()).toHaveLength(1)
    },
  )

  const renew = (refreshToken: string | null) => douyin.renew({ ...at, refreshToken })

  it('keep their refresh token, until a week before its end: then it is renewed as well', async () => {
    await emulated.advance(16 * day)
    const early = await renew(granted.refreshToken)
    expect(early).toMatchObject({ ok: true, value: { refreshToken: granted.refreshToken } })
    await emulated.advance(8 * day)
    await emulated.fault('looseTypes', '/oauth/', { times: 2 })
    const late = await renew(granted.refreshToken)
    expect(late.ok && late.value.refreshToken).not.toBe(granted.refreshToken)
    const until = new Date(emulated.now().getTime() + 30 * day * 1000)
    expect(late.ok && late.value.refreshExpiresAt).toEqual(until)
  })

  it('can be renewed for 180 days; then somebody scans again', async () => {
    let refreshToken = granted.refreshToken
    let days = 0
    while (days < 400) {
      await emulated.advance(5 * day)
      days += 5
      const renewed = await renew(refreshToken)
      if (!renewed.ok) {
        expect(renewed.fault).toMatchObject({ class: 'reauthorise' })
        break
      }
      refreshToken = renewed.value.refreshToken
    }
    // 30 days, and five times until at most a week before their end.
    expect(days).toBeGreaterThanOrEqual(30 + 5 * 23)
    expect(days).toBeLessThanOrEqual(180)
  })

  it('that were withdrawn need a person', async () => {
    await emulated.post('/tokens/end', { platform: 'douyin', account: openId, how: 'revoke' })
    expect(await renew(granted.refreshToken)).toMatchObject({ ok: false, fault: { class: 'reauthorise' } })
    expect(await renew(null)).toMatchObject({ ok: false, fault: { class: 'reauthorise' } })
    expect(await douyin.submit(at, film, { video: 'v' })).toMatchObject({
      state: 'refused',
      fault: { class: 'reauthorise' },
    })
  })
})
