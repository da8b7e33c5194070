import { reviewedApplication } from '../accounts/application-steps.service.ts'
import { judgedDraft, reviewedDraft } from '../publishing/reviewed-draft.service.ts'
import type { ReviewSubjects } from '../review/review.service.ts'
import { reviewedRule } from '../review/rules.service.ts'

/** What goes through the review engine, and who hears of the decision. */
export const reviewSubjects: ReviewSubjects = {
  application: { settled: reviewedApplication },
  draft: { deciding: judgedDraft, settled: reviewedDraft },
  reviewRule: { settled: reviewedRule },
}
