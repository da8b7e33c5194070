import { useEffect, useRef, useState } from 'react'
import { editableParts } from '../../../src/accounts/application-forms.rules.ts'
import { type ApplicationView, saveApplication } from '../../../src/accounts/applications.contract.ts'
import type { FormFault } from '../../../src/accounts/opening-form.rules.ts'
import { call } from '../../ui/api.ts'
import { type Autosave, autosave, type SaveState } from '../../ui/autosave.ts'
import { useMe } from '../../ui/me.ts'
import { remember, remembered } from '../../ui/memory.ts'
import { inBrowser, useAutosave } from '../../ui/use-autosave.ts'
import { bodyOf, differences, localFaults, type Values, valuesOf, withoutPhones } from './form-values.ts'
import { refreshApplication } from './refresh.ts'

export type Editor = {
  view: ApplicationView
  values: Values
  state: SaveState
  saver: Autosave<Values>
  set: (path: string, value: unknown) => void
  /** Takes fields out of the form altogether: a change that no longer names them. */
  drop: (paths: readonly string[]) => void
  canEdit: (path: string) => boolean
  /** What keeps the next step from being taken: as the server reckons, and what was not sent because it is not whole. */
  faults: readonly FormFault[]
  /** Faults are marked at their fields once somebody has tried to go on. */
  attempted: boolean
  attempt: () => void
  faultOf: (path: string) => string | undefined
  /** What this browser had kept from the last time was taken up again. */
  restored: boolean
}

/** The form of an application while it is filled in: saved as it is typed. */
export function useEditor(view: ApplicationView): Editor {
  const me = useMe()
  const [attempted, setAttempted] = useState(false)
  const memory = `draft.${me.id}.${view.id}`
  const shown = useRef(view)
  shown.current = view
  const [{ saver, restored }] = useState(() => begin(view, memory, shown))
  const { state, form: values } = useAutosave(saver)

  // A colleague has saved while nothing was typed here: the newer text is shown.
  useEffect(() => {
    if (view.version > saver.version && saver.state.kind === 'clean') {
      saver.take({ form: valuesOf(view), version: view.version })
    }
  }, [view, saver])

  const parts = editableParts(view.kind, view.state)
  const refused = state.kind === 'refused' ? state.errors : []
  const faults = [...localFaults(values), ...view.faults]
  return {
    view,
    values,
    state,
    saver,
    restored,
    set: (path, value) => saver.change({ ...saver.form, [path]: value }),
    drop: (paths) =>
      saver.change(Object.fromEntries(Object.entries(saver.form).filter(([path]) => !paths.includes(path)))),
    canEdit: (path) => view.editable && (parts === null || parts.includes(path)),
    faults,
    attempted,
    attempt: () => setAttempted(true),
    faultOf: (path) => {
      const marked = attempted ? [...refused, ...faults] : [...refused, ...localFaults(values)]
      return marked.find((fault) => fault.path === path)?.message
    },
  }
}

function begin(view: ApplicationView, memory: string, shown: { current: ApplicationView }) {
  const saver = autosave<Values>({
    form: valuesOf(view),
    version: view.version,
    send: async (values, version) => {
      const form = bodyOf(shown.current, values)
      const saved = await call(saveApplication, { params: { id: view.id }, body: { version, form } })
      void refreshApplication()
      return saved
    },
    ...inBrowser,
    keep: (kept) =>
      remember(memory, kept ? JSON.stringify({ form: withoutPhones(kept.form), version: kept.version }) : null),
  })
  const found = view.editable ? keptIn(memory) : null
  // A save that did arrive, though the page was gone before it knew.
  const arrived = found && differences(view.kind, found.form, withoutPhones(valuesOf(view))).length === 0
  const kept = arrived ? null : found
  if (arrived) remember(memory, null)
  if (kept) saver.restore({ form: { ...saver.form, ...kept.form }, version: kept.version })
  return { saver, restored: kept !== null }
}

function keptIn(memory: string): { form: Values; version: number } | null {
  try {
    // Written by `keep`; anything else is nothing.
    return JSON.parse(remembered(memory, 'null')) as { form: Values; version: number } | null
  } catch {
    return null
  }
}
