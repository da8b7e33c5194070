import type { Insertable } from 'kysely'
import type { OidcFlowTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

export async function addFlow(db: Db, flow: Insertable<OidcFlowTable>): Promise<void> {
  await db.insertInto('oidc_flow').values(flow).execute()
}

/** Takes the flow out: whoever comes second with the same state finds nothing. */
export function takeFlow(db: Db, stateHash: string) {
  return db.deleteFrom('oidc_flow').where('state_hash', '=', stateHash).returningAll().executeTakeFirst()
}

/** The user whom an administrator has linked to this subject of this issuer. */
export function findLinkedUser(db: Db, issuer: string, subject: string) {
  return db
    .selectFrom('app_user')
    .select(['id', 'username'])
    .where('oidc_issuer', '=', issuer)
    .where('oidc_subject', '=', subject)
    .executeTakeFirst()
}
