import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { CampaignTable, ContentColumnTable, Database, DraftTemplateTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'

/** The three kinds of things that are planned once and used by many manuscripts. */
export type PlanTable = 'content_column' | 'campaign' | 'draft_template'
type Base = Selectable<Pick<ContentColumnTable, 'id' | 'host_unit_id' | 'name' | 'state' | 'version'>>

export function lockPlanned(db: Db, table: PlanTable, id: string): Promise<Base | undefined> {
  return db
    .selectFrom(table)
    .select(['id', 'host_unit_id', 'name', 'state', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function addColumnRow(db: Db, row: Insertable<ContentColumnTable>): Promise<void> {
  await db.insertInto('content_column').values(row).execute()
}
export async function addCampaignRow(db: Db, row: Insertable<CampaignTable>): Promise<void> {
  await db.insertInto('campaign').values(row).execute()
}
export async function addTemplateRow(db: Db, row: Insertable<DraftTemplateTable>): Promise<void> {
  await db.insertInto('draft_template').values(row).execute()
}
export async function changeColumn(db: Db, id: string, change: Updateable<ContentColumnTable>): Promise<void> {
  await db.updateTable('content_column').set(change).where('id', '=', id).execute()
}
export async function changeCampaign(db: Db, id: string, change: Updateable<CampaignTable>): Promise<void> {
  await db.updateTable('campaign').set(change).where('id', '=', id).execute()
}
export async function changeTemplate(db: Db, id: string, change: Updateable<DraftTemplateTable>): Promise<void> {
  await db.updateTable('draft_template').set(change).where('id', '=', id).execute()
}

const most = 500
const draftsIn = (column: 'column_id' | 'campaign_id', of: string) =>
  sql<number>`(select count(*)::int from draft where draft.${sql.ref(column)} = ${sql.ref(of)} and draft.state <> 'discarded')`

export function listColumns(db: Db, hostUnitId: string | undefined) {
  return ofHost(db.selectFrom('content_column'), 'content_column', hostUnitId)
    .innerJoin('unit', 'unit.id', 'content_column.host_unit_id')
    .selectAll('content_column')
    .select(['unit.name as host_unit_name', draftsIn('column_id', 'content_column.id').as('draft_count')])
    .orderBy('content_column.state')
    .orderBy('content_column.name')
    .limit(most)
    .execute()
}

/** The newest first. */
export function listCampaigns(db: Db, hostUnitId: string | undefined) {
  return ofHost(db.selectFrom('campaign'), 'campaign', hostUnitId)
    .innerJoin('unit', 'unit.id', 'campaign.host_unit_id')
    .selectAll('campaign')
    .select(['unit.name as host_unit_name', draftsIn('campaign_id', 'campaign.id').as('draft_count')])
    .orderBy('campaign.state')
    .orderBy('campaign.starts_on', 'desc')
    .orderBy('campaign.id')
    .limit(most)
    .execute()
}

export function listTemplates(db: Db, hostUnitId: string | undefined) {
  return ofHost(db.selectFrom('draft_template'), 'draft_template', hostUnitId)
    .innerJoin('unit', 'unit.id', 'draft_template.host_unit_id')
    .selectAll('draft_template')
    .select('unit.name as host_unit_name')
    .orderBy('draft_template.state')
    .orderBy('draft_template.name')
    .limit(most)
    .execute()
}

type From<T extends PlanTable> = ReturnType<typeof fromOf<T>>
const fromOf = <T extends PlanTable>(db: Db, table: T) => db.selectFrom(table as keyof Database & T)

function ofHost<Q extends From<PlanTable>>(query: Q, table: PlanTable, hostUnitId: string | undefined): Q {
  if (hostUnitId === undefined) return query
  return query.where(sql<boolean>`${sql.ref(`${table}.host_unit_id`)} = ${hostUnitId}`) as Q
}
