import { addDays } from '../core/clock.rules.ts'
import { addAbsence } from '../review/absence.service.ts'
import { addPhrase } from '../review/phrases.service.ts'
import type { Desk, When } from './desk.ts'
import { formOf, type Plan, plans } from './openings.data.ts'
import { inventedPhone } from './places.service.ts'
import type { Stage } from './stage.ts'

const host = (ago: number, hour?: number): When => ({ who: 'manager', ago, ...(hour ? { hour } : {}) })
const office = (ago: number, hour?: number): When => ({ who: 'linxi', ago, ...(hour ? { hour } : {}) })

/** §6.1–6.2: openings in every state, filings, and the opinions and deputies of their reviews. */
export async function buildOpenings(stage: Stage, desk: Desk): Promise<void> {
  await lapsedOpening(desk)
  await filedOpening(stage, desk)
  await refusedOpening(desk)
  await filingInReview(stage, desk)
  await approvedOpening(stage, desk)
  await withdrawnOpening(desk)
  await returnedOpening(desk)
  await submitted(desk, 'inReview', 1)
  const discarded = await drafted(desk, 'discarded', 9)
  await desk.step(host(8), discarded, 'discard')
  const draft = await desk.start(host(2), { kind: 'opening' })
  const { budget: _, reviewing: __, ...half } = formOf(plans.draft)
  await desk.fill(host(2), draft, { ...half, followers: null, averageReads: null, twinReason: '' })
  for (const text of ['同意开设，请按承诺运营。', '请补充内容审核机制后重新提交。']) {
    await addPhrase(await desk.as(office(20)), text)
  }
}

async function drafted(desk: Desk, plan: Plan, ago: number): Promise<string> {
  const id = await desk.start(host(ago, 8), { kind: 'opening' })
  await desk.fill(host(ago, 9), id, formOf(plans[plan]))
  return id
}

async function submitted(desk: Desk, plan: Plan, ago: number): Promise<string> {
  const id = await drafted(desk, plan, ago)
  await desk.prove(host(ago, 10), id, 'pledge')
  await desk.step(host(ago, 10), id, 'submit', '请审核')
  return id
}

async function approved(desk: Desk, plan: Plan, ago: number): Promise<string> {
  const id = await submitted(desk, plan, ago)
  await desk.decide(office(ago - 2), id, { action: 'approve', opinion: '同意开设，请按承诺运营。' })
  return id
}

/** Nobody registered the account within the 30 workdays; the clock of the last workday says so. */
async function lapsedOpening(desk: Desk): Promise<void> {
  await approved(desk, 'lapsed', 90)
}

async function filedOpening(stage: Stage, desk: Desk): Promise<void> {
  const opening = await approved(desk, 'filed', 70)
  const filing = await filed(stage, desk, { plan: 'filed', opening, ago: 55 })
  await desk.decide(office(53), filing, { action: 'approve', opinion: '材料齐全，准予备案。' })
}

async function filingInReview(stage: Stage, desk: Desk): Promise<void> {
  await filed(stage, desk, { plan: 'filing', opening: await approved(desk, 'filing', 14), ago: 2 })
}

/** The filing of an approved opening, submitted. */
async function filed(stage: Stage, desk: Desk, given: { plan: Plan; opening: string; ago: number }): Promise<string> {
  const { plan, opening, ago } = given
  const { name, platform } = plans[plan]
  const id = await desk.start(host(ago, 8), { kind: 'filing', openingId: opening })
  await desk.fill(host(ago, 9), id, {
    platformAccountId: `yanshi_${platform}_${plan}`,
    openedOn: addDays(stage.today, -ago - 3),
    accountContactName: '溪知远',
    accountContactPhone: inventedPhone(4000 + ago),
    unitContactName: '溪怀瑾',
    unitContactPhone: inventedPhone(4500 + ago),
    url: `https://yanshi.example/${platform}/${plan}`,
    intro: `演示账号：“${name}”，内容均为虚构。`,
  })
  await desk.prove(host(ago, 9), id, 'certification')
  await desk.step(host(ago, 10), id, 'submit')
  return id
}

/** Refused after several opinions: copied to the leader, urged, then turned down. */
async function refusedOpening(desk: Desk): Promise<void> {
  const id = await submitted(desk, 'refused', 30)
  await desk.decide(office(29), id, { action: 'copy', opinion: '请分管领导阅知。', to: 'unitleader' })
  await desk.decide(host(28), id, { action: 'urge', opinion: '望尽快审核' })
  await desk.decide(office(27), id, {
    action: 'refuse',
    opinion: '与“临溪教育”定位重复，建议在现有账号开设教研栏目，不再新开。',
  })
}

/** Passed on to a colleague who is away: her deputy decides in her name, and both names stand there. */
async function approvedOpening(stage: Stage, desk: Desk): Promise<void> {
  const id = await submitted(desk, 'approved', 12)
  await addAbsence(await desk.as({ who: 'linxi.officer', ago: 11 }), {
    deputyId: stage.users.get('linxi') ?? '',
    startsOn: addDays(stage.today, -11),
    endsOn: addDays(stage.today, 10),
    reason: '参加脱产培训',
  })
  await desk.decide(office(11), id, {
    action: 'transfer',
    opinion: '该领域由云见素负责，请审核。',
    to: 'linxi.officer',
  })
  await desk.decide(office(9), id, { action: 'approve', opinion: '同意开设，请落实值班值守。' })
}

/** Returned once, submitted again, and taken back by the applicant: both rounds stay visible. */
async function withdrawnOpening(desk: Desk): Promise<void> {
  const id = await submitted(desk, 'withdrawn', 18)
  await desk.decide(office(17), id, { action: 'sendBack', opinion: '请补充内容审核机制后重新提交。' })
  await desk.fill(host(16), id, {
    reviewing: '编辑初审、办公室负责人复审、分管领导终审；涉及学生个人信息的由法规科会签。',
  })
  await desk.step(host(16, 11), id, 'submit', '已补充审核机制')
  await desk.decide(host(15), id, { action: 'withdraw', opinion: '名称需与家委会再商定，先行撤回。' })
}

async function returnedOpening(desk: Desk): Promise<void> {
  const id = await submitted(desk, 'returned', 6)
  await desk.decide(office(5), id, { action: 'sendBack', opinion: '承诺的粉丝数偏低，请结合同类账号重新测算。' })
}
