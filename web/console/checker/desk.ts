import type { Span } from '../../../src/checker/checked-text.ts'
import type { Finding } from '../../../src/checker/finding.ts'
import { modelRuleId } from '../../../src/checker/typos/model-endpoint.ts'
import {
  applyChange,
  betweenTexts,
  type Change,
  changeOf,
  type Edit,
  inverseOf,
  movePlace,
  moveSpans,
} from './edits.ts'
import { fitView, viewAround } from './view.ts'

/** A finding that keeps its number while it moves with the text and is found again. */
export type Marked = Finding & { id: number }

/** What leads back, and whether it was written key by key. */
type Step = { back: Change; typed: boolean }

/** The text at work, with what was found in it and the way back. It is never changed: every act gives the next one. */
export type Desk = {
  text: string
  /** One more at every change of the text: an answer to an older one is out of date. */
  version: number
  /** The version that `findings` answers; moved along, they hold for newer ones until the next answer. */
  checked: number
  findings: readonly Marked[]
  ignored: readonly Marked[]
  /** What a language model proposed, which nothing but the model finds again: each stays until its place changes. */
  proposed: readonly Finding[]
  /** The part that stands in the editor. */
  view: Span
  /** Where the cursor belongs after an act that was not typed. */
  caret: (Span & { version: number }) | null
  past: readonly Step[]
  future: readonly Step[]
  /** The text before an input method began to compose; what it tries out is no step of its own. */
  composing: string | null
  nextId: number
}

const longestPast = 500
/** A few words. */
const longestJoined = 24

export function newDesk(text = ''): Desk {
  return {
    text,
    version: 1,
    checked: 0,
    findings: [],
    ignored: [],
    proposed: [],
    view: viewAround(text, 0),
    caret: null,
    past: [],
    future: [],
    composing: null,
    nextId: 1,
  }
}

/** What the editor holds now, in place of the part it was given. */
export function typed(desk: Desk, part: string, { composing }: { composing: boolean }): Desk {
  const shown = desk.text.slice(desk.view.start, desk.view.end)
  const change = betweenTexts(shown, part).map((edit) => ({
    ...edit,
    start: edit.start + desk.view.start,
    end: edit.end + desk.view.start,
  }))
  const before = desk.composing ?? desk.text
  const next = change.length > 0 ? changed(desk, change) : desk
  if (composing) return { ...next, caret: null, composing: before }
  const whole = desk.composing === null ? change : betweenTexts(before, next.text)
  if (whole.length === 0) return { ...next, composing: null }
  const step = { back: inverseOf(before, whole), typed: whole.every(isSmall) }
  return fitted({ ...remembered(next, step), caret: null, composing: null })
}

/** A long text pasted in place of what was selected in the part: what is shown is its beginning. */
export function pasted(desk: Desk, selected: Span, text: string): Desk {
  const start = desk.view.start + selected.start
  const change: Change = [{ start, end: desk.view.start + selected.end, insert: text }]
  const next = remembered(changed(desk, change), { back: inverseOf(desk.text, change), typed: false })
  return {
    ...next,
    view: viewAround(next.text, start),
    caret: { start, end: start, version: next.version },
    composing: null,
  }
}

/** Another text in place of all of it. */
export function replaced(desk: Desk, text: string): Desk {
  const next = changed(desk, betweenTexts(desk.text, text))
  const kept = remembered(next, { back: inverseOf(desk.text, betweenTexts(desk.text, text)), typed: false })
  return {
    ...kept,
    view: viewAround(text, 0),
    caret: { start: 0, end: 0, version: kept.version },
    findings: [],
    proposed: [],
  }
}

/** The text as an editor that keeps its own way back holds it now. */
export function rewritten(desk: Desk, text: string): Desk {
  return text === desk.text ? desk : changed(desk, betweenTexts(desk.text, text))
}

/** The first suggestion of each, or the one that was chosen. */
export function accepted(desk: Desk, findings: readonly Finding[], suggestion?: string): Desk {
  const change = changeOf(
    findings.flatMap(({ start, end, suggestions }) => {
      const insert = suggestion ?? suggestions[0]
      return insert === undefined ? [] : [{ start, end, insert }]
    }),
  )
  return acted(desk, change)
}

export function undone(desk: Desk): Desk {
  const step = desk.past.at(-1)
  if (!step || desk.composing !== null) return desk
  const again = { back: inverseOf(desk.text, step.back), typed: false }
  return withCaret(
    { ...changed(desk, step.back), past: desk.past.slice(0, -1), future: [...desk.future, again] },
    step.back,
  )
}

export function redone(desk: Desk): Desk {
  const step = desk.future.at(-1)
  if (!step || desk.composing !== null) return desk
  const again = { back: inverseOf(desk.text, step.back), typed: false }
  return withCaret(
    { ...changed(desk, step.back), past: [...desk.past, again], future: desk.future.slice(0, -1) },
    step.back,
  )
}

/** Not to be told of this place again, as long as it stays as it is. */
export function ignored(desk: Desk, id: number): Desk {
  const finding = desk.findings.find((one) => one.id === id)
  if (!finding) return desk
  return {
    ...desk,
    findings: desk.findings.filter((one) => one !== finding),
    ignored: inOrder([...desk.ignored, finding]),
  }
}

export function restored(desk: Desk, id: number): Desk {
  const finding = desk.ignored.find((one) => one.id === id)
  if (!finding) return desk
  return {
    ...desk,
    ignored: desk.ignored.filter((one) => one !== finding),
    findings: inOrder([...desk.findings, finding]),
  }
}

/** What was found in the text of a version; an answer to an older text is dropped. */
export function answered(desk: Desk, version: number, found: readonly Finding[]): Desk {
  return version === desk.version ? joined({ ...desk, checked: version }, found) : desk
}

/** What a language model proposed for `text`, moved along with what was written since; it replaces its last answer. */
export function proposed(desk: Desk, text: string, found: readonly Finding[]): Desk {
  const moved = moveSpans(found, betweenTexts(text, desk.text))
  return joined(
    { ...desk, proposed: moved },
    desk.findings.filter(({ ruleId }) => ruleId !== modelRuleId),
  )
}

/** The findings of the rules with the proposals beside them; where both lie on one place the rule knows better. */
function joined(desk: Desk, ruled: readonly Finding[]): Desk {
  const free = desk.proposed.filter((one) => !ruled.some(({ start, end }) => start < one.end && one.start < end))
  const found = inOrder([...ruled, ...free])
  const known = new Map(desk.findings.map((finding) => [keyOf(finding), finding.id]))
  const unwanted = new Set(desk.ignored.map(keyOf))
  let { nextId } = desk
  const findings = found
    .filter((finding) => !unwanted.has(keyOf(finding)))
    .map((finding) => ({ ...finding, id: known.get(keyOf(finding)) ?? nextId++ }))
  return { ...desk, findings, nextId }
}

export function shown(desk: Desk, view: Span): Desk {
  return { ...desk, view, caret: null }
}

/** Brings a place into the editor. */
export function located(desk: Desk, { start, end }: Span): Desk {
  const inside = desk.view.start <= start && end <= desk.view.end
  const view = inside ? desk.view : viewAround(desk.text, start)
  return { ...desk, view, caret: { start, end, version: desk.version } }
}

function acted(desk: Desk, change: Change): Desk {
  if (change.length === 0) return desk
  return withCaret(remembered(changed(desk, change), { back: inverseOf(desk.text, change), typed: false }), change)
}

function changed(desk: Desk, change: Change): Desk {
  const { start, end } = desk.view
  // What is written at the ends of the part belongs to it.
  const last = movePlace(end, change) + insertedAt(end, change)
  return {
    ...desk,
    text: applyChange(desk.text, change),
    version: desk.version + 1,
    findings: moveSpans(desk.findings, change),
    ignored: moveSpans(desk.ignored, change),
    proposed: moveSpans(desk.proposed, change),
    view: { start: Math.min(movePlace(start, change), last), end: last },
  }
}

function insertedAt(place: number, change: Change): number {
  return change.find(({ start, end }) => start === place && end === place)?.insert.length ?? 0
}

function remembered(desk: Desk, step: Step): Desk {
  const last = desk.past.at(-1)
  const joined = last?.typed && step.typed ? joinedSteps(last.back, step.back) : null
  const past = joined ? [...desk.past.slice(0, -1), { back: joined, typed: true }] : [...desk.past, step]
  return { ...desk, past: past.slice(-longestPast), future: [] }
}

/** A word or a letter; anything longer was pasted or cut. */
function isSmall({ start, end, insert }: Edit): boolean {
  return insert.length <= 8 && end - start <= 1
}

/** Letters typed or deleted one after the other are taken back together, a few words at a time. */
function joinedSteps(earlier: Change, later: Change): Change | null {
  const [a] = earlier
  const [b] = later
  if (!a || !b || earlier.length > 1 || later.length > 1) return null
  if (a.end - a.start >= longestJoined || a.insert.length >= longestJoined) return null
  if (a.insert === '' && b.insert === '' && b.start === a.end) return [{ start: a.start, end: b.end, insert: '' }]
  if (a.start === a.end && b.start === b.end && b.start + b.insert.length === a.start)
    return [{ start: b.start, end: b.start, insert: b.insert + a.insert }]
  return null
}

function withCaret(desk: Desk, change: Change): Desk {
  const last = change.at(-1)
  const at = last ? movePlace(last.start, change.slice(0, -1)) + last.insert.length : 0
  const single = change.length === 1
  const view = fitView(desk.text, desk.view, single ? at : desk.view.start)
  return { ...desk, view, composing: null, caret: single ? { start: at, end: at, version: desk.version } : null }
}

function fitted(desk: Desk): Desk {
  const back = desk.past.at(-1)?.back.at(-1)
  const view = fitView(desk.text, desk.view, back ? back.end : desk.view.start)
  if (view === desk.view || (view.start === desk.view.start && view.end === desk.view.end)) return desk
  const at = back ? back.end : view.start
  return { ...desk, view, caret: { start: at, end: at, version: desk.version } }
}

function keyOf({ ruleId, start, text }: Finding): string {
  return `${ruleId}\n${start}\n${text}`
}

function inOrder<T extends Span>(findings: readonly T[]): T[] {
  return [...findings].sort((a, b) => a.start - b.start || a.end - b.end)
}
