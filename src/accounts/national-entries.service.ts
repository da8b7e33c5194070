import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isId, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { prepareFilter } from './ledger.store.ts'
import type { EntryView } from './national.contract.ts'
import {
  candidateAccounts,
  changeEntry,
  listEntries as entriesPage,
  lockEntry,
  type StoredEntry,
} from './national-entries.store.ts'
import { settleAccounts } from './national-state.service.ts'
import { platforms } from './platforms.rules.ts'

type Query = {
  kind: 'onlyThere' | 'ambiguous' | 'dismissed'
  q?: string | undefined
  region?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** What the other system has and the ledger has not: those that may mean an account of ours, with which. */
export function listEntries(ctx: Ctx, query: Query): Promise<{ rows: EntryView[]; next: string | null }> {
  const from = readCursor(query.cursor, isId)
  return transact(ctx, async (work) => {
    const { kind, q, region, limit } = query
    const filter = region === undefined ? {} : { region }
    const { regionPath } = await prepareFilter(work.db, { filter, scope: work.actor.scope, now: work.now })
    if (regionPath === null) return { rows: [], next: null }
    const found = await entriesPage(work.db, { kind, q, regionPath }, { after: from?.[0], limit: limit + 1 })
    const page = pageFrom(found, limit, (row) => [row.id])
    const candidates = await candidateAccounts(work.db, [...new Set(page.rows.flatMap((row) => row.candidates))])
    return {
      rows: page.rows.map((row) => ({
        ...entryView(row),
        listName: row.file_name,
        listedOn: row.listed_on,
        candidates: candidates
          .filter((account) => row.candidates.includes(account.id))
          .map((account) => ({
            id: account.id,
            ledgerNo: account.ledger_no,
            name: account.name,
            platformAccountId: account.platform_account_id,
            hostUnitName: account.host_name ?? '',
          })),
      })),
      next: page.next,
    }
  })
}

function entryView(row: StoredEntry) {
  return {
    id: row.id,
    name: row.name,
    platform: row.platform,
    variant: row.variant,
    platformAccountId: row.platform_account_id,
    hostName: row.host_name,
    hostUnitId: row.host_unit_id,
    certifiedBody: row.certified_body,
    openedOn: row.opened_on,
    url: row.url,
    accountContactName: row.account_contact_name,
    accountContactPhoneMask: row.account_contact_phone_mask,
    unitContactName: row.unit_contact_name,
    unitContactPhoneMask: row.unit_contact_phone_mask,
    status: row.status,
    dismissedReason: row.dismissed_reason,
    dismissedBy: row.dismissed_by,
    dismissedAt: row.dismissed_at?.toISOString() ?? null,
  }
}

/** A person says which account of ours is meant. */
export function matchEntry(ctx: Ctx, id: string, given: { accountId: string }): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const entry = await openEntry(work, id)
    const [account] = await candidateAccounts(work.db, [given.accountId])
    if (!account) throw refusal('没有找到该账号，或不在您的管理范围内')
    if (account.platform !== entry.platform) {
      throw refusal(`平台不同：全国系统为${platforms[entry.platform].zh}，台账为${platforms[account.platform].zh}`)
    }
    await changeEntry(work.db, id, { account_id: account.id, candidates: [], region_path: account.region_path })
    await settleAccounts(work, [account.id], { batchId: entry.list_id, batchName: null })
    await record(work, {
      action: 'national.match',
      subject: { type: 'account', id: account.id },
      title: `确认全国系统账号“${entry.name}”即台账账号“${account.name}”（${account.ledger_no}）`,
      after: { name: entry.name, ledgerNo: account.ledger_no },
    })
    return { ok: true }
  })
}

const refusal = (message: string) => new AppError('INVALID_INPUT', { errors: [{ path: 'accountId', message }] })

/** 不属本地区: it is no longer shown as missing in the ledger; the reason stays. */
export function dismissEntry(ctx: Ctx, id: string, given: { reason: string }): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const entry = await openEntry(work, id)
    if (entry.dismissed_at !== null) throw new AppError('STATE_CONFLICT', { reason: '该账号已标记为不属本地区' })
    await changeEntry(work.db, id, {
      dismissed_at: work.now,
      dismissed_by: work.actor.name,
      dismissed_reason: given.reason,
    })
    await record(work, {
      action: 'national.dismiss',
      subject: { type: 'nationalEntry', id },
      title: `标记全国系统账号“${entry.name}”不属本地区`,
      after: { reason: given.reason, unit: entry.host_name },
    })
    return { ok: true }
  })
}

export function restoreEntry(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const entry = await openEntry(work, id)
    if (entry.dismissed_at === null) throw new AppError('STATE_CONFLICT', { reason: '该账号没有“不属本地区”标记' })
    await changeEntry(work.db, id, { dismissed_at: null, dismissed_by: null, dismissed_reason: null })
    await record(work, {
      action: 'national.restore',
      subject: { type: 'nationalEntry', id },
      title: `取消全国系统账号“${entry.name}”的“不属本地区”标记`,
      before: { reason: entry.dismissed_reason ?? '' },
    })
    return { ok: true }
  })
}

async function openEntry({ db }: Work, id: string): Promise<StoredEntry> {
  const entry = await lockEntry(db, id)
  if (!entry) throw new AppError('NOT_FOUND')
  if (entry.account_id !== null) throw new AppError('STATE_CONFLICT', { reason: '该账号已与台账账号对应' })
  if (entry.gone_at !== null) throw new AppError('STATE_CONFLICT', { reason: '最新的全国系统名单已不再列出该账号' })
  return entry
}
