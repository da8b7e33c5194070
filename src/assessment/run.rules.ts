import { AppError } from '../core/error.ts'
import { findingLabels } from './facts.rules.ts'
import { isOver, type Period, parsePeriod, periodRefusal } from './period.rules.ts'
import type { AccountScore } from './score.rules.ts'
import { type PartName, partLabels } from './table2.rules.ts'

/** The period of a run, refused with the reason when it can't be assessed yet. */
export function assessablePeriod(code: string, now: Date): Period {
  const refusal = periodRefusal(code, now)
  if (refusal) throw new AppError('INVALID_INPUT', { reason: refusal, errors: [{ path: 'period', message: refusal }] })
  const period = parsePeriod(code)
  if (!isOver(period, now)) {
    throw new AppError('MONTH_NOT_COMPLETE', { reason: `${period.zh}截至${period.end}，尚未结束，不能考核` })
  }
  return period
}

/** Until when figures count: given or now, never later, never before the period is over. */
export function cutoffOf(given: string | undefined, period: Period, now: Date): Date {
  if (given === undefined) return now
  const cutoff = new Date(given)
  const message =
    cutoff.getTime() > now.getTime()
      ? '数据截止时间不得晚于现在'
      : isOver(period, cutoff)
        ? null
        : '数据截止时间不得早于考核周期结束'
  if (message) throw new AppError('INVALID_INPUT', { reason: message, errors: [{ path: 'cutoff', message }] })
  return cutoff
}

const importFigures = '导入作品或账号汇总数据（数据 › 数据导入）'
const recordOrders = '在账号汇总数据中填写调度任务数、按时完成数'

/** What would fill the gap, by the way it gets into the system. */
const remedies: Partial<Record<PartName, string>> = {
  wci: importFigures,
  bci: importFigures,
  dci: importFigures,
  posts: importFigures,
  activeDays: importFigures,
  originality: '在作品数据中补充“是否原创”，或在账号汇总数据中填写原创篇数',
  collaboration: recordOrders,
  operationYearOnYear: '导入上年同期的作品或账号汇总数据',
  diligenceYearOnYear: '导入上年同期的作品或账号汇总数据',
}

export function todoOf(score: Pick<AccountScore, 'missing'>): string[] {
  const parts = score.missing.map(({ part }) => part)
  // The year before is worth importing only once this period is there.
  const noneNow = parts.some((part) => part === 'posts')
  return [
    ...new Set(
      parts.flatMap((part) => {
        if (noneNow && part.endsWith('YearOnYear')) return []
        return [remedies[part] ?? `补充${partLabels[part]}的记录`]
      }),
    ),
  ]
}

/** Why an account is 不合格, in words. */
export function reasonsOf(score: Pick<AccountScore, 'verdict'>): string[] {
  return score.verdict.reasons.map(({ finding, cases }) => `${findingLabels[finding]} ${cases} 起`)
}
