import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { DraftContent } from '../../../src/publishing/content.contract.ts'
import { type DraftView, saveDraft, viewDraft } from '../../../src/publishing/drafts.contract.ts'
import { call } from '../../ui/api.ts'
import { type Autosave, autosave, type SaveState } from '../../ui/autosave.ts'
import { queryClient } from '../../ui/queries.ts'
import { inBrowser, useAutosave } from '../../ui/use-autosave.ts'
import { type DraftForm, formOf, isSameForm } from './draft-form.ts'
import { type Kept, keepDraft } from './kept-draft.ts'

export type DraftEditor = {
  view: DraftView
  form: DraftForm
  state: SaveState
  saver: Autosave<DraftForm>
  /** Changes of the content, or of where it belongs. */
  write: (patch: Partial<DraftContent>) => void
  place: (patch: Partial<Omit<DraftForm, 'content'>>) => void
  /** Raised whenever the text in the form is another than the one that is typed. */
  edition: number
  takeOver: (form: DraftForm, version: number) => void
  /** What the server took out of the last save. */
  removed: readonly string[]
  /** What this browser had kept was taken up again. */
  restored: boolean
  /** The browser holds what has not been saved. */
  keeps: boolean
}

/** A manuscript while it is written: saved two seconds after the last key, kept in the browser until the server has it. */
export function useDraft(view: DraftView, found: Kept | null, memory: string): DraftEditor {
  const client = useQueryClient()
  const [edition, setEdition] = useState(0)
  const [removed, setRemoved] = useState<readonly string[]>([])
  const [keeps, setKeeps] = useState(true)
  const told = useRef({ setRemoved, setKeeps })
  const [{ saver, restored }] = useState(() => begin({ view, found, memory, told: told.current }))
  const { state, form } = useAutosave(saver, () => void client.invalidateQueries({ queryKey: [viewDraft.path] }))

  const takeOver = (next: DraftForm, version: number) => {
    saver.take({ form: formOf(next), version })
    setEdition((n) => n + 1)
  }
  // A colleague has saved while nothing was typed here, or an older version was restored: the newer text is shown.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another view is a reason
  useEffect(() => {
    if (view.version <= saver.version || saver.state.kind !== 'clean') return
    if (isSameForm(view, saver.form)) saver.take({ form: saver.form, version: view.version })
    else takeOver(view, view.version)
  }, [view])

  const change = (next: DraftForm) => {
    if (!isSameForm(next, saver.form)) saver.change(next)
  }
  return {
    view,
    form,
    state,
    saver,
    write: (patch) => change({ ...saver.form, content: { ...saver.form.content, ...patch } }),
    place: (patch) => change({ ...saver.form, ...patch }),
    edition,
    takeOver,
    removed,
    restored,
    keeps,
  }
}

type Begin = {
  view: DraftView
  found: Kept | null
  memory: string
  told: { setRemoved: (removed: readonly string[]) => void; setKeeps: (keeps: boolean) => void }
}

function begin({ view, found, memory, told }: Begin) {
  const saver = autosave<DraftForm>({
    form: formOf(view),
    version: view.version,
    pause: 2_000,
    send: async (form, version) => {
      const saved = await call(saveDraft, { params: { id: view.id }, body: { ...form, reason: 'auto', version } })
      told.setRemoved(saved.removed)
      noteSaved(view.id, form, saved)
      return saved
    },
    ...inBrowser,
    keep: (kept) =>
      void keepDraft(memory, kept ? { ...kept, at: new Date().toISOString() } : null).then((done) =>
        told.setKeeps(kept === null || done),
      ),
  })
  // A save that did arrive, though the page was gone before it knew.
  const arrived = found && isSameForm(found.form, view)
  const kept = view.may.edit && !arrived ? found : null
  if (arrived) void keepDraft(memory, null)
  if (kept) saver.restore({ form: formOf(kept.form), version: kept.version })
  return { saver, restored: kept !== null }
}

type Saved = { version: number; hash: string; state: DraftView['state'] }

/** What is shown of the manuscript elsewhere goes by what was saved, without fetching all of it again. */
function noteSaved(id: string, form: DraftForm, { version, hash, state }: Saved): void {
  const mine = (key: readonly unknown[]) =>
    key[0] === viewDraft.path && (key[2] as { params?: { id?: string } }).params?.id === id
  let moved = false
  queryClient.setQueriesData<DraftView>({ predicate: ({ queryKey }) => mine(queryKey) }, (now) => {
    if (!now) return now
    moved ||= now.state !== state
    return { ...now, ...form, version, hash, state, updatedAt: new Date().toISOString() }
  })
  const stale = moved ? ['/api/drafts'] : ['/api/drafts/:id/versions', '/api/drafts/:id/diff']
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => stale.some((path) => String(queryKey[0]).startsWith(path)),
  })
}
