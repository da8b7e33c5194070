import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import type { WorkdayOverrides } from '../core/workdays.rules.ts'
import { transact } from '../db/transact.ts'
import { readSetting, refuseInnerAdmin, saveSetting } from './settings.service.ts'
import { OverrideList, type WorkdayOverride } from './workdays.contract.ts'

const key = 'workdays.overrides'

/** The days that differ from the calendar of the State Council, for every deadline and reminder. */
export async function workdayOverrides(work: Pick<Work, 'db'>): Promise<WorkdayOverrides> {
  const rows = (await readSetting(work, key, OverrideList)) ?? []
  return Object.fromEntries(rows.map(({ day, works }) => [day, works]))
}

export function viewOverrides(ctx: Ctx): Promise<{ rows: WorkdayOverride[] }> {
  return transact(ctx, async (work) => {
    await refuseInnerAdmin(work)
    return { rows: (await readSetting(work, key, OverrideList)) ?? [] }
  })
}

export function saveOverrides(ctx: Ctx, given: { rows: WorkdayOverride[] }): Promise<{ rows: WorkdayOverride[] }> {
  return transact(ctx, async (work) => {
    await refuseInnerAdmin(work)
    const before = (await readSetting(work, key, OverrideList)) ?? []
    const rows = given.rows.toSorted((a, b) => a.day.localeCompare(b.day))
    await saveSetting(work, key, rows)
    await record(work, {
      action: 'setting.workdays',
      subject: { type: 'setting', id: key },
      title: `调整工作日：共登记 ${rows.length} 天`,
      before: changed(before, rows),
      after: changed(rows, before),
    })
    return { rows }
  })
}

function changed(rows: readonly WorkdayOverride[], others: readonly WorkdayOverride[]): WorkdayOverride[] {
  const known = new Set(others.map((row) => JSON.stringify(row)))
  return rows.filter((row) => !known.has(JSON.stringify(row)))
}
