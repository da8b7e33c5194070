import { callPlatform, type Json, type Limits } from '../http.ts'
import type { Body } from '../http-body.ts'
import type { Connection, Fault, Result, Token } from '../publisher.ts'
import { numberOf, objectOf, textOf } from '../read.rules.ts'
import { type Called, calledOf, withToken } from '../with-token.ts'
import { douyinFault } from './errors.rules.ts'

/** §3: success is 0 in `data` and, where there is one, in `extra`; newer endpoints have `err_no` instead. */
export function douyinFaultIn(body: Json): Fault | null {
  const codes = [objectOf(body.data).error_code, objectOf(body.extra).error_code, body.err_no]
  const wrong = codes.map(numberOf).find((code) => code !== null && code !== 0)
  if (wrong) return douyinFault(wrong)
  return textOf(body.message) === 'error' ? douyinFault('error') : null
}

type Asked =
  | { method: 'GET'; path: string; query: Readonly<Record<string, string>> }
  | {
      method: 'POST'
      path: string
      query?: Readonly<Record<string, string>>
      body: Body | null
      limits?: Partial<Limits>
    }

/** One call in the account's name; `data` of its answer is what it gives. */
export async function callDouyin(at: Connection, asked: Asked): Promise<Called> {
  const called = await withToken(at, async (token) => {
    const outcome = await callPlatform(at, {
      method: asked.method,
      path: asked.path,
      query: { open_id: at.openId, ...asked.query },
      headers: { 'access-token': token },
      ...(asked.method === 'POST' && asked.body ? { body: asked.body } : {}),
      ...(asked.method === 'POST' && asked.limits ? { limits: asked.limits } : {}),
    })
    return calledOf(outcome, douyinFaultIn)
  })
  return called.state === 'ok' ? { state: 'ok', body: objectOf(called.body.data) } : called
}

type Asker = Pick<Connection, 'baseUrl' | 'allowInner' | 'appId' | 'secret' | 'now'> & { refreshToken: string | null }

/** With less than this left, the refresh token is renewed too. It can be five times; then somebody scans again. */
const refreshSoon = 7 * 86_400

/**
 * Another access token (§3.1). The refresh token stays the same and ends after 30 days, unless it is renewed before; if
 * that is refused, what there is serves until its end.
 */
export async function renewDouyin(at: Asker): Promise<Result<Token>> {
  if (!at.refreshToken) return { ok: false, fault: douyinFault(10010) }
  const asked = { client_key: at.appId, grant_type: 'refresh_token', refresh_token: at.refreshToken }
  const called = await askOauth(at, '/oauth/refresh_token/', asked)
  if (called.state !== 'ok') return { ok: false, fault: called.fault }
  const accessToken = textOf(called.body.access_token)
  const seconds = numberOf(called.body.expires_in)
  if (!accessToken || seconds === null) return { ok: false, fault: unreadable }
  const left = numberOf(called.body.refresh_expires_in)
  const refreshToken = textOf(called.body.refresh_token) || at.refreshToken
  const renewed = left !== null && left < refreshSoon ? await renewRefresh(at, refreshToken) : null
  return {
    ok: true,
    value: {
      accessToken,
      expiresAt: later(at, seconds),
      refreshToken: renewed?.refreshToken ?? refreshToken,
      refreshExpiresAt: renewed?.expiresAt ?? (left === null ? null : later(at, left)),
    },
  }
}

async function renewRefresh(
  at: Asker,
  refreshToken: string,
): Promise<{ refreshToken: string; expiresAt: Date } | null> {
  const called = await askOauth(at, '/oauth/renew_refresh_token/', {
    client_key: at.appId,
    refresh_token: refreshToken,
  })
  if (called.state !== 'ok') return null
  const renewed = textOf(called.body.refresh_token)
  const seconds = numberOf(called.body.expires_in)
  return renewed && seconds !== null ? { refreshToken: renewed, expiresAt: later(at, seconds) } : null
}

async function askOauth(at: Asker, path: string, form: Record<string, string>): Promise<Called> {
  const called = calledOf(await callPlatform(at, { method: 'POST', path, body: { form } }), douyinFaultIn)
  if (called.state === 'ok') return { state: 'ok', body: objectOf(called.body.data) }
  // Here a token is what was asked for: one that has ended leads to a person.
  return called.fault.class === 'tokenExpired' ? { state: 'refused', fault: douyinFault(10010) } : called
}

function later({ now }: Asker, seconds: number): Date {
  return new Date(now().getTime() + seconds * 1000)
}

const unreadable: Fault = { class: 'transient', code: 'unreadable', zh: '抖音没有给出完整的答复，稍后会自动再试' }
