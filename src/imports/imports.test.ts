import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importKinds } from '../app/import-kinds.ts'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { readSheet } from '../core/sheet/read-sheet.ts'
import { writeXlsx } from '../core/sheet/write-sheet.ts'
import { transact } from '../db/transact.ts'
import { importsApplying } from './apply.service.ts'
import type { ImportRowView, ImportView } from './imports.contract.ts'

let world: TestApp
let editor: Caller
beforeAll(async () => {
  world = await testApp()
  editor = await world.as('editor')
})
afterAll(() => world.close())
beforeEach(async () => {
  const { root } = world.database
  for (const table of ['post_text', 'post_metric', 'post', 'account_figure', 'import_batch'] as const) {
    await root.deleteFrom(table).execute()
  }
  await root.updateTable('account').set({ last_post_at: null, followers: null, followers_as_of: null }).execute()
})

const header = '账号名称,平台,标题,发布时间,链接,阅读次数,在看,点赞量,总分享次数,位置,原创'
const good = [
  header,
  '临溪教育,微信公众号,开学第一课,2026-10-08 09:30,https://mp.weixin.qq.com/s?__biz=MzA&mid=1&idx=1&sn=a,10万+,12,30,4,头条,是',
  '临溪教育,微信公众号,食堂公开日,2026/10/9 08:00,https://mp.weixin.qq.com/s?__biz=MzA&mid=2&idx=2&sn=b,"1,203",-,8,,2,否',
  '临溪教育,微博,微博里的开学,20261010,https://weibo.com/1001/z0JH2lOMb,88,,1,2,,',
].join('\n')
const capture = JSON.stringify({ capturedAt: '2026-11-01T08:00:00+08:00' })

type Upload = { kind?: string; options?: string; name?: string; by?: Caller }
async function upload(text: string | Uint8Array, given: Upload = {}): Promise<ImportView> {
  const response = await (given.by ?? editor).upload(
    '/api/imports',
    { name: given.name ?? '十月.csv', bytes: typeof text === 'string' ? Buffer.from(text) : text },
    { kind: given.kind ?? 'posts', options: given.options ?? capture },
  )
  expect(response.status, await response.clone().text()).toBe(200)
  return response.json()
}
async function check(id: string, by = editor): Promise<ImportView> {
  expect((await by.post(`/api/imports/${id}/check`)).status).toBe(200)
  await world.runJobs()
  return view(id, by)
}
async function view(id: string, by = editor): Promise<ImportView> {
  return (await by.get(`/api/imports/${id}`)).json()
}
async function rowsOf(id: string, outcome = 'error', by = editor): Promise<ImportRowView[]> {
  return (await (await by.get(`/api/imports/${id}/rows?outcome=${outcome}`)).json()).rows
}
async function apply(id: string, by = editor): Promise<ImportView> {
  const response = await by.post(`/api/imports/${id}/application`, {})
  expect(response.status, await response.clone().text()).toBe(200)
  await world.runJobs()
  return view(id, by)
}
const stored = () => world.database.root.selectFrom('post').selectAll().orderBy('published_at').execute()
const metrics = () => world.database.root.selectFrom('post_metric').selectAll().orderBy('published_at').execute()

describe('importing from a file to the figures of posts', () => {
  it('finds header and columns, shows the first rows, writes nothing before it is confirmed', async () => {
    const uploaded = await upload(`某单位十月作品\n${good}`)
    expect(uploaded).toMatchObject({ state: 'uploaded', headerRow: 2, missing: [], former: null, counts: null })
    expect(uploaded.mapping).toMatchObject({ accountName: 0, title: 2, reads: 5, shares: 8 })
    expect(uploaded.sample).toHaveLength(3)

    const checked = await check(uploaded.id)
    expect(checked).toMatchObject({ state: 'checked', counts: { rows: 3, new: 3, changed: 0, same: 0, errors: 0 } })
    expect(await stored()).toEqual([])

    const applied = await apply(uploaded.id)
    expect(applied).toMatchObject({ state: 'applied', counts: { new: 3, same: 0 } })
    expect(await metrics()).toMatchObject([
      { reads: 100_001, reads_capped: true, wows: 12, likes: 30, shares: 4, comments: null },
      { reads: 1203, reads_capped: false, wows: null, shares: null },
      { reads: 88, likes: 1 },
    ])
    expect(await stored()).toMatchObject([
      { headline: true, original: true },
      { headline: false, original: false },
      { headline: null, original: null },
    ])
    const accounts = await world.database.root
      .selectFrom('account')
      .select(['platform', 'last_post_at'])
      .where('name', '=', '临溪教育')
      .orderBy('platform')
      .execute()
    expect(accounts.map(({ platform, last_post_at }) => [platform, last_post_at?.toISOString()])).toEqual([
      ['wechat', '2026-10-09T00:00:00.000Z'],
      ['weibo', '2026-10-09T16:00:00.000Z'],
    ])
    const audit = await world.database.root
      .selectFrom('audit_entry')
      .select(['after', 'title'])
      .where('action', '=', 'import.apply')
      .where('subject_id', '=', uploaded.id)
      .executeTakeFirstOrThrow()
    expect(audit.after).toMatchObject({ fileName: '十月.csv', sha256: uploaded.fileSha256, new: 3, errors: 0 })
  })

  it.each([
    ['GBK', iconv.encode(good, 'gbk')],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${good}`)],
  ])('reads %s', async (_name, bytes) => {
    const uploaded = await upload(bytes)
    expect((await check(uploaded.id)).counts).toMatchObject({ new: 3, errors: 0 })
  })

  it('knows a file again and finds nothing new in it', async () => {
    const first = await upload(good)
    await check(first.id)
    await apply(first.id)
    world.clock.now = new Date(world.clock.now.getTime() + 60_000)
    const again = await upload(good, { options: '{}' })
    expect(again.former).toMatchObject({ id: first.id, fileName: '十月.csv' })
    expect((await check(again.id)).counts).toMatchObject({ new: 0, changed: 0, same: 3, errors: 0 })
    expect((await apply(again.id)).state).toBe('applied')
    expect(await metrics()).toHaveLength(3)
  })

  it('adds a snapshot when figures have moved, and keeps what the new file does not say', async () => {
    const first = await upload(good)
    await check(first.id)
    await apply(first.id)
    const later = [
      '账号名称,平台,内容标题,发表时间,阅读次数,收藏',
      '临溪教育,微信公众号,食堂公开日,2026-10-09,1500,3',
    ].join('\n')
    const second = await upload(later, {
      options: JSON.stringify({ capturedAt: '2026-11-02T08:00:00+08:00', source: '人工填报' }),
    })
    expect((await check(second.id)).counts).toMatchObject({ new: 0, changed: 1 })
    await apply(second.id)
    expect((await metrics()).filter(({ reads }) => reads === 1203 || reads === 1500)).toMatchObject([
      { reads: 1203, likes: 8, favourites: null, source: '后台导出' },
      { reads: 1500, likes: 8, favourites: 3, source: '人工填报（其余沿用后台导出）' },
    ])
    const third = await upload(later.replace('1500', '1600'), {
      options: JSON.stringify({ capturedAt: '2026-11-02T08:00:00+08:00' }),
    })
    expect((await check(third.id)).counts).toMatchObject({ errors: 1 })
    expect((await rowsOf(third.id))[0]!.errors[0]).toMatchObject({ column: '阅读次数', value: '1600' })
  })

  it('keeps the text of a post as it was published, and takes a later one in its place', async () => {
    const row = (body: string) => `${header},正文\n${good.split('\n')[1]},${body}`
    const first = await check((await upload(row('今天\u200b开学。'))).id)
    await apply(first.id)
    const texts = () => world.database.root.selectFrom('post_text').select('body').execute()
    expect(await texts()).toEqual([{ body: '今天\u200b开学。' }])
    expect((await check((await upload(row('今天\u200b开学。'))).id)).counts).toMatchObject({ same: 1 })
    // A file without texts says nothing of them.
    expect((await check((await upload(row(''))).id)).counts).toMatchObject({ same: 1 })
    const later = await check((await upload(row('今天正式开学。'))).id)
    expect(later.counts).toMatchObject({ changed: 1 })
    await apply(later.id)
    expect(await texts()).toEqual([{ body: '今天正式开学。' }])
    expect(await metrics()).toHaveLength(1)
  })

  it('takes the account from the form when the file has no such column', async () => {
    const text = [
      '内容标题,发表时间,总阅读次数,内容url',
      '放假通知,2026-10-01 10:00,500,https://mp.weixin.qq.com/s/AbC',
    ].join('\n')
    const options = JSON.stringify({ accountId: world.world.accounts.wechat })
    const uploaded = await upload(text, { options })
    expect((await check(uploaded.id)).counts).toMatchObject({ new: 1, errors: 0 })
  })
})

describe('what is refused, by row and column', () => {
  const row = (patch: Record<string, string>) => {
    const cells: Record<string, string> = {
      账号名称: '临溪教育',
      平台: '微信公众号',
      标题: '标题',
      发布时间: '2026-10-08 09:30',
      链接: '',
      阅读次数: '1',
      ...patch,
    }
    return [Object.keys(cells).join(','), Object.values(cells).join(',')].join('\n')
  }
  const cases: [string, Record<string, string>, string, string][] = [
    ['a negative figure', { 阅读次数: '-5' }, '阅读次数', '负数'],
    ['a decimal', { 阅读次数: '1.5' }, '阅读次数', '不是整数'],
    ['words for a figure', { 阅读次数: '很多' }, '阅读次数', '不是整数'],
    ['a day before 2009', { 发布时间: '2008-12-31' }, '发布时间', '早于'],
    ['a day to come', { 发布时间: '2027-01-01' }, '发布时间', '晚于'],
    ['a day that never was', { 发布时间: '2026-02-30' }, '发布时间', '不是有效的日期'],
    ['a post later than its figures', { 发布时间: '2026-11-02' }, '发布时间', '晚于数据采集时间'],
    ['no title', { 标题: '' }, '标题', '必填'],
    ['an address that is none', { 链接: 'javascript:alert(1)' }, '链接', 'http'],
    ['an unknown account', { 账号名称: '没有这个账号' }, '账号名称', '没有找到账号'],
    ['an ambiguous name', { 平台: '' }, '账号名称', '2 个同名账号'],
    ['an unknown platform', { 平台: '飞信' }, '平台', '可选范围'],
    ['a word where yes or no belongs', { 是否原创: '也许' }, '是否原创', '可选范围'],
  ]

  it('names row, column, value and reason of each', async () => {
    const lines = cases.map(([, patch]) => row({ 链接: '', 是否原创: '', ...patch }).split('\n'))
    const uploaded = await upload([lines[0]![0], ...lines.map(([, cells]) => cells)].join('\n'))
    expect((await check(uploaded.id)).counts).toMatchObject({ rows: cases.length, errors: cases.length })
    const refused = await rowsOf(uploaded.id)
    const found = refused.map(({ row, errors }) => [cases[row - 2]![0], errors.map(({ column }) => column)])
    expect(found).toEqual(cases.map(([name, , column]) => [name, [column]]))
    for (const { row, errors } of refused) expect(errors[0]!.message).toContain(cases[row - 2]![3])
  })

  it('persons for times, unless the form says so, and then the source says so', async () => {
    const text = row({}).replace('阅读次数', '总阅读人数')
    const refused = await upload(text)
    await check(refused.id)
    expect((await rowsOf(refused.id))[0]!.errors[0]!.message).toContain('人数不能当作次数')
    const taken = await upload(text, { options: JSON.stringify({ readersAsReads: true }) })
    await check(taken.id)
    await apply(taken.id)
    expect(await metrics()).toMatchObject([{ reads: 1, source: '后台导出（以阅读人数代替阅读次数）' }])
  })

  it('the same post twice in one file', async () => {
    const uploaded = await upload(`${good}\n${good.split('\n')[1]!.replace('sn=a', 'sn=a&scene=27')}`)
    expect((await check(uploaded.id)).counts).toMatchObject({ rows: 4, new: 3, errors: 1 })
    expect((await rowsOf(uploaded.id))[0]!.errors[0]!.message).toContain('第 2 行')
  })

  it("another unit's account, in the words used for one that does not exist", async () => {
    const errors = async (name: string) => {
      const uploaded = await upload(row({ 账号名称: name }))
      await check(uploaded.id)
      return (await rowsOf(uploaded.id))[0]!.errors[0]!.message.replace(name, '某账号')
    }
    expect(await errors('望湖教育')).toBe(await errors('没有这个账号'))
    const supervisor = await world.as('supervisorofficer.city')
    const uploaded = await upload(row({ 账号名称: '望湖教育' }), { by: supervisor })
    expect((await check(uploaded.id, supervisor)).counts).toMatchObject({ new: 1, errors: 0 })
  })

  it('a capture time to come, an unknown kind, a kind of others', async () => {
    const send = (kind: string, options: string) =>
      editor.upload('/api/imports', { name: 'a.csv', bytes: Buffer.from(good) }, { kind, options })
    expect((await (await send('posts', '{"capturedAt":"2027-01-01T00:00:00Z"}')).json()).errors[0].path).toBe(
      'options.capturedAt',
    )
    expect((await send('posts', '{nonsense')).status).toBe(422)
    expect((await send('nothing', '{}')).status).toBe(404)
    const kinds = await (await (await world.as('systemadmin')).get('/api/imports/kinds')).json()
    expect(kinds.rows.map(({ kind }: { kind: string }) => kind)).not.toContain('posts')
    const response = await (await world.as('systemadmin')).upload(
      '/api/imports',
      { name: 'a.csv', bytes: Buffer.from(good) },
      { kind: 'posts' },
    )
    expect(response.status).toBe(403)
  })
})

describe('mapping', () => {
  it('never fails on an unknown header, and takes a mapping by hand', async () => {
    const uploaded = await upload(['甲,乙,丙', '标题一,2026-10-01,5'].join('\n'), {
      options: JSON.stringify({ accountId: world.world.accounts.wechat }),
    })
    expect(uploaded.missing).toEqual(['标题', '发布时间'])
    expect((await editor.post(`/api/imports/${uploaded.id}/check`)).status).toBe(422)
    const put = (mapping: object) => editor.put(`/api/imports/${uploaded.id}/mapping`, { mapping })
    expect((await put({ title: 0, publishedAt: 0 })).status).toBe(422)
    expect((await put({ title: 9 })).status).toBe(422)
    expect((await put({ title: 0, publishedAt: 1, reads: 2 })).status).toBe(200)
    expect((await check(uploaded.id)).counts).toMatchObject({ new: 1, errors: 0 })
  })

  it('passes over the hints of the template, which it reads itself', async () => {
    const template = await editor.get('/api/imports/kinds/posts/template')
    expect(template.status).toBe(200)
    const bytes = new Uint8Array(await template.arrayBuffer())
    const sheet = await readSheet(bytes, '模板.xlsx')
    expect(sheet.rows).toHaveLength(2)
    const filled = await upload(bytes, { name: '模板.xlsx' })
    expect(filled.missing).toEqual([])
    await check(filled.id)
    expect(await view(filled.id)).toMatchObject({ state: 'failed', failure: expect.stringContaining('没有数据') })
  })
})

describe('the file of errors', () => {
  it('can be corrected and uploaded again, and the rest goes in meanwhile', async () => {
    const bad = `${good}\n临溪教育,微信公众号,写错的一行,2026-10-11,,-3,,,,,\n`
    const uploaded = await upload(bad)
    expect((await check(uploaded.id)).counts).toMatchObject({ new: 3, errors: 1 })
    const refused = await editor.post(`/api/imports/${uploaded.id}/application`, { onlyIfNoErrors: true })
    expect(refused.status).toBe(409)
    expect((await apply(uploaded.id)).counts).toMatchObject({ new: 3, errors: 1 })

    const download = await editor.get(`/api/imports/${uploaded.id}/errors-file`)
    const sheet = await readSheet(new Uint8Array(await download.arrayBuffer()), '需修改的行.xlsx')
    expect(sheet.rows).toHaveLength(2)
    expect(sheet.rows[1]!.at(-1)).toContain('原第 5 行“阅读次数”')
    const columns = sheet.rows[0]!.map((zh, n) => ({ key: `c${n}`, zh, width: 20, kind: 'text' as const }))
    const fixed = Object.fromEntries(sheet.rows[1]!.map((text, n) => [`c${n}`, text === '-3' ? '3' : text]))
    const bytes = await buffer(writeXlsx({ sheets: [{ name: '改正', columns, rows: [fixed] }] }))
    const again = await upload(bytes, { name: '改正.xlsx' })
    expect((await check(again.id)).counts).toMatchObject({ rows: 1, new: 1, errors: 0 })
    await apply(again.id)
    expect(await stored()).toHaveLength(4)
  })
})

describe('nothing is half-written', () => {
  it('refuses the whole when a row has become wrong since the dry run', async () => {
    const uploaded = await upload(good)
    await check(uploaded.id)
    await world.database.root
      .updateTable('account')
      .set({ name: '改了名的教育' })
      .where('platform', '=', 'weibo')
      .execute()
    try {
      const after = await apply(uploaded.id)
      expect(after).toMatchObject({ state: 'failed', failure: expect.stringContaining('有 1 行') })
      expect(await stored()).toEqual([])
      expect(await rowsOf(uploaded.id)).toMatchObject([{ row: 4 }])
      expect((await check(uploaded.id)).counts).toMatchObject({ new: 2, errors: 1 })
    } finally {
      await world.database.root
        .updateTable('account')
        .set({ name: '临溪教育' })
        .where('platform', '=', 'weibo')
        .execute()
    }
  })

  it('lets one import of a kind be written at a time, and says whose it is', async () => {
    const first = await upload(good)
    await check(first.id)
    const supervisor = await world.as('supervisorofficer.city')
    const second = await upload(good, { by: supervisor })
    await check(second.id, supervisor)
    expect((await editor.post(`/api/imports/${first.id}/application`, {})).status).toBe(200)
    const busy = await supervisor.post(`/api/imports/${second.id}/application`, {})
    expect(await busy.json()).toMatchObject({ code: 'BUSY', title: expect.stringContaining('临溪县教育局') })
    const ctx = await world.ctxOf('supervisorofficer.city')
    expect(await transact(ctx, (work) => importsApplying(work))).toMatchObject([{ id: first.id, kind: 'posts' }])
    await world.runJobs()
    expect(await importsApplying(ctx)).toEqual([])
    const after = await apply(second.id, supervisor)
    expect(after.counts).toMatchObject({ new: 0, same: 3 })
  })

  it('leaves nothing of an import that was given up, before or after it was confirmed', async () => {
    const uploaded = await upload(good)
    await check(uploaded.id)
    await editor.post(`/api/imports/${uploaded.id}/application`, {})
    expect((await editor.post(`/api/imports/${uploaded.id}/cancellation`)).status).toBe(200)
    await world.runJobs()
    expect(await view(uploaded.id)).toMatchObject({ state: 'cancelled' })
    expect(await stored()).toEqual([])
    expect(await rowsOf(uploaded.id, 'new')).toEqual([])
    expect((await editor.post(`/api/imports/${uploaded.id}/application`, {})).status).toBe(409)
  })

  it('runs again after it was cut off, and once more changes nothing', async () => {
    const uploaded = await upload(good)
    await check(uploaded.id)
    await editor.post(`/api/imports/${uploaded.id}/application`, {})
    const { jobId } = await view(uploaded.id)
    // The worker had begun when the machine went down.
    await world.database.root.updateTable('job_run').set({ state: 'running' }).where('id', '=', jobId!).execute()
    await world.runJobs()
    expect(await view(uploaded.id)).toMatchObject({ state: 'applied' })
    expect(await stored()).toHaveLength(3)
  })

  it('frees the kind when a job has ended without a word', async () => {
    const uploaded = await upload(good)
    await check(uploaded.id)
    await editor.post(`/api/imports/${uploaded.id}/application`, {})
    const { jobId } = await view(uploaded.id)
    await editor.post(`/api/jobs/${jobId}/cancellation`)
    expect(await view(uploaded.id)).toMatchObject({ state: 'cancelled' })
    await world.runJobs()
  })
})

describe('totals of a period', () => {
  it('takes the published ranking of May 2021 and keeps empty cells unknown', async () => {
    const { root } = world.database
    const names = ['统计微讯', '浙江统计', '江苏统计', '上海统计', '濮阳统计微讯', '临沂统计', '临汾统计在线']
    const model = await root
      .selectFrom('account')
      .selectAll()
      .where('id', '=', world.world.accounts.wechat)
      .executeTakeFirstOrThrow()
    const ids = names.map((_, n) => `00000000-0000-7000-8000-00000000000${n}`)
    for (const [n, name] of names.entries()) {
      await root
        .insertInto('account')
        .values({
          ...model,
          search: undefined,
          id: ids[n]!,
          name,
          ledger_no: `PUB-${n}`,
          platform_account_id: null,
          tags: [],
        })
        .execute()
    }
    try {
      const bytes = readFileSync('src/publishing/testdata/wechat-statistics-system-2021-05.csv')
      const uploaded = await upload(bytes, {
        kind: 'figures',
        name: '2021-05.csv',
        options: JSON.stringify({ source: '第三方数据' }),
      })
      expect((await check(uploaded.id)).counts).toMatchObject({ rows: 7, new: 7, errors: 0 })
      await apply(uploaded.id)
      const rows = await root.selectFrom('account_figure').selectAll().orderBy('published_index', 'desc').execute()
      expect(rows).toMatchObject([
        {
          period_start: '2021-05-01',
          period_end: '2021-05-31',
          posts: 68,
          reads: 557_459,
          wows: 4949,
          likes: null,
          head_reads: null,
          max_reads: null,
          published_index: 1077,
          published_index_name: 'WCI',
          source: '第三方数据',
        },
        { posts: 24, reads: 130_149, wows: 1085, published_index: 832 },
        { posts: 21, reads: 83_131, wows: 755, published_index: 745 },
        { posts: null, reads: null, wows: null, published_index: 737 },
        { published_index: 661 },
        { published_index: 594 },
        { posts: null, published_index: 549 },
      ])
      const again = await upload(bytes, {
        kind: 'figures',
        name: '2021-05.csv',
        options: JSON.stringify({ source: '第三方数据' }),
      })
      expect((await check(again.id)).counts).toMatchObject({ same: 7 })
    } finally {
      await root.deleteFrom('account_figure').execute()
      await root.deleteFrom('account').where('id', 'in', ids).execute()
    }
  })

  it('refuses a part greater than its whole, an unfinished period, two indices, and a line without figures', async () => {
    const text = [
      '账号名称,平台,周期,发布篇数,原创篇数,WCI(公布值),BCI(公布值)',
      '临溪教育,微信公众号,2026-10,5,6,,',
      '临溪教育,微信公众号,2026-11,5,,,',
      '临溪教育,微信公众号,2026-09,,,500,600',
      '临溪教育,微信公众号,2026-08,,,,',
      '临溪教育,微信公众号,2026-13,1,,,',
      '临溪教育,微信公众号,2026-Q3,30,9,801.5,',
    ].join('\n')
    const uploaded = await upload(text, { kind: 'figures' })
    expect((await check(uploaded.id)).counts).toMatchObject({ new: 1, errors: 5 })
    expect((await rowsOf(uploaded.id)).map(({ row, errors }) => [row, errors[0]!.column])).toEqual([
      [2, '原创篇数'],
      [3, '周期'],
      [4, 'BCI(公布值)'],
      [5, null],
      [6, '周期'],
    ])
  })

  it('moves the followers of the ledger on, never back', async () => {
    const text = (month: string, followers: number) =>
      `账号名称,平台,周期,粉丝总数\n临溪教育,微博,${month},${followers}`
    for (const [month, followers] of [
      ['2026-09', 900],
      ['2026-08', 800],
    ] as const) {
      const uploaded = await upload(text(month, followers), { kind: 'figures' })
      await check(uploaded.id)
      await apply(uploaded.id)
    }
    const account = await world.database.root
      .selectFrom('account')
      .selectAll()
      .where('id', '=', world.world.accounts.weibo)
      .executeTakeFirstOrThrow()
    expect(account).toMatchObject({ followers: 900, followers_as_of: '2026-09-30' })
  })
})

it('has every kind under a name of its own, with columns that can be told apart', () => {
  expect(new Set(importKinds.map(({ kind }) => kind)).size).toBe(importKinds.length)
  for (const { columns } of importKinds) expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length)
})
