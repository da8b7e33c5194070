import { connect, type Socket } from 'node:net'
import { rootCertificates } from 'node:tls'
import { createTransport } from 'nodemailer'
import { pinnedAddress } from '../core/public-address.ts'
import type { OpenChannels } from './channel-settings.service.ts'
import type { Outgoing } from './outgoing.rules.ts'
import { causeOf, failed, type Limits, type SendResult } from './send-result.ts'

/** Replies that say the address itself is wrong: no later attempt will do better (RFC 5321, 4.2.3). */
const addressRefused = [550, 551, 553]

/** Sends one e-mail over SMTP (RFC 5321), with certificates checked and nothing but TLS where TLS is chosen. */
export async function sendEmail(
  settings: OpenChannels['email'],
  given: { to: string; out: Outgoing; limits: Limits },
): Promise<SendResult> {
  const { to, out, limits } = given
  const { host, port, security, user, password, from } = settings
  let socket: Socket | undefined
  const signal = AbortSignal.timeout(limits.total)
  const end = () => socket?.destroy(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' }))
  signal.addEventListener('abort', end)
  try {
    const address = await pinnedAddress(host, settings)
    if (!address) return failed('邮件服务器在内网或本机；如确需使用，请打开“允许内网地址”')
    const transport = createTransport({
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(user ? { auth: { user, pass: password ?? '' } } : {}),
      tls: settings.certificate ? { ca: [...rootCertificates, settings.certificate] } : {},
      connectionTimeout: limits.connect,
      greetingTimeout: limits.total,
      socketTimeout: limits.total,
      disableFileAccess: true,
      disableUrlAccess: true,
      // Our own socket: to the address that was checked, and gone when the time is over.
      getSocket: (_options: unknown, done: (error: Error | null, socket?: { connection: Socket }) => void) => {
        const opened = connect({ host: address, port })
        socket = opened
        opened.setTimeout(limits.connect, end)
        opened.once('error', done)
        opened.once('connect', () => {
          opened.setTimeout(0)
          opened.off('error', done)
          done(null, { connection: opened })
        })
      },
    } as Parameters<typeof createTransport>[0])
    await transport.sendMail({
      from: { name: '政媒通', address: from },
      to,
      subject: out.subject,
      text: out.text,
      messageId: `<${out.id}@${from.split('@')[1]}>`,
      headers: { 'X-Zhengmei-Delivery': out.id, 'Auto-Submitted': 'auto-generated' },
    })
    return { ok: true }
  } catch (error) {
    if (signal.aborted) return failed(causeOf({ code: 'ETIMEDOUT' }))
    const { code, responseCode } = error as { code?: string; responseCode?: number }
    const reply = responseCode ? `（服务器应答 ${responseCode}）` : ''
    return failed(`${causeOf(error)}${reply}`, {
      final: code === 'EENVELOPE' && addressRefused.includes(responseCode ?? 0),
    })
  } finally {
    signal.removeEventListener('abort', end)
    socket?.destroy()
  }
}
