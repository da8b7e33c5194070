import { type FindingKind, findingStates, findingTable } from '../../../src/monitoring/findings.rules.ts'
import type { FindingView } from '../../../src/monitoring/monitoring.contract.ts'
import { StateTag } from '../../ui/state-tag.tsx'

/** What kind of fault it is; red is for 严重 alone. */
export function KindTag({ kind }: { kind: FindingKind }) {
  const { zh, grave } = findingTable[kind]
  return <StateTag tone={grave ? 'grave' : 'soon'}>{zh}</StateTag>
}

export function FindingState({ state }: { state: FindingView['state'] }) {
  return <StateTag tone={state === 'confirmed' ? 'plain' : 'ended'}>{findingStates[state]}</StateTag>
}

export const kindOptions = Object.entries(findingTable).map(([value, { zh, counts }]) => ({
  value,
  label: `${zh}（${counts}）`,
}))
