import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { readSheet } from '../core/sheet/read-sheet.ts'
import type { AccountRow } from './accounts.contract.ts'
import { startExport } from './export.service.ts'
import { plantAccounts } from './testing.ts'

let app: TestApp
let county: Caller
const many = 2100
beforeAll(async () => {
  app = await testApp()
  county = await app.as('supervisorofficer')
  await plantAccounts(
    app,
    Array.from({ length: many }, (_, n) => ({
      name: n === 7 ? '=HYPERLINK("http://x")' : `批量${'甲乙丙丁戊己庚辛壬癸'[n % 10]}`,
      followers: n % 3 === 0 ? null : n,
      host_unit_id: n % 2 ? app.world.units.host! : app.world.units.enterprise!,
    })),
  )
})
afterAll(() => app.close())

const json = async <T>(answer: Response): Promise<T> => {
  expect(answer.status, await answer.clone().text()).toBe(200)
  return (await answer.json()) as T
}
const count = async (query: string) =>
  (await json<{ count: number }>(await county.get(`/api/accounts/totals?${query}`))).count
const entries = (action: string) =>
  app.database.root
    .selectFrom('audit_entry')
    .select(['title', 'after'])
    .where('action', '=', action)
    .orderBy('seq')
    .execute()

describe('tags of many accounts', () => {
  it('change at once for a few, in steps of 500 for all that match, each step audited', async () => {
    const few = await json(
      await county.post('/api/accounts/bulk/tags', { target: { filter: { q: '批量丁' } }, add: ['三'] }),
    )
    expect(few).toEqual({ count: 210, jobId: null })
    expect(await count('tag=三')).toBe(210)

    const all = await json<{ count: number; jobId: string }>(
      await county.post('/api/accounts/bulk/tags', {
        target: { filter: { q: '批量' } },
        add: ['全部'],
        remove: ['三'],
      }),
    )
    expect(all.count).toBe(many - 1)
    await app.runJobs()
    expect(await json(await county.get(`/api/jobs/${all.jobId}`))).toMatchObject({
      state: 'done',
      done: many - 1,
      total: many - 1,
      result: { changed: many - 1 },
    })
    expect(await count('tag=全部')).toBe(many - 1)
    expect(await count('tag=三')).toBe(0)
    expect(await entries('account.tags')).toHaveLength(1 + 5)
  })

  it('reach the end although the change itself takes rows out of the filter', async () => {
    await json(await county.post('/api/accounts/bulk/tags', { target: { filter: { tag: '全部' } }, remove: ['全部'] }))
    await app.runJobs()
    expect(await count('tag=全部')).toBe(0)
  })

  it("leave another county's accounts alone, even when their ids are sent", async () => {
    const ids = [app.world.accounts.sibling, app.world.accounts.wechat]
    expect(await json(await county.post('/api/accounts/bulk/tags', { target: { ids }, add: ['越界'] }))).toMatchObject({
      count: 1,
    })
    expect(await count('tag=越界')).toBe(1)
  })

  it('are not changed by a misspelt filter', async () => {
    const answer = await county.post('/api/accounts/bulk/tags', {
      target: { filter: { platfrom: 'weibo' } },
      add: ['错'],
    })
    expect(answer.status).toBe(422)
  })
})

describe('reminders (§6.2)', () => {
  it('tell the account managers once each, and say whom nobody could be told for', async () => {
    const answer = await json<{ count: number; people: number; unreached: number }>(
      await county.post('/api/accounts/bulk/reminders', { target: { filter: { q: '批量乙' } } }),
    )
    expect(answer).toEqual({ count: 210, people: 1, unreached: 0 })
    const mail = await app.database.root
      .selectFrom('message')
      .selectAll()
      .where('kind', '=', 'accounts.incomplete')
      .execute()
    expect(mail.map((message) => [message.user_id, message.title])).toEqual([
      [app.world.users.accountmanager, '请补全 210 个账号的备案资料'],
    ])
    const others = await json(
      await county.post('/api/accounts/bulk/reminders', { target: { filter: { q: '批量丙' } } }),
    )
    expect(others).toMatchObject({ count: 210, people: 0, unreached: 210 })
  })
})

describe('export', () => {
  type Answer = { count: number; fileId: string | null; jobId: string | null }
  const request = (filter: object, format: 'xlsx' | 'csv') => ({
    target: { filter },
    sort: 'followers',
    order: 'desc',
    columns: ['ledgerNo', 'name', 'followers', 'silentDays', 'openedOn'],
    format,
  })
  async function read(fileId: string, name: string) {
    const answer = await county.get(`/api/files/${fileId}/content`)
    return readSheet(new Uint8Array(await answer.arrayBuffer()), name)
  }

  it('has the same rows in the same order and columns as the page, says its filter, and runs no formula', async () => {
    const made = await json<Answer>(
      await county.post('/api/accounts/exports', request({ platform: 'wechat', q: 'http' }, 'xlsx')),
    )
    expect(made).toMatchObject({ count: 1, jobId: null })
    const sheet = await read(made.fileId!, 'a.xlsx')
    expect(sheet.formulaCells).toEqual([])
    expect(sheet.rows.flat().join(' ')).toContain('搜索：http')
    expect(sheet.rows.at(-2)).toEqual(['台账编号', '账号名称', '粉丝数', '未更新天数', '开设日期'])
    expect(sheet.rows.at(-1)!.join()).toContain('HYPERLINK')
    expect(sheet.rows.at(-1)!.slice(2)).toEqual(['7', '未知'])
  })

  it('says first that it is of the demonstration, where it is', async () => {
    const ctx = { ...(await app.ctxOf('supervisorofficer')), demo: true }
    const made = await startExport(ctx, {
      target: { ids: [app.world.accounts.wechat] },
      sort: 'name',
      order: 'asc',
      columns: ['name'],
      format: 'csv',
    })
    expect((await read(made.fileId!, 'a.csv')).rows[0]).toEqual(['演示数据'])
  })

  it.each(['xlsx', 'csv'] as const)(
    'of more than 2000 rows is made by a job, as %s, complete and in order',
    async (format) => {
      const started = await json<Answer>(await county.post('/api/accounts/exports', request({}, format)))
      expect(started.fileId).toBeNull()
      await app.runJobs()
      const job = await json<{ state: string; result: { fileId: string } }>(
        await county.get(`/api/jobs/${started.jobId}`),
      )
      expect(job.state).toBe('done')
      const sheet = await read(job.result.fileId, `a.${format}`)
      const body = sheet.rows.slice(sheet.rows.findIndex((row) => row[0] === '台账编号') + 1)
      expect(body).toHaveLength(started.count)

      const onPage: string[] = []
      for (let cursor = ''; ; ) {
        const page = await json<{ rows: AccountRow[]; next: string | null }>(
          await county.get(`/api/accounts?sort=followers&order=desc&limit=200${cursor}`),
        )
        onPage.push(...page.rows.map((row) => row.ledgerNo))
        if (!page.next) break
        cursor = `&cursor=${page.next}`
      }
      expect(body.map((row) => row[0])).toEqual(onPage)
      expect((await entries('account.export')).length).toBeGreaterThan(0)
    },
  )
})
