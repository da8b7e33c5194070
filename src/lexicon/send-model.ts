import { request as plain, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import { isIP } from 'node:net'
import type { Send } from '../checker/typos/model-endpoint.ts'
import { pinnedAddress } from '../core/public-address.ts'
import { modelUrlRefusal } from './model-settings.rules.ts'

/** More than any answer that is read; the rest is not waited for. */
const mostBytes = 256 * 1024

// biome-ignore format: one line per cause
const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: '对方拒绝连接，请核对地址和端口', ECONNRESET: '连接被对方中断', EPIPE: '连接被对方中断',
  ENOTFOUND: '域名无法解析，请核对地址', EAI_AGAIN: '域名暂时无法解析',
  EHOSTUNREACH: '网络不通', ENETUNREACH: '网络不通', ETIMEDOUT: '连接超时',
  EPROTO: '加密连接未能建立', ERR_SSL_WRONG_VERSION_NUMBER: '加密连接未能建立',
  CERT_HAS_EXPIRED: '对方证书已过期', DEPTH_ZERO_SELF_SIGNED_CERT: '对方证书为自签发', SELF_SIGNED_CERT_IN_CHAIN: '对方证书链不受信任',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '对方证书不受信任', ERR_TLS_CERT_ALTNAME_INVALID: '对方证书与地址不符',
}

/**
 * Sends as `fetch` would, but to the one address that was looked at, and to an inner one only where that is allowed. A
 * redirect is an answer like any other: it would lead where nobody has looked. Failures are told in our own words, for
 * what the other side says may repeat the draft.
 */
export function sendTo(allowInner: boolean): Send {
  return async (address, { headers, body, signal }) => {
    const refusal = modelUrlRefusal(address, allowInner)
    if (refusal) throw new Error(refusal)
    const url = new URL(address)
    const found = await pinnedAddress(url.hostname, { allowInner }).catch((error) => Promise.reject(told(error)))
    if (!found) throw new Error('地址在内网或本机；如确需使用，请在设置中打开“允许内网地址”')
    const { status, text } = await post(url, found, { headers, body, signal })
    return { ok: status >= 200 && status < 300, status, text: async () => text }
  }
}

type Posted = { headers: Record<string, string>; body: string; signal: AbortSignal }

function post(url: URL, address: string, { headers, body, signal }: Posted): Promise<{ status: number; text: string }> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const options: RequestOptions & { servername?: string } = {
    method: 'POST',
    host: address,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    path: url.pathname + url.search,
    headers: {
      ...headers,
      host: url.host,
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'zhengmei',
    },
    ...(isIP(host) ? {} : { servername: host }),
    maxHeaderSize: 16_384,
    agent: false,
    signal,
  }
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(told(error))
    const sent = (url.protocol === 'https:' ? secure : plain)(options, (answer) => {
      const chunks: Buffer[] = []
      let bytes = 0
      const end = () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') })
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        bytes += chunk.length
        if (bytes <= mostBytes) return
        end()
        answer.destroy()
      })
      answer.once('end', end)
      answer.once('error', fail)
    })
    sent.once('error', fail)
    sent.end(body)
  })
}

function told(error: unknown): Error {
  const { code = '' } = error as { code?: string }
  return new Error(causes[code] ?? '连接未能完成')
}
