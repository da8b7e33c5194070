import { z } from 'zod'
import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { readSetting, refuseInnerAdmin, saveSetting } from '../settings/settings.service.ts'
import { type ReviewReach, reviewReaches, reviewReachNames } from './review-route.rules.ts'

const key = 'accounts.reviewReach'

/** Up to which level openings are reviewed; the nearest supervisor alone, unless set otherwise. */
export async function readReviewReach(work: Work): Promise<ReviewReach> {
  return (await readSetting(work, key, z.enum(reviewReachNames))) ?? 'nearest'
}

export function viewReviewReach(ctx: Ctx): Promise<{ reach: ReviewReach }> {
  return transact(ctx, async (work) => ({ reach: await readReviewReach(work) }))
}

/** Applies to what is submitted from now on; a running review keeps the route that it began with. */
export function setReviewReach(ctx: Ctx, reach: ReviewReach): Promise<{ reach: ReviewReach }> {
  return transact(ctx, async (work) => {
    await refuseInnerAdmin(work)
    const before = await readReviewReach(work)
    if (before === reach) return { reach }
    await saveSetting(work, key, reach)
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
