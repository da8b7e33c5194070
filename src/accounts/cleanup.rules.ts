import { addDays, addYears } from '../core/clock.rules.ts'
import {
  type CleanupFacts,
  type CleanupSettings,
  cleanupSettings,
  type Evidence,
  type Judged,
  judged,
  type Result,
} from './cleanup-facts.rules.ts'
import { followersOfDepartment, followersOfTownship } from './cleanup-followers.rules.ts'
import { platforms, updateRuleOf } from './platforms.rules.ts'
import { confirmedBeside, lengthOf, type Silence, type Span, silencesOf, spellDays } from './silence.rules.ts'

type Day = { today: string; settings: CleanupSettings }
type Standard = { clause: CleanupClause; zh: string; words: string; judge: (facts: CleanupFacts, day: Day) => Judged }

export const cleanupClauses = ['6.5.1(1)', '6.5.1(2)', '6.5.1(3)', '6.5.1(4)', '6.5.1(5)', '6.5.1(6)'] as const
export type CleanupClause = (typeof cleanupClauses)[number]

/** The six standards of §6.5.1, in the Guide's own words. */
// biome-ignore format: a table is read by columns
export const cleanupStandards: readonly Standard[] = [
  { clause: '6.5.1(1)', zh: '运营低于均值',   words: '运营效果指数连续2次考核低于全省同类型账号平均值',                         judge: belowMean },
  { clause: '6.5.1(2)', zh: '两次被通报',     words: '上一年度2次被上级通报的问题账号',                                         judge: censured },
  { clause: '6.5.1(3)', zh: '两次14天未更新', words: '出现14天未更新情况2次或被“晾晒”后3天内未整改',                            judge: silent },
  { clause: '6.5.1(4)', zh: '安全泄密事故',   words: '出现安全、泄密事故等严重问题',                                            judge: incident },
  { clause: '6.5.1(5)', zh: '部门粉丝过少',   words: '部门账号粉丝数低于所在县（市、区）常住人口数1%',                          judge: followersOfDepartment },
  { clause: '6.5.1(6)', zh: '乡镇（街道）',   words: '乡镇（街道）账号除粉丝数大于辖区内常住人口20%，且运营效果指数长期保持在本县（市、区）前5名的账号外，原则上一律取消', judge: followersOfTownship },
]

/** Judges an account by each of the six standards. Within its first year none applies; §6.1.2 speaks for those. */
export function evaluateCleanup(
  facts: CleanupFacts,
  today: string,
  settings: CleanupSettings = cleanupSettings,
): Result<CleanupClause>[] {
  const age = ageRefusal(facts.openedOn, today)
  return cleanupStandards.map(({ clause, judge }) => ({ clause, ...(age ?? judge(facts, { today, settings })) }))
}

/** “政务新媒体账号开设1年以上”: the whole year must have passed. */
function ageRefusal(openedOn: string | null, today: string): Judged | null {
  if (openedOn === null) return judged('notEvaluable', '缺开设日期，请主办单位或主管单位在账号资料中补录')
  const since = addYears(openedOn, 1)
  if (since <= today) return null
  const evidence = [{ text: `开设日期 ${openedOn}` }]
  return judged('notApplicable', '开设未满 1 年，不适用清理标准', { evidence, forecast: `自 ${since} 起适用` })
}

/** (1): the two newest monthly assessments of the whole province, also across a year's end. */
function belowMean(facts: CleanupFacts): Judged {
  if (platforms[facts.platform].table2 === null) {
    return judged('notApplicable', `${platforms[facts.platform].zh}不在指南表2的考核范围，没有运营效果指数`)
  }
  const [newest, before] = facts.provincial
  if (!newest) {
    const why = '近一年没有全省月度考核，无法得到全省同类型账号平均值，请省级主管单位开展全省考核'
    return judged('notEvaluable', facts.assessedLocally ? `目前只有市、县范围的考核；${why}` : why)
  }
  const latest = [newest, ...(before ? [before] : [])]
  const evidence = latest.map(
    ({ runId, period, operation, mean }): Evidence => ({
      text: `${period} 考核：运营效果指数 ${shown(operation)}，全省同平台平均 ${shown(mean)}`,
      run: runId,
    }),
  )
  const below = latest.map(({ operation, mean }) => (operation === null || mean === null ? null : operation < mean))
  if (below.includes(false)) {
    if (below[0] === false) return judged('notMet', '最近一次考核未低于全省平均值', { evidence })
    return oneBelow('最近一次考核低于全省平均值，前一次未低于', evidence)
  }
  const missing = latest.filter((_, n) => below[n] === null).map(({ period }) => period)
  if (missing.length > 0) {
    const why = `${missing.join('、')} 考核缺该账号的运营效果指数，请主办单位补充导入作品和数据后，由主管单位重新考核`
    return judged('notEvaluable', why, { evidence })
  }
  if (!before) return oneBelow('近一年只有 1 次全省考核，该次低于全省平均值', evidence)
  return judged('met', '最近连续 2 次考核低于全省同类型账号平均值', { evidence })
}

function oneBelow(why: string, evidence: Evidence[]): Judged {
  return judged('notMet', why, { evidence, forecast: '再有 1 次低于均值即达到标准（1）', near: true })
}

/** (2): 通报 of the calendar year before. What one day brought counts once, in however many lines it was recorded. */
function censured(facts: CleanupFacts, { today }: Day): Judged {
  const year = Number(today.slice(0, 4))
  const of = (wanted: number) => {
    const found = facts.censures.filter(({ day }) => day.startsWith(`${wanted}-`))
    return { found, days: new Set(found.map(({ day }) => day)).size }
  }
  const [last, now] = [of(year - 1), of(year)]
  const evidence = [...last.found, ...now.found].map(
    ({ id, day }): Evidence => ({ text: `${day} 被上级通报`, finding: id }),
  )
  const forecast =
    now.days >= 2
      ? `本年度已被通报 ${now.days} 次，自 ${year + 1}-01-01 起达到标准（2）`
      : now.days === 1
        ? `本年度已被通报 1 次，年内再被通报 1 次，自 ${year + 1}-01-01 起达到标准（2）`
        : null
  const more = { evidence, forecast, near: now.days > 0 }
  if (last.days >= 2) return judged('met', `${year - 1} 年度被上级通报 ${last.days} 次`, { evidence })
  return judged('notMet', `${year - 1} 年度登记的上级通报 ${last.days} 次，不足 2 次`, more)
}

/** (3): either half is enough; what is not known of one half is said, and does not count as good. */
function silent(facts: CleanupFacts, day: Day): Judged {
  const halves = [silentSpells(facts, day), exposedTooLong(facts, day)].filter(
    (half) => half.outcome !== 'notApplicable',
  )
  const [first] = halves
  if (!first) return judged('notApplicable', '小程序没有发布过内容，没有更新要求，也没有被“晾晒”')
  const one = (['met', 'notEvaluable', 'notMet'] as const).find((outcome) =>
    halves.some((half) => half.outcome === outcome),
  )
  return judged(one ?? 'notMet', halves.map(({ why }) => why).join('；'), {
    evidence: halves.flatMap(({ evidence }) => evidence),
    forecast:
      one === 'met'
        ? null
        : halves
            .map(({ forecast }) => forecast)
            .filter(Boolean)
            .join('；') || null,
    near: one !== 'met' && halves.some(({ near }) => near),
  })
}

function silentSpells(facts: CleanupFacts, day: Day): Judged {
  if (updateRuleOf(facts.platform, facts.posting.lastPost !== null) === 'notApplicable') {
    return judged('notApplicable', '没有更新要求')
  }
  const silence = silenceOf(facts, day)
  const { spells, most, running, unknownMonths } = silence
  const since = windowOf(facts, day)[0]
  const found = facts.silences.filter((one) => one.day >= since)
  const beside = confirmedBeside(
    spells,
    found.map((one) => one.day),
  )
  const count = spells.length + beside.length
  const evidence: Evidence[] = [
    ...spells.map((spell) => ({ text: spellZh(spell), posts: true as const })),
    ...found.map((one) => ({ text: `${one.day} 登记“14 天未更新”`, finding: one.id })),
  ]
  if (count >= 2) return judged('met', `近 ${day.settings.months} 个月 14 天未更新 ${count} 次`, { evidence })
  const forecast = forecastOfSilence(silence, count)
  const near = forecast !== null && (count === 1 || (running !== null && lengthOf(running) >= spellDays - 4))
  if (most + beside.length < 2) {
    return judged('notMet', `近 ${day.settings.months} 个月 14 天未更新 ${count} 次，不足 2 次`, {
      evidence,
      forecast,
      near,
    })
  }
  const why = `${monthsZh(unknownMonths)}的作品数据不全，不能把没有数据当作没有更新，请主办单位导入作品数据或 0 篇的账号数据`
  return judged('notEvaluable', `已确认 14 天未更新 ${count} 次，${why}`, { evidence, forecast, near })
}

function forecastOfSilence({ running, spells }: Silence, count: number): string | null {
  if (!running) return count === 1 ? '再出现 1 次 14 天未更新即达到标准（3）' : null
  const [from, to] = running
  const counted = spells.some(([start, end]) => start <= to && end >= from)
  if (counted) return '目前仍未更新；恢复更新后再出现 1 次 14 天未更新即达到标准（3）'
  const days = lengthOf(running)
  const left = spellDays - days
  if (left <= 0) return null
  const so = `截至 ${to} 已连续 ${days} 天未更新，再有 ${left} 天未更新即第 ${count + 1} 次`
  return count === 1 ? `${so}，达到标准（3）` : so
}

/** 晾晒 on a day must be put right by the third day after it. */
function exposedTooLong({ exposures }: CleanupFacts, { today }: Day): Judged {
  if (exposures === null) return judged('notEvaluable', '“晾晒”：本系统尚未登记晾晒与整改情况，此项由主管单位人工核对')
  const overdue = exposures.filter(({ exposedOn, rectifiedOn }) => (rectifiedOn ?? today) > addDays(exposedOn, 3))
  const evidence = overdue.map(
    ({ exposedOn, rectifiedOn }): Evidence => ({
      text: `${exposedOn} 被晾晒，${rectifiedOn ? `${rectifiedOn} 完成整改` : '至今未整改'}`,
    }),
  )
  if (overdue.length > 0) return judged('met', '被晾晒后 3 天内未整改', { evidence })
  const open = exposures.find(({ rectifiedOn }) => rectifiedOn === null)
  if (!open) return judged('notMet', '没有晾晒后逾期未整改')
  const forecast = `${open.exposedOn} 被晾晒，${addDays(open.exposedOn, 3)} 前未整改即达到标准（3）`
  return judged('notMet', '晾晒后的整改期限未满', { forecast, near: true })
}

/** (4): at any time; an accident does not become void. */
function incident({ incidents }: CleanupFacts): Judged {
  if (incidents.length === 0) return judged('notMet', '没有登记经确认的安全、泄密事故')
  const evidence = incidents.map(({ id, day }): Evidence => ({ text: `${day} 安全、泄密事故`, finding: id }))
  return judged('met', `经确认的安全、泄密事故 ${incidents.length} 次`, { evidence })
}

export function silenceOf(facts: CleanupFacts, day: Day): Silence {
  return silencesOf({ ...facts.posting, window: windowOf(facts, day) })
}

/** From a year back, or the day of opening, to yesterday: a day counts when it is over. */
function windowOf(facts: CleanupFacts, { today, settings }: Day): Span {
  const from = monthsBefore(today, settings.months)
  return [facts.openedOn !== null && facts.openedOn > from ? facts.openedOn : from, addDays(today, -1)]
}

/** The first day of the month `months` before a day's. */
export function monthsBefore(today: string, months: number): string {
  const [year = 0, month = 0] = today.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10)
}

export function spellZh([from, to]: Span): string {
  return `${from} 至 ${to} 连续 ${lengthOf([from, to])} 天未更新`
}

function monthsZh(months: readonly string[]): string {
  const some = months.slice(0, 3).join('、')
  return months.length > 3 ? `${some} 等 ${months.length} 个月` : `${some} `
}

function shown(index: number | null): string {
  return index === null ? '缺数' : index.toFixed(2)
}

/** The clauses by which an account should be closed; empty means it may stay. */
export function clausesWith(results: readonly Result[], outcome: Result['outcome']): string[] {
  return results.filter((result) => result.outcome === outcome).map(({ clause }) => clause)
}

export function clauseZh(clause: string): string {
  return cleanupStandards.find((one) => one.clause === clause)?.zh ?? clause
}
