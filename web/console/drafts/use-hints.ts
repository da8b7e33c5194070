import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import type { Finding } from '../../../src/checker/finding.ts'
import type { Context } from '../../../src/checker/rule.ts'
import { beijingDay } from '../../../src/core/clock.rules.ts'
import { useMay } from '../../ui/me.ts'
import { answered, type Desk, ignored, type Marked, newDesk, proposed, restored, rewritten } from '../checker/desk.ts'
import { applyChange, changeOf } from '../checker/edits.ts'
import { bySeverity } from '../checker/filters.ts'
import type { Acts } from '../checker/finding-list.tsx'
import { useChecking } from '../checker/use-checking.ts'
import type { BodyHandle } from './body/body-editor.tsx'
import { placeOf } from './draft-form.ts'
import { type Part, partAt, partsOf } from './text-parts.ts'
import type { DraftEditor } from './use-draft.ts'

/** What the checker says of a manuscript while it is written, and what can be done with it. */
export function useHints(editor: DraftEditor, body: { current: BodyHandle | null }) {
  const { form, view, write } = editor
  const { content } = form
  const [bodyText, setBodyText] = useState('')
  const [desk, act] = useReducer((now: Desk, step: (desk: Desk) => Desk) => step(now), '', newDesk)
  const [here, setHere] = useState<number | null>(null)
  const [excused, setExcused] = useState<Marked | null>(null)
  const mayExcuse = useMay('lexicon.manage')
  const { title, digest, author } = content
  const { text, parts } = useMemo(() => partsOf({ title, digest, author }, bodyText), [title, digest, author, bodyText])
  useEffect(() => act((now) => rewritten(now, text)), [text])
  const context = useContextOf(editor)
  const take = useCallback(
    (version: number, found: readonly Finding[]) => act((now) => answered(now, version, found)),
    [],
  )
  const checking = useChecking({ text: desk.text, version: desk.version, context }, take)
  const last = useRef<Shown>({ findings: [], ofBody: [], checkedBody: '' })
  // In the moment between a key and the next reckoning what was shown stays.
  const { findings, ofBody, checkedBody } = useMemo(() => {
    if (desk.text === text) last.current = shownOf(desk.findings, parts, bodyText)
    return last.current
  }, [desk, text, parts, bodyText])
  const ordered = useMemo(() => bySeverity(findings).flatMap((group) => group.findings), [findings])

  const latest = useRef({ parts, ordered, findings, content, editable: view.may.edit })
  latest.current = { parts, ordered, findings, content, editable: view.may.edit }
  const changeField = useRef(write)
  changeField.current = write
  const mayExcuseNow = useRef(mayExcuse)
  mayExcuseNow.current = mayExcuse

  const [acts] = useState<Acts>(() => {
    const placed = (finding: Marked): { part: Part; start: number; end: number } | null => {
      const part = partAt(latest.current, finding)
      return part ? { part, start: finding.start - part.start, end: finding.end - part.start } : null
    }
    const show = (finding: Marked, how: { focus: boolean }) => {
      const at = placed(finding)
      if (!at) return
      if (at.part.part === 'body') body.current?.show(at.start, at.end, how)
      else {
        const field = document.getElementById(placeOf(at.part.part))
        field?.scrollIntoView({ block: 'center' })
        if (!how.focus) return
        field?.focus({ preventScroll: true })
        if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
          field.setSelectionRange(at.start, at.end)
      }
    }
    const choose = (finding: Marked) => {
      setHere(finding.id)
      // Once the mark is drawn.
      requestAnimationFrame(() => show(finding, { focus: false }))
    }
    const next = ({ id }: Marked) => {
      const { ordered: all } = latest.current
      const index = all.findIndex((one) => one.id === id)
      return all[index + 1] ?? all[index - 1]
    }
    return {
      choose,
      accept: (finding, suggestion = finding.suggestions[0] ?? '') => {
        const at = placed(finding)
        if (!at || !latest.current.editable) return
        const after = next(finding)
        if (at.part.part === 'body') body.current?.replace(at.start, at.end, suggestion, finding.text)
        else {
          const field = at.part.part
          const before = latest.current.content[field]
          if (before.slice(at.start, at.end) !== finding.text) return
          changeField.current({ [field]: before.slice(0, at.start) + suggestion + before.slice(at.end) })
        }
        setHere(after?.id ?? null)
      },
      ignore: (finding) => {
        setHere(next(finding)?.id ?? null)
        act((now) => ignored(now, finding.id))
      },
      excuse: (finding) => {
        if (mayExcuseNow.current) setExcused(finding)
      },
      edit: (finding) => {
        setHere(finding.id)
        show(finding, { focus: true })
      },
    }
  })
  /** All that were chosen, each field rewritten once, from the end of the text to its beginning. */
  const acceptAll = (chosen: readonly Marked[]) => {
    for (const field of ['title', 'digest', 'author'] as const) {
      const part = parts.find((one) => one.part === field)
      const own = part ? chosen.filter((finding) => partAt({ parts: [part] }, finding) !== null) : []
      if (!part || own.length === 0) continue
      const edits = own.map(({ start, end, suggestions }) => ({
        start: start - part.start,
        end: end - part.start,
        insert: suggestions[0] ?? '',
      }))
      write({ [field]: applyChange(content[field], changeOf(edits)) })
    }
    const inBody = ofBody.filter(({ id }) => chosen.some((one) => one.id === id))
    for (const { start, end, text: was, suggestions } of inBody.toReversed()) {
      body.current?.replace(start, end, suggestions[0] ?? '', was)
    }
    setHere(null)
  }
  const one = useMemo<Acts>(() => {
    if (mayExcuse) return acts
    const { excuse: _, ...others } = acts
    return others
  }, [acts, mayExcuse])

  return {
    desk,
    findings,
    ordered,
    ofBody,
    checkedBody,
    bodyText,
    setBodyText,
    checking,
    here,
    setHere,
    acts: one,
    acceptAll,
    excused,
    setExcused,
    forget: (id: number) => act((now) => ignored(now, id)),
    restore: (id: number) => act((now) => restored(now, id)),
    propose: (asked: string, found: readonly Finding[]) => act((now) => proposed(now, asked, found)),
    /** The next finding of the body after a place, or the one before it. */
    step: (from: number, by: 1 | -1) => {
      const inText = ofBody
      const found = by > 0 ? inText.find(({ start }) => start > from) : inText.findLast(({ end }) => end < from)
      const whole = found && latest.current.findings.find(({ id }) => id === found.id)
      if (!whole) return
      setHere(whole.id)
      requestAnimationFrame(() => body.current?.show(found.start, found.end, { focus: true }))
    },
  }
}

export type Hints = ReturnType<typeof useHints>

/** Those that lie within one part, and those of the body by its own places. */
type Shown = { findings: readonly Marked[]; ofBody: readonly Marked[]; checkedBody: string }

function shownOf(found: readonly Marked[], parts: readonly Part[], checkedBody: string): Shown {
  const findings = found.filter((finding) => partAt({ parts }, finding) !== null)
  const body = parts.find(({ part }) => part === 'body')
  const ofBody = body
    ? findings
        .filter((finding) => partAt({ parts: [body] }, finding) !== null)
        .map((finding) => ({ ...finding, start: finding.start - body.start, end: finding.end - body.start }))
    : []
  return { findings, ofBody, checkedBody }
}

/** The day on which it is to be seen, whose it is, and from where. */
function useContextOf({ view, form }: DraftEditor): Context {
  const { origin, scheduledAt } = form.content
  const { kind, sourceName } = origin
  return useMemo(
    () => ({
      on: beijingDay(scheduledAt ? new Date(scheduledAt) : new Date()),
      unitName: view.hostUnitName,
      origin: { kind: kind === 'original' ? 'original' : 'repost', ...(sourceName ? { sourceName } : {}) },
    }),
    [scheduledAt, view.hostUnitName, kind, sourceName],
  )
}
