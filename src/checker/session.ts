import { type Checker, linesOf, moved } from './checker.ts'
import type { Finding } from './finding.ts'
import type { Context } from './rule.ts'

/** Checks one text again and again while it is being written. */
export type Session = { check: (text: string, context: Context) => Finding[] }

/**
 * Gives what `checker.check` gives, but checks a line only if it was not in the text the last time, in the same
 * context. Rules that reach the whole document run each time. What is remembered is one text's worth.
 */
export function createSession(checker: Checker): Session {
  let known = new Map<string, Finding[]>()
  let knownContext = ''

  return {
    check(raw, context) {
      const inContext = JSON.stringify(context)
      const before = inContext === knownContext ? known : new Map<string, Finding[]>()
      const now = new Map<string, Finding[]>()
      const found = linesOf(raw).flatMap(({ line, at }) => {
        const ofLine = now.get(line) ?? before.get(line) ?? checker.checkLine(line, context)
        now.set(line, ofLine)
        return moved(ofLine, at)
      })
      known = now
      knownContext = inContext
      return checker.settle([...found, ...checker.checkDocument(raw, context)])
    },
  }
}
