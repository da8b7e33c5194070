import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import type { TestApp } from './testing.ts'

/** What the place's account has promised, and that it was given more time. */
export async function addPledge(t: TestApp, given: { account: string; evidence: string; name: string }): Promise<void> {
  const { root } = t.database
  const facts = json({ year: { first: '2025-09-01', last: '2026-08-31' }, measures: [], outcome: 'unmet', gaps: [] })
  await root
    .insertInto('account_pledge')
    .values({
      account_id: given.account,
      opening_id: null,
      followers: 100,
      posts_per_month: 4,
      average_reads: 50,
      starts_on: '2025-09-01',
      reviews_on: '2026-11-01',
      source: 'paper',
      evidence_file_id: given.evidence,
      note: `${given.name}的承诺`,
      facts,
      outcome: 'unmet',
      decision: 'extended',
    })
    .execute()
  await root
    .insertInto('account_pledge_decision')
    .values({
      id: newId(),
      account_id: given.account,
      decision: 'extended',
      reason: '测试',
      outcome: 'unmet',
      facts,
      reviews_on: '2026-11-01',
      closure_id: null,
      decided_by: '测试',
      decided_unit: '测试',
      at: t.clock.now,
    })
    .execute()
}
