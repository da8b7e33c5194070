import type { Insertable, Selectable, Updateable } from 'kysely'
import { sql } from 'kysely'
import type { ImportBatchTable } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import type { Db } from '../db/transact.ts'

export type BatchRow = Selectable<ImportBatchTable>
type State = BatchRow['state']
type Fault = { column?: string; message: string }
export type Outcome = 'new' | 'changed' | 'same' | 'error'
export type CheckedRow = {
  row_no: number
  cells: unknown
  parsed: unknown
  outcome: Outcome
  errors: Fault[] | null
}

export async function addBatch(db: Db, batch: Insertable<ImportBatchTable>): Promise<void> {
  await db.insertInto('import_batch').values(batch).execute()
}

/** Row-level security shows nobody else's imports. */
export function findBatch(db: Db, id: string): Promise<BatchRow | undefined> {
  return db.selectFrom('import_batch').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Changes a batch only if it stands in one of these states; false when somebody was quicker. */
export async function moveBatch(
  db: Db,
  id: string,
  from: readonly State[],
  change: Updateable<ImportBatchTable>,
): Promise<boolean> {
  const result = await db
    .updateTable('import_batch')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Keeps a batch in its state until the transaction ends; false when it is in another. */
export async function holdBatch(db: Db, id: string, state: State): Promise<boolean> {
  const found = await db
    .selectFrom('import_batch')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', state)
    .forShare()
    .executeTakeFirst()
  return found !== undefined
}

export function listBatches(
  db: Db,
  given: { userId: string; kind?: string | undefined; before?: string | undefined; limit: number },
): Promise<BatchRow[]> {
  return db
    .selectFrom('import_batch')
    .selectAll()
    .where('user_id', '=', given.userId)
    .$if(given.kind !== undefined, (q) => q.where('kind', '=', given.kind ?? ''))
    .$if(given.before !== undefined, (q) => q.where('id', '<', given.before ?? ''))
    .orderBy('id', 'desc')
    .limit(given.limit)
    .execute()
}

/** The last time that someone of the unit imported this very file as this kind. */
export function findFormer(db: Db, given: { kind: string; sha256: string; unitId: string; notId: string }) {
  return db
    .selectFrom('import_batch')
    .leftJoin('app_user', 'app_user.id', 'import_batch.user_id')
    .select(['import_batch.id', 'import_batch.user_id', 'file_name', 'applied_at', 'app_user.name as user_name'])
    .where('kind', '=', given.kind)
    .where('file_sha256', '=', given.sha256)
    .where('import_batch.unit_id', '=', given.unitId)
    .where('state', '=', 'applied')
    .where('import_batch.id', '<>', given.notId)
    .orderBy('applied_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Waits until nobody else begins or does an import of this kind; held until the transaction ends. */
export async function lockKind(db: Db, kind: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import:${kind}`}, 0))`.execute(db)
}

/** Imports that are being applied, with the state of their job. To be asked as the system. */
export function listApplying(db: Db, kind?: string) {
  return db
    .selectFrom('import_batch')
    .leftJoin('job_run', 'job_run.id', 'import_batch.job_id')
    .leftJoin('app_user', 'app_user.id', 'import_batch.user_id')
    .leftJoin('unit', 'unit.id', 'import_batch.unit_id')
    .select([
      'import_batch.id',
      'import_batch.kind',
      'app_user.name as user_name',
      'unit.name as unit_name',
      'job_run.state as job_state',
      'job_run.heartbeat_at',
    ])
    .where('import_batch.state', '=', 'applying')
    .$if(kind !== undefined, (q) => q.where('import_batch.kind', '=', kind ?? ''))
    .execute()
}

export function jobState(db: Db, id: string) {
  return db.selectFrom('job_run').select(['state', 'error']).where('id', '=', id).executeTakeFirst()
}

export async function deleteRows(db: Db, batchId: string): Promise<void> {
  await db.deleteFrom('import_row').where('batch_id', '=', batchId).execute()
}

export async function addRows(db: Db, batchId: string, rows: readonly CheckedRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into import_row (batch_id, row_no, cells, parsed, outcome, errors)
    select ${batchId}::uuid, x.row_no, x.cells, x.parsed, x.outcome, nullif(x.errors, 'null'::jsonb)
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as x (row_no integer, cells jsonb, parsed jsonb, outcome text, errors jsonb)`.execute(db)
}

export function listRows(
  db: Db,
  given: { batchId: string; outcome?: Outcome | undefined; after: number; limit: number },
) {
  return db
    .selectFrom('import_row')
    .select(['row_no', 'cells', 'outcome', 'errors'])
    .where('batch_id', '=', given.batchId)
    .where('row_no', '>', given.after)
    .$if(given.outcome !== undefined, (q) => q.where('outcome', '=', given.outcome ?? 'error'))
    .orderBy('row_no')
    .limit(given.limit)
    .execute()
}

/** The next rows without errors, in the order of the file. */
export function goodRows(db: Db, given: { batchId: string; after: number; limit: number }) {
  return db
    .selectFrom('import_row')
    .select(['row_no', 'parsed', 'outcome'])
    .where('batch_id', '=', given.batchId)
    .where('row_no', '>', given.after)
    .where('outcome', '<>', 'error')
    .orderBy('row_no')
    .limit(given.limit)
    .execute()
}

/** Marks rows that were good when checked and are not any more. */
export async function spoilRows(
  db: Db,
  batchId: string,
  rows: readonly { row_no: number; errors: Fault[] }[],
): Promise<void> {
  await sql`update import_row set outcome = 'error', errors = x.errors
    from jsonb_to_recordset(${json(rows)}::jsonb) as x (row_no integer, errors jsonb)
    where import_row.batch_id = ${batchId} and import_row.row_no = x.row_no`.execute(db)
}

/** Gives up the imports from before a time that nobody has confirmed. To be asked as the system. */
export async function closeOldBatches(db: Db, before: Date, failure: string): Promise<number> {
  const closed = await db
    .updateTable('import_batch')
    .set({ state: 'cancelled', failure })
    .where('created_at', '<', before)
    .where('state', 'in', ['uploaded', 'checked', 'failed'])
    .executeTakeFirst()
  return Number(closed.numUpdatedRows)
}

/** Removes the rows of imports from before a time that have ended. To be asked as the system. */
export async function deleteOldRows(db: Db, before: Date): Promise<number> {
  const gone = await db
    .deleteFrom('import_row')
    .where('batch_id', 'in', (eb) =>
      eb
        .selectFrom('import_batch')
        .select('id')
        .where('created_at', '<', before)
        .where('state', 'in', ['applied', 'cancelled']),
    )
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}
