import type { AccountRow } from '../../../src/accounts/accounts.contract.ts'
import { silenceZh } from '../../../src/accounts/ledger-columns.rules.ts'
import { type AccountState, accountStates } from '../../../src/accounts/platforms.rules.ts'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'

const tones: Record<AccountState, Tone> = { active: 'done', stopping: 'soon', closing: 'soon', closed: 'ended' }

export function AccountStateTag({ state }: { state: AccountState }) {
  return <StateTag tone={tones[state]}>{accountStates[state]}</StateTag>
}

/** Days without a post: 14 is the limit (指南 6.5.1(3)), from the tenth on it is said. */
export function Silence({ account }: { account: Pick<AccountRow, 'silentDays' | 'updateRule' | 'state'> }) {
  const words = silenceZh(account)
  const { silentDays, state } = account
  if (silentDays === null || state === 'closed') return <span className="quiet">{words}</span>
  if (silentDays >= 14) return <StateTag tone="grave">{words}</StateTag>
  if (silentDays >= 10) return <StateTag tone="soon">{words}</StateTag>
  return <span>{words}</span>
}
