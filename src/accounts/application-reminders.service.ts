import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { addWorkdays, isWorkday } from '../core/workdays.rules.ts'
import { transact } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { peopleOfUnit } from '../messages/people.service.ts'
import { workdayOverrides } from '../settings/workdays.service.ts'
import { followStep } from './application-steps.service.ts'
import { changeApplication, dueApplications, type StoredApplication } from './applications.store.ts'
import { applicationStates } from './lifecycle.rules.ts'

/**
 * On the morning of a workday: tells host units of steps that are due by the next workday or late, once a day, and ends
 * the registration window of openings that nobody filed. Running it twice changes nothing.
 */
export function remindApplicants(ctx: Ctx): Promise<void> {
  return transact(ctx, async (work) => {
    const today = beijingDay(work.now)
    const overrides = await workdayOverrides(work)
    if (!isWorkday(today, overrides)) return
    for (const application of await dueApplications(work.db, addWorkdays(today, 1, overrides))) {
      if (application.reminded_on === today) continue
      const late = application.due_on !== null && application.due_on < today
      await changeApplication(work.db, application.id, { reminded_on: today })
      for (const userId of await peopleOfUnit(work, application.host_unit_id, ['accountManager'])) {
        await tellUser(work, userId, {
          kind: 'application.due',
          title: `${late ? '已逾期' : '即将到期'}：${application.title}`,
          body: `目前“${applicationStates[application.state].zh}”，下一步应于 ${application.due_on} 前办理`,
          link: `/applications/${application.id}`,
        })
      }
      if (late && lapses(application)) {
        await followStep(work, application.id, { action: 'lapse', by: 'clock', note: `注册期至 ${application.due_on}` })
      }
    }
  })
}

function lapses({ kind, state }: StoredApplication): boolean {
  return kind === 'opening' && state === 'approved'
}
