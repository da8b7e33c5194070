import { defaultScheme } from '../assessment/default-scheme.rules.ts'
import { record } from '../audit/audit.service.ts'
import { json } from '../db/sql.ts'
import { transact } from '../db/transact.ts'
import type { TestApp } from './testing.ts'
import type { Place, Seed } from './testing-records.ts'

type RegionRow = { code: string; path: string; level: 'province' | 'city' | 'county' | 'township' }

/** A finished assessment of the county, a draft of its supervisor, and the audit entry of something done there. */
export async function addRun(
  t: TestApp,
  seed: Seed,
  place: Pick<Place, 'scheme' | 'run' | 'account' | 'unit'>,
  region: RegionRow,
): Promise<string> {
  const { root } = t.database
  const { now } = t.clock
  const name = `${seed.name}县`
  await root
    .insertInto('scheme')
    .values({
      id: place.scheme,
      name: `${seed.name}草案`,
      version_no: 1,
      effective_from: '2027-01-01',
      state: 'draft',
      definition: json(defaultScheme),
      unit_id: t.world.units[seed.supervisor] ?? '',
      created_by: '测试',
      created_at: now,
    })
    .execute()
  await root
    .insertInto('assessment_run')
    .values({
      id: place.run,
      scheme_id: place.scheme,
      period_kind: 'month',
      period: '2026-10',
      period_start: '2026-10-01',
      period_end: '2026-10-31',
      region_code: region.code,
      region_path: region.path,
      region_name: name,
      state: 'done',
      cutoff: now,
      scheme_definition: json(defaultScheme),
      account_count: 1,
      created_by: '测试',
      created_at: now,
      finished_at: now,
    })
    .execute()
  const row = { run_id: place.run, account_id: place.account, account_name: `${seed.name}要闻`, platform: 'toutiao' }
  await root
    .insertInto('assessment_score')
    .values({
      ...row,
      level: region.level,
      host_unit_id: place.unit,
      host_unit_name: name,
      region_code: region.code,
      region_path: region.path,
      total: 60,
      rank_total: '60',
      operation: null,
      diligence: null,
      health: null,
      cluster: null,
      growth: null,
      verdict: '合格',
      breakdown: json({}),
    })
    .execute()
  await root
    .insertInto('assessment_input')
    .values({ run_id: place.run, account_id: place.account, facts: json({}) })
    .execute()
  await root
    .insertInto('assessment_excluded')
    .values({ ...row, host_unit_name: name, region_path: region.path, reason: '测试' })
    .execute()
  const ctx = await t.ctxOf(seed.user)
  await transact(ctx, (work) =>
    record(work, {
      action: 'test.act',
      subject: { type: 'account', id: place.account },
      title: `${seed.name}要闻有了变化`,
    }),
  )
  const head = await root.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow()
  return String(head.seq)
}
