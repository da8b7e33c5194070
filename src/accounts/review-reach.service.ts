import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { readSettingValue, writeSetting } from './applications.store.ts'
import { type ReviewReach, reviewReaches, reviewReachNames } from './review-route.rules.ts'

const key = 'accounts.reviewReach'

/** Up to which level openings are reviewed; the nearest supervisor alone, unless set otherwise. */
export async function readReviewReach(work: Work): Promise<ReviewReach> {
  const row = await readSettingValue(work.db, key)
  return reviewReachNames.find((name) => name === row?.value) ?? 'nearest'
}

export function viewReviewReach(ctx: Ctx): Promise<{ reach: ReviewReach }> {
  return transact(ctx, async (work) => ({ reach: await readReviewReach(work) }))
}

/** Applies to what is submitted from now on; a running review keeps the route that it began with. */
export function setReviewReach(ctx: Ctx, reach: ReviewReach): Promise<{ reach: ReviewReach }> {
  return transact(ctx, async (work) => {
    const before = await readReviewReach(work)
    if (before === reach) return { reach }
    await writeSetting(work.db, key, reach, work.now)
    await record(work, {
      action: 'application.reach',
      subject: { type: 'setting', id: key },
      title: `开设申请审核层级改为“${reviewReaches[reach]}”`,
      before: { reach: before },
      after: { reach },
    })
    return { reach }
  })
}
