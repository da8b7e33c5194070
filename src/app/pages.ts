import type { Hono } from 'hono'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'
import { openApiDocument } from './openapi.ts'
import { routes } from './routes.ts'

/** Health, readiness and the API document. */
export function mountPages(app: Hono, given: { root: Kysely<Database>; isReady: () => boolean }): void {
  const document = openApiDocument(routes.map((route) => route.endpoint))
  app.get('/openapi.json', (c) => c.json(document))
  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/readyz', async (c) => {
    const reachable = await sql`select 1`.execute(given.root).then(
      () => true,
      () => false,
    )
    const ready = given.isReady() && reachable
    return c.json({ ready, database: reachable }, ready ? 200 : 503)
  })
}
