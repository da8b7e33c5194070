import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import { elementNames } from '../review/elements.rules.ts'
import { defaultSteps } from '../review/three-review.rules.ts'
import type { TestApp } from './testing.ts'

type Spot = { rule: string; review: string; unit: string; user: string; name: string; regionPath: string }

/** A unit's own route for a class of content, a sheet under its review, and a 严重 finding that was let pass. */
export async function addReviewRules(t: TestApp, spot: Spot): Promise<void> {
  const { root } = t.database
  const { now } = t.clock
  const of = { host_unit_id: spot.unit, region_path: spot.regionPath }
  const hash = '0'.repeat(64)
  const subject = { review_id: spot.review, subject_id: newId(), hash, at: now }
  await root
    .insertInto('review_rule')
    .values({
      ...of,
      id: spot.rule,
      class: 'important',
      steps: json(defaultSteps('important')),
      reason: `${spot.name}的审核路线`,
      state: 'active',
      created_by: spot.user,
      created_by_name: '测试',
      created_at: now,
      decided_at: now,
    })
    .execute()
  await root
    .insertInto('review_sheet')
    .values({
      ...subject,
      id: newId(),
      round: 1,
      step: 2,
      step_name: '三审',
      level: 'final',
      duty: 'unitLeader',
      action: 'approve',
      elements: json(Object.fromEntries(elementNames.map((name) => [name, { verdict: 'pass', note: '' }]))),
      user_id: spot.user,
      user_name: '测试',
      on_behalf_id: null,
      on_behalf_name: null,
      opinion: `${spot.name}的签署意见`,
    })
    .execute()
  await root
    .insertInto('finding_release')
    .values({
      ...of,
      ...subject,
      id: newId(),
      title: `${spot.name}的放行`,
      finding_key: 'title:test@0:旧称',
      finding: json({ text: '旧称', message: '测试', severity: 'grave' }),
      reason: '引用历史文件原文，保留当时的名称',
      released_by: spot.user,
      released_by_name: '测试',
    })
    .execute()
}
