import { Button } from 'antd'
import type { ReactNode } from 'react'
import { type Category, categories, type Severity, severities } from '../../../src/checker/finding.ts'
import { type ChangeState, changeStates, type EntryState, entryStates } from '../../../src/lexicon/entry-kinds.rules.ts'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'

const severityTones: Record<Severity, Tone> = { grave: 'grave', minor: 'soon', hint: 'plain' }
export function SeverityTag({ severity }: { severity: Severity | null }) {
  return severity === null ? null : <StateTag tone={severityTones[severity]}>{severities[severity]}</StateTag>
}

const changeTones: Record<ChangeState, Tone> = {
  proposed: 'soon',
  confirmed: 'done',
  refused: 'ended',
  withdrawn: 'ended',
}
export function ChangeTag({ state }: { state: ChangeState }) {
  return <StateTag tone={changeTones[state]}>{changeStates[state]}</StateTag>
}

export function EntryTag({ state, from, today }: { state: EntryState; from: string; today: string }) {
  if (state === 'active' && from > today) return <StateTag tone="soon">{from} 起生效</StateTag>
  return <StateTag tone={state === 'active' ? 'done' : 'ended'}>{entryStates[state]}</StateTag>
}

export function categoryName(category: Category | null): string {
  return category === null ? '—' : categories[category].zh
}

export const severityOptions = Object.entries(severities).map(([value, label]) => ({ value, label }))
export const categoryOptions = Object.entries(categories).map(([value, { zh, element }]) => ({
  value,
  label: `${zh}（${element}）`,
}))

/** A row's name, which opens it. */
export function Opens({ children, onOpen }: { children: ReactNode; onOpen: () => void }) {
  return (
    <Button type="link" size="small" className="lexicon-open" onClick={onOpen}>
      {children}
    </Button>
  )
}
