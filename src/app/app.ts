import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import { type ZodType, z } from 'zod'
import { recordRefusal } from '../audit/refusal.service.ts'
import type { Ctx } from '../core/context.ts'
import type { Endpoint } from '../core/endpoint.ts'
import { AppError, errorTable } from '../core/error.ts'
import { answerError } from '../core/http.ts'
import type { Route } from '../core/routes.ts'
import { may, type Permission } from '../units/permissions.rules.ts'
import { answerOnce } from './idempotency.ts'
import { textFault } from './input.rules.ts'

export type AppParts = {
  routes: readonly Route[]
  log: Logger
  /** Finds out who calls; the context of an anonymous caller has no user. Refuses a forged or stale request. */
  contextOf: (c: Context) => Promise<Ctx>
  /** Pages, health and the API document: whatever is not an endpoint. */
  mount?: (app: Hono) => void
}

const mebibyte = 1024 * 1024

// Where a contract says nothing of its own, a refusal is still in Chinese.
z.config(z.locales.zhCN())

/** The whole HTTP side of the program, from the routes of all slices. */
export function createApp({ routes, log, contextOf, mount }: AppParts): Hono {
  const app = new Hono()
  // Outside the general headers, which would overwrite it: whatever is a file may not run as one of our pages.
  app.use(async (c, next) => {
    await next()
    if (c.res.headers.has('content-disposition')) {
      c.res.headers.set('content-security-policy', "default-src 'none'; sandbox")
    }
  })
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // Ant Design writes its styles into the page at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
      referrerPolicy: 'same-origin',
      crossOriginResourcePolicy: 'same-origin',
    }),
  )
  app.onError((error, c) => answerError(error, c, log))

  for (const route of routes) {
    const { endpoint } = route
    app.on(endpoint.method.toUpperCase(), [endpoint.path], limitOf(endpoint), (c) => serve(c, route, contextOf))
  }
  app.all('/api/*', () => {
    throw new AppError('NOT_FOUND', { reason: '没有这个接口' })
  })
  mount?.(app)
  return app
}

function limitOf(endpoint: Endpoint) {
  return bodyLimit({
    maxSize: endpoint.maxBytes ?? mebibyte,
    onError: () => {
      throw new AppError('TOO_LARGE')
    },
  })
}

async function serve(c: Context, route: Route, contextOf: AppParts['contextOf']): Promise<Response> {
  const ctx = await contextOf(c)
  try {
    return await answerRoute(ctx, c, route)
  } catch (error) {
    if (!(error instanceof AppError) || errorTable[error.code].status !== 403 || !ctx.actor.userId) throw error
    throw await recordRefusal(ctx, { method: c.req.method, path: c.req.path }, error)
  }
}

async function answerRoute(ctx: Ctx, c: Context, route: Route): Promise<Response> {
  const { endpoint } = route
  admit(ctx, endpoint)
  const form = endpoint.upload ? await formOf(c) : null
  const given = {
    params: check(endpoint.params, c.req.param(), 'params'),
    query: check(endpoint.query, queryOf(c), 'query'),
    body: endpoint.body ? check(endpoint.body, form ? form.fields : await jsonOf(c), 'body') : undefined,
  }
  const answer = async () => {
    const result = await route.handle(ctx, given, { c, file: async () => fileOf(form) })
    return endpoint.secret ? responseOf(result) : result
  }

  const key = c.req.header('idempotency-key')
  if (key && ctx.actor.userId && endpoint.method !== 'get') {
    const requestHash = createHash('sha256')
      .update(JSON.stringify([endpoint.method, c.req.path, given, form?.file?.name ?? null]))
      .update(form?.file?.bytes ?? '')
      .digest('hex')
    return answerOnce(ctx, { key, requestHash }, answer)
  }
  return responseOf(await answer())
}

function responseOf(result: unknown): Response {
  return result instanceof Response ? result : Response.json(result, { headers: { 'cache-control': 'no-store' } })
}

function admit(ctx: Ctx, endpoint: Endpoint): void {
  if (endpoint.access === 'public') return
  if (!ctx.actor.userId) throw new AppError('NOT_SIGNED_IN')
  if (endpoint.access === 'signedIn') return
  if (ctx.actor.scope.kind === 'none' && ctx.actor.unitKind === 'contractor') throw new AppError('CONTRACT_INVALID')
  // Endpoints name permissions of this table; a test checks that each does.
  const permission = endpoint.access.permission as Permission
  if (!may(ctx.actor.duties, permission)) throw new AppError('FORBIDDEN', { permission })
}

/** Parses by the contract's schema; a refusal names every field. */
function check(schema: ZodType | undefined, value: unknown, part: string): unknown {
  if (!schema) return undefined
  const fault = textFault(value)
  if (fault) throw new AppError('INVALID_INPUT', { errors: [{ path: part, message: fault }] })
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map((issue) => ({ path: issue.path.join('.') || part, message: issue.message }))
  throw new AppError('INVALID_INPUT', { errors })
}

/** A parameter given twice is refused rather than guessed at. */
function queryOf(c: Context): Record<string, string> {
  const twice = Object.entries(c.req.queries()).find(([, values]) => values.length > 1)
  if (twice) throw new AppError('INVALID_INPUT', { errors: [{ path: twice[0], message: '参数重复' }] })
  return c.req.query()
}

async function jsonOf(c: Context): Promise<unknown> {
  const text = await c.req.text()
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('INVALID_INPUT', { reason: '提交的内容不是有效的 JSON' })
  }
}

type Form = { fields: Record<string, string>; file: { name: string; bytes: Uint8Array } | null }

async function formOf(c: Context): Promise<Form> {
  const data = await c.req.formData().catch(() => {
    throw new AppError('INVALID_INPUT', { reason: '上传的内容不完整，请重新上传' })
  })
  const fields: Record<string, string> = {}
  let file: Form['file'] = null
  for (const [name, value] of data.entries()) {
    if (typeof value === 'string') fields[name] = value
    else if (name === 'file') file = { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) }
  }
  return { fields, file }
}

function fileOf(form: Form | null) {
  if (!form?.file || form.file.bytes.length === 0) {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'file', message: '请选择要上传的文件' }] })
  }
  return form.file
}
