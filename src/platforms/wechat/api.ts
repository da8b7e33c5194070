import { callPlatform, type Json, type Limits } from '../http.ts'
import type { Body } from '../http-body.ts'
import type { Connection, Fault, Result, Token } from '../publisher.ts'
import { numberOf, textOf } from '../read.rules.ts'
import { type Called, calledOf, withToken } from '../with-token.ts'
import { wechatFault } from './errors.rules.ts'

/** §1: no `errcode` is success. */
export function wechatFaultIn(body: Json): Fault | null {
  const code = numberOf(body.errcode) ?? 0
  return code === 0 ? null : wechatFault(code, textOf(body.errmsg))
}

type Asked = { path: string; query?: Record<string, string>; body: Body; limits?: Partial<Limits> }

/** One POST under `/cgi-bin/` in the account's name. */
export function callWechat(at: Connection, { path, query, body, limits }: Asked): Promise<Called> {
  return withToken(at, async (token) => {
    const outcome = await callPlatform(at, {
      method: 'POST',
      path: `/cgi-bin/${path}`,
      query: { access_token: token, ...query },
      body,
      ...(limits ? { limits } : {}),
    })
    return calledOf(outcome, wechatFaultIn)
  })
}

type Asker = Pick<Connection, 'baseUrl' | 'allowInner' | 'appId' | 'secret' | 'now'>

/**
 * The stable token (§1.1): asked again it is the same one, so that whoever else uses the account is not thrown out. A
 * refusal here is about AppID, AppSecret or the caller's address, never about a token.
 */
export async function renewWechat(at: Asker): Promise<Result<Token>> {
  const outcome = await callPlatform(at, {
    method: 'POST',
    path: '/cgi-bin/stable_token',
    body: { json: { grant_type: 'client_credential', appid: at.appId, secret: at.secret, force_refresh: false } },
  })
  const called = calledOf(outcome, wechatFaultIn)
  if (called.state !== 'ok') return { ok: false, fault: asSetUp(called.fault) }
  const accessToken = textOf(called.body.access_token)
  const seconds = numberOf(called.body.expires_in)
  if (!accessToken || seconds === null) {
    return {
      ok: false,
      fault: { class: 'transient', code: 'unreadable', zh: '微信没有给出完整的答复，稍后会自动再试' },
    }
  }
  const expiresAt = new Date(at.now().getTime() + seconds * 1000)
  return { ok: true, value: { accessToken, expiresAt, refreshToken: null, refreshExpiresAt: null } }
}

function asSetUp(fault: Fault): Fault {
  if (fault.class !== 'tokenExpired') return fault
  return { class: 'config', code: fault.code, zh: '公众号的 AppSecret 不正确或已重置，请系统管理员重新填写' }
}
