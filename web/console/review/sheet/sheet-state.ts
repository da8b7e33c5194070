import type { z } from 'zod'
import type { CheckedPart, ReviewSheetView } from '../../../../src/publishing/drafts.contract.ts'
import {
  type Elements,
  elementNames,
  type Judged,
  type ReviewElement,
  reviewElements,
} from '../../../../src/review/elements.rules.ts'
import type { ReviewAction } from '../../../../src/review/review.rules.ts'
import { sheetRefusal } from '../../../../src/review/sheet.rules.ts'
import type { ReviewSheet } from '../../../../src/review/three-review.contract.ts'

type Part = z.output<typeof CheckedPart>
export type Found = Part['findings'][number] & { partZh: string; before: string; after: string }

/** What the reviewer has marked so far; what she has not touched stands as the checker set it. */
export type Marks = {
  elements: Partial<Elements>
  /** Reasons for release, by the key of the finding. */
  reasons: Readonly<Record<string, string>>
}
export const noMarks: Marks = { elements: {}, reasons: {} }

/** The shortest reason for a release, in characters (the contract's). */
export const reasonLength = 10
/** How much of the text stands around a finding. */
const around = 24

/** Everything the checker found, each with the words around it; the gravest first. */
export function findingsOf({ check }: Pick<ReviewSheetView, 'check'>): Found[] {
  const order = ['grave', 'minor', 'hint']
  return check.parts
    .flatMap(({ zh, text, findings }) =>
      findings.map((one) => ({
        ...one,
        partZh: zh,
        before: `${one.start > around ? '…' : ''}${text.slice(Math.max(0, one.start - around), one.start)}`,
        after: `${text.slice(one.end, one.end + around)}${one.end + around < text.length ? '…' : ''}`,
      })),
    )
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}

/** 严重 findings that nobody has let pass yet. */
export function openGraves(view: ReviewSheetView): Found[] {
  const released = new Set(view.releases.map(({ key }) => key))
  return findingsOf(view).filter(({ severity, key }) => severity === 'grave' && !released.has(key))
}

/** The seven elements as they would be handed in: what the checker found clear is 合格 unless she says otherwise. */
export function elementsNow(view: ReviewSheetView, marks: Marks): Partial<Elements> {
  const clear = elementNames.filter((name) => view.elements[name].state === 'clear')
  const preset = Object.fromEntries(clear.map((name) => [name, { verdict: 'pass', note: '' } satisfies Judged]))
  return { ...preset, ...marks.elements }
}

/** The elements that wait for her word, and can be passed together: nothing 严重 stands in them. */
export function quickOnes(view: ReviewSheetView): ReviewElement[] {
  return elementNames.filter((name) => view.elements[name].state === 'person' || view.elements[name].state === 'look')
}
export const zhOf = (names: readonly ReviewElement[]): string => names.map((name) => reviewElements[name].zh).join('、')

export function passAll(marks: Marks, names: readonly ReviewElement[]): Marks {
  const passed = Object.fromEntries(names.map((name) => [name, { verdict: 'pass', note: '' } satisfies Judged]))
  return { ...marks, elements: { ...marks.elements, ...passed } }
}
export function areAllPassed(view: ReviewSheetView, marks: Marks, names: readonly ReviewElement[]): boolean {
  const now = elementsNow(view, marks)
  return names.every((name) => now[name]?.verdict === 'pass')
}

/** What goes with the decision. */
export function sheetOf(view: ReviewSheetView, marks: Marks, action: ReviewAction): ReviewSheet {
  const releases = openGraves(view).flatMap(({ key }) => {
    const reason = (marks.reasons[key] ?? '').trim()
    return reason === '' ? [] : [{ key, reason }]
  })
  const releasing = action === 'approve' && view.level === 'final'
  return { hash: view.check.hash, elements: elementsNow(view, marks), releases: releasing ? releases : [] }
}

export type SheetFault = { at: 'elements' | 'releases' | 'opinion'; message: string }

/** Why the decision cannot be taken yet, by the rule that the server asks; null when it can. */
export function faultOf(
  view: ReviewSheetView,
  marks: Marks,
  { action, opinion }: { action: ReviewAction; opinion: string },
): SheetFault | null {
  const sheet = sheetOf(view, marks, action)
  const short = sheet.releases.find(({ reason }) => [...reason].length < reasonLength)
  if (short) return { at: 'releases', message: `放行理由至少 ${reasonLength} 个字` }
  const refusal = sheetRefusal({
    level: view.level,
    action,
    opinion,
    sheet,
    hash: view.check.hash,
    findings: findingsOf(view),
    released: new Set(view.releases.map(({ key }) => key)),
  })
  if (!refusal) return null
  const at = refusal.path.startsWith('sheet.releases')
    ? 'releases'
    : refusal.path === 'opinion'
      ? 'opinion'
      : 'elements'
  const message = refusal.code === 'REASON_MISSING' ? '请选出不合格的审核要素，作者才知道改哪里' : refusal.reason
  return { at, message }
}

/** What the checker says in one line. */
export function verdictLine(view: ReviewSheetView): { grave: boolean; text: string } {
  const all = findingsOf(view)
  const graves = openGraves(view).length
  const released = view.releases.length
  const lesser = all.filter(({ severity }) => severity !== 'grave').length
  if (all.length === 0) return { grave: false, text: '检查未发现问题' }
  const parts = [
    graves > 0 ? `${graves} 处严重问题未处理` : '没有未处理的严重问题',
    ...(released > 0 ? [`${released} 处已放行`] : []),
    ...(lesser > 0 ? [`${lesser} 处一般问题或提示`] : []),
  ]
  return { grave: graves > 0, text: parts.join('，') }
}
