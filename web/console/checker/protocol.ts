import type { Finding } from '../../../src/checker/finding.ts'
import type { Knowledge } from '../../../src/checker/knowledge.ts'
import type { Context } from '../../../src/checker/rule.ts'

/** What the checker goes by, as the server gives it. */
export type Effective = {
  /** Of the word lists together. */
  version: string
  knowledge: Knowledge
  disabledRules: readonly string[]
}

export type ToWorker =
  | { kind: 'know'; effective: Effective }
  /** `request` counts up; only the answer to the latest one matters. */
  | { kind: 'check'; request: number; text: string; context: Context }
  | { kind: 'loadTypos' }

/** The model for open typos, which is fetched apart. */
export type TypoState = 'loading' | 'ready' | 'failed'

export type FromWorker =
  | { kind: 'ready'; rules: number; terms: number }
  | { kind: 'progress'; request: number; done: number }
  | { kind: 'found'; request: number; findings: readonly Finding[] }
  | { kind: 'failed'; reason: string }
  | { kind: 'typos'; state: TypoState }
