import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'
import { Parser } from 'htmlparser2'
import { isPublishStatus, type PublishStatus } from './errors.rules.ts'

/** 服务器配置 of one account: with an EncodingAESKey (43 signs) messages must come sealed (安全模式). */
export type CallbackSettings = { appId: string; token: string; aesKey: string | null }

type Query = Readonly<Record<string, string | undefined>>

/** A push of the platform. The same one may come several times (§1.6): `key` is then the same. */
export type PushedEvent =
  | {
      kind: 'publishDone'
      key: string
      publishId: string
      status: PublishStatus
      articleId: string | null
      url: string | null
    }
  | { kind: 'other'; key: string; event: string }

export type CallbackRead =
  | { ok: true; event: PushedEvent }
  | { ok: false; why: 'signature' | 'stale' | 'sealed' | 'format' }

/** Pushes are tried again for seconds; one that is older is somebody's copy. WeChat leaves it to us to refuse it. */
const oldestSeconds = 600
const longest = 256 * 1024

/** What to answer when 服务器配置 is saved: the text that was sent, if the platform has signed it; else null. */
export function echoOf(query: Query, { token }: CallbackSettings): string | null {
  return isSigned(query, token) ? (query.echostr ?? '') : null
}

export function readCallback(
  { query, body }: { query: Query; body: string },
  settings: CallbackSettings,
  now: Date,
): CallbackRead {
  if (body.length > longest) return { ok: false, why: 'format' }
  if (!isSigned(query, settings.token)) return { ok: false, why: 'signature' }
  const age = Math.abs(now.getTime() / 1000 - Number(query.timestamp))
  if (!(age <= oldestSeconds)) return { ok: false, why: 'stale' }
  const outer = fieldsOf(body)
  if (!outer) return { ok: false, why: 'format' }
  if (settings.aesKey === null) return eventOf(outer)
  const sealed = outer.get('xml/Encrypt')
  if (!sealed) return { ok: false, why: 'sealed' }
  if (!isSame(query.msg_signature, sha1(settings.token, query.timestamp ?? '', query.nonce ?? '', sealed))) {
    return { ok: false, why: 'signature' }
  }
  const text = unseal(sealed, settings.aesKey, settings.appId)
  const fields = text === null ? null : fieldsOf(text)
  return fields ? eventOf(fields) : { ok: false, why: 'sealed' }
}

function isSigned({ signature, timestamp = '', nonce = '' }: Query, token: string): boolean {
  return token !== '' && isSame(signature, sha1(token, timestamp, nonce))
}

function sha1(...parts: string[]): string {
  return createHash('sha1').update(parts.sort().join('')).digest('hex')
}

function isSame(given: string | undefined, wanted: string): boolean {
  const bytes = Buffer.from(given ?? '')
  return bytes.length === wanted.length && timingSafeEqual(bytes, Buffer.from(wanted))
}

/** §1.6: 16 random bytes, the length, the text, the AppID; filled up to a multiple of 32, not of 16. */
function unseal(sealed: string, aesKey: string, appId: string): string | null {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  if (key.length !== 32) return null
  try {
    const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const plain = Buffer.concat([cipher.update(sealed, 'base64'), cipher.final()])
    const fill = plain.at(-1) ?? 0
    if (fill < 1 || fill > 32 || fill > plain.length - 20) return null
    const end = plain.length - fill
    const length = plain.readUInt32BE(16)
    if (20 + length > end) return null
    const isForUs = plain.subarray(20 + length, end).toString() === appId
    return isForUs ? plain.subarray(20, 20 + length).toString() : null
  } catch {
    return null
  }
}

/** Leaf texts by their path. Entities of a document type are not known to this parser, so none can grow. */
function fieldsOf(xml: string): ReadonlyMap<string, string> | null {
  const fields = new Map<string, string>()
  const path: string[] = []
  const parser = new Parser(
    {
      onopentag: (name) => void path.push(name),
      ontext: (text) => {
        const at = path.join('/')
        fields.set(at, (fields.get(at) ?? '') + text)
      },
      onclosetag: () => void path.pop(),
    },
    { xmlMode: true },
  )
  parser.end(xml)
  return [...fields.keys()].some((at) => at.startsWith('xml/')) ? fields : null
}

function eventOf(fields: ReadonlyMap<string, string>): CallbackRead {
  const field = (name: string) => (fields.get(`xml/${name}`) ?? '').trim()
  const event = field('Event') || field('MsgType')
  if (event !== 'PUBLISHJOBFINISH') {
    const key = field('MsgId') || `${field('FromUserName')}:${field('CreateTime')}:${event}`
    return event ? { ok: true, event: { kind: 'other', key, event } } : { ok: false, why: 'format' }
  }
  const publishId = field('PublishEventInfo/publish_id')
  const text = field('PublishEventInfo/publish_status')
  const status = text === '' ? null : Number(text)
  if (!publishId || !isPublishStatus(status)) return { ok: false, why: 'format' }
  return {
    ok: true,
    event: {
      kind: 'publishDone',
      key: `${event}:${publishId}:${status}`,
      publishId,
      status,
      articleId: field('PublishEventInfo/article_id') || null,
      url: field('PublishEventInfo/article_detail/item/article_url') || null,
    },
  }
}
