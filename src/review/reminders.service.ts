import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { newId } from '../core/ids.ts'
import { addWorkdays, isWorkday } from '../core/workdays.rules.ts'
import { transact } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { workdayOverrides } from '../settings/workdays.service.ts'
import { addOpinion, changeReview, dueReviews, holdersOf, superiorOf } from './review.store.ts'
import { tellTurn } from './turn.service.ts'

/**
 * On the morning of a workday: reminds of what is due by the next workday, once a day, and tells the superior body of what
 * is late, once; of what is 突发 also on a day of rest. Running it twice changes nothing.
 */
export function remindReviewers(ctx: Ctx): Promise<void> {
  return transact(ctx, async (work) => {
    const { db, now } = work
    const today = beijingDay(now)
    const overrides = await workdayOverrides(work)
    const rests = !isWorkday(today, overrides)
    for (const review of await dueReviews(db, addWorkdays(today, 1, overrides))) {
      const step = review.steps[review.step]
      if (!step || review.reminded_on === today || (rests && !review.urgent)) continue
      const late = review.due_on !== null && review.due_on < today
      await tellTurn(work, review, step, late ? '已逾期，请尽快审核' : `请于 ${review.due_on} 前审核`)
      await changeReview(db, review.id, { reminded_on: today })
      if (!late || review.escalated_at) continue
      const superior = await superiorOf(db, step.unitId)
      for (const { id } of superior ? await holdersOf(db, superior.id, 'supervisorOfficer') : []) {
        await tellUser(work, id, {
          kind: 'review.late',
          title: `${step.unitName}审核逾期：${review.title}`,
          body: `应于 ${review.due_on} 前完成“${step.name}”`,
          link: review.link,
        })
      }
      await changeReview(db, review.id, { escalated_at: now })
      await addOpinion(db, {
        id: newId(),
        review_id: review.id,
        round: review.round,
        step: review.step,
        step_name: step.name,
        action: 'escalate',
        user_id: null,
        user_name: '系统',
        unit_name: '系统',
        on_behalf_name: null,
        to_name: null,
        opinion: superior ? '已提醒上级主管单位' : '本级以上没有主管单位可提醒',
        reached_at: null,
        at: now,
      })
    }
  })
}
