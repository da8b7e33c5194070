import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { findAccounts, type PublicationRow } from './publications.store.ts'

/** The account of a publication that the actor sees. */
export async function accountOf(work: Work, row: Pick<PublicationRow, 'account_id'>) {
  const [account] = await findAccounts(work.db, [row.account_id])
  if (!account) throw new AppError('NOT_FOUND')
  return account
}
