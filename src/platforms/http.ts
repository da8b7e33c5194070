import { request as plain, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import { isIP } from 'node:net'
import { finished } from 'node:stream/promises'
import { pinnedAddress } from '../core/public-address.ts'
import { type Body, BrokenFile, openBody } from './http-body.ts'
import type { Fault } from './publisher.ts'

export type Asked = {
  method: 'GET' | 'POST'
  /** Below the base address; each value of `query` is percent-encoded by itself (§0.2). */
  path: string
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
  body?: Body
  limits?: Partial<Limits>
}

/** In milliseconds; `total` is for the whole of question and answer. */
export type Limits = { connect: number; total: number; answerBytes: number }
export const usualLimits: Limits = { connect: 5_000, total: 30_000, answerBytes: 4 * 1024 * 1024 }

export type Json = Readonly<Record<string, unknown>>

/**
 * What became of one call. `never`: nothing of it reached the platform, so that it may be repeated. `unsure`: it may
 * have been carried out.
 */
export type Outcome =
  | { state: 'answered'; status: number; body: Json }
  | { state: 'never'; fault: Fault }
  | { state: 'unsure'; fault: Fault }

type Place = { baseUrl: string; allowInner: boolean }

/**
 * Calls a platform once. Neither what was asked nor what was answered is part of a fault: both hold secrets. A redirect
 * is not followed, since it would lead where nobody has looked.
 */
export async function callPlatform(place: Place, asked: Asked): Promise<Outcome> {
  const url = addressOf(place, asked)
  if (!url) return never('config', 'address', '平台接口地址不正确，请系统管理员核对')
  let address: string | null
  try {
    address = await pinnedAddress(url.hostname, place)
  } catch {
    return never('unreachable', 'dns', '平台域名无法解析，请检查网络')
  }
  if (!address) return never('config', 'inner', '平台接口地址在内网或本机；如确需使用，请打开“允许内网地址”')
  return send(url, address, asked)
}

function addressOf({ baseUrl, allowInner }: Place, { path, query }: Asked): URL | null {
  if (!URL.canParse(baseUrl)) return null
  const url = new URL(baseUrl)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowInner)) return null
  if (url.username || url.password) return null
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`
  url.search = Object.entries(query ?? {})
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
  return url
}

function send(url: URL, address: string, { method, headers, body, limits }: Asked): Promise<Outcome> {
  const { connect, total, answerBytes } = { ...usualLimits, ...limits }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const opened = openBody(body)
  const options: RequestOptions & { servername?: string } = {
    method,
    host: address,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    path: url.pathname + url.search,
    headers: {
      accept: 'application/json',
      'user-agent': 'zhengmei',
      ...opened.headers,
      ...headers,
      host: url.host,
    },
    ...(isIP(host) ? {} : { servername: host }),
    maxHeaderSize: 16_384,
    agent: false,
  }
  const isSecure = url.protocol === 'https:'
  return new Promise((resolve) => {
    let connected = false
    let settled = false
    const settle = (outcome: Outcome) => {
      if (settled) return
      settled = true
      clearTimeout(whole)
      sent.destroy()
      resolve(outcome)
    }
    const lost = (code: string) => settle(connected ? unsure(code) : neverReached(code))
    const whole = setTimeout(() => lost('timeout'), total)
    const sent = (isSecure ? secure : plain)(options, (answer) => {
      const chunks: Buffer[] = []
      let size = 0
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > answerBytes) return settle(unsure('tooLong'))
        chunks.push(chunk)
      })
      finished(answer).then(
        () => settle(read(answer.statusCode ?? 0, Buffer.concat(chunks))),
        () => lost('reset'),
      )
    })
    sent.once('socket', (socket) => {
      const connecting = setTimeout(() => lost('timeout'), connect)
      // Nothing of the request is on its way before the connection, and its encryption, stands.
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        connected = true
        clearTimeout(connecting)
      })
      socket.once('close', () => clearTimeout(connecting))
    })
    sent.once('error', (error: NodeJS.ErrnoException) => lost(error.code ?? 'reset'))
    opened.writeTo(sent).catch((error: NodeJS.ErrnoException) => {
      if (error instanceof BrokenFile) settle(never('input', 'file', '要发送的文件未能完整读出，请重新上传'))
      else lost(error.code ?? 'reset')
    })
  })
}

/** §0.1: the body decides, not the status; but an answer of a machine in between says nothing about the platform. */
function read(status: number, bytes: Buffer): Outcome {
  if (status >= 300 && status < 400)
    return unsure('redirect', '平台接口要求转到别处，已拒绝，请系统管理员核对接口地址', 'config')
  if (status >= 500) return unsure(`http${status}`)
  const body = parse(bytes.toString('utf8'))
  return body ? { state: 'answered', status, body } : unsure(status >= 400 ? `http${status}` : 'unreadable')
}

/** §0.2: identifiers are text. A whole number that a double cannot hold keeps its digits, as text. */
function parse(text: string): Json | null {
  const wholeNumbers = (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      ? context?.source
      : value
  try {
    const body: unknown = JSON.parse(text, wholeNumbers)
    return body !== null && typeof body === 'object' && !Array.isArray(body) ? (body as Json) : null
  } catch {
    return null
  }
}

function never(className: Fault['class'], code: string, zh: string): Outcome {
  return { state: 'never', fault: { class: className, code, zh } }
}

// biome-ignore format: one line per cause
const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: '平台拒绝连接', EHOSTUNREACH: '到平台的网络不通', ENETUNREACH: '到平台的网络不通', timeout: '平台长时间没有响应',
  CERT_HAS_EXPIRED: '平台证书已过期', DEPTH_ZERO_SELF_SIGNED_CERT: '平台证书不受信任', SELF_SIGNED_CERT_IN_CHAIN: '平台证书不受信任',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '平台证书不受信任', ERR_TLS_CERT_ALTNAME_INVALID: '平台证书与地址不符',
}

function neverReached(code: string): Outcome {
  return never('unreachable', code, `连不上平台：${causes[code] ?? '连接未能建立'}，内容没有发出`)
}

function unsure(code: string, zh?: string, className: Fault['class'] = 'transient'): Outcome {
  return { state: 'unsure', fault: { class: className, code, zh: zh ?? '平台没有给出完整的答复，结果待核实' } }
}
