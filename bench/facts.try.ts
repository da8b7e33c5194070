import { sql } from 'kysely'
import { systemCtx } from '../src/core/context.ts'
import { secretBox } from '../src/core/secret-box.ts'
import { transact } from '../src/db/transact.ts'
import { gatherAccountFigures, gatherFigures } from '../src/publishing/facts.service.ts'
import { freshDatabase } from './databases.ts'
import { buildWorld, month } from './world.ts'
const opened = await freshDatabase(process.argv[2] as 'postgres')
if ('skipped' in opened) throw new Error(opened.skipped)
const t = async <T>(name: string, f: () => Promise<T>) => { const a = performance.now(); const r = await f(); console.log(name, Math.round(performance.now() - a)); return r }
await t('build', () => buildWorld(opened.database, { accounts: 10000, posts: Number(process.argv[3] ?? 1000000) }))
const sys = systemCtx({ root: opened.database.root, box: secretBox(new Uint8Array(32)), queue: { send: async () => {} }, demo: false }, month.cutoff)
const sup = { ...sys, actor: { ...sys.actor, scope: { kind: 'region', regionPath: '990000/', unitId: '00000000-0000-7000-8001-000000000000' } as const } }
const of = { ...month, regionPath: '990000/' }
for (const [n, c] of [['sys', sys], ['sup', sup]] as const) for (let i = 0; i < 2; i++) {
  const r = await t(`${n} figures`, () => gatherFigures(c, of))
  console.log(r.length, r[0]?.totals.reads)
  console.log((await t(`${n} account`, () => gatherAccountFigures(c, of))).length)
}
if (process.argv[4]) {
  const { sumPosts } = await import('../src/publishing/facts.store.ts')
  const compiled: string[] = []
  await transact(sup, async (w) => {
    const db = w.db.withPlugin({ transformQuery: (a) => a.node, transformResult: async (a) => a.result })
    const orig = (db as never as { executeQuery: (q: {sql: string; parameters: unknown[]}) => unknown })
    void orig
    const proxy = new Proxy(w.db, { get(o, k) { const v = Reflect.get(o, k); if (k === 'getExecutor') return () => { const ex = (v as () => { executeQuery: (q: never) => unknown }).call(o); return new Proxy(ex, { get(e, kk) { const vv = Reflect.get(e, kk) as never; if (kk === 'executeQuery') return (q: { sql: string; parameters: unknown[] }) => { compiled.push(q.sql); return (e as never as { executeQuery: (q: unknown) => unknown }).executeQuery({ ...q, sql: `explain (analyze, buffers) ${q.sql}` }) }; return typeof vv === 'function' ? (vv as (...a: unknown[]) => unknown).bind(e) : vv } }) }; return typeof v === 'function' ? (v as (...a: unknown[]) => unknown).bind(o) : v } })
    const rows = await sumPosts(proxy as never, of)
    for (const r of rows as never as Record<string, string>[]) console.log(r['QUERY PLAN'])
  })
}
await opened.remove()
