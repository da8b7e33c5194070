import type { Ctx, Work } from '../core/context.ts'
import type { AnswerOf } from '../core/endpoint.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import type { accountTrend, viewAccountScore } from './assessment.contract.ts'
import { type AccountFacts, findingKinds, findingLabels, levelLabels } from './facts.rules.ts'
import { type FigureName, figureLabels } from './figures.rules.ts'
import { monthsIn, type Period, parsePeriod } from './period.rules.ts'
import { breakdownOf, formulaView, oneRunView, payerOf, platformZh, theRun } from './result.service.ts'
import { findScore, type GroupFilter, listTrend, placeOf, regionNames, seesAccount } from './result.store.ts'
import { reasonsOf } from './run.rules.ts'

/** One account's score with everything that made it: the figures, the findings, the sentences, the places. */
export function viewScore(ctx: Ctx, runId: string, accountId: string): Promise<AnswerOf<typeof viewAccountScore>> {
  return transact(ctx, async (work) => {
    const run = await theRun(work, runId)
    const row = await findScore(work.db, runId, accountId)
    if (!row) throw new AppError('NOT_FOUND')
    const score = breakdownOf(row)
    const facts = row.facts as AccountFacts // frozen by `performRun`
    const names = await regionNames(work.db)
    const paidBy = payerOf(facts, names)
    const operation = score.indices.find(({ index }) => index === 'operation')?.parts.find(({ formula }) => formula)
    const period: Period = parsePeriod(run.period)
    return {
      run: await oneRunView(work, run),
      account: {
        id: row.account_id,
        name: row.account_name,
        platformZh: platformZh(row.platform),
        levelZh: levelLabels[row.level],
        unitName: row.host_unit_name,
      },
      total: score.total,
      indices: score.indices,
      verdict: { zh: row.verdict, reasons: reasonsOf(score) },
      vetoes: score.vetoes.map((kind) => ({ kind, zh: findingLabels[kind], paidBy })),
      missing: score.missing.map(({ zh, why, unranks }) => ({ zh, why, unranks })),
      gaps: row.gaps,
      days: facts.days,
      figures: figuresShown(facts),
      findings: findingKinds.map((kind) => ({ kind, zh: findingLabels[kind], cases: facts.findings[kind] })),
      collaboration: facts.collaboration,
      yearBefore: facts.yearBefore,
      provenance: {
        figures: facts.provenance.figures ?? null,
        findings: facts.provenance.findings ?? null,
        collaboration: facts.provenance.collaboration ?? null,
        yearBefore: facts.provenance.yearBefore ?? null,
      },
      formula: operation?.formula ? formulaView(operation.formula) : null,
      places: await placesOf(work, row, run.region_name),
      months: monthsIn(period),
    }
  })
}

export function viewTrend(
  ctx: Ctx,
  accountId: string,
  asked: { kind: 'month' | 'quarter' | 'year'; region?: string | undefined },
): Promise<AnswerOf<typeof accountTrend>> {
  return transact(ctx, async ({ db }) => {
    if (!(await seesAccount(db, accountId))) throw new AppError('NOT_FOUND')
    const rows: AnswerOf<typeof accountTrend>['rows'] = []
    for (const row of (await listTrend(db, accountId, asked)).toReversed()) {
      const place = await placeOf(db, row.run_id, accountId, { platform: row.platform })
      rows.push({
        runId: row.run_id,
        period: row.period,
        periodZh: parsePeriod(row.period).zh,
        rank: place?.place ?? null,
        groupSize: Number(place?.group_size ?? 0),
        total: row.total,
        operation: row.operation,
        diligence: row.diligence,
        health: row.health,
        cluster: row.cluster,
        growth: row.growth,
        verdict: row.verdict,
      })
    }
    return { rows }
  })
}

/** The account's places in the groups that people compare it with. */
async function placesOf(
  { db }: Work,
  row: { run_id: string; account_id: string; platform: string; level: keyof typeof levelLabels },
  regionName: string,
) {
  const { platform, level } = row
  const groups: { zh: string; group: GroupFilter }[] = [
    { zh: `${regionName}全部账号`, group: {} },
    { zh: `${regionName}${platformZh(platform)}`, group: { platform } },
    { zh: `${regionName}${platformZh(platform)}·${levelLabels[level]}`, group: { platform, level } },
  ]
  const places = []
  for (const { zh, group } of groups) {
    const place = await placeOf(db, row.run_id, row.account_id, group)
    places.push({ zh, rank: place?.place ?? null, size: Number(place?.group_size ?? 0) })
  }
  return places
}

/** The figures that were asked for or are known; those that no platform of this kind has are left out. */
function figuresShown(facts: AccountFacts) {
  // Object.entries of a const table gives exactly its keys.
  return (Object.entries(figureLabels) as [FigureName, string][]).flatMap(([name, zh]) =>
    name in facts.figures ? [{ name, zh, value: facts.figures[name] ?? null }] : [],
  )
}
