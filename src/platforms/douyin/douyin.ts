import type { Json } from '../http.ts'
import { refusalsOn } from '../limits.rules.ts'
import type { Connection, Fault, Followed, Found, Kept, Outgoing, Publisher, Result, Submitted } from '../publisher.ts'
import { listOf, numberOf, textOf } from '../read.rules.ts'
import { irrevocable } from '../with-token.ts'
import { callDouyin, renewDouyin } from './api.ts'
import { isVideoStatus, type VideoStatus, videoStatuses } from './errors.rules.ts'
import { douyinText } from './text.rules.ts'
import { imagesOf, keys, prepareDouyin } from './upload.ts'

const base = '/api/douyin/v1/video'

/** The call that cannot be undone (§3.2). The work is then under review, seen by its owner only. */
async function submit(at: Connection, out: Outgoing, kept: Kept): Promise<Submitted> {
  const text = douyinText(out)
  const cover = kept[keys.cover]
  const asked = out.video
    ? {
        path: `${base}/create_video/`,
        json: { video_id: kept[keys.video], text, ...(cover ? { custom_cover_image_url: cover } : {}) },
      }
    : { path: `${base}/create_image_text/`, json: { image_list: imagesOf(out, kept), text } }
  const since = at.now()
  const called = irrevocable(await callDouyin(at, { method: 'POST', path: asked.path, body: { json: asked.json } }))
  if (called.state === 'never') return { state: 'refused', fault: called.fault }
  if (called.state === 'refused' && called.fault.code === '2190007') {
    const { [keys.video]: _gone, [keys.upload]: _upload, [keys.parts]: _parts, ...rest } = kept
    return { ...called, kept: rest }
  }
  if (called.state !== 'ok') return called
  const item = textOf(called.body.item_id)
  if (!item) return { state: 'unsure', fault: unsaid }
  return { state: 'accepted', kept: { ...kept, [keys.item]: item, [keys.since]: since.toISOString() } }
}

/** In this time a work without an answer may still be to appear in the list, in seconds. */
const settledAfter = 600
/** The platform's clock need not be ours. */
const skew = 60
const pageSize = 20
const pages = 10

type Work = { item: string; title: string; status: VideoStatus | null; createdAt: number; url: string | null }
type Sought = { since: Date; isIt: (work: Work) => boolean }
type Seen = { state: 'there'; work: Work } | { state: 'notThere' } | { state: 'unknown'; fault: Fault }

/** Goes through the list of works, the newest first, back to `since` (§3.3). Works kept on top may be older. */
async function look(at: Connection, { since, isIt }: Sought): Promise<Seen> {
  const from = Math.floor(since.getTime() / 1000) - skew
  let cursor = '0'
  for (let page = 0; page < pages; page++) {
    const query = { cursor, count: String(pageSize) }
    const called = await callDouyin(at, { method: 'GET', path: `${base}/video_list/`, query })
    if (called.state !== 'ok') return { state: 'unknown', fault: called.fault }
    if (!Array.isArray(called.body.list)) return { state: 'unknown', fault: unsaid }
    const list = listOf(called.body.list)
    const work = list.map(workOf).find((each) => each.createdAt >= from && isIt(each))
    if (work) return { state: 'there', work }
    const isOlder = list.some((each) => each.is_top !== true && workOf(each).createdAt < from)
    if (isOlder || called.body.has_more !== true) return { state: 'notThere' }
    cursor = textOf(called.body.cursor)
  }
  return { state: 'unknown', fault: notShown }
}

function workOf(item: Json): Work {
  const status = numberOf(item.video_status)
  return {
    item: textOf(item.item_id),
    title: textOf(item.title),
    status: isVideoStatus(status) ? status : null,
    createdAt: numberOf(item.create_time) ?? 0,
    url: textOf(item.share_url) || null,
  }
}

const squeezed = (text: string) => text.replace(/\s+/g, '')

async function find(at: Connection, out: Outgoing, { kept, since }: { kept: Kept; since: Date }): Promise<Found> {
  const item = kept[keys.item]
  const text = squeezed(douyinText(out))
  const isIt = item ? (work: Work) => work.item === item : (work: Work) => squeezed(work.title) === text
  const seen = await look(at, { since, isIt })
  if (seen.state === 'unknown') return seen
  if (seen.state === 'there')
    return stateOf(seen.work, { ...kept, [keys.item]: seen.work.item, [keys.since]: since.toISOString() })
  // What was accepted once is not absent: it has been taken away since.
  if (item) return { state: 'failed', fault: gone }
  const mayStillAppear = at.now().getTime() - since.getTime() < settledAfter * 1000
  return mayStillAppear ? { state: 'unknown', fault: notShown } : { state: 'absent' }
}

function stateOf(
  { status, url }: Work,
  kept: Kept,
): Extract<Found, { state: 'accepted' | 'published' | 'failed' | 'unknown' }> {
  if (status === null) return { state: 'unknown', fault: unsaid }
  const row = videoStatuses[status]
  if (row.state === 'accepted') return { state: 'accepted', kept }
  if (row.state === 'published') return { state: 'published', kept: { ...kept, [keys.out]: 'yes' }, url }
  return { state: 'failed', fault: { class: 'input', code: `video_status ${status}`, zh: row.zh } }
}

async function follow(at: Connection, kept: Kept): Promise<Followed> {
  const item = kept[keys.item]
  const since = new Date(kept[keys.since] ?? Number.NaN)
  if (!item || Number.isNaN(since.getTime())) return { state: 'unknown', fault: unsaid }
  const seen = await look(at, { since, isIt: (work) => work.item === item })
  if (seen.state === 'unknown') return seen
  const wasOut = kept[keys.out] === 'yes'
  if (seen.state === 'notThere') {
    return wasOut
      ? { state: 'removed', by: 'account', zh: '作品已不在抖音账号的作品列表中' }
      : { state: 'failed', fault: gone }
  }
  const state = stateOf(seen.work, kept)
  if (state.state === 'failed' && wasOut) return { state: 'removed', by: 'platform', zh: '作品被抖音设为不适宜公开' }
  return state.state === 'accepted' ? { state: 'accepted' } : state
}

/** §3.2: the scope may have been withdrawn; then a person deletes it in the app. */
async function withdraw(at: Connection, kept: Kept): Promise<Result<null>> {
  const item = kept[keys.item]
  if (!item) return { ok: false, fault: { class: 'notReady', code: 'noItem', zh: '作品编号尚未取得，请稍后再撤回' } }
  const called = await callDouyin(at, { method: 'POST', path: '/video/delete/', body: { json: { item_id: item } } })
  if (called.state === 'ok') return { ok: true, value: null }
  if (called.fault.class !== 'noCapability') return { ok: false, fault: called.fault }
  return { ok: false, fault: { ...called.fault, zh: '抖音没有给本应用删除作品的权限，请在抖音上删除' } }
}

const unsaid: Fault = { class: 'transient', code: 'unreadable', zh: '抖音没有给出完整的答复，结果待核实' }
const notShown: Fault = { class: 'notReady', code: 'notShown', zh: '作品列表中暂未看到这件作品，稍后再核实' }
const gone: Fault = { class: 'input', code: 'gone', zh: '作品已不在抖音账号的作品列表中，请登录抖音核对' }

/** 抖音: on behalf of an account that has granted `video.create.bind` (contract §3.2). */
export const douyin: Publisher = {
  refusals: (out) => refusalsOn('douyin', out),
  prepare: prepareDouyin,
  submit,
  find,
  follow,
  followAfter: [60, 300, 900, 3600],
  settledAfter,
  withdraw,
  renew: renewDouyin,
}
