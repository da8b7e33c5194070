import { type Checker, linesOf, moved } from '../../../src/checker/checker.ts'
import type { Finding } from '../../../src/checker/finding.ts'
import type { Context } from '../../../src/checker/rule.ts'

type Pauses = {
  /** Characters between two pauses. */
  slice: number
  /** Lets others have their turn; false when nobody waits for this check any longer. */
  pause: (done: number) => Promise<boolean>
}

export type SlicedSession = { check: (text: string, context: Context, pauses: Pauses) => Promise<Finding[] | null> }

/**
 * Gives what `checker.check` gives, and checks a line only if it is new, as `createSession` does; but in slices, so
 * that progress can be told and a check that was overtaken by a newer text ends early, with null. What it had
 * found by then is remembered all the same.
 */
export function createSlicedSession(checker: Checker): SlicedSession {
  let known = new Map<string, Finding[]>()
  let knownContext = ''

  return {
    async check(raw, context, { slice, pause }) {
      if (!(await pause(0))) return null
      const inContext = JSON.stringify(context)
      if (inContext !== knownContext) known = new Map()
      knownContext = inContext
      const before = known
      const now = new Map<string, Finding[]>()
      const found: Finding[][] = []
      let rest = slice
      for (const { line, at } of linesOf(raw)) {
        let ofLine = now.get(line) ?? before.get(line)
        if (!ofLine) {
          ofLine = checker.checkLine(line, context)
          rest -= line.length
        }
        now.set(line, ofLine)
        found.push(moved(ofLine, at))
        if (rest > 0) continue
        rest = slice
        if (!(await pause(at + line.length))) {
          // Unless a newer check has begun to remember in the meantime.
          if (known === before && knownContext === inContext) known = new Map([...before, ...now])
          return null
        }
      }
      known = now
      return checker.settle([...found.flat(), ...checker.checkDocument(raw, context)])
    },
  }
}
