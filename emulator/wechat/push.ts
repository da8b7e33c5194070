import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import type { World } from '../emulator.ts'
import type { WechatJob } from '../state.ts'

/** `PUBLISHJOBFINISH` (§1.4, §1.6) to the address that the account has set: signed, and in safe mode sealed. */
export async function push(world: World, publishId: string, job: WechatJob): Promise<void> {
  const target = world.state.wechat.apps[job.appId]?.push
  if (!target) return
  const at = Math.floor(world.now().getTime() / 1000)
  const message = eventXml({ publishId, job, at })
  const request = signed(message, { ...target, appId: job.appId, timestamp: String(at) })
  for (let copy = 0; copy < target.copies; copy++) {
    // Whoever does not listen has missed it: the emulator does not wait for anybody.
    await fetch(`${target.url}?${request.query}`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: request.body,
      signal: AbortSignal.timeout(5000),
    }).catch(() => null)
  }
}

function eventXml({ publishId, job, at }: { publishId: string; job: WechatJob; at: number }): string {
  const url = `${job.origin}/wechat/s/${job.articleId}`
  const out = job.articleId
    ? `<article_id><![CDATA[${job.articleId}]]></article_id><article_detail><count>1</count><item><idx>1</idx><article_url><![CDATA[${url}]]></article_url></item></article_detail>`
    : '<fail_idx>1</fail_idx>'
  return `<xml><ToUserName><![CDATA[gh_${job.appId}]]></ToUserName><FromUserName><![CDATA[o_system]]></FromUserName><CreateTime>${at}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[PUBLISHJOBFINISH]]></Event><PublishEventInfo><publish_id>${publishId}</publish_id><publish_status>${job.status}</publish_status>${out}</PublishEventInfo></xml>`
}

export type Sealing = { token: string; aesKey: string | null; appId: string; timestamp: string }

/** The query and body of a push: plain, or sealed where the account has an EncodingAESKey. */
export function signed(xml: string, { token, aesKey, appId, timestamp }: Sealing): { query: string; body: string } {
  const nonce = String(randomBytes(4).readUInt32BE())
  const signature = sha1(token, timestamp, nonce)
  const query = new URLSearchParams({ signature, timestamp, nonce, openid: 'o_system' })
  if (!aesKey) return { query: query.toString(), body: xml }
  const sealed = seal(xml, aesKey, appId)
  query.set('encrypt_type', 'aes')
  query.set('msg_signature', sha1(token, timestamp, nonce, sealed))
  return {
    query: query.toString(),
    body: `<xml><ToUserName><![CDATA[gh_${appId}]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`,
  }
}

function sha1(...parts: string[]): string {
  return createHash('sha1').update(parts.sort().join('')).digest('hex')
}

/** 16 random bytes, the length, the text, the app id; filled up to a multiple of 32. */
export function seal(xml: string, aesKey: string, appId: string): string {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const text = Buffer.from(xml)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  const whole = Buffer.concat([randomBytes(16), length, text, Buffer.from(appId)])
  const fill = 32 - (whole.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(Buffer.concat([whole, Buffer.alloc(fill, fill)])), cipher.final()]).toString(
    'base64',
  )
}
