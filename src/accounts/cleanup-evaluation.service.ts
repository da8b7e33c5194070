import { record } from '../audit/audit.service.ts'
import { sm3Hex } from '../core/canonical.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import type { Progress } from '../core/jobs.ts'
import { asSystem, transact } from '../db/transact.ts'
import { startJob } from '../jobs/jobs.service.ts'
import { clausesWith, evaluateCleanup, monthsBefore } from './cleanup.rules.ts'
import {
  type CleanupFacts,
  cleanupSettings,
  type Recorded,
  type Residents,
  type Result,
} from './cleanup-facts.rules.ts'
import {
  type AccountBasis,
  accountBases,
  addBenchmarks,
  type BenchmarkRow,
  benchmarksOf,
  countAccounts,
  countedPosts,
  type EvaluationRow,
  findingsOf,
  monthlyRuns,
  nextAccounts,
  operationsOf,
  postingOf,
  type RunBasis,
  runsWithBenchmarks,
  saveEvaluations,
} from './cleanup-facts.store.ts'
import { platforms } from './platforms.rules.ts'
import { knownDays } from './silence.rules.ts'
import { evaluateUnfit } from './unfit.rules.ts'

export const evaluateJob = 'accounts.cleanupEvaluation'
/** So many accounts are read, judged and saved at once, in one short transaction. */
const step = 500

/** Starts the evaluation of the actor's region by hand; the clock does all of it every night. */
export function startEvaluation(ctx: Ctx): Promise<{ jobId: string }> {
  return transact(ctx, async (work) => {
    const { scope } = work.actor
    if (scope.kind !== 'region') throw new AppError('FORBIDDEN')
    const payload = { regionPath: scope.regionPath }
    const jobId = await startJob(work, { kind: evaluateJob, title: '账号清理标准判断', payload })
    await record(work, {
      action: 'cleanup.evaluate',
      subject: { type: 'job', id: jobId },
      title: `按指南§6.5.1、§6.1.2 判断本地区账号（${work.actor.unitName}）`,
    })
    return { jobId }
  })
}

export function runEvaluation(ctx: Ctx, payload: unknown, progress: Progress): Promise<{ accounts: number }> {
  const { regionPath } = payload as { regionPath: string } // written by startEvaluation
  return evaluateRegion(ctx, regionPath, progress)
}

/** Every account that is not closed; run again on the same day it gives the same. */
export async function evaluateAll(ctx: Ctx): Promise<void> {
  await evaluateRegion(ctx, null)
}

export async function evaluateRegion(
  ctx: Ctx,
  regionPath: string | null,
  progress?: Progress,
): Promise<{ accounts: number }> {
  const total = await asSystem(ctx, ({ db }) => countAccounts(db, regionPath))
  const peers = await asSystem(ctx, peersOf)
  let accounts = 0
  let afterId: string | undefined
  do {
    const from = afterId
    const ids = await asSystem(ctx, async (work) => {
      const next = await nextAccounts(work.db, { regionPath, afterId: from, limit: step })
      await evaluate(work, next, peers)
      return next
    })
    accounts += ids.length
    afterId = ids.length === step ? ids.at(-1) : undefined
    await progress?.(accounts, Math.max(total, accounts))
  } while (afterId !== undefined)
  return { accounts }
}

/** One account anew, for whoever is about to decide on it. */
export async function evaluateAccount(ctx: Ctx, id: string): Promise<void> {
  await asSystem(ctx, async (work) => evaluate(work, [id], await peersOf(work)))
}

/** The assessments to compare with, and what they give for comparison. */
type Peers = { runs: RunBasis[]; provincial: RunBasis[]; benchmarks: ReadonlyMap<string, BenchmarkRow> }

async function peersOf({ db, now }: Work): Promise<Peers> {
  const runs = await monthlyRuns(db, monthsBefore(beijingDay(now), cleanupSettings.months))
  const ids = runs.map(({ id }) => id)
  const reckoned = new Set(await runsWithBenchmarks(db, ids))
  for (const id of ids.filter((one) => !reckoned.has(one))) await addBenchmarks(db, id)
  const rows = await benchmarksOf(db, ids)
  return {
    runs,
    provincial: runs.filter(({ provincial }) => provincial),
    benchmarks: new Map(rows.map((row) => [keyOf(row.run_id, row.county_code, row.platform), row])),
  }
}

const keyOf = (...parts: string[]) => parts.join(' ')

async function evaluate({ db, now }: Work, ids: readonly string[], peers: Peers): Promise<void> {
  if (ids.length === 0) return
  const today = beijingDay(now)
  const rows = (await gather(db, ids, { today, peers })).map(({ basis, facts }) => rowOf(basis, facts, today))
  await saveEvaluations(db, rows, { day: today, now })
}

function rowOf(basis: AccountBasis, facts: CleanupFacts, today: string): EvaluationRow {
  const results: Result[] = evaluateCleanup(facts, today)
  const unfit: Result[] = evaluateUnfit(facts, today)
  return {
    account_id: basis.id,
    county_code: basis.county_code ?? basis.own_code,
    hash: sm3Hex(facts),
    facts,
    results,
    unfit_results: unfit,
    clauses: clausesWith(results, 'met'),
    unclear: clausesWith(results, 'notEvaluable'),
    near: results.filter(({ near }) => near).map(({ clause }) => clause),
    unfit: clausesWith(unfit, 'met'),
  }
}

/** The facts of these accounts, each kind by one question for all of them. */
async function gather(db: Work['db'], ids: readonly string[], { today, peers }: { today: string; peers: Peers }) {
  const since = monthsBefore(today, cleanupSettings.months)
  const bases = await accountBases(db, ids)
  const posting = byAccount(await postingOf(db, ids, since))
  const counted = byAccount(await countedPosts(db, ids, since))
  const findings = byAccount(await findingsOf(db, ids))
  const scores = byAccount(
    await operationsOf(
      db,
      ids,
      peers.runs.map(({ id }) => id),
    ),
  )
  return bases.map((basis) => {
    const [posts] = posting.get(basis.id) ?? []
    const found = findings.get(basis.id) ?? []
    const ofKind = (kind: string): Recorded[] =>
      found.filter((one) => one.kind === kind).map(({ id, day }) => ({ id, day }))
    const operations = new Map((scores.get(basis.id) ?? []).map(({ run_id, operation }) => [run_id, operation]))
    const facts: CleanupFacts = {
      openedOn: basis.opened_on,
      platform: basis.platform,
      hostType: basis.host_type,
      level: basis.level,
      followers: basis.followers,
      followersAsOf: basis.followers_as_of,
      county: countyOf(basis),
      own: { code: basis.own_code, name: basis.own_name, count: basis.own_residents, year: basis.own_year },
      ...assessmentsOf(basis, operations, peers),
      censures: ofKind('provincialCensure'),
      silences: ofKind('silent14Days'),
      incidents: ofKind('secrecyIncident'),
      poorInteractions: ofKind('poorInteraction'),
      posting: {
        firstPost: posts?.first ?? null,
        lastPost: posts?.last ?? null,
        gaps: posts?.gaps ?? [],
        known: knownDays(posts?.months ?? [], counted.get(basis.id) ?? []),
      },
      exposures: null,
    }
    return { basis, facts }
  })
}

type Assessments = Pick<CleanupFacts, 'provincial' | 'inCounty' | 'assessedLocally'>

function assessmentsOf(basis: AccountBasis, operations: ReadonlyMap<string, number | null>, peers: Peers): Assessments {
  if (platforms[basis.platform].table2 === null) return { provincial: [], inCounty: [], assessedLocally: false }
  const around = peers.runs.filter((run) => basis.region_path.startsWith(run.region_path))
  const assessed = (run: RunBasis) => ({ runId: run.id, period: run.period, operation: operations.get(run.id) ?? null })
  return {
    // Two are enough to see whether two in a row were below.
    provincial: peers.provincial.slice(0, 2).map((run) => ({
      ...assessed(run),
      mean: peers.benchmarks.get(keyOf(run.id, '', basis.platform))?.mean ?? null,
    })),
    inCounty:
      basis.host_type === 'township'
        ? widestOfMonths(around).map((run) => ({
            ...assessed(run),
            fifth: peers.benchmarks.get(keyOf(run.id, basis.county_code ?? '', basis.platform))?.fifth ?? null,
          }))
        : [],
    assessedLocally: around.some(({ provincial }) => !provincial),
  }
}

/** One assessment a month, of the widest region: the newest month and the widest region come first. */
function widestOfMonths(runs: readonly RunBasis[]): RunBasis[] {
  return runs.filter((run, n) => runs.findIndex(({ period }) => period === run.period) === n)
}

function countyOf(basis: AccountBasis): Residents | null {
  if (basis.county_code === null || basis.county_name === null) return null
  return {
    code: basis.county_code,
    name: basis.county_name,
    count: basis.county_residents,
    year: basis.county_year,
  }
}

function byAccount<R extends { account_id: string }>(rows: readonly R[]): Map<string, R[]> {
  return Map.groupBy(rows, ({ account_id }) => account_id)
}
