import type { Channel } from './channels.rules.ts'

export const securities = {
  tls: { zh: 'TLS（多为 465 端口）', port: 465 },
  starttls: { zh: 'STARTTLS（多为 587 端口）', port: 587 },
  none: { zh: '不加密（仅限内网）', port: 25 },
} as const
export type Security = keyof typeof securities

/** Why a webhook cannot be at this address; null when it can. Text messages carry telephone numbers, so they go encrypted. */
export function webhookRefusal(address: string, allowInner: boolean): string | null {
  if (!URL.canParse(address)) return '网址格式不正确，应如 https://gateway.example.gov.cn/send'
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return '网址应以 https:// 开头'
  if (url.username || url.password) return '网址中不要写用户名和密码'
  if (url.hash) return '网址中不要带 # 及其后的内容'
  if (allowInner) return null
  if (url.protocol === 'http:') return '内容含联系方式，须使用 https；确在内网的，请打开“允许内网地址”'
  if (url.port !== '') return '公网网关须使用 443 端口；确在内网的，请打开“允许内网地址”'
  return null
}

/** What is missing for a channel to be switched on, by field. */
export function switchFaults(
  channel: Channel,
  given: { host?: string; from?: string; url?: string; hasSecret: boolean },
): { path: string; message: string }[] {
  const missing: Record<Channel, readonly [path: string, absent: boolean, message: string][]> = {
    email: [
      ['host', !given.host, '启用前请填写邮件服务器'],
      ['from', !given.from, '启用前请填写发件地址'],
    ],
    sms: webhook(),
    dingtalk: webhook(),
  }
  return missing[channel].filter(([, absent]) => absent).map(([path, , message]) => ({ path, message }))

  function webhook(): [string, boolean, string][] {
    return [
      ['url', !given.url, '启用前请填写网关地址'],
      ['secret', !given.hasSecret, '启用前请填写签名密钥'],
    ]
  }
}
