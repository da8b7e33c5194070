import type { CheckedText } from './checked-text.ts'
import type { Category, Severity } from './finding.ts'
import type { Knowledge } from './knowledge.ts'

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string

/** What is known of the text besides its characters. Nothing is guessed: what is absent is not judged. */
export type Context = {
  /** The day on which it is or was published; posts and names are judged as of that day. */
  on: Day
  /** The unit that publishes. */
  unitName?: string
  /** Whether it is the unit's own, and where it was taken from (§7.1, §8.1.2). */
  origin?: { kind: 'original' | 'repost'; sourceName?: string; sourceUrl?: string }
  /** What the QR codes in its pictures say, decoded by the caller. */
  qrCodes?: readonly string[]
  /** Where links lead that its characters do not show, e.g. of words in a Word document. */
  links?: readonly string[]
}

/** One place a rule points at, in units of the original text. What is left out is taken from the rule. */
export type Hit = {
  start: number
  end: number
  message: string
  suggestions?: readonly string[]
  severity?: Severity
  why?: string
  basis?: string
}

/**
 * A rule that needs more than a list of words. `find` is pure and linear in the length of the text.
 * A rule that reaches a `paragraph` is given one line at a time, so that typing re-checks only what changed;
 * one that reaches the `document` is given all of it.
 */
export type Rule = {
  /** `category.what-it-finds`, never changed once published: exceptions and statistics refer to it. */
  id: string
  category: Category
  severity: Severity
  reach: 'paragraph' | 'document'
  title: string
  why: string
  /** The document or standard it goes by, with its clause. */
  basis: string
  /** In force from and until these days, both included. */
  from?: Day
  until?: Day
  /** Run as tests: each text of `fires` is found by this rule, each of `quiet` by no rule at all. */
  examples: { fires: readonly string[]; quiet: readonly string[]; context?: Partial<Context> }
  find: (text: CheckedText, context: Context, knowledge: Knowledge) => Hit[]
}
