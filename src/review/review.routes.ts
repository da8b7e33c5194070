import { on, type Route } from '../core/routes.ts'
import { addAbsence, endAbsence, listAbsences } from './absence.service.ts'
import { addPhrase, listPhrases, removePhrase } from './phrases.service.ts'
import { candidates, countReviews, reviewPage, reviewView } from './queue.service.ts'
import { listReleases, releaseCounts } from './releases.service.ts'
import * as api from './review.contract.ts'
import { decide, type ReviewSubjects } from './review.service.ts'
import { listReviewRules, proposeReviewRule, resetReviewRule, viewReviewRule } from './rules.service.ts'
import * as three from './three-review.contract.ts'

// Fixed paths stand before `/:id`: the first that fits answers.
export function reviewRoutes(subjects: ReviewSubjects): Route[] {
  return [
    on(api.listReviews, (ctx, { query }) => reviewPage(ctx, query)),
    on(api.countReviews, (ctx, { query }) => countReviews(ctx, query)),
    on(api.viewReview, (ctx, { params }) => reviewView(ctx, params.id)),
    on(api.actOnReview, (ctx, { params, body }) => decide(ctx, subjects, params.id, body)),
    on(api.listReviewCandidates, (ctx, { params, query }) => candidates(ctx, params.id, query.action)),
    on(api.listAbsences, (ctx) => listAbsences(ctx)),
    on(api.addAbsence, (ctx, { body }) => addAbsence(ctx, body)),
    on(api.endAbsence, (ctx, { params }) => endAbsence(ctx, params.id)),
    on(api.listPhrases, (ctx) => listPhrases(ctx)),
    on(api.addPhrase, (ctx, { body }) => addPhrase(ctx, body.text)),
    on(api.removePhrase, (ctx, { params }) => removePhrase(ctx, params.id)),
    on(three.listReviewRules, (ctx, { query }) => listReviewRules(ctx, query)),
    on(three.resetReviewRule, (ctx, { body }) => resetReviewRule(ctx, body)),
    on(three.viewReviewRule, (ctx, { params }) => viewReviewRule(ctx, params.id)),
    on(three.proposeReviewRule, (ctx, { body }) => proposeReviewRule(ctx, body)),
    on(three.listReleases, (ctx, { query }) => listReleases(ctx, query)),
    on(three.countReleases, (ctx, { query }) => releaseCounts(ctx, query)),
  ]
}
