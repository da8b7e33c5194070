import type { Work } from '../core/context.ts'
import type { CellError } from '../imports/import-kind.ts'
import { type AccountRef, indexAccounts, type KnownAccount, matchAccount } from './account-ref.rules.ts'
import { findById, findNamed } from './account-ref.store.ts'

type Found = { account: KnownAccount } | { error: CellError }

/**
 * Which accounts the rows of an import mean, within the actor's scope. A row without a reference means `chosenId`,
 * the account that the upload form named for the whole file.
 */
export async function resolveAccounts(
  work: Work,
  refs: readonly (AccountRef | null)[],
  chosenId: unknown,
): Promise<Found[]> {
  const texts = (pick: (ref: AccountRef) => string | undefined) => [
    ...new Set(refs.flatMap((ref) => (ref && pick(ref)) ?? [])),
  ]
  const rows = await findNamed(work.db, {
    ledgerNos: texts((ref) => ref.ledgerNo),
    names: texts((ref) => ref.name),
    platformIds: texts((ref) => ref.platformAccountId),
  })
  const known = indexAccounts(rows.map(knownOf))
  const chosen = typeof chosenId === 'string' && refs.includes(null) ? await findById(work.db, chosenId) : undefined
  return refs.map((ref): Found => {
    if (ref) return matchAccount(ref, known)
    if (chosen) return { account: knownOf(chosen) }
    return { error: { column: 'accountName', message: '没有找到上传时选定的账号，请重新选择' } }
  })
}

function knownOf(row: NonNullable<Awaited<ReturnType<typeof findById>>>): KnownAccount {
  return {
    id: row.id,
    ledgerNo: row.ledger_no,
    name: row.name,
    platform: row.platform,
    platformAccountId: row.platform_account_id,
    closedOn: row.closed_on,
  }
}
