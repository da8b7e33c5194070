import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { dayInWords } from '../core/paper-text.rules.ts'
import { transact } from '../db/transact.ts'
import type { NoticeFacts } from './notice.rules.ts'
import { noticeTitle } from './notice.rules.ts'
import { noticeDocument } from './notice-document.ts'
import { parsePeriod } from './period.rules.ts'
import { rankWithin } from './ranking.rules.ts'
import { breakdownOf, oneRunView, platformZh, seesWhole, theRun, viewRegions, viewVetoes } from './result.service.ts'
import { countExcluded } from './result.store.ts'
import { reasonsOf } from './run.rules.ts'
import { listStoredScores } from './run.store.ts'
import { assessedPlatforms, platformLabels } from './table2.rules.ts'

/** The 通报 of a run. Whoever sees only a part of the run can't speak for the whole of it. */
export async function noticeOf(ctx: Ctx, runId: string): Promise<{ name: string; bytes: Buffer }> {
  const facts = await noticeFacts(ctx, runId)
  return { name: `${noticeTitle(facts)}.docx`, bytes: await noticeDocument(facts) }
}

function noticeFacts(ctx: Ctx, runId: string): Promise<NoticeFacts> {
  return transact(ctx, async (work) => {
    const run = await theRun(work, runId)
    if (!seesWhole(work, run)) {
      throw new AppError('FORBIDDEN', { reason: '本次考核超出您的管辖范围，请由组织考核的主管单位生成通报' })
    }
    if (run.state !== 'done') throw new AppError('STATE_CONFLICT', { reason: '本次考核尚未完成计算' })
    const period = parsePeriod(run.period)
    const view = await oneRunView(work, run)
    const rows = await listStoredScores(work.db, runId)
    const named = ({ account_name, platform, host_unit_name }: (typeof rows)[number]) => ({
      name: account_name,
      platformZh: platformZh(platform),
      unitName: host_unit_name,
    })
    const places = rankWithin(
      rows.map((row) => ({ ...row, accountId: row.account_id })),
      ({ platform }) => platform,
    )
    const totals = rows.flatMap(({ total }) => (total === null ? [] : [total]))
    const { rows: regions } = await viewRegions(work, runId)
    const { rows: vetoes } = await viewVetoes(work, runId)
    const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length
    return {
      demo: work.demo,
      region: run.region_name,
      periodZh: period.zh,
      periodSpan: `${dayInWords(period.start)}至${dayInWords(period.end)}`,
      schemeName: view.schemeName,
      cutoff: dayInWords(beijingDay(run.cutoff)),
      issuer: work.actor.unitName,
      accounts: rows.length,
      ranked: totals.length,
      excluded: await countExcluded(work.db, runId),
      verdicts: { fit: count('合格'), unfit: count('不合格'), undetermined: count('待核') },
      averageTotal: totals.length === 0 ? null : totals.reduce((a, b) => a + b, 0) / totals.length,
      platforms: assessedPlatforms.map((platform) => ({
        zh: platformLabels[platform],
        accounts: rows.filter((row) => row.platform === platform).length,
        rows: (places.get(platform) ?? []).flatMap(({ item, rank }) =>
          rank === null || item.total === null
            ? []
            : [{ rank, ...named(item), total: item.total, health: item.health, verdict: item.verdict }],
        ),
      })),
      regions: regions.map((row) => ({
        name: row.regionName,
        scope: row.scope,
        accounts: row.accounts,
        total: row.total,
        healthEarned: row.healthEarned,
        health: row.health,
        vetoes: row.vetoes.length,
      })),
      unfit: rows
        .filter(({ verdict }) => verdict === '不合格')
        .map((row) => ({ ...named(row), reasons: reasonsOf(breakdownOf(row)) })),
      vetoes: vetoes.map((row) => ({ ...row, reasons: row.vetoes })),
      missing: rows
        .filter(({ total }) => total === null)
        .map((row) => ({
          ...named(row),
          items: breakdownOf(row)
            .missing.filter(({ unranks }) => unranks)
            .map(({ zh }) => zh),
        })),
    }
  })
}
