/** What became of one attempt. `words` are ours: what the other side says may repeat addresses and secrets. */
export type SendResult = { ok: true } | { ok: false; words: string; final: boolean }

/** How long the other side may take, in milliseconds. */
export type Limits = { connect: number; total: number }
export const usualLimits: Limits = { connect: 3000, total: 10_000 }

export function failed(words: string, { final = false }: { final?: boolean } = {}): SendResult {
  return { ok: false, words, final }
}

// biome-ignore format: one line per cause
const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: '对方拒绝连接，请核对地址和端口', ECONNRESET: '连接被对方中断', EPIPE: '连接被对方中断', ESOCKET: '连接被中断', ECONNECTION: '连接被中断',
  ENOTFOUND: '域名无法解析，请核对地址', EAI_AGAIN: '域名暂时无法解析', EDNS: '域名无法解析，请核对地址',
  EHOSTUNREACH: '网络不通', ENETUNREACH: '网络不通', ETIMEDOUT: '对方未在规定时间内响应',
  ETLS: '加密连接未能建立，请核对加密方式', EPROTO: '加密连接未能建立，请核对加密方式', ERR_SSL_WRONG_VERSION_NUMBER: '加密连接未能建立，请核对加密方式',
  CERT_HAS_EXPIRED: '对方证书已过期', DEPTH_ZERO_SELF_SIGNED_CERT: '对方证书为自签发，请填写信任的证书', SELF_SIGNED_CERT_IN_CHAIN: '对方证书链不受信任，请填写信任的证书',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '对方证书不受信任', ERR_TLS_CERT_ALTNAME_INVALID: '对方证书与地址不符',
  EAUTH: '用户名或密码未被接受', ENOAUTH: '服务器要求登录，请填写用户名和密码', EENVELOPE: '收件或发件地址未被接受', EMESSAGE: '内容未被接受', EPROTOCOL: '对方的应答不合协议',
}

/** The cause of a failed connection in our own words. */
export function causeOf(error: unknown): string {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  // nodemailer keeps what TLS found wrong in the message alone.
  if (code === 'ESOCKET' && /certificate/i.test(message)) return '对方证书不受信任，请填写信任的证书'
  return causes[code] ?? '未能发送'
}
