import { daysBetween } from '../core/clock.rules.ts'
import { AppError, type FieldError } from '../core/error.ts'
import type { UnitKind } from './duties.rules.ts'

/** Days before the end of a contract or an NDA from which it is said to end soon. */
export const expiringDays = 30

export const contractStates = {
  notStarted: { zh: '未生效' },
  valid: { zh: '有效' },
  expiring: { zh: '即将到期' },
  lapsed: { zh: '已到期' },
  ended: { zh: '已终止' },
} as const
export type ContractState = keyof typeof contractStates

export type ContractDays = {
  startsOn: string
  endsOn: string
  ndaSignedOn: string
  ndaEndsOn: string
  ended: boolean
}

/** The last day on which both the contract and the NDA hold. */
export function lastDayOf(contract: Pick<ContractDays, 'endsOn' | 'ndaEndsOn'>): string {
  const ends = [contract.endsOn, contract.ndaEndsOn].sort()
  return ends[0] ?? contract.endsOn
}

/**
 * How an entrustment stands on a day (§5.2.5). Only `valid` and `expiring` give access, and only while both the
 * contract and the NDA hold; the database decides by the same days (`app_contract_hosts`).
 */
export function contractState(contract: ContractDays, today: string): ContractState {
  if (contract.ended) return 'ended'
  const last = lastDayOf(contract)
  if (today > last) return 'lapsed'
  if (today < contract.startsOn || today < contract.ndaSignedOn) return 'notStarted'
  return daysBetween(today, last) <= expiringDays ? 'expiring' : 'valid'
}

export function givesAccess(contract: ContractDays, today: string): boolean {
  return ['valid', 'expiring'].includes(contractState(contract, today))
}

/** The faults of a new contract's days by field; empty when it can be registered. */
export function contractFaults(given: Omit<ContractDays, 'ended'>, today: string): FieldError[] {
  const faults: FieldError[] = []
  if (given.endsOn < given.startsOn) faults.push({ path: 'endsOn', message: '合同止期不能早于起期' })
  if (given.ndaEndsOn < given.ndaSignedOn) faults.push({ path: 'ndaEndsOn', message: '保密协议止期不能早于签订日期' })
  if (given.ndaSignedOn > today) faults.push({ path: 'ndaSignedOn', message: '保密协议签订日期不能晚于今天' })
  if (faults.length === 0 && lastDayOf(given) < today) faults.push({ path: 'endsOn', message: '合同或保密协议已到期' })
  if (faults.length === 0 && given.ndaSignedOn > given.endsOn) {
    faults.push({ path: 'ndaSignedOn', message: '保密协议须在合同期内有效' })
  }
  return faults
}

/** Only a host unit entrusts, and only a contractor is entrusted: nothing is passed on (§5.2.5). */
export function refuseWrongParties(host: UnitKind, contractor: UnitKind): void {
  if (host === 'contractor') throw new AppError('NO_ONWARD_DELEGATION')
  if (host !== 'hostUnit') {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'hostUnitId', message: '委托方须为主办单位' }] })
  }
  if (contractor !== 'contractor') {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'contractorUnitId', message: '受托方须为第三方运营机构' }] })
  }
}

/** On which of the last days before the end the host unit is told. */
export const warnedDaysBefore: readonly number[] = [30, 7, 1]
