import { beijingDay, daysBetween } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { pageFrom } from '../core/cursor.rules.ts'
import { transact } from '../db/transact.ts'
import { missingFields } from './account-fields.rules.ts'
import type { AccountFilter, Sorting } from './account-filter.contract.ts'
import type { AccountRow, AccountTotals, Target } from './accounts.contract.ts'
import {
  type LedgerRow,
  ledgerQuery,
  ledgerTotals,
  type PreparedFilter,
  prepareFilter,
  usedTags,
} from './ledger.store.ts'
import { keyOf, readPosition } from './ledger-cursor.rules.ts'
import {
  type AccountState,
  accountStateNames,
  type PlatformName,
  platformNames,
  updateRuleOf,
} from './platforms.rules.ts'

type ListQuery = AccountFilter & Sorting & { limit: number; cursor?: string | undefined }

export function listLedger(ctx: Ctx, query: ListQuery): Promise<{ rows: AccountRow[]; next: string | null }> {
  const { sort, order, limit, cursor, ...filter } = query
  return transact(ctx, async (work) =>
    ledgerPage(work, {
      filter: await prepareFilter(work.db, { filter, scope: work.actor.scope, now: work.now }),
      sorting: { sort, order },
      cursor,
      limit,
    }),
  )
}

/** One page of the ledger, from a filter that is already prepared. */
export async function ledgerPage(
  work: Work,
  given: { filter: PreparedFilter; sorting: Sorting; cursor: string | undefined; limit: number },
): Promise<{ rows: AccountRow[]; next: string | null }> {
  const { filter, sorting, cursor, limit } = given
  const from = readPosition(sorting, cursor)
  const found = await ledgerQuery(work.db, { filter, sorting, from, limit: limit + 1 }).execute()
  const page = pageFrom(found, limit, (row) => keyOf(sorting, row))
  return {
    rows: page.rows.map((row) => rowView(row, beijingDay(work.now))),
    next: page.next,
  }
}

export function totalLedger(ctx: Ctx, filter: AccountFilter): Promise<AccountTotals> {
  return transact(ctx, async (work) =>
    sumUp(
      await ledgerTotals(work.db, await prepareFilter(work.db, { filter, scope: work.actor.scope, now: work.now })),
    ),
  )
}

type Group = { platform: PlatformName; state: AccountState; count: number; followers: number | null; unknown: number }

function sumUp(groups: readonly Group[]): AccountTotals {
  const sum = (rows: readonly Group[]) => rows.reduce((total, row) => total + row.count, 0)
  const known = groups.filter((row) => row.followers !== null)
  return {
    count: sum(groups),
    platforms: platformNames
      .map((platform) => ({ platform, count: sum(groups.filter((row) => row.platform === platform)) }))
      .filter((row) => row.count > 0),
    states: accountStateNames
      .map((state) => ({ state, count: sum(groups.filter((row) => row.state === state)) }))
      .filter((row) => row.count > 0),
    followers: known.length === 0 ? null : known.reduce((total, row) => total + (row.followers ?? 0), 0),
    followersUnknown: groups.reduce((total, row) => total + row.unknown, 0),
  }
}

export function listTags(ctx: Ctx): Promise<{ rows: { tag: string; count: number }[] }> {
  return transact(ctx, async ({ db, actor, now }) => ({ rows: await usedTags(db, actor.scope, now) }))
}

/** What a bulk action works on. `asOf` is when the user saw the rows: "silent for 14 days" means as of then. */
export async function prepareTarget(work: Work, target: Target, asOf: Date): Promise<PreparedFilter> {
  const scope = work.actor.scope
  if ('ids' in target) return { filter: {}, ids: target.ids, scope, now: asOf }
  return prepareFilter(work.db, { filter: target.filter, scope, now: asOf })
}

export async function countTarget(work: Work, filter: PreparedFilter): Promise<number> {
  return sumUp(await ledgerTotals(work.db, filter)).count
}

/** A row as the ledger shows it on a Beijing day. */
export function rowView(row: LedgerRow, today: string): AccountRow {
  const described = {
    platformAccountId: row.platform_account_id,
    certifiedBody: row.certified_body,
    openedOn: row.opened_on,
    accountContactName: row.account_contact_name,
    accountContactPhoneMask: row.account_contact_phone_mask,
    unitContactName: row.unit_contact_name,
    unitContactPhoneMask: row.unit_contact_phone_mask,
  }
  return {
    id: row.id,
    ledgerNo: row.ledger_no,
    name: row.name,
    platform: row.platform,
    variant: row.variant,
    hostUnitId: row.host_unit_id,
    hostUnitName: row.host_unit_name ?? '',
    hostType: row.host_type,
    regionCode: row.region_code,
    regionName: row.region_name ?? row.region_code,
    level: row.level,
    state: row.state,
    filedOn: row.filed_on,
    url: row.url,
    tags: row.tags,
    followers: row.followers,
    followersAsOf: row.followers_as_of,
    lastPostAt: row.last_post_at?.toISOString() ?? null,
    silentDays: row.last_post_at ? daysBetween(beijingDay(row.last_post_at), today) : null,
    updateRule: updateRuleOf(row.platform, row.last_post_at !== null),
    missing: missingFields(described),
    ...described,
  }
}
