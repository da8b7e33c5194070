import type { Insertable, Selectable, Updateable } from 'kysely'
import type { JobRunTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

export type JobRow = Selectable<JobRunTable>

export async function addJob(db: Db, job: Insertable<JobRunTable>): Promise<void> {
  await db.insertInto('job_run').values(job).execute()
}

export function findJob(db: Db, id: string): Promise<JobRow | undefined> {
  return db.selectFrom('job_run').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The user's newest jobs; row-level security shows nobody else's. */
export function newestJobs(db: Db, userId: string, limit: number): Promise<JobRow[]> {
  return db.selectFrom('job_run').selectAll().where('user_id', '=', userId).orderBy('id', 'desc').limit(limit).execute()
}

/** Changes a job only if it stands in one of these states; false when somebody was quicker. */
export async function moveJob(
  db: Db,
  id: string,
  from: readonly JobRow['state'][],
  change: Updateable<JobRunTable>,
): Promise<boolean> {
  const result = await db
    .updateTable('job_run')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
