import { monthsBefore, silenceOf, spellZh } from './cleanup.rules.ts'
import {
  type CleanupFacts,
  type CleanupSettings,
  cleanupSettings,
  type Evidence,
  type Judged,
  judged,
  type Result,
} from './cleanup-facts.rules.ts'
import { updateRuleOf } from './platforms.rules.ts'
import { lengthOf, spellDays } from './silence.rules.ts'

type Day = { today: string; settings: CleanupSettings }
type Fault = { clause: UnfitClause; zh: string; words: string; judge: (facts: CleanupFacts, day: Day) => Judged }

export const unfitClauses = ['6.1.2/incident', '6.1.2/notUpdated', '6.1.2/poorInteraction'] as const
export type UnfitClause = (typeof unfitClauses)[number]

/** 不合格账号 (§6.1.2): grave problems while an account is running. There is no year to wait for. */
// biome-ignore format: a table is read by columns
export const unfitFaults: readonly Fault[] = [
  { clause: '6.1.2/incident',        zh: '安全泄密事故', words: '出现安全、泄密事故',         judge: incident },
  { clause: '6.1.2/notUpdated',      zh: '内容不更新',   words: '内容不更新等严重问题',       judge: notUpdated },
  { clause: '6.1.2/poorInteraction', zh: '互动回应差',   words: '互动回应差等严重问题',       judge: poorInteraction },
]

export function evaluateUnfit(
  facts: CleanupFacts,
  today: string,
  settings: CleanupSettings = cleanupSettings,
): Result<UnfitClause>[] {
  return unfitFaults.map(({ clause, judge }) => ({ clause, ...judge(facts, { today, settings }) }))
}

function incident({ incidents }: CleanupFacts): Judged {
  if (incidents.length === 0) return judged('notMet', '没有登记经确认的安全、泄密事故')
  const evidence = incidents.map(({ id, day }): Evidence => ({ text: `${day} 安全、泄密事故`, finding: id }))
  return judged('met', `经确认的安全、泄密事故 ${incidents.length} 次`, { evidence })
}

/** Not updating now: a silence of 14 days that has not ended. One that has ended counts in §6.5.1(3). */
function notUpdated(facts: CleanupFacts, day: Day): Judged {
  const { lastPost } = facts.posting
  if (updateRuleOf(facts.platform, lastPost !== null) === 'notApplicable') {
    return judged('notApplicable', '小程序没有发布过内容，没有更新要求')
  }
  const { running, knownUntil } = silenceOf(facts, day)
  const since = monthsBefore(day.today, day.settings.months)
  const found = facts.silences.filter((one) => one.day >= since && (lastPost === null || one.day > lastPost))
  const evidence: Evidence[] = [
    ...(running ? [{ text: spellZh(running), posts: true as const }] : []),
    ...found.map((one) => ({ text: `${one.day} 登记“14 天未更新”，此后没有作品`, finding: one.id })),
  ]
  const days = running ? lengthOf(running) : 0
  if (days >= spellDays || found.length > 0) return judged('met', '已连续 14 天以上不更新，且尚未恢复', { evidence })
  if (knownUntil === null) {
    return judged(
      'notEvaluable',
      `近 ${day.settings.months} 个月没有作品数据，不能把没有数据当作没有更新，请主办单位导入作品数据`,
    )
  }
  if (!running) return judged('notMet', `截至 ${knownUntil} 的数据未见连续 14 天不更新`)
  const forecast = `截至 ${running[1]} 已连续 ${days} 天未更新，再有 ${spellDays - days} 天未更新即为不合格账号`
  return judged('notMet', '未更新不满 14 天', { evidence, forecast, near: days >= spellDays - 4 })
}

function poorInteraction({ poorInteractions }: CleanupFacts, { today, settings }: Day): Judged {
  const grave = settings.poorInteractionGrave
  const found = poorInteractions.filter(({ day }) => day >= monthsBefore(today, settings.months))
  const evidence = found.map(({ id, day }): Evidence => ({ text: `${day} 互动回应差`, finding: id }))
  if (found.length >= grave)
    return judged('met', `近 ${settings.months} 个月经确认的互动回应差 ${found.length} 次`, { evidence })
  const left = grave - found.length
  return judged('notMet', `近 ${settings.months} 个月经确认的互动回应差 ${found.length} 次，不足 ${grave} 次`, {
    evidence,
    ...(left === 1 ? { forecast: `再有 1 次互动回应差即为不合格账号`, near: true } : {}),
  })
}

export function faultZh(clause: string): string {
  return unfitFaults.find((one) => one.clause === clause)?.zh ?? clause
}
