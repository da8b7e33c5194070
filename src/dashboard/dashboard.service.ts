import type { AccountFilter } from '../accounts/account-filter.contract.ts'
import { overview } from '../accounts/application-view.service.ts'
import { totalLedger } from '../accounts/ledger.service.ts'
import { addDays, beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { myJobs } from '../jobs/jobs.service.ts'
import { countReviews } from '../review/queue.service.ts'
import { searchContracts } from '../units/contracts.service.ts'
import { may, type Permission } from '../units/permissions.rules.ts'
import type { Dashboard } from './dashboard.contract.ts'
import { freshReleaseDays, silentAfterDays, warnedAfterDays } from './dashboard.rules.ts'
import {
  countFindings,
  countPublications,
  countReleases,
  countReturnedDrafts,
  lastRun,
  newestImports,
} from './dashboard.store.ts'

/** What needs this person today, within the person's scope; parts without permission stay null. */
export function dashboardOf(ctx: Ctx, region: string | undefined): Promise<Dashboard> {
  return transact(ctx, async (work) => {
    const { db, actor, now } = work
    const within = { now, region }
    // One after the other: a transaction is a single connection.
    const part = async <T>(permission: Permission, ask: () => Promise<T>): Promise<T | null> =>
      may(actor.duties, permission) ? ask() : null
    return {
      asOf: now.toISOString(),
      month: beijingDay(now).slice(0, 7),
      accounts: await part('account.read', () => countAccounts(work, region)),
      reviews: await part('review.use', async () => {
        const { todo, late } = await countReviews(work, { box: 'todo' })
        return { todo, late }
      }),
      applications: await part('application.read', async () => {
        const { total, late } = await overview(work, { open: '1', region })
        return { open: total, late }
      }),
      findings: await part('finding.read', () => countFindings(db, within)),
      assessment: await part('assessment.read', async () => ({ run: runView(await lastRun(db, within)) })),
      imports: await part('figures.import', async () => ({
        rows: (await newestImports(db, actor.userId ?? '')).map((row) => ({
          id: row.id,
          kind: row.kind,
          fileName: row.file_name,
          state: row.state,
          errors: row.error_count,
          createdAt: row.created_at.toISOString(),
        })),
      })),
      contracts: await part('contract.read', async () => ({
        expiring: (await searchContracts(work, { limit: 1 })).expiring,
      })),
      publications: await part('publication.read', () => countPublications(db, within)),
      drafts: await part('draft.write', async () => ({ returned: await countReturnedDrafts(db) })),
      releases: await part('release.read', async () => {
        const from = addDays(beijingDay(now), 1 - freshReleaseDays)
        return { fresh: await countReleases(db, from), from }
      }),
      jobs: (await myJobs(work, 5)).rows,
    }
  })
}

/** Counted by the ledger itself, with the filters that the numbers' links carry: number and list cannot differ. */
async function countAccounts(work: Work, region: string | undefined) {
  const count = async (filter: AccountFilter) => {
    const counted = await totalLedger(work, { ...filter, state: ['active'], region })
    return counted.count
  }
  return {
    total: await count({}),
    nearlySilent: await count({ silentDays: warnedAfterDays }),
    silent: await count({ silentDays: silentAfterDays }),
    incomplete: await count({ incomplete: '1' }),
    noFigures: await count({ noFigures: beijingDay(work.now).slice(0, 7) }),
  }
}

function runView(run: Awaited<ReturnType<typeof lastRun>>) {
  if (!run) return null
  return {
    id: run.id,
    period: run.period,
    regionName: run.region_name,
    state: run.state,
    ranked: run.ranked_count,
    missing: run.missing_count,
    at: (run.finished_at ?? run.created_at).toISOString(),
  }
}
