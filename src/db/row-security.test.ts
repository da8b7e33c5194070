import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { addPlaces } from '../app/testing-records.ts'
import { json } from './sql.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  await addPlaces(t)
})
afterAll(() => t.close())

/** Tables of no unit and no person; every other one is behind row security. */
const common: Record<string, string> = {
  region: 'the tree of regions is public',
  scheme: 'one scheme for the whole province (9.2)',
  setting: 'of the installation',
  audit_head: 'the number and hash of the last entry',
  schema_migration: 'zhengmei_app has no right to it',
}

async function rows<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return (await query.execute(t.database.root)).rows
}

async function tables(): Promise<{ name: string; secured: boolean; policies: number }[]> {
  return rows(sql<{ name: string; secured: boolean; policies: number }>`
    select c.relname as name, c.relrowsecurity as secured, count(p.polname)::int as policies
    from pg_class c left join pg_policy p on p.polrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    group by c.oid, c.relname, c.relrowsecurity order by c.relname`)
}

/** Rows in the tables that no place has any in. */
async function plantTheRest(): Promise<void> {
  const { root } = t.database
  const { now: at } = t.clock
  const run = await root.selectFrom('assessment_run').selectAll().limit(1).executeTakeFirstOrThrow()
  const unknown = { total: null, operation: null, diligence: null, health: null, cluster: null, growth: null }
  await root
    .insertInto('assessment_region')
    .values({
      run_id: run.id,
      region_code: run.region_code,
      scope: 'own',
      region_name: run.region_name,
      region_path: run.region_path,
      level: 'county',
      account_count: 1,
      ranked_count: 0,
      health_earned: null,
      total_earned: null,
      vetoes: json([]),
      ...unknown,
    })
    .execute()
  const user_id = t.world.users.editor ?? ''
  await root.insertInto('idempotency_key').values({ user_id, key: 'a', request_hash: 'b', created_at: at }).execute()
  await root.insertInto('sign_in_failure').values({ username: 'editor', source: '10.0.0.1', at }).execute()
  const flow = { state_hash: 'a', nonce: 'b', code_verifier: 'c', return_to: '/', created_at: at }
  await root.insertInto('oidc_flow').values(flow).execute()
}

describe('row security', () => {
  it('is on for every table but the common ones', async () => {
    const open = (await tables()).filter(({ secured, policies }) => !secured || policies === 0)
    expect(open.map(({ name }) => name)).toEqual(Object.keys(common).sort())
  })

  it('shows zhengmei_app nothing while no scope is set, of a database in which every table has rows', async () => {
    await plantTheRest()
    const empty: string[] = []
    for (const { name } of (await tables()).filter(({ secured }) => secured)) {
      const count = sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`
      const [all] = await rows(count)
      if (all?.n === 0) empty.push(name)
      const seen = await t.database.root.transaction().execute(async (db) => {
        await sql`set local role zhengmei_app`.execute(db)
        return (await count.execute(db)).rows[0]?.n
      })
      expect([name, seen]).toEqual([name, 0])
    }
    // Nothing fills comments yet; the rest is planted by `addPlaces` or here.
    expect(empty).toEqual(['comment'])
  })

  it('cannot be walked around through a partition', async () => {
    const granted = await rows(sql<{ name: string }>`
      select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relispartition and not c.relrowsecurity and c.relkind = 'r'
        and (has_table_privilege('zhengmei_app', c.oid, 'select') or has_table_privilege('zhengmei_app', c.oid, 'insert')
          or has_table_privilege('zhengmei_app', c.oid, 'update') or has_table_privilege('zhengmei_app', c.oid, 'delete'))`)
    expect(granted).toEqual([])
  })
})

describe('the roles of use cases', () => {
  it('own nothing, are no superusers and bypass nothing', async () => {
    const roles = await rows(sql<object>`
      select rolname as name, rolsuper as super, rolbypassrls as bypass, rolcreaterole as roles, rolcreatedb as dbs,
        rolcanlogin as login, (select count(*)::int from pg_class where relowner = r.oid) as owned,
        (select count(*)::int from pg_proc where proowner = r.oid) as functions
      from pg_roles r where rolname in ('zhengmei_app', 'zhengmei_system') order by rolname`)
    const harmless = { super: false, bypass: false, roles: false, dbs: false, login: false, owned: 0, functions: 0 }
    expect(roles).toEqual([
      { name: 'zhengmei_app', ...harmless },
      { name: 'zhengmei_system', ...harmless },
    ])
  })

  it('may not make tables, and may not change or remove what was audited', async () => {
    const rights = await rows(sql<object>`select role,
        has_schema_privilege(role, 'public', 'create') as makes,
        has_table_privilege(role, 'audit_entry', 'update') as changes,
        has_table_privilege(role, 'audit_entry', 'delete') as removes,
        has_table_privilege(role, 'audit_entry', 'truncate') as empties
      from unnest(array['zhengmei_app', 'zhengmei_system']) as role`)
    const none = { makes: false, changes: false, removes: false, empties: false }
    expect(rights).toEqual([
      { role: 'zhengmei_app', ...none },
      { role: 'zhengmei_system', ...none },
    ])
  })

  it('has no right to what the migrations have done', async () => {
    const rights = await rows(sql<{ name: string }>`select name from
      unnest(array['schema_migration']) as name
      where has_table_privilege('zhengmei_app', name, 'select')`)
    expect(rights).toEqual([])
  })
})

describe('functions that run as their owner', () => {
  it('are the known ones, each with a search path of its own that ends with pg_temp', async () => {
    const found = await rows(sql<{ name: string; config: string[] | null }>`
      select p.proname as name, p.proconfig as config from pg_proc p
      where p.prosecdef and p.pronamespace = 'public'::regnamespace order by 1`)
    expect(found.map(({ name }) => name)).toEqual([
      'app_contract_hosts',
      'assessment_places',
      'search_account_ids',
      'search_publication_ids',
      'search_unit_ids',
    ])
    for (const { name, config } of found)
      expect([name, config]).toEqual([name, expect.arrayContaining(['search_path=public, pg_temp'])])
  })
})
