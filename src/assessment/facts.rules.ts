import type { Figures } from './figures.rules.ts'
import type { AssessedPlatform } from './table2.rules.ts'

/** Level of the host unit. Townships are a peer group of their own; for a veto they belong to their county. */
export const accountLevels = ['province', 'city', 'county', 'township'] as const
export type AccountLevel = (typeof accountLevels)[number]

export const levelLabels: Record<AccountLevel, string> = {
  province: '省本级',
  city: '市级',
  county: '县级',
  township: '乡镇（街道）级',
}

/** What can be found wrong in a period, by hand or by monitoring. The last four are the vetoes of 表2. */
export const findingLabels = {
  graveError: '严重表述错误',
  minorError: '一般表述错误',
  poorInteraction: '互动回应差',
  onlineServices: '办事服务问题',
  platformUse: '未按要求使用平台',
  silent14Days: '14天未更新',
  graveOpinion: '引发重大负面舆情',
  secrecyIncident: '出现泄密安全事故',
  provincialCensure: '被省级以上政府办公厅、宣传网信部门通报',
} as const

export type FindingKind = keyof typeof findingLabels
// Object.keys of a const table gives exactly its keys.
export const findingKinds = Object.keys(findingLabels) as readonly FindingKind[]

/** Which unit runs the account and where that counts; `city` and `county` are region ids. */
export type Home = { level: AccountLevel; city: string | null; county: string | null }

export type Provenance = { source: string; asOf: string }
export type FactGroup = 'figures' | 'findings' | 'collaboration' | 'yearBefore'

/** Everything an assessment knows of one account in one period; frozen and hashed when a run starts. */
export type AccountFacts = {
  accountId: string
  platform: AssessedPlatform
  home: Home
  period: string
  /** Days of the period on which the account was open: all of them, or fewer in its first and last period. */
  days: number
  figures: Figures
  /** Cases found in the period; null means nobody looked, which is not the same as none. */
  findings: Record<FindingKind, number | null>
  /** Orders (调度任务) given to the account and done; null is 缺数. */
  collaboration: { assigned: number; done: number } | null
  /** The two indices (0–100) of the same period a year before, under the same scheme; null is 缺数. */
  yearBefore: { operation: number | null; diligence: number | null } | null
  provenance: { [G in FactGroup]?: Provenance }
}
