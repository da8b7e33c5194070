import type { HostType, Level, PlatformName } from './platforms.rules.ts'
import type { SilenceFacts } from './silence.rules.ts'

/** One monthly assessment as it bears on an account. Indices are compared to nine decimals, as ranks are. */
export type Assessed = {
  runId: string
  /** `2026-03` */
  period: string
  /** The account's 运营效果指数; null when the assessment does not have it. */
  operation: number | null
}
/** Against all of the province on the same platform. */
export type Provincial = Assessed & { mean: number | null }
/** Within the county on the same platform; `fifth` is null when it has five or fewer. */
export type InCounty = Assessed & { fifth: number | null }

export type Recorded = { id: string; day: string }
export type Residents = { code: string; name: string; count: number | null; year: number | null }
export type Exposed = { id: string; exposedOn: string; rectifiedOn: string | null }

/** All that is recorded of an account and bears on §6.5.1 and §6.1.2. What is not known is null, never zero. */
export type CleanupFacts = {
  openedOn: string | null
  platform: PlatformName
  hostType: HostType | null
  level: Level
  followers: number | null
  followersAsOf: string | null
  county: Residents | null
  /** The account's own region: a township's, where the account is one's. */
  own: Residents
  /** The newest first. */
  provincial: readonly Provincial[]
  /** Only for accounts of townships (§6.5.1(6)). */
  inCounty: readonly InCounty[]
  /** The account's city or county was assessed by itself. */
  assessedLocally: boolean
  /** Confirmed findings, by what they count for. */
  censures: readonly Recorded[]
  silences: readonly Recorded[]
  incidents: readonly Recorded[]
  poorInteractions: readonly Recorded[]
  posting: Omit<SilenceFacts, 'window'>
  /** 晾晒; null while the installation does not record any. */
  exposures: readonly Exposed[] | null
}

/** What the Guide leaves open, with our reading of it (docs/decisions/0010). */
export type CleanupSettings = {
  /** How far back spells, assessments and poor interaction count. */
  months: number
  /** Assessments that “长期” asks for at least. */
  topFiveLeast: number
  /** Confirmed cases of 互动回应差 that are a grave problem. */
  poorInteractionGrave: number
}
export const cleanupSettings: CleanupSettings = { months: 12, topFiveLeast: 3, poorInteractionGrave: 3 }

export const outcomes = {
  met: '符合',
  notMet: '未达到',
  notEvaluable: '不能判断',
  notApplicable: '不适用',
} as const
export type Outcome = keyof typeof outcomes
export const outcomeNames = Object.keys(outcomes) as [Outcome, ...Outcome[]]

/** A number, a date, a record, in words; with the record that a page can open. */
export type Evidence = { text: string; run?: string; finding?: string; region?: string; posts?: true }

export type Judged = {
  outcome: Outcome
  /** Why, in words; for what cannot be judged: which data is missing and who can supply it. */
  why: string
  evidence: Evidence[]
  /** What would have to happen for it to be met. */
  forecast: string | null
  /** One step is left. */
  near: boolean
}
export type Result<C extends string = string> = Judged & { clause: C }

export function judged(outcome: Outcome, why: string, more: Partial<Judged> = {}): Judged {
  return { outcome, why, evidence: [], forecast: null, near: false, ...more }
}
