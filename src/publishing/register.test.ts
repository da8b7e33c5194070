import { createServer, type Server } from 'node:http'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { readPaper } from '../core/paper.fixture.ts'
import { connect, type Planted, plantApproved, plantPicture } from './approved.fixture.ts'
import type { PublicationView } from './publications.contract.ts'
import { sendDue } from './send.service.ts'

let t: TestApp
let editor: Caller
let site: { server: Server; url: string; page: { status: number; body: string } }
beforeAll(async () => {
  t = await testApp()
  editor = await t.as('editor')
  const page = { status: 200, body: '' }
  const server = createServer((_, answer) => {
    answer.writeHead(page.status, { 'content-type': 'text/html; charset=utf-8' }).end(page.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  site = { server, page, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` }
  await connect(t, t.world.accounts.wechat, { baseUrl: site.url })
})
afterAll(async () => {
  site.server.close()
  await t.close()
})

/** One that waits for a person, as the content has no cover. */
async function handOver(more: Parameters<typeof plantApproved>[1] = {}): Promise<{ id: string; draft: Planted }> {
  const draft = await plantApproved(t, more)
  const answer = await editor.post(`/api/drafts/${draft.id}/publications`, { hash: draft.hash, version: 1 })
  const { ids } = (await answer.json()) as { ids: string[] }
  return { id: ids[0] as string, draft }
}
const view = async (id: string, who: Caller = editor) =>
  (await (await who.get(`/api/publications/${id}`)).json()) as PublicationView
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer())
/** A session ends while time passes; the next one is as good. */
async function minutes(count: number): Promise<void> {
  t.clock.now = new Date(t.clock.now.getTime() + count * 60_000)
  editor = await t.as('editor')
}
const run = async () => sendDue(await t.ctxOf('system'), { now: () => t.clock.now })
const register = (id: string, version: number, more: object = {}) =>
  editor.post(`/api/publications/${id}/registrations`, {
    version,
    url: 'https://mp.weixin.qq.com/s/abcdefg',
    publishedAt: t.clock.now.toISOString(),
    ...more,
  })

describe('the hand-over package', () => {
  it('holds the words, the pictures in their order, and the steps; the same bytes each time', async () => {
    const [first, second] = [await plantPicture(t, '甲/..\\乙<>.png'), await plantPicture(t, '第二张.png')]
    const { id, draft } = await handOver({
      html: `<p>正文一</p><img data-picture="${second}"><p>正文二</p><img data-picture="${first}">`,
      digest: '摘要在此',
    })
    const answer = await editor.get(`/api/publications/${id}/package`)
    expect(answer.status).toBe(200)
    const bytes = await bytesOf(answer)
    const files = unzipSync(bytes)
    expect(Object.keys(files)).toEqual([
      '步骤说明.txt',
      '标题.txt',
      '摘要.txt',
      '正文.txt',
      '正文.html',
      '图片/01-第二张.png',
      '图片/02-甲_.._乙__.png',
    ])
    const text = (name: string) => new TextDecoder().decode(files[name])
    expect(text('标题.txt').trim()).toBe(draft.content.title)
    expect(text('正文.txt').trim()).toBe('正文一\r\n正文二')
    expect(text('正文.html')).toContain(`src="${encodeURIComponent('图片')}/01-`)
    expect(text('步骤说明.txt')).toContain(draft.hash)
    expect(await bytesOf(await editor.get(`/api/publications/${id}/package`))).toEqual(bytes)
  })

  it('is not given out for content that was edited since, nor to another unit', async () => {
    const { id, draft } = await handOver()
    expect((await (await t.as('accountmanager.sibling')).get(`/api/publications/${id}/package`)).status).toBe(404)
    await t.database.root
      .updateTable('draft')
      .set({ hash: 'b'.repeat(64) })
      .where('id', '=', draft.id)
      .execute()
    const answer = await editor.get(`/api/publications/${id}/package`)
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('与三审通过的版本不一致')])
  })
})

describe('registering what a person published', () => {
  it.each([
    ['another site', { url: 'https://example.com/s/1' }, '不是该平台的作品网址'],
    ['a look-alike', { url: 'https://mp.weixin.qq.com.example.com/s/1' }, '不是该平台的作品网址'],
    ['a password in it', { url: 'https://a:b@mp.weixin.qq.com/s/1' }, '不要带用户名'],
    ['a time to come', { publishedAt: '2026-12-31T00:00:00+08:00' }, '不能晚于现在'],
    ['a time before the approval', { publishedAt: '2026-11-23T00:00:00+08:00' }, '早于三审通过时间'],
  ])('refuses %s', async (_, more, words) => {
    const { id } = await handOver()
    const answer = await register(id, 1, more)
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(words)])
    expect((await view(id)).state).toBe('handOver')
  })

  it('keeps it among the posts, and looks at the address: the same, other, or nothing to be seen', async () => {
    const cases = [
      [
        'verified',
        200,
        (title: string) =>
          `<title>${title}</title><body><p>全县中小学定于九月一日开学。</p><p>请家长提前安排接送。</p>阅读 12</body>`,
      ],
      [
        'differs',
        200,
        () =>
          '<title>别的标题</title><body><p>这里写的完全是另外一件事情，与所登记的内容没有什么关系，请核对后再登记一次。</p></body>',
      ],
      ['unreachable', 404, () => ''],
      ['unreachable', 200, () => '<body><script>var a = 1</script>请登录</body>'],
    ] as const
    for (const [verified, status, body] of cases) {
      const { id, draft } = await handOver()
      expect((await register(id, 1, { url: `${site.url}/s/${id}` })).status).toBe(200)
      expect(await view(id)).toMatchObject({ state: 'published', verified: 'unchecked', way: 'handOver' })
      const post = await t.database.root
        .selectFrom('post')
        .select('source')
        .where('title', '=', draft.content.title)
        .executeTakeFirstOrThrow()
      expect(post.source).toBe('发布登记')
      site.page.status = status
      site.page.body = body(draft.content.title)
      for (const wait of [2, 31, 361]) {
        await minutes(wait)
        await run()
      }
      expect(await view(id)).toMatchObject({ verified, nextAt: null })
      const told = await t.database.root
        .selectFrom('message')
        .select('kind')
        .where('link', '=', `/publications/${id}`)
        .where('title', 'like', '%不一致%')
        .execute()
      expect(told).toHaveLength(verified === 'differs' ? 2 : 0)
    }
  })
})

describe('what a person may do with a publication', () => {
  it('cancels with a reason, once, and only as she saw it', async () => {
    const { id } = await handOver()
    const cancel = (version: number) =>
      editor.post(`/api/publications/${id}/cancellations`, { version, reason: '活动延期举行' })
    expect((await cancel(2)).status).toBe(409)
    expect((await cancel(1)).status).toBe(200)
    expect((await cancel(2)).status).toBe(409)
    const seen = await view(id)
    expect(seen.events.at(-1)?.title).toContain('活动延期举行')
    expect(Object.values(seen.may)).toEqual([false, false, false, false, false])
  })

  it('retries what failed only while the gate lets it out and nothing else of it is on its way', async () => {
    const { id, draft } = await handOver()
    const { root } = t.database
    await root.updateTable('publication').set({ state: 'failed' }).where('id', '=', id).execute()
    const again = await editor.post(`/api/drafts/${draft.id}/publications`, { hash: draft.hash, version: 1 })
    const { ids } = (await again.json()) as { ids: string[] }
    expect(ids).not.toEqual([id])
    const retry = () => editor.post(`/api/publications/${id}/retries`, { version: 1 })
    const twin = await retry()
    expect([twin.status, await twin.text()]).toEqual([409, expect.stringContaining('另有一条')])
    await root
      .updateTable('publication')
      .set({ state: 'cancelled' })
      .where('id', '=', ids[0] as string)
      .execute()
    await root.updateTable('draft').set({ approved_hash: null }).where('id', '=', draft.id).execute()
    expect((await retry()).status).toBe(409)
    await root.updateTable('draft').set({ approved_hash: draft.hash }).where('id', '=', draft.id).execute()
    expect((await retry()).status).toBe(200)
    expect(await view(id)).toMatchObject({ state: 'scheduled', way: 'api' })
    expect((await editor.post(`/api/publications/${id}/hand-overs`, { version: 2 })).status).toBe(200)
    expect(await view(id)).toMatchObject({ state: 'handOver', way: 'handOver' })
  })

  it('notes that it was deleted by hand where the platform has no such call', async () => {
    const { id } = await handOver()
    await register(id, 1)
    const withdraw = (byHand: boolean) =>
      editor.post(`/api/publications/${id}/withdrawals`, { version: 2, reason: '内容有误', byHand })
    const refusal = await withdraw(false)
    expect([refusal.status, await refusal.text()]).toEqual([409, expect.stringContaining('请在平台上删除后登记')])
    expect((await withdraw(true)).status).toBe(200)
    expect((await view(id)).state).toBe('withdrawn')
  })
})

describe('the register', () => {
  it('lists by the latest, counts by the same question, searches, pages, and exports', async () => {
    const { id, draft } = await handOver({ title: '罕见词语检索通告' })
    const list = async (query: string, who = editor) =>
      (await (await who.get(`/api/publications?${query}`)).json()) as {
        rows: { id: string; scheduledAt: string }[]
        next: string | null
      }
    const all = await list('limit=200')
    const times = all.rows.map(({ scheduledAt }) => scheduledAt)
    expect(times).toEqual(times.toSorted().reverse())
    const first = await list('limit=3')
    const rest = await list(`limit=200&cursor=${first.next}`)
    expect([...first.rows, ...rest.rows].map((row) => row.id)).toEqual(all.rows.map((row) => row.id))
    expect((await list(`q=${encodeURIComponent('罕见词语')}`)).rows.map((row) => row.id)).toEqual([id])
    expect((await list(`draftId=${draft.id}&state=handOver,failed&platform=wechat&way=handOver`)).rows).toHaveLength(1)
    expect((await list('from=2020-01-01&to=2020-01-02')).rows).toEqual([])
    expect((await list('region=990102')).rows).toEqual([])
    expect((await list('limit=200', await t.as('supervisorofficer'))).rows).toHaveLength(all.rows.length)
    expect((await list('limit=200', await t.as('contractorstaff'))).rows).toHaveLength(all.rows.length)
    expect((await list('limit=200', await t.as('accountmanager.sibling'))).rows).toEqual([])
    const counts = (await (await editor.get('/api/publications/counts')).json()) as {
      listed: number
      byState: Record<string, number>
    }
    expect(counts.listed).toBe(all.rows.length)
    expect(Object.values(counts.byState).reduce((a, b) => a + b)).toBe(all.rows.length)
    const officer = await t.as('officehead')
    const { jobId } = (await (await officer.post('/api/publications/exports', { draftId: draft.id })).json()) as {
      jobId: string
    }
    await t.runJobs()
    const job = (await (await officer.get(`/api/jobs/${jobId}`)).json()) as {
      state: string
      result: { fileId: string }
    }
    expect(job.state).toBe('done')
    const file = await bytesOf(await officer.get(`/api/files/${job.result.fileId}/content`))
    expect(new TextDecoder().decode(unzipSync(file)['xl/worksheets/sheet1.xml'])).toContain('罕见词语检索通告')
  })

  it('gives evidence with signatures, the seven elements, the hash, the events and the frozen text, the same each time', async () => {
    const { id, draft } = await handOver()
    await register(id, 1)
    const asked = await editor.get(`/api/publications/${id}/evidence`)
    const bytes = await bytesOf(asked)
    const { text } = await readPaper(bytes)
    for (const words of [
      draft.hash,
      draft.content.title,
      '一审',
      '测试unitleader',
      '政治合格，政策合格，业务合格，法律合格，文字合格，保密合格，舆情合格',
      '意见：同意发布',
      'https://mp.weixin.qq.com/s/abcdefg',
      '登记已发布',
      '全县中小学定于九月一日开学。',
    ]) {
      expect(text).toContain(words)
    }
    expect(await bytesOf(await editor.get(`/api/publications/${id}/evidence`))).toEqual(bytes)
    // Whoever may look at it sees the whole.
    const officer = await t.as('supervisorofficer')
    expect(await bytesOf(await officer.get(`/api/publications/${id}/evidence`))).toEqual(bytes)
  })
})
