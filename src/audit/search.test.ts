import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { transact } from '../db/transact.ts'
import type { AuditRow } from './audit.contract.ts'
import { record } from './audit.service.ts'

let t: TestApp
let auditor: Caller
beforeAll(async () => {
  t = await testApp()
  for (let n = 1; n <= 25; n++) await act('editor', { title: `修改账号 ${n}`, id: `a${n}` })
  await act('accountmanager.sibling', { title: '=HYPERLINK("http://evil.example")', id: 's1' })
  await act('system', { title: '定时清理', id: 'x1' })
  auditor = await t.as('auditadmin')
})
afterAll(() => t.close())

async function act(username: string, { title, id }: { title: string; id: string }) {
  await transact(await t.ctxOf(username), (work) =>
    record(work, {
      action: 'account.change',
      subject: { type: 'account', id },
      title,
      before: { name: '旧' },
      after: { name: '新' },
    }),
  )
}
async function ask(query: string, caller = auditor) {
  const answer = await caller.get(`/api/audit?${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as { rows: AuditRow[]; next: string | null }
}
const titles = async (query: string, caller?: Caller) => (await ask(query, caller)).rows.map((row) => row.title)

describe('the auditor', () => {
  it('pages through everything, the newest first, each entry once', async () => {
    const seen: number[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await ask(`limit=10${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...page.rows.map((row) => row.seq))
      cursor = page.next
    }
    expect(seen).toEqual([...seen].sort((a, b) => b - a))
    expect(new Set(seen).size).toBe(27)
  })

  it.each([
    ['action=account.change&username=editor&limit=3', ['修改账号 25', '修改账号 24', '修改账号 23']],
    ['subjectType=account&subjectId=a7', ['修改账号 7']],
    ['action=account.&text=清理', ['定时清理']],
    ['text=%25', []],
    ['from=2026-11-25', []],
    ['from=2026-11-24&to=2026-11-24&subjectId=a1', ['修改账号 1']],
    ['to=2026-11-23', []],
  ])('finds by %s', async (query, expected) => {
    expect(await titles(query)).toEqual(expected)
  })

  it('finds by unit', async () => {
    expect(await titles(`unitId=${t.world.units.siblingHost}`)).toEqual(['=HYPERLINK("http://evil.example")'])
  })

  it('sees what was there before and after', async () => {
    const [row] = (await ask('subjectId=a7')).rows
    expect(await (await auditor.get(`/api/audit/${row!.seq}`)).json()).toMatchObject({
      before: { name: '旧' },
      after: { name: '新' },
      username: 'editor',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect((await auditor.get('/api/audit/999999')).status).toBe(404)
    expect((await auditor.get('/api/audit/x')).status).toBe(422)
    expect((await auditor.get('/api/audit?cursor=x')).status).toBe(422)
  })

  it('exports what was filtered, harmless for a spreadsheet, and that is an entry too', async () => {
    const answer = await auditor.get('/api/audit/export?subjectType=account')
    expect(answer.headers.get('content-type')).toContain('text/csv')
    const lines = (await answer.text()).trim().split('\r\n')
    expect(lines).toHaveLength(2 + 27)
    expect(lines.find((line) => line.includes('HYPERLINK'))).toContain(`"'=HYPERLINK(""http`)
    expect(await titles('action=audit.export')).toEqual(['导出审计日志'])
  })

  it('has the chain verified by a job', async () => {
    const { jobId } = (await (await auditor.post('/api/audit/verifications')).json()) as { jobId: string }
    await t.runJobs()
    const job = (await (await auditor.get(`/api/jobs/${jobId}`)).json()) as { state: string; result: { ok: boolean } }
    expect(job).toMatchObject({ state: 'done', result: { ok: true, fault: null } })
    expect((await titles('action=audit.verify'))[0]).toMatch(/^校验审计日志：\d+ 条完整$/)
  })

  it('of a county reads what its own bodies did, and not the system’s', async () => {
    await t.ground.root
      .updateTable('app_user')
      .set({ unit_id: t.world.units.sibling! })
      .where('username', '=', 'auditadmin')
      .execute()
    const county = await t.as('auditadmin')
    expect(await titles('subjectType=account', county)).toEqual(['=HYPERLINK("http://evil.example")'])
  })
})

describe('the audit', () => {
  it.each(['editor', 'supervisorofficer', 'systemadmin', 'securityadmin'])('is closed to %s', async (username) => {
    const caller = await t.as(username)
    expect((await caller.get('/api/audit')).status).toBe(403)
    expect((await caller.get('/api/audit/export')).status).toBe(403)
    expect((await caller.post('/api/audit/verifications')).status).toBe(403)
  })
})
