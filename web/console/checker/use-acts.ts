import { useEffect, useRef, useState } from 'react'
import { accepted, type Desk, ignored, located, type Marked, restored, undone } from './desk.ts'
import { fieldId } from './editor.tsx'
import type { Acts } from './finding-list.tsx'
import { shortText, suggestionWord } from './finding-words.tsx'

/** What was done last, and how it is taken back. */
export type Notice = { words: string; undo?: () => void; failed?: true }

type Given = {
  /** The findings in the order of the list. */
  ordered: readonly Marked[]
  act: (step: (desk: Desk) => Desk) => void
  say: (notice: Notice | null) => void
  /** Asks for a reason first; absent for whoever may not keep the unit's lists. */
  excuse: ((finding: Marked) => void) | undefined
}

/** What can be done with a finding. Whatever is taken from the list, the next entry becomes the current one. */
export function useActs(given: Given) {
  const [here, setHere] = useState<number | null>(null)
  const [look, setLook] = useState(0)
  const latest = useRef(given)
  useEffect(() => {
    latest.current = given
  })
  const [acts] = useState(() => {
    const undo = () => {
      latest.current.act(undone)
      latest.current.say(null)
    }
    const goTo = (finding: Marked | undefined) => {
      setHere(finding?.id ?? null)
      if (!finding) return
      latest.current.act((desk) => located(desk, desk.findings.find(({ id }) => id === finding.id) ?? finding))
      setLook((n) => n + 1)
    }
    const next = ({ id }: Marked) => {
      const { ordered } = latest.current
      const index = ordered.findIndex((one) => one.id === id)
      return ordered[index + 1] ?? ordered[index - 1]
    }
    const one: Acts = {
      choose: goTo,
      accept: (finding, suggestion = finding.suggestions[0] ?? '') => {
        const after = next(finding)
        const { act, say } = latest.current
        act((desk) =>
          accepted(
            desk,
            desk.findings.filter(({ id }) => id === finding.id),
            suggestion,
          ),
        )
        goTo(after)
        const done = suggestion === '' ? '删去' : `改为“${suggestionWord(suggestion)}”`
        say({ words: `已将“${shortText(finding)}”${done}`, undo })
      },
      ignore: (finding) => {
        const after = next(finding)
        const { act, say } = latest.current
        act((desk) => ignored(desk, finding.id))
        goTo(after)
        const back = () => {
          latest.current.act((desk) => restored(desk, finding.id))
          latest.current.say(null)
        }
        say({ words: `已忽略“${shortText(finding)}”`, undo: back })
      },
      ...(given.excuse ? { excuse: given.excuse } : {}),
      edit: (finding) => {
        goTo(finding)
        document.getElementById(fieldId)?.focus({ preventScroll: true })
      },
    }
    const acceptAll = (findings: readonly Marked[]) => {
      latest.current.act((desk) => accepted(desk, findings))
      setHere(null)
      latest.current.say({ words: `已采纳 ${findings.length} 处`, undo })
    }
    return { one, acceptAll, undo }
  })
  return { here, look, setHere, ...acts }
}
