import { daysBetween } from '../core/clock.rules.ts'
import type { AccountLevel } from './facts.rules.ts'
import type { Period } from './period.rules.ts'
import { isAssessed } from './table2.rules.ts'

/** An account of the region as the ledger has it. */
export type Candidate = {
  id: string
  name: string
  platform: string
  level: AccountLevel
  state: 'active' | 'stopping' | 'closing' | 'closed'
  openedOn: string | null
  closedOn: string | null
}

export type Membership = { assessed: true; days: number } | { assessed: false; reason: string } | null

/**
 * Whether an account takes part in a period (9.2), and with how many days. Accounts that were closed before the
 * period, or opened after it, have nothing to do with it (null).
 */
export function membershipOf(account: Candidate, period: Period): Membership {
  const { openedOn, closedOn } = account
  if (openedOn !== null && openedOn > period.end) return null
  if (account.state === 'closed' && (closedOn === null || closedOn < period.start)) return null
  if (!isAssessed(account.platform)) return { assessed: false, reason: '表2未设该平台的考核指标' }
  if (account.state === 'stopping') return { assessed: false, reason: '已公告停更' }
  if (account.state === 'closing') return { assessed: false, reason: '正在办理注销' }
  const from = openedOn !== null && openedOn > period.start ? openedOn : period.start
  const to = closedOn !== null && closedOn < period.end ? closedOn : period.end
  if (to < from) return { assessed: false, reason: '登记的注销日期早于开设日期' }
  return { assessed: true, days: daysBetween(from, to) + 1 }
}
