import type { Json } from '../http.ts'
import { refusalsOn } from '../limits.rules.ts'
import type {
  Connection,
  Fault,
  Followed,
  Found,
  Kept,
  Outgoing,
  Prepared,
  Publisher,
  Result,
  Submitted,
  Token,
} from '../publisher.ts'
import { listOf, numberOf, textOf } from '../read.rules.ts'
import { irrevocable } from '../with-token.ts'
import { callWeibo, ownAddress } from './api.ts'
import { repeatedCodes } from './errors.rules.ts'
import { weiboPermalink } from './permalink.rules.ts'
import { addressesIn, comparable, isUnder, topicsIn, weiboLength, weiboStatus } from './status.rules.ts'

const megabyte = 1024 * 1024

/** There is nothing to upload beforehand; what would be refused is told before the call that counts. */
async function prepare(at: Connection, out: Outgoing, kept: Kept): Promise<Prepared> {
  const status = weiboStatus(out)
  const zh = await refusalOf(at, out, status)
  if (zh) return { ok: false, fault: { class: 'input', code: 'refused', zh } }
  return { ok: true, value: { ...kept, status } }
}

async function refusalOf({ linkDomain }: Connection, out: Outgoing, status: string): Promise<string | null> {
  const links = addressesIn(status)
  if (links.length === 0) return '通过接口发微博须带一个安全域名下的网页链接'
  if (linkDomain && !links.some((link) => isUnder(link, linkDomain))) return `链接须在安全域名 ${linkDomain} 之下`
  if (topicsIn(status).length > 0) return '普通应用接口不能发带话题的微博'
  if (weiboLength(status) > 140) return `微博超过 140 字，现为 ${weiboLength(status)} 字`
  if (out.pictures.length > 1) return '普通应用接口只能带一张图片'
  const [picture] = out.pictures
  if (picture && (await picture.bytes()).length >= 5 * megabyte) return `图片“${picture.name}”须小于 5 MB`
  return null
}

/** `statuses/share` (§2.2), the only public way to write: the post is out when it answers. */
async function submit(at: Connection, out: Outgoing, kept: Kept): Promise<Submitted> {
  const fields = { status: weiboStatus(out), rip: ownAddress() }
  const [picture] = out.pictures
  const bytes = await picture?.bytes()
  const since = at.now()
  const called = irrevocable(
    await callWeibo(at, {
      method: 'POST',
      path: 'statuses/share',
      body: bytes && picture ? { fields, file: fileOf(picture, bytes) } : { form: fields },
      total: 60_000,
    }),
  )
  const after = { ...kept, status: fields.status, since: since.toISOString() }
  if (called.state === 'never') return { state: 'refused', fault: called.fault }
  if (called.state === 'ok') {
    const post = postOf(at, called.body)
    return post
      ? { state: 'published', kept: { ...after, ...post.kept }, url: post.url }
      : { state: 'unsure', fault: unsaid }
  }
  if (called.fault.code === '20032') return { state: 'accepted', kept: after }
  if (repeatedCodes.includes(called.fault.code)) return { state: 'unsure', fault: called.fault }
  return called
}

const extensions = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif' } as const

function fileOf({ mediaType }: Outgoing['pictures'][number], bytes: Uint8Array) {
  return { field: 'pic', name: `picture.${extensions[mediaType]}`, mediaType, size: bytes.length, bytes }
}

type Post = { kept: { id: string; uid: string }; url: string; text: string; createdAt: number }

/** §0.2: never the numeric `id`, which has more digits than a double. */
function postOf(at: Connection, status: Json): Post | null {
  const id = textOf(status.idstr) || textOf(status.mid)
  const mid = textOf(status.mid) || id
  if (!/^\d+$/.test(mid)) return null
  const user = status.user as Json | undefined
  const uid = textOf(user?.idstr) || at.openId
  const url = weiboPermalink(at.siteUrl || 'https://weibo.com', { uid, mid })
  return { kept: { id, uid }, url, text: textOf(status.text), createdAt: Date.parse(textOf(status.created_at)) }
}

/** In this time a post that was accepted with delay (20032) may still be to appear, in seconds. */
const settledAfter = 600
/** The platform's clock need not be ours. */
const skew = 60_000
const dayLong = 86_400_000

type Sought = { status: string; since: Date }
type Seen = { state: 'there'; post: Post } | { state: 'notThere' } | { state: 'unknown'; fault: Fault }

/**
 * Looks through the newest posts of the account. An ordinary application is shown a handful: that it is not among them
 * says something only where they reach back to before it was posted, or are all there are.
 */
async function look(at: Connection, { status, since }: Sought): Promise<Seen> {
  const query = { ...(at.openId ? { uid: at.openId } : {}), count: '100', trim_user: '0' }
  const called = await callWeibo(at, { method: 'GET', path: 'statuses/user_timeline', query })
  if (called.state !== 'ok') return { state: 'unknown', fault: called.fault }
  if (!Array.isArray(called.body.statuses)) return { state: 'unknown', fault: unsaid }
  const posts = listOf(called.body.statuses).flatMap((each) => postOf(at, each) ?? [])
  const from = since.getTime() - skew
  const wanted = comparable(status)
  const post = posts.find(({ text, createdAt }) => createdAt >= from && isSame(comparable(text), wanted))
  if (post) return { state: 'there', post }
  const isComplete = (numberOf(called.body.total_number) ?? Number.POSITIVE_INFINITY) <= posts.length
  const reachesBack = posts.some(({ createdAt }) => createdAt < from)
  return isComplete || reachesBack ? { state: 'notThere' } : { state: 'unknown', fault: notShown }
}

/** A long post is shown with its end cut off. */
function isSame(shown: string, wanted: string): boolean {
  const start = shown.replace(/(?:\.{3}|…+)?(?:全文)?$/, '')
  return shown === wanted || (start.length >= 100 && wanted.startsWith(start))
}

async function find(at: Connection, out: Outgoing, { kept, since }: { kept: Kept; since: Date }): Promise<Found> {
  const seen = await look(at, { status: kept.status ?? weiboStatus(out), since })
  if (seen.state === 'there') return { state: 'published', kept: { ...kept, ...seen.post.kept }, url: seen.post.url }
  if (seen.state === 'unknown') return seen
  const mayStillAppear = at.now().getTime() - since.getTime() < settledAfter * 1000
  return mayStillAppear ? { state: 'unknown', fault: notShown } : { state: 'absent' }
}

async function follow(at: Connection, kept: Kept): Promise<Followed> {
  if (!kept.id) return followUnseen(at, kept)
  const called = await callWeibo(at, { method: 'GET', path: 'statuses/show', query: { id: kept.id } })
  if (called.state === 'ok') {
    const post = postOf(at, called.body)
    return post
      ? { state: 'published', kept: { ...kept, ...post.kept }, url: post.url }
      : { state: 'unknown', fault: unsaid }
  }
  if (called.fault.code === '20101') {
    return { state: 'removed', by: 'platform', zh: '微博上已没有这条内容；微博没有说明由谁删除，请登录微博核对' }
  }
  return { state: 'unknown', fault: called.fault }
}

async function followUnseen(at: Connection, kept: Kept): Promise<Followed> {
  const since = new Date(kept.since ?? Number.NaN)
  if (!kept.status || Number.isNaN(since.getTime())) return { state: 'unknown', fault: unsaid }
  const seen = await look(at, { status: kept.status, since })
  if (seen.state === 'there') return { state: 'published', kept: { ...kept, ...seen.post.kept }, url: seen.post.url }
  if (seen.state === 'unknown') return seen
  const isOverdue = at.now().getTime() - since.getTime() > dayLong
  return isOverdue ? { state: 'failed', fault: neverShown } : { state: 'accepted' }
}

/** §2.2: withdrawn from ordinary applications; then a person deletes it in the web page. */
async function withdraw(at: Connection, kept: Kept): Promise<Result<null>> {
  if (!kept.id) return { ok: false, fault: { class: 'notReady', code: 'noId', zh: '微博编号尚未取得，请稍后再撤回' } }
  const called = await callWeibo(at, { method: 'POST', path: 'statuses/destroy', body: { form: { id: kept.id } } })
  if (called.state === 'ok' || called.fault.code === '20101') return { ok: true, value: null }
  if (called.fault.class !== 'noCapability') return { ok: false, fault: called.fault }
  return { ok: false, fault: { ...called.fault, zh: '微博没有给本应用删除微博的权限，请登录微博网页删除' } }
}

/** §2.1: there is nothing to renew it with; about every 30 days somebody has to authorise again. */
async function renew(): Promise<Result<Token>> {
  const zh = '微博授权已到期且不能自动续期，请账号管理员重新授权'
  return { ok: false, fault: { class: 'reauthorise', code: 'noRefresh', zh } }
}

const unsaid: Fault = { class: 'transient', code: 'unreadable', zh: '微博没有给出完整的答复，结果待核实' }
const neverShown: Fault = { class: 'input', code: '20032', zh: '微博受理一天后仍未显示，请登录微博核对' }
const notShown: Fault = { class: 'notReady', code: 'notShown', zh: '微博列表中暂未看到这条内容，稍后再核实' }

/** 微博: `statuses/share` with a link under the application's 安全域名 (contract §2). */
export const weibo: Publisher = {
  refusals: (out) => refusalsOn('weibo', out),
  prepare,
  submit,
  find,
  follow,
  followAfter: [30, 60, 300, 3600],
  settledAfter,
  withdraw,
  renew,
}
