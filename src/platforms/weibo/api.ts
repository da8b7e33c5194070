import { networkInterfaces } from 'node:os'
import { callPlatform, type Json } from '../http.ts'
import type { Body } from '../http-body.ts'
import type { Connection, Fault } from '../publisher.ts'
import { textOf } from '../read.rules.ts'
import { type Called, calledOf, withToken } from '../with-token.ts'
import { weiboFault } from './errors.rules.ts'

/** §2.5: HTTP 400 or 403 with `error_code`, a number or a text. */
export function weiboFaultIn(body: Json, status: number): Fault | null {
  const code = textOf(body.error_code)
  if (code) return weiboFault(code)
  return status >= 400 ? weiboFault(`http${status}`) : null
}

type Asked =
  | { method: 'GET'; path: string; query: Readonly<Record<string, string>> }
  | { method: 'POST'; path: string; body: Extract<Body, { form: unknown } | { fields: unknown }>; total?: number }

/** One call under `/2/` in the account's name; the token travels in the header, where no log of addresses keeps it. */
export function callWeibo(at: Connection, asked: Asked): Promise<Called> {
  return withToken(at, async (token) => {
    const outcome = await callPlatform(at, {
      method: asked.method,
      path: `/2/${asked.path}.json`,
      headers: { authorization: `OAuth2 ${token}` },
      ...(asked.method === 'GET' ? { query: asked.query } : { body: asked.body }),
      ...(asked.method === 'POST' && asked.total ? { limits: { total: asked.total } } : {}),
    })
    return calledOf(outcome, weiboFaultIn)
  })
}

/** `rip` (§2.2): where it is posted from. What is posted on schedule is posted by this machine. */
export function ownAddress(): string {
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')
  return own?.address ?? '127.0.0.1'
}
