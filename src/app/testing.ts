import type { Hono } from 'hono'
import pino from 'pino'
import type { Ctx, Ground } from '../core/context.ts'
import { systemCtx } from '../core/context.ts'
import type { Job } from '../core/jobs.ts'
import type { Route } from '../core/routes.ts'
import { secretBox } from '../core/secret-box.ts'
import type { OpenDatabase } from '../db/open.ts'
import { ensurePartitions } from '../db/partitions.ts'
import { openTestDatabase } from '../db/testing.ts'
import { transact } from '../db/transact.ts'
import { contextOf } from '../identity/request-context.ts'
import { openSession } from '../identity/session.service.ts'
import { inlineJobs } from '../jobs/inline-jobs.ts'
import { createApp } from './app.ts'
import { jobs as allJobs } from './jobs-list.ts'
import { routes as allRoutes } from './routes.ts'
import { buildWorld, type World } from './testing-world.ts'

export { testPassword } from './testing-world.ts'

/** A caller with a real session. Bodies are JSON; the answer is the raw `Response`, or its JSON by `.json()`. */
export type Caller = {
  request: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>
  /** A body as it stands, JSON or not. */
  requestText: (method: string, path: string, body: string) => Promise<Response>
  get: (path: string) => Promise<Response>
  post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>
  put: (path: string, body?: unknown) => Promise<Response>
  patch: (path: string, body?: unknown) => Promise<Response>
  delete: (path: string, body?: unknown) => Promise<Response>
  upload: (
    path: string,
    file: { name: string; bytes: Uint8Array },
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ) => Promise<Response>
}

export type TestApp = {
  app: Hono
  database: OpenDatabase
  ground: Ground
  world: World
  /** What time it is for every request; tests move it. */
  clock: { now: Date }
  /** A signed-in user by user name, e.g. `editor` or `supervisorofficer.city` (see testing-world.ts). */
  as: (username: string) => Promise<Caller>
  anonymous: Caller
  /** A context for calling services directly as that user, or as the system. */
  ctxOf: (username: string | 'system') => Promise<Ctx>
  /** Runs the jobs that have been handed out so far, and those that they hand out. */
  runJobs: () => Promise<void>
  close: () => Promise<void>
}

/**
 * The whole application in process over a fresh database with the world of `testing-world.ts`: sessions, scope,
 * row security and audit are the real ones; only the network and the job timer are left out.
 * Call it in `beforeAll`, and `close` in `afterAll`.
 */
export async function testApp(
  given: { routes?: readonly Route[]; jobs?: readonly Job[]; now?: Date } = {},
): Promise<TestApp> {
  const database = await openTestDatabase()
  const clock = { now: given.now ?? new Date('2026-11-24T10:00:00+08:00') }
  const bare = { root: database.root, box: secretBox(new Uint8Array(32).fill(7)), demo: false }
  const { ground, actorById, run } = inlineJobs(bare, given.jobs ?? allJobs)
  await ensurePartitions(database.root, monthsAround(clock.now))
  const system = () => systemCtx(ground, clock.now)
  const world = await transact(system(), ({ db, now }) => buildWorld(db, now))

  const app = createApp({
    routes: given.routes ?? allRoutes,
    log: pino({ level: process.env.LOG_LEVEL ?? 'error' }),
    contextOf: (c) => contextOf(c, ground, { now: () => clock.now }),
  })

  const userId = (username: string) => {
    const id = world.users[username]
    if (!id) throw new RangeError(`no such test user: ${username}`)
    return id
  }

  return {
    app,
    database,
    ground,
    world,
    clock,
    anonymous: callerOf(app, {}),
    async as(username) {
      const opened = await transact(system(), (work) => openSession(work, userId(username), { method: 'password' }))
      return callerOf(app, { cookie: `zm_session=${opened.token}`, 'x-csrf-token': opened.csrfToken })
    },
    async ctxOf(username) {
      return username === 'system' ? system() : { ...system(), actor: await actorById(userId(username), clock.now) }
    },
    runJobs: () => run(clock.now),
    close: () => database.close(),
  }
}

function callerOf(app: Hono, headers: Record<string, string>): Caller {
  const request: Caller['request'] = async (method, path, body, more) =>
    app.request(path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    request,
    requestText: async (method, path, body) =>
      app.request(path, { method, headers: { ...headers, 'content-type': 'application/json' }, body }),
    get: (path) => request('GET', path),
    post: (path, body, more) => request('POST', path, body ?? {}, more),
    put: (path, body) => request('PUT', path, body ?? {}),
    patch: (path, body) => request('PATCH', path, body ?? {}),
    delete: (path, body) => request('DELETE', path, body),
    async upload(path, file, fields = {}, more = {}) {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      form.set('file', new File([file.bytes as Uint8Array<ArrayBuffer>], file.name))
      return app.request(path, { method: 'POST', headers: { ...headers, ...more }, body: form })
    },
  }
}

/** Partitions for two years back and one ahead are there from the start. */
function monthsAround(now: Date): string[] {
  const year = now.getUTCFullYear()
  return [year - 2, year - 1, year, year + 1].flatMap((y) =>
    Array.from({ length: 12 }, (_, month) => `${y}-${String(month + 1).padStart(2, '0')}-01`),
  )
}
