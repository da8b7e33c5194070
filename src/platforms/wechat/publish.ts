import type { Connection, Fault, Followed, Found, Kept, Outgoing, Result, Submitted } from '../publisher.ts'
import { listOf, numberOf, objectOf, textOf } from '../read.rules.ts'
import { irrevocable } from '../with-token.ts'
import { callWechat } from './api.ts'
import { isPublishStatus, publishStatuses, wechatFault } from './errors.rules.ts'
import { hasDraft, keys } from './prepare.ts'

/**
 * In this time a submission without an answer may still be on its way, in seconds. The draft may stay in the box until
 * the article is out, and the platform looks at it before: half an hour is given for that.
 */
export const settledAfter = 1800

/** The call that cannot be undone: it publishes the draft (§1.4). 0 says accepted, not yet out. */
export async function submitWechat(at: Connection, _out: Outgoing, kept: Kept): Promise<Submitted> {
  const called = irrevocable(
    await callWechat(at, { path: 'freepublish/submit', body: { json: { media_id: kept[keys.draft] ?? '' } } }),
  )
  if (called.state === 'never') return { state: 'refused', fault: called.fault }
  if (called.state === 'refused' && called.fault.code === '40007') return { ...called, kept: withoutDraft(kept) }
  if (called.state !== 'ok') return called
  const publishId = textOf(called.body.publish_id)
  if (!publishId) return { state: 'unsure', fault: unsaid }
  const msgDataId = textOf(called.body.msg_data_id)
  return {
    state: 'accepted',
    kept: { ...kept, [keys.publishId]: publishId, ...(msgDataId ? { [keys.msgDataId]: msgDataId } : {}) },
  }
}

/** A draft that somebody has deleted in the console is made anew. */
function withoutDraft({ [keys.draft]: _gone, ...rest }: Kept): Kept {
  return rest
}

/**
 * What became of a submission without an answer. The draft leaves the draft box when it is published: while it is
 * there and nothing is listed, the platform does not have it. A draft that is gone without an article is not absent;
 * the article may still be coming.
 */
export async function findWechat(
  at: Connection,
  out: Outgoing,
  { kept, since }: { kept: Kept; since: Date },
): Promise<Found> {
  if (kept[keys.publishId]) return foundOf(await followWechat(at, kept), kept)
  const there = await hasDraft(at, kept[keys.draft] ?? '')
  if (!there.ok) return { state: 'unknown', fault: there.fault }
  const mayBeOnItsWay = at.now().getTime() - since.getTime() < settledAfter * 1000
  if (there.value && mayBeOnItsWay) return { state: 'unknown', fault: stillWaiting }
  const listed = await listedArticle(at, { out, kept, since })
  if (!listed.ok) return { state: 'unknown', fault: listed.fault }
  if (listed.value) {
    const { articleId, url } = listed.value
    return { state: 'published', kept: { ...kept, [keys.articleId]: articleId }, url }
  }
  return there.value ? { state: 'absent' } : { state: 'unknown', fault: draftGone }
}

const pageSize = 20
/** Each page is one of a hundred calls a day. */
const pages = 3

type Listed = { articleId: string; url: string | null }

/** The article among those published since, the newest first (§1.4); null where none is it. */
async function listedArticle(
  at: Connection,
  { out, kept, since }: { out: Outgoing; kept: Kept; since: Date },
): Promise<Result<Listed | null>> {
  // The platform's clock need not be ours.
  const from = Math.floor(since.getTime() / 1000) - 60
  for (let page = 0; page < pages; page++) {
    const body = { json: { offset: page * pageSize, count: pageSize, no_content: 1 } }
    const called = await callWechat(at, { path: 'freepublish/batchget', body })
    if (called.state !== 'ok') return { ok: false, fault: called.fault }
    const items = listOf(called.body.item)
    for (const item of items) {
      const content = objectOf(item.content)
      const createdAt = numberOf(content.create_time) ?? numberOf(item.update_time) ?? 0
      const match = listOf(content.news_item).find((each) => isOurs(each, { out, kept }))
      if (createdAt >= from && match) {
        return { ok: true, value: { articleId: textOf(item.article_id), url: textOf(match.url) || null } }
      }
    }
    const total = numberOf(called.body.total_count) ?? 0
    const isOlder = items.some((item) => (numberOf(item.update_time) ?? Number.POSITIVE_INFINITY) < from)
    if (isOlder || items.length === 0 || (page + 1) * pageSize >= total) return { ok: true, value: null }
  }
  return { ok: false, fault: stillWaiting }
}

/** Its cover was uploaded for it alone; where the list does not show covers, title, author and 阅读原文 must agree. */
function isOurs(item: Readonly<Record<string, unknown>>, { out, kept }: { out: Outgoing; kept: Kept }): boolean {
  if (textOf(item.title) !== out.title) return false
  const cover = textOf(item.thumb_media_id)
  if (cover && cover === kept[keys.cover]) return true
  return textOf(item.content_source_url) === (out.link ?? '') && textOf(item.author) === out.author
}

/** §1.4: 100 questions a day for the whole account, so they are asked sparingly. */
export const followAfter = [15, 60, 300, 1800] as const

export async function followWechat(at: Connection, kept: Kept): Promise<Followed> {
  const publishId = kept[keys.publishId]
  if (!publishId) return kept[keys.articleId] ? followArticle(at, kept) : { state: 'unknown', fault: unsaid }
  const called = await callWechat(at, { path: 'freepublish/get', body: { json: { publish_id: publishId } } })
  if (called.state !== 'ok') return { state: 'unknown', fault: called.fault }
  const status = numberOf(called.body.publish_status)
  if (!isPublishStatus(status)) return { state: 'unknown', fault: unsaid }
  const row = publishStatuses[status]
  if (row.state === 'accepted') return { state: 'accepted' }
  if (row.state === 'removed') return { state: 'removed', by: row.by, zh: row.zh }
  if (row.state === 'failed')
    return { state: 'failed', fault: { class: 'input', code: `publish_status ${status}`, zh: row.zh } }
  const [article] = listOf(objectOf(called.body.article_detail).item)
  const articleId = textOf(called.body.article_id)
  return {
    state: 'published',
    kept: { ...kept, ...(articleId ? { [keys.articleId]: articleId } : {}) },
    url: textOf(article?.article_url) || null,
  }
}

/** Where the answer with `publish_id` was lost, the article itself is looked at. It does not tell who deleted it. */
async function followArticle(at: Connection, kept: Kept): Promise<Followed> {
  const body = { json: { article_id: kept[keys.articleId] } }
  const called = await callWechat(at, { path: 'freepublish/getarticle', body })
  if (called.state !== 'ok') return { state: 'unknown', fault: called.fault }
  const items = listOf(called.body.news_item)
  if (items.length > 0 && items.every(({ is_deleted }) => is_deleted === true)) {
    return { state: 'removed', by: 'platform', zh: '文章已不在公众号上；微信没有说明由谁删除，请登录公众平台核对' }
  }
  return { state: 'published', kept, url: textOf(items[0]?.url) || null }
}

function foundOf(followed: Followed, kept: Kept): Found {
  if (followed.state === 'accepted') return { state: 'accepted', kept }
  if (followed.state === 'removed')
    return { state: 'failed', fault: { class: 'input', code: 'removed', zh: followed.zh } }
  return followed
}

/** Deletes the article for good (§1.4: ten a day). */
export async function withdrawWechat(at: Connection, kept: Kept): Promise<Result<null>> {
  const articleId = kept[keys.articleId]
  if (!articleId)
    return { ok: false, fault: { class: 'notReady', code: 'noArticle', zh: '文章编号尚未取得，请稍后再撤回' } }
  const called = await callWechat(at, {
    path: 'freepublish/delete',
    body: { json: { article_id: articleId, index: 0 } },
  })
  if (called.state === 'ok') return { ok: true, value: null }
  if (called.fault.class === 'quotaDay') {
    return {
      ok: false,
      fault: { ...called.fault, zh: '当天通过接口删除的次数（每日 10 次）已用完，请登录公众平台删除' },
    }
  }
  // What is no longer there is withdrawn.
  return called.fault.code === '53600' ? { ok: true, value: null } : { ok: false, fault: called.fault }
}

const unsaid: Fault = { class: 'transient', code: 'unreadable', zh: '微信没有给出完整的答复，结果待核实' }
const stillWaiting: Fault = { class: 'notReady', code: 'waiting', zh: '微信可能仍在处理，稍后再核实' }
const draftGone: Fault = {
  ...wechatFault(61503),
  code: 'draftGone',
  zh: '草稿已离开草稿箱，文章尚未列出；如长时间如此，请登录公众平台核对',
}
