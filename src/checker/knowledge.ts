import type { Category, Severity } from './finding.ts'
import type { Day } from './rule.ts'

/**
 * A word that should not stand in a text, or only elsewhere. It is matched in simplified characters and half width,
 * whatever the text has.
 */
export type Term = {
  text: string
  /** `text` is a pattern (see engine/pattern.ts), not a word: literals, classes, `?`, `{m,n}`, `|`, groups. */
  pattern?: boolean
  /** Replacements, the likeliest first; `''` deletes; empty: a person decides. */
  suggest: readonly string[]
  /** Overrides of what the list says for all its terms. */
  severity?: Severity
  category?: Category
  why?: string
  basis?: string
  message?: string
  /** Longer words that contain it and are right: 三黄片, 路口交通. They win over the term wherever they stand. */
  unless?: readonly string[]
  /** Only where one of these stands directly before / after it, or in the same sentence (`near`). */
  before?: readonly string[]
  after?: readonly string[]
  near?: readonly string[]
  /** Never where one of these stands directly before / after it, or in the same sentence. */
  notBefore?: readonly string[]
  notAfter?: readonly string[]
  notNear?: readonly string[]
  /** Only as words of its own: no word of the dictionary may reach over its ends (中澳 in 集中澳门). */
  wholeWord?: boolean
  /**
   * Also when disguised. Without it a term is found in traditional and full-width characters, in look-alikes and with
   * invisible characters inside, but in no other disguise. A disguised word must be one of its own (`wholeWord`).
   */
  evasion?: Evasion
  from?: Day
  until?: Day
}

/**
 * How far a word may be disguised and still be found; each includes the ones before it: with spaces, symbols or
 * brackets between its characters; some or all of it in pinyin; characters taken apart (弓虽 for 强).
 */
export const evasions = ['none', 'separated', 'pinyin', 'split'] as const
export type Evasion = (typeof evasions)[number]

/** A list of words with its origin: nothing is in it that cannot be traced. */
export type TermList = {
  /** `category.name`; the id of a finding is `id#term`. */
  id: string
  title: string
  severity: Severity
  category: Category
  why: string
  basis: string
  /** Who made it, from what, and under which licence. */
  provenance: string
  licence: string
  asOf: Day
  terms: readonly Term[]
}

/** Who held which post, from when until when; `until` absent means as far as known on `asOf`. */
export type Tenure = {
  name: string
  body: string
  post: string
  /** Its place in the official order within the body, from 1; absent when not known. */
  order?: number
  from: Day
  until?: Day
  source: string
  asOf: Day
}

/** A document that texts may cite. */
export type Policy = {
  title: string
  /** 发文字号, e.g. 国办发〔2018〕123号; absent for laws, which have none. */
  number?: string
  issuers: readonly string[]
  issuedOn?: Day
  effectiveOn?: Day
  /** Since when it is no longer in force, and by what. */
  repealedOn?: Day
  replacedBy?: string
  /** Sentences to which a quotation can be held; absent when only the heading is in the library. */
  text?: string
  source: string
}

/** A unit from which texts may be taken over (稿源单位, §7.1). */
export type SourceUnit = {
  name: string
  aliases: readonly string[]
  hosts: readonly string[]
  from?: Day
  until?: Day
  source: string
}

/**
 * A full name, and the forms in which it may not be written. A miswritten name of a `central` organ of Party or state
 * is 严重.
 */
export type BodyName = {
  full: string
  short: readonly string[]
  wrong: readonly string[]
  central?: true
  source: string
}

/** “此处无误”: a text that a rule may not find, from a person with the right to say so. */
export type Accepted = { ruleId: string; text: string }

/** Everything the checker knows besides its rules. Plain data: it travels to the browser as JSON. */
export type Knowledge = {
  lists: readonly TermList[]
  tenures: readonly Tenure[]
  bodies: readonly BodyName[]
  policies: readonly Policy[]
  sources: readonly SourceUnit[]
  accepted: readonly Accepted[]
}
