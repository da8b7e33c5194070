import { type CleanupClause, cleanupStandards } from '../../../src/accounts/cleanup.rules.ts'
import type { Outcome } from '../../../src/accounts/cleanup-facts.rules.ts'
import { type Standing, standings } from '../../../src/accounts/cleanup-proposal.rules.ts'
import { unfitFaults } from '../../../src/accounts/unfit.rules.ts'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'

const tones: Record<Standing, Tone> = {
  hearing: 'busy',
  awaiting: 'soon',
  closing: 'ended',
  exempt: 'done',
  met: 'grave',
  near: 'soon',
  unclear: 'plain',
  clear: 'done',
}
export const outcomeTones: Record<Outcome, Tone> = {
  met: 'grave',
  notMet: 'done',
  notEvaluable: 'plain',
  notApplicable: 'ended',
}

export function StandingTag({ standing }: { standing: Standing }) {
  return <StateTag tone={tones[standing]}>{standings[standing].zh}</StateTag>
}

const standardZh: Readonly<Record<string, string>> = Object.fromEntries(
  [...cleanupStandards, ...unfitFaults].map(({ clause, zh }) => [clause, zh]),
)

/** `（2）两次被通报`, or `§6.1.2 内容不更新`. */
export function clauseName(clause: string): string {
  const number = /^6\.5\.1\((\d)\)$/.exec(clause)?.[1]
  return number ? `（${number}）${standardZh[clause] ?? ''}` : `§6.1.2 ${standardZh[clause] ?? clause}`
}

export const clauseOptions = [...cleanupStandards, ...unfitFaults].map(({ clause }) => ({
  value: clause,
  label: clauseName(clause),
}))
export const standardClauses: readonly CleanupClause[] = cleanupStandards.map(({ clause }) => clause)

export function Clauses({ clauses }: { clauses: readonly string[] }) {
  if (clauses.length === 0) return <span className="quiet">—</span>
  return (
    <ul className="cleanup-clauses">
      {clauses.map((clause) => (
        <li key={clause}>{clauseName(clause)}</li>
      ))}
    </ul>
  )
}
