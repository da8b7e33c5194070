import { type Context, Hono } from 'hono'
import { errorOf, json } from './answers.ts'
import { withinDay } from './counters.ts'
import { oauthRoutes, ownerOf } from './douyin-oauth.ts'
import { type Env, originOf } from './emulator.ts'
import { articlePage, escapeHtml } from './pages.ts'
import { type DouyinItem, type DouyinUpload, nextId } from './state.ts'

const megabyte = 1024 * 1024

export const refuse = (c: Context<Env>, code: number) =>
  errorOf('douyin', code, { path: c.req.path, loose: c.var.loose, now: c.var.world.now() })

/** The current endpoints answer with `data` and `extra`, both with an error code. */
export function done(c: Context<Env>, data: Record<string, unknown>): Response {
  const now = c.var.world.now().getTime()
  const extra = { error_code: 0, description: '', sub_error_code: 0, sub_description: '', logid: `${now}emulator`, now }
  return json({ data: { error_code: 0, description: '', ...data }, extra })
}

type Handler = (c: Context<Env>, openId: string) => Response | Promise<Response>

function open(c: Context<Env>, kind: DouyinUpload['kind'], openId: string, size: number): string {
  const id = `@${nextId(c.var.world.state, kind)}/v0+==`
  c.var.world.state.douyin.uploads[id] = { openId, parts: {}, size, done: size > 0, kind }
  return id
}

async function fileOf(c: Context<Env>, field: string): Promise<File | null> {
  const body = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>)
  const file = body[field]
  return file instanceof File && file.size > 0 ? file : null
}

/** `upload_video` (§3.2): in one piece up to 128 MB. */
const uploadVideo: Handler = async (c, openId) => {
  const file = await fileOf(c, 'video')
  if (!file) return refuse(c, 2100005)
  if (file.size > 128 * megabyte) return refuse(c, 2190005)
  return done(c, { video: { video_id: open(c, 'video', openId, file.size), width: 1280, height: 720 } })
}

const initParts: Handler = (c, openId) => done(c, { upload_id: open(c, 'video', openId, 0) })

/** Parts of 5–20 MB; only the last may be smaller. */
const uploadPart: Handler = async (c, openId) => {
  const upload = c.var.world.state.douyin.uploads[c.req.query('upload_id') ?? '']
  const number = Number(c.req.query('part_number') ?? 0)
  const file = await fileOf(c, 'video')
  if (upload?.openId !== openId || upload.done || !file || !Number.isInteger(number) || number < 1)
    return refuse(c, 2100005)
  if (file.size > 20 * megabyte) return refuse(c, 2190005)
  upload.parts[number] = file.size
  return done(c, {})
}

const completeParts: Handler = (c, openId) => {
  const id = c.req.query('upload_id') ?? ''
  const upload = c.var.world.state.douyin.uploads[id]
  if (upload?.openId !== openId || upload.done) return refuse(c, 2100005)
  const sizes = Object.entries(upload.parts).sort(([a], [b]) => Number(a) - Number(b))
  const gapless = sizes.every(([number], at) => Number(number) === at + 1)
  const tooSmall = sizes.slice(0, -1).some(([, size]) => size < 5 * megabyte)
  if (sizes.length === 0 || !gapless || tooSmall) return refuse(c, 2100005)
  upload.size = sizes.reduce((sum, [, size]) => sum + size, 0)
  upload.done = true
  return done(c, { video: { video_id: id, width: 1280, height: 720 } })
}

const uploadImage: Handler = async (c, openId) => {
  const file = await fileOf(c, 'image')
  if (!file) return refuse(c, 2100005)
  if (file.size > 20 * megabyte) return refuse(c, 2190005)
  return done(c, { image: { image_id: open(c, 'image', openId, file.size), width: 800, height: 600 } })
}

const createVideo: Handler = async (c, openId) => {
  const body = await c.req.json().catch(() => ({}))
  if (!isUpload(c, body.video_id, { openId, kind: 'video' })) return refuse(c, 2190007)
  if (body.custom_cover_image_url && !isUpload(c, body.custom_cover_image_url, { openId, kind: 'image' }))
    return refuse(c, 2100005)
  return create(c, { openId, title: String(body.text ?? ''), mediaType: 4 })
}

const createImageText: Handler = async (c, openId) => {
  const body = await c.req.json().catch(() => ({}))
  const images: unknown = body.image_list
  if (!Array.isArray(images) || images.length === 0 || images.length > 30) return refuse(c, 2100005)
  if (!images.every((id) => isUpload(c, id, { openId, kind: 'image' }))) return refuse(c, 2100005)
  return create(c, { openId, title: String(body.text ?? ''), mediaType: 2 })
}

function isUpload(c: Context<Env>, id: unknown, { openId, kind }: Pick<DouyinUpload, 'openId' | 'kind'>): boolean {
  const upload = c.var.world.state.douyin.uploads[String(id ?? '')]
  return upload?.openId === openId && upload.kind === kind && upload.done
}

/** Review takes a while, and only the owner sees the work until then (§3.2). */
function create(c: Context<Env>, given: Pick<DouyinItem, 'openId' | 'title' | 'mediaType'>): Response {
  const { state, now, options } = c.var.world
  if (!withinDay(c.var.world, { who: given.openId, what: 'douyin/create', limit: 75 })) return refuse(c, 28003017)
  const at = state.verdicts.findIndex(({ platform }) => platform === 'douyin')
  const [verdict] = at < 0 ? [] : state.verdicts.splice(at, 1)
  const createdAt = now().getTime()
  const itemId = `@9V${nextId(state, 'item').slice(0, 24)}/7+k==`
  const reviewedAt = createdAt + options.publishSeconds * 1000
  state.douyin.items.push({ ...given, itemId, createdAt, reviewedAt, verdict: verdict?.status ?? 5, deleted: false })
  return done(c, { item_id: itemId })
}

function shown(c: Context<Env>, item: DouyinItem) {
  const origin = originOf(c)
  const status = item.reviewedAt > c.var.world.now().getTime() ? 4 : item.verdict
  const count = (value: number) => (c.var.loose ? String(value) : value)
  return {
    item_id: item.itemId,
    title: item.title,
    cover: '',
    is_top: false,
    is_reviewed: status !== 4,
    create_time: count(Math.floor(item.createdAt / 1000)),
    share_url: `${origin}/douyin/video/${encodeURIComponent(item.itemId)}`,
    video_status: count(status),
    media_type: item.mediaType,
    statistics: { digg_count: 0, comment_count: 0, share_count: 0, play_count: 0, download_count: 0, forward_count: 0 },
  }
}

const ownItems = (c: Context<Env>, openId: string) =>
  c.var.world.state.douyin.items.filter((item) => item.openId === openId && !item.deleted)

const list: Handler = (c, openId) => {
  const cursor = Number(c.req.query('cursor') ?? 0)
  const count = Number(c.req.query('count') ?? 10)
  if (!(count >= 1 && count <= 20)) return refuse(c, 28001007)
  const all = ownItems(c, openId).sort((a, b) => b.createdAt - a.createdAt)
  const page = all.slice(cursor, cursor + count)
  return done(c, {
    list: page.map((item) => shown(c, item)),
    cursor: cursor + page.length,
    has_more: cursor + page.length < all.length,
  })
}

const data: Handler = async (c, openId) => {
  const { item_ids } = await c.req.json().catch(() => ({ item_ids: [] }))
  if (!Array.isArray(item_ids) || item_ids.length === 0) return refuse(c, 28001007)
  return done(c, {
    list: ownItems(c, openId)
      .filter(({ itemId }) => item_ids.includes(itemId))
      .map((item) => shown(c, item)),
  })
}

const remove: Handler = async (c, openId) => {
  const { item_id } = await c.req.json().catch(() => ({ item_id: '' }))
  const item = ownItems(c, openId).find(({ itemId }) => itemId === item_id)
  if (!item) return refuse(c, 2100005)
  item.deleted = true
  return done(c, {})
}

export function douyinRoutes(): Hono<Env> {
  const app = new Hono<Env>()
  const known = (handler: Handler) => (c: Context<Env>) => {
    const owner = ownerOf(c)
    return typeof owner === 'number' ? refuse(c, owner) : handler(c, owner)
  }
  app.route('/', oauthRoutes())
  app.post('/api/douyin/v1/video/upload_video/', known(uploadVideo))
  app.post('/api/douyin/v1/video/init_video_part_upload/', known(initParts))
  app.post('/api/douyin/v1/video/upload_video_part/', known(uploadPart))
  app.post('/api/douyin/v1/video/complete_video_part_upload/', known(completeParts))
  app.post('/api/douyin/v1/video/create_video/', known(createVideo))
  app.post('/api/douyin/v1/video/upload_image/', known(uploadImage))
  app.post('/api/douyin/v1/video/create_image_text/', known(createImageText))
  app.get('/api/douyin/v1/video/video_list/', known(list))
  app.post('/api/douyin/v1/video/video_data/', known(data))
  app.post('/video/delete/', known(remove))
  app.get('/video/:id', (c) => {
    const { state, now } = c.var.world
    const item = state.douyin.items.find(({ itemId }) => itemId === c.req.param('id'))
    const isOut = item && !item.deleted && item.reviewedAt <= now().getTime() && item.verdict !== 2
    if (!item || !isOut) return articlePage({ platform: '抖音', gone: '作品不存在或尚未公开' }, 404)
    const html = `<p>${escapeHtml(item.title).replace(/\n/g, '<br>')}</p>`
    const title = item.mediaType === 2 ? '图文作品' : '视频作品'
    return articlePage({ platform: '抖音', title, by: item.openId, at: new Date(item.createdAt), html, source: '' })
  })
  return app
}
