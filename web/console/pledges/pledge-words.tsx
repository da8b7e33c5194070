import {
  type MeasureFacts,
  type PledgeOutcome,
  type PledgeState,
  pledgeMeasures,
  pledgeOutcomes,
  pledgeStates,
} from '../../../src/accounts/pledge.rules.ts'
import { Num } from '../../ui/num.tsx'
import { numberText } from '../../ui/number-text.ts'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'

const stateTones: Record<PledgeState, Tone> = {
  waiting: 'plain',
  due: 'soon',
  rectifying: 'busy',
  met: 'done',
  closed: 'ended',
  ended: 'ended',
}
const outcomeTones: Record<PledgeOutcome, Tone> = { met: 'done', unmet: 'grave', unknown: 'soon' }

export function PledgeStateTag({ state }: { state: PledgeState }) {
  return <StateTag tone={stateTones[state]}>{pledgeStates[state].zh}</StateTag>
}

export function OutcomeTag({ outcome }: { outcome: PledgeOutcome | null }) {
  if (!outcome) return <span className="quiet">尚未核算</span>
  return <StateTag tone={outcomeTones[outcome]}>{pledgeOutcomes[outcome]}</StateTag>
}

/** 实际, with 不低于 where something is missing; 缺数 says why. */
export function Real({ of }: { of: MeasureFacts }) {
  return (
    <>
      {of.atLeast ? '不低于 ' : ''}
      <Num value={of.real} digits={digitsOf(of.measure)} why={of.why} />
    </>
  )
}

export function realText({ measure, real, atLeast }: MeasureFacts): string {
  const text = numberText(real, digitsOf(measure))
  return text === null ? '缺数' : `${atLeast ? '不低于 ' : ''}${text}`
}

const digitsOf = (measure: MeasureFacts['measure']) => (measure === 'postsPerMonth' ? 1 : 0)

export function percentText(ratio: number | null): string {
  return ratio === null ? '—' : `${numberText(ratio * 100, 1)}%`
}

export function measureTitle({ measure }: Pick<MeasureFacts, 'measure'>): string {
  const { zh, unit } = pledgeMeasures[measure]
  return unit ? `${zh}（${unit}）` : zh
}
