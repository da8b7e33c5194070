import { z } from 'zod'
import { beijingDay } from '../core/clock.rules.ts'
import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { maskPhone } from '../core/mask.rules.ts'
import { DateText } from '../core/page.contract.ts'
import { asSystem } from '../db/transact.ts'
import { importKind, type Judgement } from '../imports/import-kind.ts'
import {
  bodiesNamed,
  closeList,
  entriesKeyed,
  fileNameOf,
  markGone,
  openList,
  possibleAccounts,
  putEntries,
  type StoredEntry,
} from './national-entries.store.ts'
import { plainName } from './national-fields.rules.ts'
import {
  type Candidate,
  entryKey,
  matchRow,
  type NationalOptions,
  type NationalRow,
  nationalColumns,
  nationalOptions,
  parseNational,
} from './national-import.rules.ts'
import { entryPhonePlace, settleAccounts } from './national-state.service.ts'

const Options = z.object({
  listedOn: DateText.nullable().catch(null),
  complete: z.boolean().catch(false),
})

/** 全国系统名单: the list exported from there (§6.2). It changes no account; it says what is on record there. */
export const nationalImport = importKind<NationalRow>({
  kind: 'national',
  zh: '全国系统名单',
  permission: 'national.manage',
  columns: nationalColumns,
  options: nationalOptions,
  parseOptions,
  parse: (cells, { today }) => parseNational(cells, today),
  judge: async (work, rows) => (await judgeRows(work, rows)).map(({ judgement }) => judgement),
  keepsSame: true,
  apply: (work, rows, { batchId, options }) => applyRows(work, rows, { batchId, ...(options as NationalOptions) }),
  finish: (work, { batchId, options }) => finishList(work, { batchId, ...(options as NationalOptions) }),
})

function parseOptions(given: unknown, { now }: { now: Date }): NationalOptions {
  const asked = Object(given) as { listedOn?: unknown }
  const today = beijingDay(now)
  const { listedOn, complete } = Options.parse(asked)
  const refused = (message: string) => new AppError('INVALID_INPUT', { errors: [{ path: 'listedOn', message }] })
  if (asked.listedOn && listedOn === null) throw refused('名单导出日期应写成 2026-11-20 的样式')
  if (listedOn !== null && listedOn > today) throw refused('名单导出日期不能晚于今天')
  return { listedOn: listedOn ?? today, complete }
}

/** The list is of the importer's region and all below it. */
function listRegion({ actor }: Work): string {
  if (actor.scope.kind !== 'region') throw new AppError('FORBIDDEN', { reason: '全国系统名单由主管单位导入' })
  return actor.scope.regionPath
}

type Judged = {
  row: NationalRow
  key: string
  stored: StoredEntry | null
  accountId: string | null
  candidates: string[]
  hostUnitId: string | null
  regionPath: string
  judgement: Judgement
}

async function judgeRows(work: Work, rows: readonly NationalRow[]): Promise<Judged[]> {
  const regionPath = listRegion(work)
  const keys = rows.map(entryKey)
  const stored = new Map((await entriesKeyed(work.db, regionPath, keys)).map((entry) => [entry.entry_key, entry]))
  const accounts = await asSystem(work, ({ db }) =>
    possibleAccounts(db, {
      regionPath,
      ids: rows.flatMap((row) => row.platformAccountId ?? []),
      names: rows.map((row) => row.name),
    }),
  )
  const placeOf = new Map(accounts.map((account) => [account.id, account.region_path]))
  const bodies = await bodiesNamed(work.db, regionPath, [...new Set(rows.map((row) => row.hostName))])
  const index = candidateIndex(accounts)
  return rows.map((row, n): Judged => {
    const key = keys[n] ?? ''
    const before = stored.get(key) ?? null
    const match = matchRow(row, index(row))
    // What a person has matched by hand stays while the file cannot tell better.
    const accountId = match.accountId ?? before?.account_id ?? null
    const body = bodies.get(row.hostName)
    return {
      row,
      key,
      stored: before,
      accountId,
      candidates: accountId === null && match.accountId === null ? match.candidates : [],
      hostUnitId: body?.id ?? null,
      regionPath: (accountId && placeOf.get(accountId)) || body?.region_path || regionPath,
      judgement: {
        outcome: before === null ? 'new' : isSame(work, before, row, accountId) ? 'same' : 'changed',
        // Two rows about one account of ours are as wrong as two about one there.
        key: accountId ?? key,
      },
    }
  })
}

/** By ID and by plain name, so that a row of a long file looks at its own few candidates. */
function candidateIndex(accounts: Awaited<ReturnType<typeof possibleAccounts>>) {
  const all = accounts.map(
    (account): Candidate => ({
      id: account.id,
      platform: account.platform,
      name: account.name,
      platformAccountId: account.platform_account_id,
      hostNames: [account.host_name, account.host_short_name].filter((name) => name !== null),
      closed: account.closed,
    }),
  )
  const byId = Map.groupBy(all, (one) => idText(one.platformAccountId))
  const byName = Map.groupBy(all, (one) => plainName(one.name))
  return (row: NationalRow): Candidate[] => {
    const identified = row.platformAccountId ? (byId.get(idText(row.platformAccountId)) ?? []) : []
    return [...new Set([...identified, ...(byName.get(plainName(row.name)) ?? [])])]
  }
}

const idText = (id: string | null) => id?.normalize('NFKC').toLowerCase() ?? ''

function isSame({ box }: Work, before: StoredEntry, row: NationalRow, accountId: string | null): boolean {
  const open = (which: 'account' | 'unit', sealed: string | null) =>
    sealed === null ? null : box.open(sealed, entryPhonePlace(which, before.id))
  const there: NationalRow = {
    name: before.name,
    platform: before.platform,
    variant: before.variant,
    platformAccountId: before.platform_account_id,
    hostName: before.host_name,
    certifiedBody: before.certified_body,
    openedOn: before.opened_on,
    url: before.url,
    accountContactName: before.account_contact_name,
    accountContactPhone: open('account', before.account_contact_phone_cipher),
    unitContactName: before.unit_contact_name,
    unitContactPhone: open('unit', before.unit_contact_phone_cipher),
    status: before.status,
  }
  const fields = Object.keys(there) as (keyof NationalRow)[]
  return (
    before.gone_at === null && before.account_id === accountId && fields.every((field) => there[field] === row[field])
  )
}

type List = NationalOptions & { batchId: string }

async function applyRows(work: Work, rows: readonly NationalRow[], list: List): Promise<void> {
  const regionPath = listRegion(work)
  const judged = await judgeRows(work, rows)
  const fileName = await ensureList(work, list)
  await putEntries(
    work.db,
    judged.map((one) => entryOf(work, one, { listId: list.batchId, regionPath })),
  )
  // An entry that meant another account before means it no more.
  const ids = judged.flatMap(({ accountId, stored }) => [accountId, stored?.account_id ?? null])
  await settleAccounts(work, [...new Set(ids.filter((id) => id !== null))], {
    batchId: list.batchId,
    batchName: fileName,
  })
}

async function ensureList(work: Work, list: List): Promise<string> {
  const { actor, now, db } = work
  const fileName = await fileNameOf(db, list.batchId)
  await openList(db, {
    id: list.batchId,
    file_name: fileName,
    region_path: listRegion(work),
    listed_on: list.listedOn,
    complete: list.complete,
    imported_by: actor.name,
    imported_unit: actor.unitName,
    imported_at: now,
  })
  return fileName
}

function entryOf({ box, now }: Work, judged: Judged, list: { listId: string; regionPath: string }) {
  const { row, stored } = judged
  const id = stored?.id ?? newId()
  const seal = (phone: string | null, which: 'account' | 'unit') =>
    phone === null ? null : box.seal(phone, entryPhonePlace(which, id))
  const mask = (phone: string | null) => (phone === null ? null : maskPhone(phone))
  return {
    id,
    list_id: list.listId,
    list_region_path: list.regionPath,
    entry_key: judged.key,
    name: row.name,
    platform: row.platform,
    variant: row.variant,
    platform_account_id: row.platformAccountId,
    host_name: row.hostName,
    certified_body: row.certifiedBody,
    opened_on: row.openedOn,
    url: row.url,
    account_contact_name: row.accountContactName,
    account_contact_phone_cipher: seal(row.accountContactPhone, 'account'),
    account_contact_phone_mask: mask(row.accountContactPhone),
    unit_contact_name: row.unitContactName,
    unit_contact_phone_cipher: seal(row.unitContactPhone, 'unit'),
    unit_contact_phone_mask: mask(row.unitContactPhone),
    status: row.status,
    account_id: judged.accountId,
    host_unit_id: judged.hostUnitId,
    region_path: judged.regionPath,
    candidates: judged.candidates,
    seen_at: now,
  }
}

async function finishList(work: Work, list: List): Promise<void> {
  const fileName = await ensureList(work, list)
  const regionPath = listRegion(work)
  const gone = list.complete ? await markGone(work.db, { regionPath, listId: list.batchId, now: work.now }) : null
  await settleAccounts(work, [...new Set(gone?.accountIds ?? [])], { batchId: list.batchId, batchName: fileName })
  await closeList(work.db, list.batchId, gone?.gone ?? 0)
}
