import { parentPort } from 'node:worker_threads'
import { type Checker, type CheckerParts, createChecker, type TypoFinder } from '../checker/checker.ts'
import { shippedTypos } from '../checker/command/typo-files.ts'
import type { Finding } from '../checker/finding.ts'
import type { Context } from '../checker/rule.ts'
import { allRules } from '../checker/rules/all-rules.ts'
import { typoRule } from '../checker/typos/typo-rule.ts'
import { type Effective, everyRule } from './knowledge.rules.ts'
import { differences, type Hit } from './replay.rules.ts'

export type Checkable = { text: string; context: Context }
export type Task =
  | { do: 'load'; key: string; effective: Effective; typos: boolean }
  | { do: 'drop'; key: string }
  | { do: 'check'; key: string; texts: readonly Checkable[]; most: number }
  /** `sieve`: where this one finds nothing, the two do not differ. */
  | { do: 'compare'; before: string; after: string; sieve: string | null; texts: readonly Checkable[] }
export type Checked = { findings: Finding[]; more: number }
export type Reply = { checked: Checked[] } | { compared: Hit[][] } | { failed: string }

/** Ready checkers by the version of what they know. Whoever starts this thread says which are kept. */
const checkers = new Map<string, Checker>()

/** Read once, when a checker first wants it: it is large and takes about a second. */
let finder: TypoFinder | undefined

function partsOf({ knowledge, disabledRules }: Effective, typos: boolean): CheckerParts {
  const off = new Set(disabledRules)
  const rules = off.has(everyRule) ? [] : allRules.filter(({ id }) => !off.has(id))
  if (!typos || off.has(typoRule.id) || off.has(everyRule)) return { rules, knowledge }
  finder ??= shippedTypos()
  return { rules, knowledge, typos: finder }
}

function checkerOf(key: string): Checker {
  const checker = checkers.get(key)
  if (!checker) throw new RangeError(`no checker has been loaded as ${key}`)
  return checker
}

function perform(task: Task): Reply | null {
  switch (task.do) {
    case 'load':
      checkers.set(task.key, createChecker(partsOf(task.effective, task.typos)))
      return null
    case 'drop':
      checkers.delete(task.key)
      return null
    case 'check': {
      const checker = checkerOf(task.key)
      return {
        checked: task.texts.map(({ text, context }) => {
          const found = checker.check(text, context)
          return { findings: found.slice(0, task.most), more: Math.max(0, found.length - task.most) }
        }),
      }
    }
    case 'compare': {
      const [before, after] = [checkerOf(task.before), checkerOf(task.after)]
      const sieve = task.sieve === null ? null : checkerOf(task.sieve)
      return {
        compared: task.texts.map(({ text, context }) => {
          if (sieve && sieve.check(text, context).length === 0) return []
          return differences(text, before.check(text, context), after.check(text, context))
        }),
      }
    }
    default:
      return task satisfies never
  }
}

parentPort?.on('message', (task: Task) => {
  let reply: Reply | null
  try {
    reply = perform(task)
  } catch (error) {
    reply = { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
  if (reply) parentPort?.postMessage(reply)
})
