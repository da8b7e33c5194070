import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import { newRound } from '../review/review.rules.ts'
import type { TestApp } from './testing.ts'
import { addPledge } from './testing-pledges.ts'

export type PlacedApplication = {
  opening: string
  application: string
  review: string
  absence: string
  phrase: string
}
type Spot = {
  name: string
  key: string
  account: string
  unit: string
  user: string
  successor: string
  evidence: string
  supervisor: string
  officer: string
}
type RegionRow = { code: string; path: string; level: 'province' | 'city' | 'county' | 'township' }

/** A change of the place's account before its supervisor, an opening that was agreed to, and everything beside them. */
export async function addApplications(t: TestApp, spot: Spot, region: RegionRow): Promise<PlacedApplication> {
  const { root } = t.database
  const { now } = t.clock
  const placed = { opening: newId(), application: newId(), review: newId(), absence: newId(), phrase: newId() }
  const person = { id: spot.user, name: `${spot.name}办理人` }
  const where = {
    host_unit_id: spot.unit,
    region_code: region.code,
    region_path: region.path,
    level: region.level,
    platform: 'toutiao' as const,
    created_by: person.id,
    created_by_name: person.name,
    created_at: now,
    updated_at: now,
    submitted_at: now,
  }
  await root
    .insertInto('account_application')
    .values([
      {
        ...where,
        id: placed.opening,
        number: `KS202600009${spot.key}`,
        kind: 'opening',
        state: 'approved',
        title: `账号开设：${spot.name}要闻二`,
        form: json({ name: `${spot.name}要闻二`, platform: 'toutiao' }),
        due_on: '2026-12-31',
      },
      {
        ...where,
        id: placed.application,
        number: `BG202600009${spot.key}`,
        kind: 'change',
        state: 'inReview',
        title: `账号变更：${spot.name}要闻`,
        account_id: spot.account,
        form: json({ fields: { name: `${spot.name}要闻三` }, reason: '更名' }),
      },
    ])
    .execute()
  await root
    .insertInto('account_application_step')
    .values({
      id: newId(),
      application_id: placed.application,
      action: 'submit',
      from_state: 'draft',
      to_state: 'inReview',
      actor_name: person.name,
      actor_unit: spot.name,
      at: now,
    })
    .execute()
  await root
    .insertInto('account_application_file')
    .values({ application_id: placed.application, file_id: spot.evidence, role: 'attachment', added_at: now })
    .execute()
  await addPledge(t, { account: spot.account, evidence: spot.evidence, name: spot.name })
  await addReview(t, spot, { placed, person, regionPath: region.path })
  return placed
}

async function addReview(
  t: TestApp,
  spot: Spot,
  given: { placed: PlacedApplication; person: { id: string; name: string }; regionPath: string },
): Promise<void> {
  const { root } = t.database
  const { now } = t.clock
  const { placed, person } = given
  const steps = newRound(
    [
      {
        name: '变更审核',
        unitId: spot.supervisor,
        unitName: '主管单位',
        duty: 'supervisorOfficer',
        mode: 'any',
        reviewers: [{ id: spot.officer, name: '审核人' }],
        workdays: 5,
      },
    ],
    now.toISOString(),
  )
  await root
    .insertInto('review')
    .values({
      id: placed.review,
      subject_type: 'application',
      subject_id: placed.application,
      kind: 'change',
      title: `账号变更：${spot.name}要闻`,
      link: `/applications/${placed.application}`,
      host_unit_id: spot.unit,
      region_path: given.regionPath,
      state: 'open',
      steps: json(steps),
      turn_unit_id: spot.supervisor,
      turn_duty: 'supervisorOfficer',
      due_on: '2026-12-01',
      submitter_id: person.id,
      submitter_name: person.name,
      submitter_unit: spot.name,
      submitted_at: now,
    })
    .execute()
  await root.insertInto('review_assignment').values({ review_id: placed.review, user_id: spot.officer }).execute()
  await root
    .insertInto('review_opinion')
    .values({
      id: newId(),
      review_id: placed.review,
      round: 1,
      step_name: '发起',
      action: 'submit',
      user_id: person.id,
      user_name: person.name,
      unit_name: spot.name,
      opinion: '',
      at: now,
    })
    .execute()
  await root
    .insertInto('review_copy')
    .values({ review_id: placed.review, user_id: spot.successor, by_name: person.name, at: now })
    .execute()
  await root
    .insertInto('review_absence')
    .values({
      id: placed.absence,
      user_id: person.id,
      deputy_id: spot.successor,
      starts_on: '2026-11-02',
      ends_on: '2026-11-03',
      reason: `${spot.name}的外出`,
      created_at: now,
    })
    .execute()
  await root
    .insertInto('review_phrase')
    .values({ id: placed.phrase, user_id: person.id, text: `${spot.name}的常用意见`, created_at: now })
    .execute()
}
