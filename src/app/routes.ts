import { accountRoutes } from '../accounts/accounts.routes.ts'
import { applicationRoutes } from '../accounts/applications.routes.ts'
import { cleanupRoutes } from '../accounts/cleanup.routes.ts'
import { custodyRoutes } from '../accounts/custody.routes.ts'
import { nationalRoutes } from '../accounts/national.routes.ts'
import { pledgeRoutes } from '../accounts/pledge.routes.ts'
import { assessmentRoutes } from '../assessment/assessment.routes.ts'
import { auditRoutes } from '../audit/audit.routes.ts'
import type { Route } from '../core/routes.ts'
import { dashboardRoutes } from '../dashboard/dashboard.routes.ts'
import { fileRoutes } from '../files/files.routes.ts'
import { identityRoutes } from '../identity/identity.routes.ts'
import { oidcRoutes } from '../identity/oidc.routes.ts'
import { importRoutes } from '../imports/imports.routes.ts'
import { jobRoutes } from '../jobs/jobs.routes.ts'
import { lexiconRoutes } from '../lexicon/lexicon.routes.ts'
import { messageRoutes } from '../messages/messages.routes.ts'
import { monitoringRoutes } from '../monitoring/monitoring.routes.ts'
import { connectionRoutes } from '../platforms/connections.routes.ts'
import { draftRoutes } from '../publishing/drafts.routes.ts'
import { mediaRoutes } from '../publishing/media.routes.ts'
import { planRoutes } from '../publishing/plan.routes.ts'
import { publicationRoutes } from '../publishing/publications.routes.ts'
import { publishingRoutes } from '../publishing/publishing.routes.ts'
import { reviewRoutes } from '../review/review.routes.ts'
import { savedViewRoutes } from '../saved-views/saved-views.routes.ts'
import { settingRoutes } from '../settings/settings.routes.ts'
import { unitRoutes } from '../units/units.routes.ts'
import { importKinds } from './import-kinds.ts'
import { reviewSubjects } from './review-subjects.ts'

/** Every operation of the API. The document, the permission test and the server all read this list. */
export const routes: readonly Route[] = [
  identityRoutes,
  oidcRoutes,
  auditRoutes,
  jobRoutes,
  fileRoutes,
  messageRoutes,
  settingRoutes,
  dashboardRoutes,
  unitRoutes,
  nationalRoutes,
  accountRoutes,
  custodyRoutes,
  applicationRoutes,
  pledgeRoutes,
  cleanupRoutes,
  reviewRoutes(reviewSubjects),
  assessmentRoutes,
  savedViewRoutes,
  importRoutes(importKinds),
  publishingRoutes,
  draftRoutes,
  publicationRoutes,
  connectionRoutes,
  planRoutes,
  mediaRoutes,
  monitoringRoutes,
  lexiconRoutes,
].flat()
