import { roundHalfUp, inWords as say } from '../core/round.rules.ts'
import type { AssessedPlatform } from './table2.rules.ts'

/**
 * How a raw value becomes 0–100 marks. The Guide (表2) says only "综合折算", so each way is written out here,
 * kept as data in the scheme, and shown with every score. Marks are earned: no fault is 100.
 */
export type ReferenceGroup = 'platformAndLevel' | 'platform'

/** 100 × min(1, index ÷ reference). The reference is a percentile of the peers, or a fixed value per platform. */
export type RatioToReference = {
  kind: 'ratioToReference'
  reference:
    | { kind: 'percentile'; p: number; groups: ReferenceGroup[]; atLeast: number }
    | { kind: 'fixed'; values: Record<AssessedPlatform, number> }
}
/** 100 × min(1, count ÷ target). The target is for a full month; quarters, years and part periods scale it. */
export type RatioToTarget = { kind: 'ratioToTarget'; perMonth: Record<AssessedPlatform, number> }
/**
 * 100 × min(1, share ÷ fullAt). Posts not known to be original or reposted are left out of the share,
 * as long as at least `knownAtLeast` of all posts are known; below that the part is 缺数.
 */
export type Share = { kind: 'share'; fullAt: number; knownAtLeast: number }
/** 100 − points per case, not below `floor`. `casePerMonth` takes the monthly mean, so a year is judged like a month. */
export type DeductPerCase = { kind: 'deductPerCase'; points: number; floor: number; per: 'case' | 'casePerMonth' }
/** 100 × done ÷ assigned. Nothing assigned: 不适用 (its weight goes to the other parts) or full marks. */
export type Rate = { kind: 'rate'; whenNone: 'notApplicable' | 'full' }
/** base + slope × clamp((now − then) ÷ then, −1, 1), kept within 0–100. */
export type YearOnYear = { kind: 'yearOnYear'; base: number; slope: number }

/** What became of one part: marks, 缺数 with what is missing, or 不适用; `why` is shown to users. */
export type Outcome =
  | { status: 'scored'; score: number; raw: number; why: string }
  | { status: 'missing'; missing: string[]; why: string }
  | { status: 'notApplicable'; why: string }

export const conversionLabels = {
  ratioToReference: '与参照值之比',
  ratioToTarget: '与目标数之比',
  share: '占比',
  deductPerCase: '按起扣分',
  rate: '完成率',
  yearOnYear: '同比变化',
} as const

export function missing(names: string[]): Outcome {
  return { status: 'missing', missing: names, why: `缺数：${names.join('、')}` }
}

export function againstReference(raw: number, reference: { value: number; zh: string }, name: string): Outcome {
  const score = reference.value > 0 ? 100 * Math.min(1, raw / reference.value) : 0
  const why = `${name} ${roundHalfUp(raw)}，参照值 ${roundHalfUp(reference.value)}（${reference.zh}），${earned(score)}`
  return { status: 'scored', score, raw, why }
}

/** `months` is how much of a month the target is for: 1, 3, 12, or a fraction for an account opened half-way. */
export function againstTarget(
  conversion: RatioToTarget,
  count: { raw: number; platform: AssessedPlatform; months: number },
  words: { verb: string; unit: string },
): Outcome {
  const target = conversion.perMonth[count.platform] * count.months
  const score = 100 * Math.min(1, count.raw / target)
  const why = `${words.verb} ${say(count.raw)} ${words.unit}，目标 ${say(target)} ${words.unit}，${earned(score)}`
  return { status: 'scored', score, raw: count.raw, why }
}

export function shareOf(conversion: Share, counts: { posts: number; known: number; originals: number }): Outcome {
  const { posts, known, originals } = counts
  if (posts === 0) return { status: 'scored', score: 0, raw: 0, why: '本期未编发，原创比例记 0 分' }
  if (known > posts || originals > known) {
    return {
      status: 'missing',
      missing: ['原创篇数'],
      why: `缺数：原创 ${originals} 篇、已判明 ${known} 篇、编发 ${posts} 篇，数据矛盾`,
    }
  }
  if (known === 0 || known / posts < conversion.knownAtLeast) {
    const asked = say(conversion.knownAtLeast * 100)
    return {
      status: 'missing',
      missing: ['原创标记'],
      why: `缺数：编发 ${posts} 篇中仅 ${known} 篇已判明是否原创，不足 ${asked}%`,
    }
  }
  const raw = originals / known
  const score = 100 * Math.min(1, raw / conversion.fullAt)
  const among = known < posts ? `（另有 ${posts - known} 篇未判明，不计入）` : ''
  const full = conversion.fullAt < 1 ? `，达 ${say(conversion.fullAt * 100)}% 即满分` : ''
  return {
    status: 'scored',
    score,
    raw,
    why: `${known} 篇中原创 ${originals} 篇${among}，占 ${say(raw * 100)}%${full}，${earned(score)}`,
  }
}

export function afterDeduction(
  conversion: DeductPerCase,
  count: { cases: number; months: number },
  name: string,
): Outcome {
  const cases = conversion.per === 'case' ? count.cases : count.cases / count.months
  const score = Math.min(100, Math.max(conversion.floor, 100 - conversion.points * cases))
  const result = { status: 'scored', score, raw: count.cases } as const
  if (count.cases === 0) return { ...result, why: `${name} 0 起，${earned(score)}` }
  const each = conversion.per === 'case' || count.months === 1 ? '每起' : '按月均每起'
  return { ...result, why: `${name} ${count.cases} 起，${each}扣 ${say(conversion.points)} 分，${earned(score)}` }
}

export function rateOf(conversion: Rate, orders: { assigned: number; done: number }): Outcome {
  const { assigned, done } = orders
  if (assigned === 0 && conversion.whenNone === 'notApplicable') {
    return { status: 'notApplicable', why: '本期未下达协同任务，不适用，权重由同一指数的其他子指标分担' }
  }
  if (assigned === 0) return { status: 'scored', score: 100, raw: 1, why: '本期未下达协同任务，得 100 分' }
  const raw = Math.min(1, done / assigned)
  return {
    status: 'scored',
    score: 100 * raw,
    raw,
    why: `协同任务 ${assigned} 项，完成 ${done} 项，${earned(100 * raw)}`,
  }
}

/** A year before of 0 has no ratio: anything above it counts as doubled, 0 again as unchanged. */
export function yearOnYear(conversion: YearOnYear, now: number, then: number): Outcome {
  const change = then < asGoodAsZero ? Math.sign(now) : (now - then) / then
  const score = Math.min(100, Math.max(0, conversion.base + conversion.slope * Math.min(1, Math.max(-1, change))))
  const why = `本期 ${roundHalfUp(now)}，上年同期 ${roundHalfUp(then)}，${changeInWords(change)}，${earned(score)}`
  return { status: 'scored', score, raw: change, why }
}

/** Below this an index is the rest of a float sum, and dividing by it would give nonsense. */
const asGoodAsZero = 1e-9

function changeInWords(change: number): string {
  if (change === 0) return '同比持平'
  if (change > 1) return '同比上升超过 100%'
  return `同比${change > 0 ? '上升' : '下降'} ${say(Math.abs(change) * 100)}%`
}

function earned(score: number): string {
  return `得 ${say(score)} 分`
}
