import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { newId } from '../core/ids.ts'
import { type FigureLine, figuresFor, monthsOf } from './facts.rules.ts'
import { gatherAccountFigures, gatherFigures } from './facts.service.ts'
import { parsePeriod, periodName } from './period.rules.ts'

let world: TestApp
beforeAll(async () => {
  world = await testApp()
})
afterAll(() => world.close())

const period = {
  start: '2026-10-01',
  end: '2026-10-31',
  cutoff: new Date('2026-11-10T00:00:00Z'),
  regionPath: '990000/',
}

async function post(account: string, at: string, given: { headline?: boolean | null; original?: boolean | null } = {}) {
  const id = newId()
  const published_at = new Date(at)
  await world.database.root
    .insertInto('post')
    .values({
      id,
      published_at,
      account_id: account,
      post_key: id,
      title: '作品',
      source: '后台导出',
      created_at: published_at,
      headline: given.headline ?? null,
      original: given.original ?? null,
    })
    .execute()
  const seen = (capturedAt: string, figures: object) =>
    world.database.root
      .insertInto('post_metric')
      .values({
        post_id: id,
        published_at,
        account_id: account,
        captured_at: new Date(capturedAt),
        source: '后台导出',
        ...figures,
      })
      .execute()
  return { id, seen }
}

describe('what the posts of a period come to', () => {
  it('counts Beijing days, the newest snapshot up to the cutoff, and says how much is known', async () => {
    const account = world.world.accounts.wechat
    const a = await post(account, '2026-10-01T00:30:00+08:00', { headline: true, original: true })
    await a.seen('2026-11-01T00:00:00Z', { reads: 100, likes: 3 })
    await a.seen('2026-11-05T00:00:00Z', { reads: 150, likes: 4 })
    await a.seen('2026-12-01T00:00:00Z', { reads: 999, likes: 9 })
    const b = await post(account, '2026-10-01T23:30:00+08:00', { headline: false, original: false })
    await b.seen('2026-11-01T00:00:00Z', { reads: 100_001, reads_capped: true })
    await post(account, '2026-10-31T23:59:00+08:00')
    await post(account, '2026-09-30T23:59:00+08:00')
    await post(account, '2026-11-01T00:00:00+08:00')
    await post(world.world.accounts.sibling, '2026-10-05T08:00:00+08:00')

    const ctx = await world.ctxOf('system')
    const found = await gatherFigures(ctx, period)
    expect(found).toHaveLength(2)
    expect(found.find(({ accountId }) => accountId === account)).toMatchObject({
      posts: 3,
      activeDays: 2,
      originals: 1,
      originalKnown: 2,
      headPosts: 1,
      headlineKnown: 2,
      readsCapped: 1,
      capturedAt: new Date('2026-11-05T00:00:00Z'),
      sources: ['后台导出'],
      totals: {
        reads: { sum: 100_151, max: 100_001, known: 2 },
        likes: { sum: 4, max: 4, known: 1 },
        shares: { sum: null, max: null, known: 0 },
      },
      headTotals: { reads: { sum: 150, max: 150, known: 1 }, wows: { sum: null, known: 0 } },
    })
    const narrow = await gatherFigures(ctx, { ...period, regionPath: '990000/990100/990102/' })
    expect(narrow.map(({ accountId }) => accountId)).toEqual([world.world.accounts.sibling])
  })

  it('shows nobody the figures of others', async () => {
    const found = await gatherFigures(await world.ctxOf('editor'), period)
    expect(found.map(({ accountId }) => accountId)).toEqual([world.world.accounts.wechat])
  })

  it('reads totals with the source of each field', async () => {
    const line = (source: string, captured: string, figures: object) =>
      world.database.root
        .insertInto('account_figure')
        .values({
          account_id: world.world.accounts.weibo,
          period_start: period.start,
          period_end: period.end,
          captured_at: new Date(captured),
          source,
          ...figures,
        })
        .execute()
    await line('后台导出', '2026-11-01T00:00:00Z', { followers: 900, reads: 5 })
    await line('第三方数据', '2026-11-02T00:00:00Z', { published_index: 801.5, published_index_name: 'BCI', reads: 6 })
    const [found] = await gatherAccountFigures(await world.ctxOf('system'), period)
    expect(found).toMatchObject({
      accountId: world.world.accounts.weibo,
      publishedIndexName: 'BCI',
      fields: {
        followers: { value: 900, source: '后台导出' },
        reads: { value: 6, source: '第三方数据', composed: false },
        publishedIndex: { value: 801.5 },
      },
    })
    expect(found!.fields.likes).toBeUndefined()
  })
})

describe('a quarter from its months', () => {
  const line = (month: string, end: string, values: FigureLine['values']): FigureLine => ({
    accountId: 'a',
    start: `${month}-01`,
    end,
    source: '后台导出',
    capturedAt: new Date(`${end}T00:00:00Z`),
    values,
    publishedIndexName: null,
  })
  const quarter = { start: '2026-07-01', end: '2026-09-30' }
  const months = [
    line('2026-07', '2026-07-31', { posts: 1, maxReads: 9, followers: 10, publishedIndex: 5 }),
    line('2026-08', '2026-08-31', { posts: 2, maxReads: 7, followers: 20 }),
    line('2026-09', '2026-09-30', { posts: 3, followers: 30, maxReads: 8 }),
  ]

  it('sums, takes the greatest or the last, and leaves an index alone', () => {
    const { fields } = figuresFor(months, quarter)
    expect(fields).toMatchObject({
      posts: { value: 6, composed: true },
      maxReads: { value: 9 },
      followers: { value: 30 },
    })
    expect(fields.publishedIndex).toBeUndefined()
  })

  it('is unknown where a month is, and gives way to a figure of its own', () => {
    expect(figuresFor(months.slice(1), quarter).fields.posts).toBeUndefined()
    const own = { ...line('2026-07', '2026-09-30', { posts: 7 }) }
    expect(figuresFor([...months, own], quarter).fields.posts).toMatchObject({ value: 7, composed: false })
  })

  it('has whole months only', () => {
    expect(monthsOf({ start: '2026-01-01', end: '2026-12-31' })).toHaveLength(12)
    expect(monthsOf({ start: '2026-01-02', end: '2026-03-31' })).toEqual([])
    expect(monthsOf({ start: '2026-01-01', end: '2026-03-30' })).toEqual([])
  })
})

describe('periods as people write them', () => {
  it.each([
    ['2026-03', '2026-03-01', '2026-03-31'],
    ['2026年3月', '2026-03-01', '2026-03-31'],
    ['202602', '2026-02-01', '2026-02-28'],
    ['2026-Q1', '2026-01-01', '2026-03-31'],
    ['2026年第三季度', '2026-07-01', '2026-09-30'],
    ['2025', '2025-01-01', '2025-12-31'],
    ['2025年度', '2025-01-01', '2025-12-31'],
  ])('%s', (text, start, end) => {
    expect(parsePeriod(text, '2026-11-24')).toEqual({ value: { start, end } })
  })

  it.each(['2026-11', '2026-13', '2026-Q4', '2026-Q5', '2026', '2008-12', '三月', '2008'])('refuses %s', (text) => {
    expect(parsePeriod(text, '2026-11-24')).toHaveProperty('error')
  })

  it('names them', () => {
    const names = [
      ['2026-03-01', '2026-03-31'],
      ['2026-01-01', '2026-03-31'],
      ['2026-02-01', '2026-04-30'],
      ['2025-01-01', '2025-12-31'],
    ]
    expect(names.map(([start, end]) => periodName({ start: start!, end: end! }))).toEqual([
      '2026-03',
      '2026-Q1',
      '2026-02-01 至 2026-04-30',
      '2025',
    ])
  })
})

describe('the pages of an account', () => {
  it('lists posts by time and by reads, page by page, with the newest snapshot', async () => {
    const editor = await world.as('editor')
    const account = world.world.accounts.wechat
    const list = async (query: string) => (await editor.get(`/api/accounts/${account}/posts?${query}`)).json()
    const first = await list('from=2026-10-01&to=2026-10-31&limit=2')
    expect(first.rows).toHaveLength(2)
    const second = await list(`from=2026-10-01&to=2026-10-31&limit=2&cursor=${encodeURIComponent(first.next)}`)
    expect(second).toMatchObject({
      next: null,
      rows: [{ publishedAt: '2026-09-30T16:30:00.000Z', seen: { reads: 999 } }],
    })
    const byReads = await list('sort=reads&limit=3')
    expect(byReads.rows.map(({ seen }: { seen: { reads: number } | null }) => seen?.reads ?? null)).toEqual([
      100_001,
      999,
      null,
    ])
    const rest = await list(`sort=reads&limit=3&cursor=${encodeURIComponent(byReads.next)}`)
    expect(rest.rows).toHaveLength(2)
    const [{ id, publishedAt }] = second.rows
    const detail = await (await editor.get(`/api/posts/${id}?publishedAt=${encodeURIComponent(publishedAt)}`)).json()
    expect(detail).toMatchObject({ accountName: '临溪教育', findings: [] })
    expect(detail.snapshots.map(({ reads }: { reads: number }) => reads)).toEqual([999, 150, 100])
  })

  it('shows nothing of accounts of others', async () => {
    const editor = await world.as('editor')
    for (const part of ['posts', 'figures']) {
      expect((await editor.get(`/api/accounts/${world.world.accounts.sibling}/${part}`)).status).toBe(404)
    }
    const figures = await (await editor.get(`/api/accounts/${world.world.accounts.weibo}/figures?limit=1`)).json()
    expect(figures.rows).toMatchObject([{ periodName: '2026-10', source: '第三方数据', publishedIndex: 801.5 }])
    const next = await (
      await editor.get(
        `/api/accounts/${world.world.accounts.weibo}/figures?limit=1&cursor=${encodeURIComponent(figures.next)}`,
      )
    ).json()
    expect(next).toMatchObject({ next: null, rows: [{ source: '后台导出', followers: 900 }] })
  })
})
