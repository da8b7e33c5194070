import type { z } from 'zod'
import type { Ctx, Work } from '../core/context.ts'
import { isDay, isId, isNumber, pageFrom, readCursor } from '../core/cursor.rules.ts'
import type { AnswerOf } from '../core/endpoint.ts'
import { AppError } from '../core/error.ts'
import { asSystem, transact } from '../db/transact.ts'
import type {
  listExcluded,
  listMissing,
  listRanking,
  listRegionScores,
  listRuns,
  listVetoes,
  RankingQuery,
  RunView,
  viewRun,
} from './assessment.contract.ts'
import { type AccountFacts, type FindingKind, findingLabels, levelLabels } from './facts.rules.ts'
import { type FormulaId, formulas, gradeLabels } from './formulas.rules.ts'
import { findRegion } from './gather.store.ts'
import { type Period, parsePeriod } from './period.rules.ts'
import {
  countExcluded,
  countMissingRows,
  countPlaces,
  countScores,
  type GroupFilter,
  keyOfPlace,
  listExcludedRows,
  listMissingRows,
  listPlaces,
  listRegionRows,
  listVetoRows,
  type PlacedRow,
  regionNames,
} from './result.store.ts'
import { todoOf } from './run.rules.ts'
import { schemeOf } from './run.service.ts'
import {
  countRuns,
  findPreviousRun,
  findRun,
  type ListedRun,
  listDeadRuns,
  type RunRow,
  listRuns as runsOf,
} from './run.store.ts'
import type { StoredVeto } from './run-rows.rules.ts'
import { findScheme } from './scheme.store.ts'
import type { AccountScore } from './score.rules.ts'
import { type AssessedPlatform, assessedPlatforms, platformLabels } from './table2.rules.ts'
import { provinceRegion, regionThatPays } from './veto.rules.ts'

type Query<E extends { query?: z.ZodType }> = z.output<NonNullable<E['query']>>

export function viewRuns(ctx: Ctx, query: Query<typeof listRuns>): Promise<AnswerOf<typeof listRuns>> {
  return transact(ctx, async (work) => {
    const filter = { kind: query.kind, regionCode: query.region }
    const after = readCursor(query.cursor, isDay, isId)
    const rows = await runsOf(work.db, filter, { after, limit: query.limit + 1 })
    const dead = await deadRuns(work)
    const { rows: shown, next } = pageFrom(rows, query.limit, (row) => [row.period_start, row.id])
    return { rows: shown.map((row) => runView(work, row, dead)), next, total: await countRuns(work.db, filter) }
  })
}

export function viewOneRun(ctx: Ctx, id: string): Promise<AnswerOf<typeof viewRun>> {
  return transact(ctx, async (work) => {
    const run = await theRun(work, id)
    const scheme = schemeOf(run)
    const counts = (await countScores(work.db, id)).map((row) => ({
      ...row,
      accounts: Number(row.accounts),
      ranked: Number(row.ranked),
    }))
    const sum = (rows: typeof counts, of: 'accounts' | 'ranked') => rows.reduce((n, row) => n + row[of], 0)
    const previous = await findPreviousRun(work.db, run)
    return {
      run: await oneRunView(work, run),
      inputsHash: run.inputs_hash,
      scoresHash: run.scores_hash,
      whole: seesWhole(work, run),
      byVerdict: (['合格', '不合格', '待核'] as const).map((verdict) => ({
        verdict,
        count: sum(
          counts.filter((row) => row.verdict === verdict),
          'accounts',
        ),
      })),
      byPlatform: assessedPlatforms.map((platform) => {
        const own = counts.filter((row) => row.platform === platform)
        return { platform, zh: platformLabels[platform], count: sum(own, 'accounts'), ranked: sum(own, 'ranked') }
      }),
      excluded: await countExcluded(work.db, id),
      formulas: assessedPlatforms.map((platform) => ({
        platform: platformLabels[platform],
        formula: formulaView(scheme.formulas[platform]),
      })),
      citations: scheme.citations,
      previous: previous ? { id: previous.id, periodZh: parsePeriod(previous.period).zh } : null,
      demo: work.demo,
    }
  })
}

export function viewRanking(
  ctx: Ctx,
  id: string,
  query: z.output<typeof RankingQuery>,
): Promise<AnswerOf<typeof listRanking>> {
  return transact(ctx, async (work) => {
    const run = await theRun(work, id)
    const group = await groupOf(work, query)
    const shown = { text: query.text || undefined, verdict: query.verdict, missing: query.missing === '1' }
    const previous = await findPreviousRun(work.db, run)
    const given = { runId: id, previousId: previous?.id ?? null, group, shown }
    const rows = await listPlaces(work.db, given, {
      after: readCursor(query.cursor, isNumber, isId),
      limit: query.limit + 1,
    })
    const page = pageFrom(rows, query.limit, keyOfPlace)
    return { rows: page.rows.map(rankingRow), next: page.next, total: await countPlaces(work.db, given) }
  })
}

export function viewRegions(ctx: Ctx, id: string): Promise<AnswerOf<typeof listRegionScores>> {
  return transact(ctx, async (work) => {
    await theRun(work, id)
    const rows = await listRegionRows(work.db, id)
    const visible = new Set((await listVetoRows(work.db, id)).map(({ account_id }) => account_id))
    return {
      rows: rows.map((row) => ({
        regionCode: row.region_code,
        regionName: row.region_name,
        level: row.level,
        levelZh: levelLabels[row.level as keyof typeof levelLabels] ?? row.level,
        scope: row.scope,
        accounts: row.account_count,
        ranked: row.ranked_count,
        total: row.total,
        operation: row.operation,
        diligence: row.diligence,
        health: row.health,
        cluster: row.cluster,
        growth: row.growth,
        healthEarned: row.health_earned,
        totalEarned: row.total_earned,
        // Written by `regionRow`.
        vetoes: (row.vetoes as StoredVeto[]).map((veto) => {
          const zh = findingLabels[veto.veto]
          // That the region paid is told to all in it; for whose account, only to those who may see that account.
          return visible.has(veto.accountId)
            ? { ...veto, zh }
            : { accountId: null, accountName: '其他账号', veto: veto.veto, zh }
        }),
      })),
    }
  })
}

export function viewMissing(
  ctx: Ctx,
  id: string,
  query: Query<typeof listMissing>,
): Promise<AnswerOf<typeof listMissing>> {
  return transact(ctx, async (work) => {
    await theRun(work, id)
    const given = { runId: id, unrankedOnly: query.unranked === '1' }
    const rows = await listMissingRows(work.db, given, {
      after: readCursor(query.cursor, isNumber, isId),
      limit: query.limit + 1,
    })
    const { rows: shown, next } = pageFrom(rows, query.limit, (row) => [row.total === null ? 0 : 1, row.account_id])
    return {
      next,
      total: await countMissingRows(work.db, given),
      rows: shown.map((row) => {
        const score = breakdownOf(row)
        return {
          id: row.account_id,
          name: row.account_name,
          platformZh: platformZh(row.platform),
          unitName: row.host_unit_name,
          ranked: row.total !== null,
          items: score.missing.map(({ zh, why, unranks }) => ({ zh, why, unranks })),
          gaps: row.gaps,
          todo: todoOf(score),
        }
      }),
    }
  })
}

export function viewVetoes(ctx: Ctx, id: string): Promise<AnswerOf<typeof listVetoes>> {
  return transact(ctx, async (work) => {
    await theRun(work, id)
    const names = await regionNames(work.db)
    const rows = await listVetoRows(work.db, id)
    return {
      rows: rows.map((row) => ({
        accountId: row.account_id,
        name: row.account_name,
        platformZh: platformZh(row.platform),
        unitName: row.host_unit_name,
        vetoes: row.vetoes.map(findingZh),
        paidBy: payerOf(row.facts as AccountFacts, names),
      })),
    }
  })
}

export function viewExcluded(
  ctx: Ctx,
  id: string,
  query: Query<typeof listExcluded>,
): Promise<AnswerOf<typeof listExcluded>> {
  return transact(ctx, async (work) => {
    await theRun(work, id)
    const rows = await listExcludedRows(work.db, id, {
      after: readCursor(query.cursor, isId)?.[0],
      limit: query.limit + 1,
    })
    const { rows: shown, next } = pageFrom(rows, query.limit, (row) => [row.account_id])
    return {
      next,
      rows: shown.map((row) => ({
        id: row.account_id,
        name: row.account_name,
        platformZh: platformZh(row.platform),
        unitName: row.host_unit_name,
        reason: row.reason,
      })),
    }
  })
}

/** A run that the actor may see; one that is elsewhere is not found. */
export async function theRun({ db }: Work, id: string): Promise<RunRow> {
  const run = await findRun(db, id)
  if (!run) throw new AppError('NOT_FOUND')
  return run
}

/** The group of a ranking; a region is given by its code, whoever's it is: only one's own accounts are shown. */
export async function groupOf(
  { db }: Work,
  query: { platform?: string | undefined; level?: string | undefined; region?: string | undefined },
): Promise<GroupFilter> {
  const region = query.region ? await findRegion(db, query.region) : undefined
  if (query.region && !region) throw new AppError('NOT_FOUND', { reason: '没有找到该区划' })
  return { platform: query.platform, level: query.level, regionPath: region?.path }
}

/** Whether everything in the run lies within the actor's scope. */
export function seesWhole({ actor }: Ctx, run: Pick<RunRow, 'region_path'>): boolean {
  const { scope } = actor
  return scope.kind === 'system' || (scope.kind === 'region' && run.region_path.startsWith(scope.regionPath))
}

export async function oneRunView(work: Work, run: RunRow): Promise<RunView> {
  const scheme = await findScheme(work.db, run.scheme_id)
  const named = { ...run, scheme_name: scheme?.name ?? '', scheme_version_no: scheme?.version_no ?? 0 }
  return runView(work, named, await deadRuns(work))
}

type Dead = ReadonlyMap<string, string>

async function deadRuns(work: Work): Promise<Dead> {
  const rows = await asSystem(work, ({ db }) => listDeadRuns(db))
  return new Map(
    rows.map(({ id, state, error }) => [id, state === 'cancelled' ? '任务已取消' : (error ?? '计算未能完成')]),
  )
}

function runView(ctx: Ctx, run: ListedRun, dead: Dead): RunView {
  const period: Period = parsePeriod(run.period)
  const whole = seesWhole(ctx, run)
  const failure = dead.get(run.id) ?? run.failure
  return {
    id: run.id,
    period: run.period,
    periodZh: period.zh,
    kind: run.period_kind,
    start: run.period_start,
    end: run.period_end,
    regionCode: run.region_code,
    regionName: run.region_name,
    state: dead.has(run.id) ? 'failed' : run.state,
    failure,
    jobId: run.job_id,
    schemeId: run.scheme_id,
    schemeName: `${run.scheme_name} 第${run.scheme_version_no}版`,
    cutoff: run.cutoff.toISOString(),
    accounts: run.account_count,
    ranked: run.ranked_count,
    missing: whole ? run.missing_count : null,
    unfit: whole ? run.unfit_count : null,
    createdBy: run.created_by,
    createdAt: run.created_at.toISOString(),
    finishedAt: run.finished_at?.toISOString() ?? null,
  }
}

export function rankingRow(row: PlacedRow) {
  return {
    id: row.account_id,
    name: row.account_name,
    platform: row.platform as AssessedPlatform, // only these four are scored
    platformZh: platformZh(row.platform),
    level: row.level,
    levelZh: levelLabels[row.level],
    unitName: row.host_unit_name,
    regionCode: row.region_code,
    total: row.total,
    operation: row.operation,
    diligence: row.diligence,
    health: row.health,
    cluster: row.cluster,
    growth: row.growth,
    rank: row.place,
    groupSize: Number(row.group_size),
    change: row.place === null || row.place_before === null ? null : row.place_before - row.place,
    verdict: row.verdict,
    vetoes: row.vetoes.map(findingZh),
    missing: row.missing,
  }
}

/** Written by `scoreRow`. */
export function breakdownOf(row: { breakdown: unknown }): AccountScore {
  return row.breakdown as AccountScore
}

export function platformZh(platform: string): string {
  return platformLabels[platform as AssessedPlatform] ?? otherPlatforms[platform] ?? platform
}

const otherPlatforms: Record<string, string> = {
  channels: '视频号',
  kuaishou: '快手',
  bilibili: '哔哩哔哩',
  miniProgram: '小程序',
  app: '移动客户端',
  other: '其他',
}

function findingZh(kind: string): string {
  return findingLabels[kind as FindingKind] ?? kind
}

/** The region that pays for a vetoed account, by name (9.2 表2). */
export function payerOf(facts: AccountFacts, names: ReadonlyMap<string, string>): string {
  const region = regionThatPays(facts.home)
  return region === provinceRegion ? levelLabels.province : (names.get(region) ?? region)
}

export function formulaView(id: FormulaId) {
  const { zh, source, grade, note } = formulas[id]
  return { id, zh, source, grade: gradeLabels[grade], note }
}
