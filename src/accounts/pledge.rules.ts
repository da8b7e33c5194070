import { addDays, addYears } from '../core/clock.rules.ts'
import { inWords } from '../core/round.rules.ts'

/** What 表1 has promised for a year, in its order (承诺栏). */
export const pledgeMeasures = {
  followers: { zh: '粉丝数', unit: '' },
  postsPerMonth: { zh: '发布频率', unit: '条/月' },
  averageReads: { zh: '平均阅读量', unit: '' },
} as const
export type PledgeMeasure = keyof typeof pledgeMeasures
export const pledgeMeasureNames = Object.keys(pledgeMeasures) as [PledgeMeasure, ...PledgeMeasure[]]

export type Promise3 = Record<PledgeMeasure, number>

export const pledgeOutcomes = { met: '已实现', unmet: '未实现', unknown: '缺数，待核实' } as const
export type PledgeOutcome = keyof typeof pledgeOutcomes
export const pledgeOutcomeNames = Object.keys(pledgeOutcomes) as [PledgeOutcome, ...PledgeOutcome[]]

export const pledgeDecisions = { met: '达到承诺', extended: '限期整改', closed: '启动注销' } as const
export type PledgeDecision = keyof typeof pledgeDecisions
export const pledgeDecisionNames = Object.keys(pledgeDecisions) as [PledgeDecision, ...PledgeDecision[]]

export const pledgeSources = { opening: '开设申请', paper: '书面承诺（存量账号）' } as const

/** The months of the promised year by which 发布频率 is reckoned. */
const monthsOfYear = 12

/** What is known of one account in its promised year. */
export type PledgeRecords = {
  /** Both included. */
  year: { first: string; last: string }
  /** The newest known number of followers, and the last day of the period it is from. */
  followers: { value: number; asOf: string } | null
  /**
   * Every Beijing month of the year: its posts on days of the year, whether any post of the whole month is listed, and
   * what the account's own totals say of it.
   */
  months: readonly { month: string; posts: number; listed: boolean; figures: boolean; figurePosts: number | null }[]
  /** Over the newest snapshot of each post of the year. */
  reads: { sum: number; known: number; posts: number; capped: number }
}

/** One measure held against its promise. `real` is null when nothing is known; then `why` says why. */
export type MeasureFacts = {
  measure: PledgeMeasure
  promised: number
  real: number | null
  /** Real per promised; null without a real figure, or when nothing was promised. */
  ratio: number | null
  /** The real figure is the least that it can be: something is missing, or was counted as “10万+”. */
  atLeast: boolean
  outcome: PledgeOutcome
  /** What the figure rests on, and what is missing of it. */
  why: string
}
export type PledgeFacts = {
  year: { first: string; last: string }
  measures: MeasureFacts[]
  outcome: PledgeOutcome
  /** Months of which nothing has been imported. */
  gaps: string[]
}

/** The day on which a promise is reviewed (§6.1.2 “开设1年后”). */
export function reviewDayOf(startsOn: string): string {
  return addYears(startsOn, 1)
}

/** The year that a review looks at: up to the day before it; after 限期整改 the year before the new day. */
export function yearOf(pledge: { startsOn: string; reviewsOn: string }): { first: string; last: string } {
  const first = pledge.reviewsOn === reviewDayOf(pledge.startsOn) ? pledge.startsOn : addYears(pledge.reviewsOn, -1)
  return { first, last: addDays(pledge.reviewsOn, -1) }
}

/** Promised against real (§6.1.2). Nothing unknown counts as zero, and nothing unknown fails a promise. */
export function holdAgainst(promise: Promise3, records: PledgeRecords): PledgeFacts {
  const gaps = gapsOf(records)
  const measures = [
    followersOf(promise.followers, records),
    postsOf(promise.postsPerMonth, records, gaps),
    readsOf(promise.averageReads, records),
  ]
  return { year: records.year, measures, outcome: outcomeOf(measures), gaps }
}

/** One failed promise is enough (“未实现账号开设承诺事项”); without one, something unknown leaves it open. */
function outcomeOf(measures: readonly MeasureFacts[]): PledgeOutcome {
  if (measures.some(({ outcome }) => outcome === 'unmet')) return 'unmet'
  return measures.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : 'met'
}

function gapsOf({ months }: PledgeRecords): string[] {
  return months.filter(({ listed, figures }) => !listed && !figures).map(({ month }) => month)
}

function followersOf(promised: number, { followers, year }: PledgeRecords): MeasureFacts {
  const about = { measure: 'followers' as const, promised }
  if (!followers) return unknown(about, '缺数：没有导入过该账号的粉丝数')
  if (followers.asOf < year.first) {
    return unknown(about, `缺数：最近一次粉丝数截至 ${followers.asOf}，早于考核年度`)
  }
  return measured(about, { real: followers.value, atLeast: false, why: `截至 ${followers.asOf}` })
}

function postsOf(promised: number, { months }: PledgeRecords, gaps: readonly string[]): MeasureFacts {
  const about = { measure: 'postsPerMonth' as const, promised }
  // A month that is not listed work by work still counts with the account's own total of it.
  const counted = months.map(({ posts, listed, figurePosts }) => (listed ? posts : (figurePosts ?? 0)))
  const unlisted = months.filter(({ listed, figures, figurePosts }) => !listed && figures && figurePosts === null)
  const missing = [...gaps, ...unlisted.map(({ month }) => month)].sort()
  if (missing.length === months.length) return unknown(about, '缺数：考核年度内没有导入过作品数据')
  const total = counted.reduce((sum, n) => sum + n, 0)
  const rests = `全年 ${total} 条，按 ${monthsOfYear} 个月平均`
  const lacks = missing.length > 0 ? `；缺数：${missing.join('、')} 没有导入作品数据，实际不低于此数` : ''
  return measured(about, { real: total / monthsOfYear, atLeast: missing.length > 0, why: rests + lacks })
}

function readsOf(promised: number, { reads }: PledgeRecords): MeasureFacts {
  const about = { measure: 'averageReads' as const, promised }
  if (reads.posts === 0) return unknown(about, '缺数：考核年度内没有导入过作品')
  if (reads.known === 0) return unknown(about, `缺数：全年 ${reads.posts} 条作品均没有阅读量`)
  const lacks = reads.posts - reads.known
  const why = [
    `${reads.known} 条作品最近一次阅读量的平均值`,
    ...(lacks > 0 ? [`缺数：另有 ${lacks} 条没有阅读量，不计入平均`] : []),
    ...(reads.capped > 0 ? [`其中 ${reads.capped} 条为“10万+”，按平台显示的下限计，实际不低于此数`] : []),
  ].join('；')
  return measured(about, { real: reads.sum / reads.known, atLeast: reads.capped > 0, why })
}

type About = { measure: PledgeMeasure; promised: number }

function unknown(about: About, why: string): MeasureFacts {
  return { ...about, real: null, ratio: null, atLeast: false, outcome: 'unknown', why }
}

function measured(about: About, given: { real: number; atLeast: boolean; why: string }): MeasureFacts {
  const { promised } = about
  const { real, atLeast } = given
  const outcome = real >= promised ? 'met' : atLeast ? 'unknown' : 'unmet'
  return { ...about, ...given, ratio: promised === 0 ? null : real / promised, outcome }
}

/** Where a promise stands. `ended`: the account was closed before anything was decided. */
export const pledgeStates = {
  waiting: { zh: '未到考核日', open: false },
  due: { zh: '待考核', open: true },
  rectifying: { zh: '限期整改中', open: false },
  met: { zh: '达到承诺', open: false },
  closed: { zh: '已启动注销', open: false },
  ended: { zh: '账号已注销', open: false },
} as const
export type PledgeState = keyof typeof pledgeStates
export const pledgeStateNames = Object.keys(pledgeStates) as [PledgeState, ...PledgeState[]]

export function pledgeState(
  pledge: { decision: PledgeDecision | null; reviewsOn: string; accountClosed: boolean },
  today: string,
): PledgeState {
  if (pledge.decision === 'met' || pledge.decision === 'closed') return pledge.decision
  if (pledge.accountClosed) return 'ended'
  if (pledge.reviewsOn <= today) return 'due'
  return pledge.decision === 'extended' ? 'rectifying' : 'waiting'
}

/** Why 限期整改 cannot run until this day; null when it can. */
export function extensionFault(until: string | null, today: string): string | null {
  if (until === null) return '请填写整改期限'
  if (until <= today) return '整改期限须晚于今天'
  return until > addYears(today, 1) ? '整改期限最长一年' : null
}

/** Why a promise on paper cannot be entered with these days; by field. */
export function paperFaults(
  given: { startsOn: string; promisedOn: string },
  known: { today: string; openedOn: string | null },
): { path: string; message: string }[] {
  const faults: { path: string; message: string }[] = []
  if (given.promisedOn > known.today) faults.push({ path: 'promisedOn', message: '承诺日期不能晚于今天' })
  if (given.startsOn > known.today) faults.push({ path: 'startsOn', message: '起算日不能晚于今天' })
  if (known.openedOn && given.startsOn < known.openedOn)
    faults.push({ path: 'startsOn', message: `起算日不能早于账号开设日期 ${known.openedOn}` })
  return faults
}

/** `粉丝数 承诺 5000，实际 4800（96%）`, for messages and the timeline. */
export function measureInWords({ measure, promised, real, ratio, atLeast }: MeasureFacts): string {
  const { zh, unit } = pledgeMeasures[measure]
  const tail = unit ? ` ${unit}` : ''
  if (real === null) return `${zh}承诺 ${inWords(promised)}${tail}，缺数`
  const percent = ratio === null ? '' : `（${inWords(ratio * 100)}%）`
  return `${zh}承诺 ${inWords(promised)}${tail}，实际${atLeast ? '不低于' : ''} ${inWords(real)}${tail}${percent}`
}

/** Why a decision does not fit the facts; by field. Whoever goes against them says more. */
export function decisionFaults(
  given: { decision: PledgeDecision; reason: string; until: string | null },
  known: { outcome: PledgeOutcome; today: string },
): { path: string; message: string }[] {
  const faults: { path: string; message: string }[] = []
  const { decision, reason, until } = given
  if (decision === 'extended') {
    const fault = extensionFault(until, known.today)
    if (fault) faults.push({ path: 'until', message: fault })
  } else if (until !== null) {
    faults.push({ path: 'until', message: '只有限期整改需要填写整改期限' })
  }
  if (decision === 'closed' && known.outcome === 'met') {
    faults.push({ path: 'decision', message: '各项承诺均已实现，不能以未实现承诺为由启动注销（指南§6.1.2）' })
  }
  const plain = decision === 'met' && known.outcome === 'met'
  if (!plain && reason.trim().length < 10) {
    faults.push({ path: 'reason', message: '该结论与自动核算的结果不同或影响账号存续，请写明理由（至少 10 个字）' })
  }
  return faults
}
