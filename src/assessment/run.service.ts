import type { z } from 'zod'
import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import type { Progress } from '../core/jobs.ts'
import { json } from '../db/sql.ts'
import { asSystem, transact } from '../db/transact.ts'
import { importsApplying } from '../imports/apply.service.ts'
import { startJob } from '../jobs/jobs.service.ts'
import type { startAssessment } from './assessment.contract.ts'
import { hashOf } from './frozen-hash.ts'
import { type GatheredRun, gatherFacts } from './gather.service.ts'
import { findRegion, importedSince } from './gather.store.ts'
import { regionOutcomes } from './outcome.rules.ts'
import { type Period, parsePeriod } from './period.rules.ts'
import { type References, references } from './reference.rules.ts'
import { assessablePeriod, cutoffOf } from './run.rules.ts'
import {
  addExcluded,
  addInputs,
  addRegions,
  addRun,
  addScores,
  endRun,
  findRun,
  isRunning,
  listDeadRuns,
  listRegionsOf,
  lockRuns,
  type RunRow,
} from './run.store.ts'
import { regionRow, scoreRow } from './run-rows.rules.ts'
import type { Scheme } from './scheme.rules.ts'
import { findScheme, findSchemeOn } from './scheme.store.ts'
import { type AccountScore, scoreAccount } from './score.rules.ts'

export const runJobKind = 'assessment.run'
const stepSize = 200

/** Starts the assessment of a period for a region. The work itself is a job; its run shows the state. */
export function startRun(ctx: Ctx, asked: z.output<NonNullable<typeof startAssessment.body>>) {
  return transact(ctx, async (work) => {
    const { db, actor, now } = work
    const period = assessablePeriod(asked.period, now)
    const region = await theRegion(work, asked.regionCode)
    const scheme = await theScheme(work, asked.schemeId, period)
    await asSystem(work, (system) => refuseWhileBusy(system, { region, period }))
    const id = newId()
    await addRun(db, {
      id,
      scheme_id: scheme.id,
      period_kind: period.kind,
      period: period.code,
      period_start: period.start,
      period_end: period.end,
      region_code: region.code,
      region_path: region.path,
      region_name: region.name,
      unit_id: actor.unitId,
      state: 'running',
      cutoff: cutoffOf(asked.cutoff, period, now),
      scheme_definition: json(scheme.definition),
      created_by: actor.name,
      created_at: now,
    })
    const title = `${region.name}${period.zh}考核`
    const jobId = await startJob(work, { kind: runJobKind, title, payload: { runId: id } })
    await endRun(db, id, { job_id: jobId })
    await record(work, {
      action: 'assessment.start',
      subject: { type: 'assessmentRun', id },
      title: `开展${title}`,
      after: { period: period.code, region: region.code, scheme: `${scheme.name} 第${scheme.version_no}版` },
    })
    return { runId: id, jobId }
  })
}

/**
 * Does the work of a run: gathers and freezes the facts, scores them, and writes all of it in one transaction. Cut
 * off anywhere before that, nothing is written and the job begins again for the same run.
 */
export async function performRun(ctx: Ctx, runId: string, progress: Progress) {
  const run = await asSystem(ctx, ({ db }) => findRun(db, runId))
  if (!run) throw new AppError('NOT_FOUND')
  if (run.state === 'done') return { runId }
  try {
    await compute(ctx, run, progress)
    return { runId }
  } catch (error) {
    const failure = error instanceof AppError ? error.reason : '计算未能完成，系统已记录原因，请稍后重试'
    await asSystem(ctx, ({ db }) => endRun(db, runId, { state: 'failed', failure, finished_at: new Date() }))
    throw error
  }
}

async function compute(ctx: Ctx, run: RunRow, progress: Progress): Promise<void> {
  const scheme = schemeOf(run)
  const period = parsePeriod(run.period)
  const began = new Date()
  await refuseImports(ctx, null)
  await progress(0, null)
  const region = { code: run.region_code, path: run.region_path }
  const gathered = await gatherFacts(ctx, { scheme, period, cutoff: run.cutoff, region })
  await refuseImports(ctx, began)

  const inputs = gathered.assessed.map(({ facts }) => facts)
  const peers = references(inputs, scheme)
  const scores: AccountScore[] = []
  for (const [at, facts] of inputs.entries()) {
    if (at % stepSize === 0) await progress(at, inputs.length)
    scores.push(scoreAccount(scheme, facts, peers))
  }
  await progress(inputs.length, inputs.length)
  await save(ctx, run, { scheme, references: peers, gathered, scores })
}

type Computed = { scheme: Scheme; references: References; gathered: GatheredRun; scores: AccountScore[] }

/** Everything at once, or nothing: inputs, scores, regions, the run's state and the audit entry. */
function save(ctx: Ctx, run: RunRow, { scheme, references, gathered, scores }: Computed): Promise<void> {
  return asSystem(ctx, async (work) => {
    const { db } = work
    const inputs = gathered.assessed.map(({ facts }) => facts)
    const regions = regionOutcomes({ scheme, inputs, references }, scores)
    const ranked = scores.filter(({ total }) => total !== null).length
    const hashes = {
      inputs_hash: hashOf(scheme, inputs),
      scores_hash: hashOf({ references, regions }, scores),
    }
    await addInputs(
      db,
      run.id,
      gathered.assessed.map(({ account, facts, gaps }) => ({ account_id: account.id, facts, gaps })),
    )
    await addScores(
      db,
      run.id,
      gathered.assessed.flatMap(({ account }, at) => {
        const score = scores[at]
        return score ? [scoreRow(account, score)] : []
      }),
    )
    await addExcluded(
      db,
      run.id,
      gathered.excluded.map(({ account, reason }) => ({
        account_id: account.id,
        account_name: account.name,
        platform: account.platform,
        host_unit_name: account.host_unit_name,
        region_path: account.region_path,
        reason,
      })),
    )
    const names = new Map(gathered.assessed.map(({ account }) => [account.id, account.name]))
    const places = await listRegionsOf(db, run.region_path)
    await addRegions(
      db,
      regions.flatMap((outcome) => {
        const row = regionRow(outcome, places, names)
        return row ? [{ run_id: run.id, ...row, vetoes: json(row.vetoes) }] : []
      }),
    )
    const ended = await endRun(db, run.id, {
      state: 'done',
      reference_values: json(references),
      ...hashes,
      account_count: scores.length,
      ranked_count: ranked,
      missing_count: scores.length - ranked,
      unfit_count: scores.filter(({ verdict }) => verdict.result === 'unfit').length,
      excluded_count: gathered.excluded.length,
      finished_at: new Date(),
    })
    if (!ended) throw new AppError('STATE_CONFLICT', { reason: '本次考核已由其他任务完成' })
    await record(work, {
      action: 'assessment.finish',
      subject: { type: 'assessmentRun', id: run.id },
      title: `完成${run.region_name}${parsePeriod(run.period).zh}考核，考核账号 ${scores.length} 个`,
      after: { ...hashes, accounts: scores.length, ranked },
    })
  })
}

async function theRegion({ db, actor }: Work, code: string | undefined) {
  const { scope } = actor
  const asked = code ?? actor.regionCode
  const region = asked ? await findRegion(db, asked) : undefined
  const inScope =
    scope.kind === 'system' || (scope.kind === 'region' && region?.path.startsWith(scope.regionPath) === true)
  if (!region || !inScope) throw new AppError('NOT_FOUND', { reason: '没有找到该区划，或不在您的管辖范围内' })
  if (region.level === 'township') {
    throw new AppError('INVALID_INPUT', {
      errors: [{ path: 'regionCode', message: '考核范围应为县（市、区）、设区市或省，乡镇（街道）随所属县考核' }],
    })
  }
  return region
}

async function theScheme({ db }: Work, id: string | undefined, period: Period) {
  const scheme = id ? await findScheme(db, id) : await findSchemeOn(db, period.end)
  if (id && !scheme) throw new AppError('NOT_FOUND', { reason: '没有找到该考核方案' })
  if (!scheme) {
    throw new AppError('INVALID_INPUT', {
      reason: `${period.end}没有施行中的考核方案，请先施行方案`,
      errors: [{ path: 'schemeId', message: '请选择考核方案' }],
    })
  }
  if (scheme.state === 'draft') {
    throw new AppError('STATE_CONFLICT', { reason: '方案尚为草案，施行后才能用于考核' })
  }
  return scheme
}

async function refuseWhileBusy(
  work: Work,
  { region, period }: { region: { code: string; name: string }; period: Period },
): Promise<void> {
  await lockRuns(work.db)
  await refuseImports(work, null)
  await endDeadRuns(work)
  if (await isRunning(work.db, { regionCode: region.code, period: period.code })) {
    throw new AppError('BUSY', { reason: `${region.name}${period.zh}的考核正在计算，请待其结束` })
  }
}

/** A run whose job ended without it has ended too. */
async function endDeadRuns({ db, now }: Work): Promise<void> {
  for (const dead of await listDeadRuns(db)) {
    const failure = dead.state === 'cancelled' ? '任务已取消' : (dead.error ?? '计算未能完成')
    await endRun(db, dead.id, { state: 'failed', failure, finished_at: now })
  }
}

/** Half an import must not be assessed: none may be writing now, nor have written since a moment. */
async function refuseImports(ctx: Ctx, since: Date | null): Promise<void> {
  const [applying] = await importsApplying(ctx)
  if (applying) {
    throw new AppError('IMPORT_RUNNING', {
      reason: `${applying.unitName}${applying.userName}正在导入数据，请待导入结束后再开展考核`,
    })
  }
  if (since && (await asSystem(ctx, ({ db }) => importedSince(db, since)))) {
    throw new AppError('IMPORT_RUNNING', { reason: '计算期间有数据导入完成，请重新开展考核' })
  }
}

/** The definition was checked by its contract when it was stored, and frozen with the run. */
export function schemeOf(run: Pick<RunRow, 'scheme_definition'>): Scheme {
  return run.scheme_definition as Scheme
}
