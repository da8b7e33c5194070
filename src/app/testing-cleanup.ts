import { json } from '../db/sql.ts'
import type { TestApp } from './testing.ts'

type Place = { account: string; run: string; region: string; proposal: string }

/** The county's account as evaluated, and proposed to be closed by its supervisor; its time to speak is over. */
export async function addCleanup(t: TestApp, place: Place, name: string): Promise<void> {
  const { root } = t.database
  const { now } = t.clock
  const why = `${name}要闻的依据`
  const results = json([{ clause: '6.5.1(2)', outcome: 'met', why, evidence: [], forecast: null, near: false }])
  await root
    .insertInto('cleanup_benchmark')
    .values({ run_id: place.run, county_code: '', platform: 'toutiao', mean: '60', fifth: null })
    .execute()
  await root
    .insertInto('cleanup_evaluation')
    .values({
      account_id: place.account,
      county_code: place.region,
      evaluated_on: '2026-11-24',
      evaluated_at: now,
      hash: 'x',
      facts: json({}),
      results,
      unfit_results: json([]),
      clauses: ['6.5.1(2)'],
      unclear: [],
      near: [],
      unfit: [],
    })
    .execute()
  const account = await root.selectFrom('account').selectAll().where('id', '=', place.account).executeTakeFirstOrThrow()
  await root
    .insertInto('cleanup_proposal')
    .values({
      id: place.proposal,
      account_id: place.account,
      host_unit_id: account.host_unit_id,
      region_path: account.region_path,
      kind: 'cleanup',
      state: 'hearing',
      clauses: ['6.5.1(2)'],
      hash: 'x',
      results,
      due_on: '2026-11-20',
      proposed_by: '测试',
      proposed_at: now,
    })
    .execute()
}
