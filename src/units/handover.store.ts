import { type Insertable, sql } from 'kysely'
import type { HandoverTable } from '../db/schema.ts'
import type { Db } from '../db/transact.ts'
import type { Duty } from './duties.rules.ts'
import type { OpenWork, OpenWorkKind } from './handover.rules.ts'

const batchStates = { uploaded: '待校验', checking: '校验中', checked: '待确认', applying: '写入中' } as const

/**
 * What a person has open, kind by kind, and how it passes to another. A chapter whose work has an owner adds its
 * row here; the rows write the owner column of other slices' tables and nothing else. Custody alone keeps its owner: it
 * passes when the receiver has confirmed that she has it in hand.
 */
const kinds: Record<
  OpenWorkKind,
  {
    list: (db: Db, userId: string) => Promise<OpenWork[]>
    move: (db: Db, from: string, to: string, at: Date) => Promise<void>
  }
> = {
  accountPerson: {
    async list(db, userId) {
      const rows = await db
        .selectFrom('account_person')
        .innerJoin('account', 'account.id', 'account_person.account_id')
        .select(['account.id', 'account.name', 'account.ledger_no', 'account_person.duty'])
        .where('account_person.user_id', '=', userId)
        .where('account.state', '<>', 'closed')
        .orderBy('account.ledger_no')
        .orderBy('account_person.duty')
        .execute()
      return rows.map((row) => ({
        kind: 'accountPerson',
        id: row.id,
        title: `${row.name}（${row.ledger_no}）`,
        duty: row.duty as Duty, // written from the table of duties only
        blocked: null,
      }))
    },
    async move(db, from, to) {
      await sql`insert into account_person (account_id, user_id, duty, since)
        select account_id, ${to}, duty, since from account_person where user_id = ${from}
        on conflict do nothing`.execute(db)
      await db.deleteFrom('account_person').where('user_id', '=', from).execute()
    },
  },
  custody: {
    async list(db, userId) {
      const rows = await keptUntransferred(db, userId)
        .innerJoin('account', 'account.id', 'account_custody.account_id')
        .select(['account.id', 'account.name', 'account.ledger_no'])
        .select(sql<string[]>`array_agg(account_custody.item order by account_custody.item)`.as('items'))
        .where('account.state', '<>', 'closed')
        .groupBy(['account.id', 'account.name', 'account.ledger_no'])
        .orderBy('account.ledger_no')
        .execute()
      return rows.map((row) => ({
        kind: 'custody',
        id: row.id,
        title: `${row.name}（${row.ledger_no}）${row.items.map((item) => custodyZh[item] ?? item).join('、')}`,
        duty: null,
        blocked: null,
      }))
    },
    async move(db, from, to, at) {
      await sql`insert into custody_transfer (id, account_id, from_user_id, to_user_id, items, reason, state, made_by, created_at)
        select gen_random_uuid(), kept.account_id, ${from}, ${to}, array_agg(kept.item order by kept.item),
          '工作交接', 'open', '系统', ${at}
        from (${keptUntransferred(db, from).select(['account_custody.account_id', 'account_custody.item'])}) kept
        join account on account.id = kept.account_id and account.state <> 'closed'
        group by kept.account_id`.execute(db)
    },
  },
  importBatch: {
    async list(db, userId) {
      const rows = await db
        .selectFrom('import_batch')
        .select(['id', 'file_name', 'state'])
        .where('user_id', '=', userId)
        .where('state', 'in', ['uploaded', 'checking', 'checked', 'applying'])
        .orderBy('id')
        .execute()
      return rows.map((row) => ({
        kind: 'importBatch',
        id: row.id,
        title: `${row.file_name}（${batchStates[row.state as keyof typeof batchStates]}）`,
        duty: null,
        blocked: row.state === 'checking' || row.state === 'applying' ? stillRunning(row.file_name) : null,
      }))
    },
    async move(db, from, to) {
      await db
        .updateTable('import_batch')
        .set({ user_id: to })
        .where('user_id', '=', from)
        .where('state', 'in', ['uploaded', 'checked'])
        .execute()
    },
  },
  job: {
    async list(db, userId) {
      const rows = await db
        .selectFrom('job_run')
        .select(['id', 'title', 'state'])
        .where('user_id', '=', userId)
        .where('state', 'in', ['queued', 'running'])
        .orderBy('id')
        .execute()
      return rows.map((row) => ({
        kind: 'job',
        id: row.id,
        title: row.title,
        duty: null,
        blocked: row.state === 'running' ? stillRunning(row.title) : null,
      }))
    },
    async move(db, from, to) {
      await db
        .updateTable('job_run')
        .set({ user_id: to })
        .where('user_id', '=', from)
        .where('state', '=', 'queued')
        .execute()
    },
  },
}

const custodyZh: Readonly<Record<string, string>> = {
  password: '登录密码',
  phone: '注册手机及 SIM 卡',
  admin: '平台管理员身份',
}

/** What a person keeps of accounts and is not yet handing over. */
function keptUntransferred(db: Db, userId: string) {
  return db
    .selectFrom('account_custody')
    .where('account_custody.keeper_user_id', '=', userId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('custody_transfer')
            .select('custody_transfer.id')
            .whereRef('custody_transfer.account_id', '=', 'account_custody.account_id')
            .where('custody_transfer.state', '=', 'open')
            .where(sql<boolean>`account_custody.item = any(custody_transfer.items)`),
        ),
      ),
    )
}

/** A running job acts as the person who started it, so she must stay until it ends. */
function stillRunning(title: string): string {
  return `“${title}”正在进行，请待其结束或取消后再交接`
}

export async function listOpenWork(db: Db, userId: string): Promise<OpenWork[]> {
  const lists: OpenWork[] = []
  for (const kind of Object.values(kinds)) lists.push(...(await kind.list(db, userId)))
  return lists
}

export async function moveOpenWork(db: Db, from: string, to: string, at: Date): Promise<void> {
  for (const kind of Object.values(kinds)) await kind.move(db, from, to, at)
}

export async function addHandover(db: Db, handover: Insertable<HandoverTable>): Promise<void> {
  await db.insertInto('handover').values(handover).execute()
}

function selectHandovers(db: Db) {
  return db
    .selectFrom('handover')
    .innerJoin('app_user as giver', 'giver.id', 'handover.from_user_id')
    .innerJoin('app_user as taker', 'taker.id', 'handover.to_user_id')
    .innerJoin('unit', 'unit.id', 'taker.unit_id')
    .leftJoin('app_user as witness', 'witness.id', 'handover.by_user_id')
    .select([
      'handover.id',
      'handover.at',
      'handover.reason',
      'handover.items',
      'giver.name as from_name',
      'taker.name as to_name',
      'witness.name as by_name',
      'unit.name as unit_name',
    ])
}

export type HandoverRow = NonNullable<Awaited<ReturnType<typeof findHandover>>>

export function findHandover(db: Db, id: string) {
  return selectHandovers(db).where('handover.id', '=', id).executeTakeFirst()
}

/** What a person handed over or took over, the newest first. */
export function listHandovers(db: Db, userId: string) {
  return selectHandovers(db)
    .where((eb) => eb.or([eb('from_user_id', '=', userId), eb('to_user_id', '=', userId)]))
    .orderBy('handover.id', 'desc')
    .limit(100)
    .execute()
}
