import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { severities } from '../../../../src/checker/finding.ts'
import type { Marked } from '../../checker/desk.ts'
import { rangeOf, type TextMap } from './text-map.ts'

type Told = { findings: readonly Marked[]; here: number | null; map: TextMap }

const key = new PluginKey<DecorationSet>('findingMarks')

/** Underlines what the checker found; the lines move along with what is typed until the next answer comes. */
export const FindingMarks = Extension.create<{ onFinding: (id: number) => void }>({
  name: 'findingMarks',
  addOptions: () => ({ onFinding: () => {} }),
  addProseMirrorPlugins() {
    const { onFinding } = this.options
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (tr, marks) => {
            const told = tr.getMeta(key) as Told | undefined
            return told ? DecorationSet.create(tr.doc, marksOf(told)) : marks.map(tr.mapping, tr.doc)
          },
        },
        props: {
          decorations: (state) => key.getState(state),
          handleClick: (view, pos) => {
            const id = findingAt(view.state, pos)
            if (id !== null) onFinding(id)
            return false
          },
        },
      }),
    ]
  },
})

/** The transaction's word that these are the findings now; `map` must be that of the document as it is. */
export function tellFindings(state: EditorState, told: Told) {
  return state.tr.setMeta(key, told).setMeta('addToHistory', false)
}

function findingAt(state: EditorState, pos: number): number | null {
  const found = key.getState(state)?.find(pos, pos).at(-1)
  return (found?.spec as { finding?: number } | undefined)?.finding ?? null
}

function marksOf({ findings, here, map }: Told): Decoration[] {
  return findings.flatMap((finding) => {
    const range = rangeOf(map, finding.start, finding.end)
    if (!range) return []
    const attributes = {
      class: `check-mark check-${finding.severity}${finding.id === here ? ' check-mark-here' : ''}`,
      title: `${severities[finding.severity]}：${finding.message}`,
    }
    return [Decoration.inline(range.from, range.to, attributes, { finding: finding.id })]
  })
}
