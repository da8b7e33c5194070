import type { Ctx, Work } from '../core/context.ts'
import { asSystem } from '../db/transact.ts'
import type { AccountFigures, PostTotals } from '../publishing/facts.rules.ts'
import { gatherAccountFigures, gatherFigures } from '../publishing/facts.service.ts'
import { type AccountFacts, type FindingKind, findingKinds } from './facts.rules.ts'
import { type CandidateRow, countFindings, indicesOfRuns, listCandidates, regionLevels } from './gather.store.ts'
import { figuresOf, type Gathered } from './gathered.rules.ts'
import { homeOf, type Places } from './home.rules.ts'
import { membershipOf } from './member.rules.ts'
import { scoreAll } from './outcome.rules.ts'
import { type Period, yearBefore } from './period.rules.ts'
import type { Scheme } from './scheme.rules.ts'
import { isAssessed } from './table2.rules.ts'

type Assessed = { account: CandidateRow; facts: AccountFacts; gaps: string[] }
type Excluded = { account: CandidateRow; reason: string }
export type GatheredRun = { assessed: Assessed[]; excluded: Excluded[] }

type Asked = { scheme: Scheme; period: Period; cutoff: Date; region: { code: string; path: string } }

/**
 * Everything an assessment may know of the accounts of a region in a period, up to a cutoff, in a handful of
 * queries. It reads as the system: the region of the run is its scope, and row security on every post would cost
 * more than the sums.
 */
export function gatherFacts(ctx: Ctx, asked: Asked): Promise<GatheredRun> {
  return asSystem(ctx, async (work) => {
    const candidates = await listCandidates(work.db, asked.region.path)
    const places = await regionLevels(work.db)
    const now = await gatherPeriod(work, asked, { candidates, places })
    const before = await gatherYearBefore(work, asked, { candidates, places })
    return {
      excluded: now.excluded,
      assessed: now.assessed.map((row) => {
        const known = before.get(row.account.id)
        if (!known) return row
        const provenance = { ...row.facts.provenance, yearBefore: known.provenance }
        return { ...row, facts: { ...row.facts, yearBefore: known.indices, provenance } }
      }),
    }
  })
}

type Ledger = { candidates: readonly CandidateRow[]; places: Places }

/** The facts of one period without the year before it. */
async function gatherPeriod(ctx: Work, asked: Asked, ledger: Ledger): Promise<GatheredRun> {
  const { period, cutoff, region } = asked
  const span = { start: period.start, end: period.end, cutoff, regionPath: region.path }
  const posts = new Map((await gatherFigures(ctx, span)).map((row) => [row.accountId, row]))
  const own = new Map((await gatherAccountFigures(ctx, span)).map((row) => [row.accountId, row]))
  const findings = Map.groupBy(await countFindings(ctx.db, span), (row) => row.account_id)

  const assessed: Assessed[] = []
  const excluded: Excluded[] = []
  for (const account of ledger.candidates) {
    const membership = membershipOf({ ...account, openedOn: account.opened_on, closedOn: account.closed_on }, period)
    if (membership === null) continue
    if (!membership.assessed) {
      excluded.push({ account, reason: membership.reason })
      continue
    }
    const cases = new Map(findings.get(account.id)?.map(({ kind, cases }) => [kind, Number(cases)]))
    assessed.push(
      factsOf(
        { account, days: membership.days, places: ledger.places, cases },
        asked,
        own.get(account.id),
        posts.get(account.id),
      ),
    )
  }
  return { assessed, excluded }
}

type Known = { account: CandidateRow; days: number; places: Places; cases: ReadonlyMap<FindingKind, number> }

function factsOf(known: Known, asked: Asked, own?: AccountFigures, posts?: PostTotals): Assessed {
  const { account, days, places, cases } = known
  const gathered: Gathered = figuresOf(posts, own)
  // `membershipOf` lets only the platforms of 表2 in.
  if (!isAssessed(account.platform)) throw new RangeError(`${account.platform} is not assessed`)
  return {
    account,
    gaps: gathered.gaps,
    facts: {
      accountId: account.id,
      platform: account.platform,
      home: homeOf({ level: account.level, regionCode: account.region_code, regionPath: account.region_path }, places),
      period: asked.period.code,
      days,
      figures: gathered.figures,
      // An account without findings on record has none: what was found is recorded by hand.
      findings: Object.fromEntries(
        findingKinds.map((kind) => [kind, cases.get(kind) ?? 0]),
      ) as AccountFacts['findings'],
      collaboration: gathered.collaboration,
      yearBefore: null,
      provenance: {
        ...(gathered.provenance ? { figures: gathered.provenance } : {}),
        findings: { source: '人工登记', asOf: asked.cutoff.toISOString() },
        ...(gathered.collaborationProvenance ? { collaboration: gathered.collaborationProvenance } : {}),
      },
    },
  }
}

type YearBefore = {
  indices: { operation: number | null; diligence: number | null }
  provenance: { source: string; asOf: string }
}

/**
 * The indices of the same period a year before: as they were assessed then, else as this scheme would have scored
 * that period's figures. Whoever has neither has 缺数.
 */
async function gatherYearBefore(ctx: Work, asked: Asked, ledger: Ledger): Promise<Map<string, YearBefore>> {
  const period = yearBefore(asked.period)
  if (!period) return new Map()
  const found = new Map<string, YearBefore>()
  const assessed = await indicesOfRuns(ctx.db, {
    period: period.code,
    regionPath: asked.region.path,
    regionCode: asked.region.code,
  })
  for (const row of assessed) {
    found.set(row.account_id, {
      indices: { operation: row.operation, diligence: row.diligence },
      provenance: { source: `${period.zh}考核结果`, asOf: row.finished_at.toISOString() },
    })
  }
  if (ledger.candidates.every(({ id }) => found.has(id))) return found
  const then = await gatherPeriod(ctx, { ...asked, period }, ledger)
  const withFigures = then.assessed.filter(({ facts }) => facts.provenance.figures !== undefined)
  const { scores } = scoreAll(
    asked.scheme,
    withFigures.map(({ facts }) => facts),
  )
  for (const [at, score] of scores.entries()) {
    if (found.has(score.accountId)) continue
    const indexOf = (name: string) => score.indices.find(({ index }) => index === name)?.score ?? null
    found.set(score.accountId, {
      indices: { operation: indexOf('operation'), diligence: indexOf('diligence') },
      provenance: {
        source: `${period.zh}数据按本方案推算`,
        asOf: withFigures[at]?.facts.provenance.figures?.asOf ?? asked.cutoff.toISOString(),
      },
    })
  }
  return found
}
