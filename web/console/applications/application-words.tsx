import type { ApplicationRow } from '../../../src/accounts/applications.contract.ts'
import {
  type ApplicationKind,
  type ApplicationState,
  applicationStates,
} from '../../../src/accounts/lifecycle.rules.ts'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'

const tones: Record<ApplicationState, Tone> = {
  draft: 'plain',
  inReview: 'busy',
  returned: 'soon',
  withdrawn: 'plain',
  refused: 'ended',
  approved: 'done',
  lapsed: 'grave',
  noticePosted: 'busy',
  platformApplied: 'busy',
  submitted: 'busy',
  completed: 'soon',
  done: 'done',
  discarded: 'ended',
}

/** The same state is called differently where another step leads to it. */
export function stateZh(kind: ApplicationKind, state: ApplicationState): string {
  if (kind === 'closure' && state === 'inReview') return '待主管单位完成注销'
  if (kind === 'closure' && state === 'discarded') return '已撤销'
  return applicationStates[state].zh
}

export function ApplicationStanding({ of: { kind, state } }: { of: Pick<ApplicationRow, 'kind' | 'state'> }) {
  return <StateTag tone={tones[state]}>{stateZh(kind, state)}</StateTag>
}

/** By when the next step is due; said in red once that day is over. */
export function DueDay({ of: { dueOn, late } }: { of: Pick<ApplicationRow, 'dueOn' | 'late'> }) {
  if (!dueOn) return <span className="quiet">—</span>
  return (
    <span className="application-due">
      {dueOn} {late ? <StateTag tone="grave">逾期</StateTag> : null}
    </span>
  )
}
