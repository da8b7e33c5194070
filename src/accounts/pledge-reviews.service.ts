import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isWorkday } from '../core/workdays.rules.ts'
import { transact } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { peopleOfUnit } from '../messages/people.service.ts'
import { workdayOverrides } from '../settings/workdays.service.ts'
import { supervisorsAbove } from './applications.store.ts'
import { measureInWords, type PledgeFacts, pledgeOutcomes } from './pledge.rules.ts'
import { evaluate, note } from './pledge.service.ts'
import { changePledge, duePledges, findPledge, lockPledge, type NamedPledge } from './pledge.store.ts'

/**
 * On the morning of a workday: holds every promise whose day has come against what is known, and tells once for each
 * day of review. Figures that came in late are taken up on the next mornings, until somebody has decided.
 */
export async function reviewPledges(ctx: Ctx): Promise<void> {
  const today = beijingDay(ctx.now)
  const due = await transact(ctx, async (work) =>
    isWorkday(today, await workdayOverrides(work)) ? duePledges(work.db, today) : [],
  )
  // One transaction each: what is done stays done when a later one fails.
  for (const id of due) await transact(ctx, (work) => reviewOne(work, id, today))
}

async function reviewOne(work: Work, id: string, today: string): Promise<void> {
  const locked = await lockPledge(work.db, id)
  if (!locked) return
  await evaluate(work, locked)
  const pledge = await findPledge(work.db, id, today)
  // Told, or decided by somebody who was quicker.
  if (pledge?.stands !== 'due' || pledge.told_for === pledge.reviews_on) return
  await changePledge(work.db, id, { told_for: pledge.reviews_on })
  await tell(work, pledge)
}

async function tell(work: Work, pledge: NamedPledge): Promise<void> {
  const facts = pledge.facts as PledgeFacts // `evaluate` has just written them
  const outcome = pledgeOutcomes[facts.outcome]
  const body = facts.measures.map(measureInWords).join('；')
  const [supervisor] = await supervisorsAbove(work.db, pledge.region_path)
  const officers = supervisor ? await peopleOfUnit(work, supervisor.id, ['supervisorOfficer']) : []
  const managers = await peopleOfUnit(work, pledge.host_unit_id, ['accountManager'])
  for (const userId of [...officers, ...managers]) {
    await tellUser(work, userId, {
      kind: 'pledge.due',
      title: `“${pledge.name}”开设承诺到期考核：${outcome}`,
      body,
      link: `/pledges?case=${pledge.account_id}`,
    })
  }
  await note(work, { id: pledge.account_id }, `自动核算为“${outcome}”。${body}`)
}
