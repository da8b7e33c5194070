import { createHmac } from 'node:crypto'
import { request as plain, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import { isIP } from 'node:net'
import { pinnedAddress } from '../core/public-address.ts'
import { webhookRefusal } from './channel-settings.rules.ts'
import type { Channel } from './channels.rules.ts'
import type { Outgoing } from './outgoing.rules.ts'
import { causeOf, failed, type Limits, type SendResult } from './send-result.ts'

type Settings = { url: string; secret: string | null; allowInner: boolean }

/** What a gateway is handed; documented in docs/operations/install.md. */
function bodyOf(channel: Channel, phone: string, { id, subject, text, link }: Outgoing): string {
  return JSON.stringify({ id, channel, to: { phone }, title: subject, text, link })
}

/** `sha256=…` over `timestamp.body`, so that neither can be changed nor an old one sent again. */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`
}

/** Posts one message to an office's gateway. A redirect is a refusal: it would lead where nobody has looked. */
export async function sendWebhook(
  settings: Settings,
  given: { channel: Channel; phone: string; out: Outgoing; now: Date; limits: Limits },
): Promise<SendResult> {
  const { channel, phone, out, now, limits } = given
  const refusal = webhookRefusal(settings.url, settings.allowInner)
  if (refusal) return failed(refusal)
  const url = new URL(settings.url)
  const body = bodyOf(channel, phone, out)
  const timestamp = String(now.getTime())
  try {
    const address = await pinnedAddress(url.hostname, settings)
    if (!address) return failed('网关在内网或本机；如确需使用，请打开“允许内网地址”')
    const status = await post(url, address, {
      body,
      limits,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'zhengmei',
        'x-zhengmei-delivery': out.id,
        'x-zhengmei-timestamp': timestamp,
        'x-zhengmei-signature': signatureOf(settings.secret ?? '', timestamp, body),
      },
    })
    if (status >= 200 && status < 300) return { ok: true }
    if (status >= 300 && status < 400) return failed(`网关要求转到别处（HTTP ${status}），已拒绝，请填写最终地址`)
    return failed(`网关应答 HTTP ${status}`)
  } catch (error) {
    return failed(causeOf(error))
  }
}

type Posted = { body: string; headers: Record<string, string>; limits: Limits }

/** The status of the answer; its body is not read, whatever its length. */
function post(url: URL, address: string, { body, headers, limits }: Posted): Promise<number> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const options: RequestOptions & { servername?: string } = {
    method: 'POST',
    host: address,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    path: url.pathname + url.search,
    headers: { ...headers, host: url.host },
    ...(isIP(host) ? {} : { servername: host }),
    maxHeaderSize: 16_384,
    agent: false,
  }
  return new Promise((resolve, reject) => {
    const late = () => sent.destroy(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' }))
    const whole = setTimeout(late, limits.total)
    const sent = (url.protocol === 'https:' ? secure : plain)(options, (answer) => {
      clearTimeout(whole)
      resolve(answer.statusCode ?? 0)
      answer.destroy()
    })
    sent.once('socket', (socket) => {
      const connecting = setTimeout(late, limits.connect)
      socket.once('connect', () => clearTimeout(connecting))
      socket.once('close', () => clearTimeout(connecting))
    })
    sent.once('error', (error) => {
      clearTimeout(whole)
      reject(error)
    })
    sent.end(body)
  })
}
