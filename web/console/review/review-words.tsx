import { applicationKinds } from '../../../src/accounts/lifecycle.rules.ts'
import type { ReviewRow } from '../../../src/review/review.contract.ts'
import { type ReviewState, reviewStates, type StepState, stepStates } from '../../../src/review/review.rules.ts'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'

/** What kinds of record come before reviewers. */
export const reviewKinds: Readonly<Record<string, string>> = {
  draft: '稿件三审',
  ...Object.fromEntries(Object.entries(applicationKinds).map(([kind, { zh }]) => [kind, zh])),
  reviewRule: '审核路线',
}

const stateTones: Record<ReviewState, Tone> = {
  open: 'busy',
  approved: 'done',
  refused: 'ended',
  returned: 'soon',
  withdrawn: 'ended',
}
export function ReviewStateTag({ state }: { state: ReviewState }) {
  return <StateTag tone={stateTones[state]}>{reviewStates[state]}</StateTag>
}

const stepTones: Record<StepState, Tone> = {
  waiting: 'plain',
  current: 'busy',
  passed: 'done',
  returned: 'soon',
  refused: 'ended',
}
export function StepStateTag({ state }: { state: StepState }) {
  return <StateTag tone={stepTones[state]}>{stepStates[state]}</StateTag>
}

/** How long something has waited or took, in the largest unit that says it. */
export function spanText(hours: number): string {
  if (hours < 1) return '不足 1 小时'
  return hours < 48 ? ` ${Math.floor(hours)} 小时` : ` ${Math.floor(hours / 24)} 天`
}
export function hoursSince(at: string): number {
  return (Date.now() - Date.parse(at)) / 3_600_000
}

/** The deadline of what runs, in words; nothing for what is over. */
export function Deadline({ row }: { row: Pick<ReviewRow, 'dueOn' | 'daysLeft' | 'late'> }) {
  if (row.dueOn === null || row.daysLeft === null) return null
  if (row.late) {
    const days = Math.abs(row.daysLeft)
    return <StateTag tone="grave">逾期{days > 0 ? ` ${days} 个工作日` : ''}</StateTag>
  }
  if (row.daysLeft === 0) return <StateTag tone="soon">今天到期</StateTag>
  return <StateTag tone={row.daysLeft <= 2 ? 'soon' : 'plain'}>还有 {row.daysLeft} 个工作日</StateTag>
}
