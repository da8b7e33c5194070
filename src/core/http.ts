import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Logger } from 'pino'
import { AppError, errorTable } from './error.ts'
import { newId } from './ids.ts'

/** The one place where an error becomes an answer (RFC 9457). A bug is logged with an id, and the caller gets the id alone. */
export function answerError(error: Error, c: Context, log: Logger) {
  if (error instanceof AppError) {
    const { status } = errorTable[error.code]
    const { reason: _, errors = [], ...detail } = error.detail
    return problem(c, status, { code: error.code, title: error.reason, errors, detail })
  }
  const id = newId()
  log.error({ err: error, id, path: c.req.path }, 'unexpected error')
  return problem(c, 500, {
    code: 'INTERNAL',
    title: `系统繁忙，请稍后再试（编号 ${id.slice(-12)}）`,
    errors: [],
    detail: { id },
  })
}

function problem(c: Context, status: number, body: { code: string; title: string; errors: unknown; detail: unknown }) {
  return c.body(
    JSON.stringify({ type: `urn:zhengmei:${body.code}`, status, ...body }),
    status as ContentfulStatusCode,
    {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
    },
  )
}
