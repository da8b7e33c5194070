import { record } from '../audit/audit.service.ts'
import { addDays, beijingDay, daysBetween } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { isId, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { transact } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import type { ContractView, NewContract } from './contracts.contract.ts'
import {
  type ContractDays,
  type ContractState,
  contractFaults,
  contractState,
  lastDayOf,
  refuseWrongParties,
  warnedDaysBefore,
} from './contracts.rules.ts'
import {
  addContract,
  type ContractRow,
  countContracts,
  endOpenContract,
  findContract,
  hasBeenTold,
  listContracts,
  listEnding,
} from './contracts.store.ts'
import { theUnit } from './unit.service.ts'
import type { UnitRow } from './unit.store.ts'

type Filter = { state?: ContractState | undefined; host?: string | undefined; contractor?: string | undefined }

export function searchContracts(ctx: Ctx, given: Filter & { limit: number; cursor?: string | undefined }) {
  return transact(ctx, async ({ db, now }) => {
    const today = beijingDay(now)
    const question = { today, state: given.state, host: given.host, contractor: given.contractor }
    const after = readCursor(given.cursor, isId)?.[0]
    const rows = await listContracts(db, { ...question, limit: given.limit, after })
    const page = pageFrom(rows, given.limit, (row) => [row.id])
    return {
      rows: page.rows.map((row) => viewOf(row, today)),
      next: page.next,
      ...(await countContracts(db, question)),
    }
  })
}

/** Registers what a host unit entrusts to a contractor. Access begins on the first day of both contract and NDA. */
export function registerContract(ctx: Ctx, given: NewContract): Promise<ContractView> {
  return transact(ctx, async (work) => {
    const { db, now, actor } = work
    const host = await theUnit(work, given.hostUnitId)
    const contractor = await theUnit(work, given.contractorUnitId)
    refuseWrongParties(host.kind, contractor.kind)
    refuseInactive(host, contractor)
    const { scope } = actor
    // A host unit entrusts its own accounts only; its supervisor may register for it.
    if (scope.kind === 'unit' && scope.unitId !== host.id) throw new AppError('FORBIDDEN')
    const errors = contractFaults(given, beijingDay(now))
    if (errors.length > 0) throw new AppError('INVALID_INPUT', { errors })

    const id = newId()
    await addContract(db, {
      id,
      contractor_unit_id: contractor.id,
      host_unit_id: host.id,
      contract_no: given.contractNo,
      duties: given.duties,
      starts_on: given.startsOn,
      ends_on: given.endsOn,
      nda_signed_on: given.ndaSignedOn,
      nda_ends_on: given.ndaEndsOn,
      ended_at: null,
      ended_reason: null,
      created_at: now,
      updated_at: now,
    })
    await record(work, {
      action: 'contract.register',
      subject: { type: 'contract', id },
      title: `登记委托合同：${host.name} 委托 ${contractor.name}`,
      after: given,
    })
    return theView(work, id)
  })
}

/** Ends a contract before its time; the contractor's access to the host unit's accounts ends with it. */
export function endContract(ctx: Ctx, id: string, given: { reason: string; version: number }): Promise<ContractView> {
  return transact(ctx, async (work) => {
    const { db, now, actor } = work
    const contract = await findContract(db, id)
    if (!contract) throw new AppError('NOT_FOUND')
    if (actor.unitId === contract.contractor_unit_id) throw new AppError('FORBIDDEN')
    if (contract.ended_at) throw new AppError('STATE_CONFLICT', { reason: '该合同已经终止' })
    const ended = await endOpenContract(db, { id, version: given.version }, { at: now, reason: given.reason })
    if (!ended) throw new AppError('VERSION_CONFLICT')
    await record(work, {
      action: 'contract.end',
      subject: { type: 'contract', id },
      title: `终止委托合同：${contract.host_name} 与 ${contract.contractor_name}`,
      after: { reason: given.reason },
    })
    return theView(work, id)
  })
}

/** Tells the host unit's account managers which entrustments end soon; told again on the same day nobody hears it twice. */
export function warnOfEndingContracts(ctx: Ctx): Promise<void> {
  return transact(ctx, async (work) => {
    const today = beijingDay(work.now)
    const days = warnedDaysBefore.map((n) => addDays(today, n))
    for (const row of await listEnding(work.db, days)) {
      const last = lastDayOf(daysOf(row))
      const title = `委托合同还有 ${daysBetween(today, last)} 天到期：${row.contractor_name}`
      const news = { kind: 'units.contractEnding', title, link: '/contracts?state=expiring' }
      if (await hasBeenTold(work.db, row.manager_id, news)) continue
      const body = `${last} 之后，该机构不能再访问本单位账号。如需续签，请登记新的合同和保密协议。`
      await tellUser(work, row.manager_id, { ...news, body })
    }
  })
}

function refuseInactive(host: UnitRow, contractor: UnitRow): void {
  const stopped = [host, contractor].find((unit) => !unit.active)
  if (stopped) throw new AppError('STATE_CONFLICT', { reason: `“${stopped.name}”已停用，不能登记合同` })
}

async function theView(work: Parameters<typeof theUnit>[0], id: string): Promise<ContractView> {
  const row = await findContract(work.db, id)
  if (!row) throw new AppError('NOT_FOUND')
  return viewOf(row, beijingDay(work.now))
}

function daysOf(row: ContractRow): ContractDays {
  return {
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    ndaSignedOn: row.nda_signed_on,
    ndaEndsOn: row.nda_ends_on,
    ended: row.ended_at !== null,
  }
}

function viewOf(row: ContractRow, today: string): ContractView {
  const days = daysOf(row)
  return {
    id: row.id,
    contractor: { id: row.contractor_unit_id, name: row.contractor_name },
    host: { id: row.host_unit_id, name: row.host_name },
    contractNo: row.contract_no,
    duties: row.duties,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    ndaSignedOn: row.nda_signed_on,
    ndaEndsOn: row.nda_ends_on,
    state: contractState(days, today),
    lastDay: lastDayOf(days),
    endedAt: row.ended_at?.toISOString() ?? null,
    endedReason: row.ended_reason,
    version: row.version,
  }
}
