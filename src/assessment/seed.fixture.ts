import type { TestApp } from '../app/testing.ts'
import { newId } from '../core/ids.ts'
import { ensurePartitions } from '../db/partitions.ts'
import type { FindingTable } from '../db/schema.ts'
import { asSystem } from '../db/transact.ts'
import { ensureDefaultScheme } from './scheme.service.ts'

type Sums = { reads?: number | null; wows?: number; likes?: number; shares?: number; comments?: number }

/** Figures of test accounts, put where an import would put them. */
export function seeding(t: TestApp) {
  const system = () => t.ctxOf('system')
  return {
    scheme: async () => ensureDefaultScheme(await system()),

    /** `count` posts on the first days of a month, all headlines and originals, each with these figures. */
    async posts(accountId: string, month: string, count: number, figures: Sums = {}): Promise<void> {
      await ensurePartitions(t.database.root, [`${month}-01`])
      await asSystem(await system(), async ({ db }) => {
        for (let at = 0; at < count; at++) {
          const id = newId()
          const published = new Date(`${month}-${String((at % 28) + 1).padStart(2, '0')}T09:00:00+08:00`)
          const own = { published_at: published, account_id: accountId, source: '后台导出', batch_id: null }
          await db
            .insertInto('post')
            .values({
              ...own,
              id,
              post_key: `${month}/${at}`,
              title: `第 ${at + 1} 篇`,
              url: null,
              headline: true,
              original: true,
              created_at: published,
            })
            .execute()
          await db
            .insertInto('post_metric')
            .values({
              ...own,
              post_id: id,
              captured_at: new Date(published.getTime() + 86_400_000),
              reads: figures.reads === undefined ? 1000 : figures.reads,
              wows: figures.wows ?? 10,
              likes: figures.likes ?? 20,
              shares: figures.shares ?? 5,
              comments: figures.comments ?? 3,
              favourites: null,
            })
            .execute()
        }
      })
    },

    async finding(accountId: string, kind: FindingTable['kind'], day: string): Promise<void> {
      await asSystem(await system(), async ({ db }) => {
        await db
          .insertInto('finding')
          .values({
            id: newId(),
            account_id: accountId,
            post_id: null,
            kind,
            occurred_on: day,
            title: '测试问题',
            evidence_url: null,
            evidence_file_id: null,
            source: 'manual',
            state: 'confirmed',
            recorded_by: '张三',
            recorded_at: new Date(`${day}T12:00:00+08:00`),
            withdrawn_at: null,
            withdrawn_reason: null,
          })
          .execute()
      })
    },

    /** One more WeChat account of a unit, e.g. `host`. */
    async account(
      unitKey: string,
      name: string,
      more: { state?: 'active' | 'stopping'; platform?: 'wechat' | 'app' } = {},
    ) {
      const id = newId()
      await asSystem(await system(), async ({ db, now }) => {
        const unit = await db
          .selectFrom('unit')
          .selectAll()
          .where('id', '=', t.world.units[unitKey] ?? '')
          .executeTakeFirstOrThrow()
        await db
          .insertInto('account')
          .values({
            id,
            ledger_no: `T${id.slice(-12)}`,
            name,
            platform: more.platform ?? 'wechat',
            variant: more.platform ? null : 'subscription',
            platform_account_id: id,
            host_unit_id: unit.id,
            region_code: unit.region_code,
            region_path: unit.region_path,
            level: unit.level,
            state: more.state ?? 'active',
            opened_on: '2020-05-01',
            created_at: now,
            updated_at: now,
          })
          .execute()
      })
      return id
    },

    /** Runs an assessment to its end, as a user with the duty. */
    async run(username: string, body: object): Promise<string> {
      const caller = await t.as(username)
      const answer = await caller.post('/api/assessments', body)
      const started = (await answer.json()) as { runId: string }
      if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(started)}`)
      await t.runJobs()
      return started.runId
    },
  }
}
