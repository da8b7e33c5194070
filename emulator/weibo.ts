import { type Context, Hono } from 'hono'
import { errorOf, json, rawNumber } from './answers.ts'
import { withinHour } from './counters.ts'
import { type Env, originOf, type World } from './emulator.ts'
import { articlePage, consentPage, escapeHtml } from './pages.ts'
import { kindOf } from './pictures.ts'
import { nextId, nextNumber, type WeiboPost } from './state.ts'

/** A reviewed application's token (§2.1): about 30 days, and nothing renews it. */
const life = 30 * 86_400_000
const day = 86_400_000

const refuse = (c: Context<Env>, code: number) =>
  errorOf('weibo', code, { path: c.req.path, loose: c.var.loose, now: c.var.world.now() })

export function grantWeibo(
  { state, now }: World,
  uid: string,
): { access_token: string; expires_in: number; uid: string } {
  const token = `2.00${nextId(state, 'weibo')}`
  state.weibo.tokens[token] = { uid, until: now().getTime() + life, revoked: false }
  return { access_token: token, expires_in: life / 1000, uid }
}

/** A token that is there from the start, whoever began it before. */
export function knowWeibo({ state, now }: World, uid: string, token: string): void {
  state.weibo.tokens[token] ??= { uid, until: now().getTime() + life, revoked: false }
}

type Form = Record<string, unknown>

async function formOf(c: Context<Env>): Promise<Form> {
  return c.req.parseBody().catch(() => ({}))
}

/** The user whose token the call carries, or the platform's error. */
function userOf(c: Context<Env>, form: Form): string | number {
  const { state, now } = c.var.world
  const header = /^OAuth2 (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  const token = state.weibo.tokens[header ?? String(form.access_token ?? c.req.query('access_token') ?? '')]
  if (!token) return 21332
  if (token.revoked) return 21316
  if (token.until <= now().getTime()) return 21327
  return withinHour(c.var.world, { who: token.uid, what: 'weibo/user', limit: 1000 }) ? token.uid : 10023
}

/** `POST /2/statuses/share.json` (§2.2): the only way to write that is left. */
async function share(c: Context<Env>): Promise<Response> {
  const { state, now, options } = c.var.world
  const form = await formOf(c)
  const uid = userOf(c, form)
  if (typeof uid === 'number') return refuse(c, uid)
  if (!withinHour(c.var.world, { who: uid, what: 'weibo/share', limit: 30 })) return refuse(c, 10024)
  const text = String(form.status ?? '')
  const wrong = wrongWith(form, options.safeDomains)
  if (wrong) return refuse(c, wrong)
  const picture = form.pic instanceof File ? form.pic : null
  if (picture && picture.size >= 5 * 1024 * 1024) return refuse(c, 20006)
  const at = now().getTime()
  const repeated = state.weibo.posts.some(
    (post) => post.uid === uid && !post.deleted && post.link === text && at - post.createdAt < day,
  )
  if (repeated) return refuse(c, 20019)
  const bytes = picture ? new Uint8Array(await picture.arrayBuffer()) : null
  if (bytes && !['image/jpeg', 'image/png', 'image/gif'].includes(kindOf(bytes) ?? '')) return refuse(c, 20005)
  const stored = bytes ? nextId(state, 'picture') : null
  if (bytes && stored) c.var.world.pictures.keep(stored, bytes)
  const post: WeiboPost = {
    mid: nextNumber(state, 9_300_000_000_000_000n),
    uid,
    text: shortened(text),
    link: text,
    picture: stored,
    createdAt: at,
    shownAt: c.var.delayed ? at + 60_000 : at,
    deleted: false,
  }
  state.weibo.posts.push(post)
  return c.var.delayed ? refuse(c, 20032) : json(shown(c, post))
}

const links = /https?:\/\/[\w.-]+(?::\d+)?(?:[/?#][\w\-./?%&=+#~:;,@!$'()*]*)?/g

function wrongWith(form: Form, safeDomains: readonly string[]): number | null {
  const text = String(form.status ?? '')
  if (text.trim() === '') return 20008
  if (!form.rip) return 10016
  const found = text.match(links) ?? []
  const safe = found.some(
    (link) =>
      safeDomains.length === 0 ||
      safeDomains.some((domain) => new URL(link).hostname === domain || new URL(link).hostname.endsWith(`.${domain}`)),
  )
  const rest = text.replace(links, '')
  if (!safe || /#[^#]+#/.test(rest)) return 10008
  return halfWidths(rest) + found.length * 23 > 280 ? 20012 : null
}

/** ASCII counts half a character. */
function halfWidths(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at++) sum += text.charCodeAt(at) < 256 ? 1 : 2
  return sum
}

function shortened(text: string): string {
  return text.replace(links, (link) => `http://t.cn/A6${Buffer.from(link).toString('base64url').slice(-6)}`)
}

const english = new Intl.DateTimeFormat('en-US', {
  timeZone: 'Asia/Shanghai',
  weekday: 'short',
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  year: 'numeric',
})

/** `Wed Oct 24 23:49:17 +0800 2012` */
function textDate(at: number): string {
  const part = Object.fromEntries(english.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${part.weekday} ${part.month} ${part.day} ${part.hour}:${part.minute}:${part.second} +0800 ${part.year}`
}

/** The numeric `id` has more digits than a double holds: whoever reads it has another post. */
function shown(c: Context<Env>, post: WeiboPost) {
  return {
    created_at: textDate(post.createdAt),
    id: rawNumber(post.mid),
    idstr: post.mid,
    mid: post.mid,
    text: post.text.replace(/[<>&]/g, (sign) => escapeHtml(sign)),
    source: '<a href="http://app.weibo.com/" rel="nofollow">政务发布</a>',
    truncated: false,
    isLongText: false,
    ...(post.picture ? { thumbnail_pic: `${originOf(c)}/weibo/pictures/${post.picture}` } : {}),
    reposts_count: 0,
    comments_count: 0,
    attitudes_count: 0,
    user: { id: rawNumber(post.uid.replace(/\D/g, '') || '0'), idstr: post.uid },
  }
}

/** `GET /2/statuses/user_timeline.json`: an ordinary application is shown the newest few (§2.2). */
async function timeline(c: Context<Env>): Promise<Response> {
  const { state, now } = c.var.world
  const uid = userOf(c, {})
  if (typeof uid === 'number') return refuse(c, uid)
  const own = state.weibo.posts
    .filter((post) => post.uid === uid && !post.deleted && post.shownAt <= now().getTime())
    .sort((a, b) => b.createdAt - a.createdAt)
  const count = Math.min(Number(c.req.query('count') ?? 20), state.limits['weibo/timeline'] ?? 5)
  return json({
    statuses: own.slice(0, count).map((each) => shown(c, each)),
    total_number: own.length,
    previous_cursor: 0,
    next_cursor: 0,
  })
}

async function show(c: Context<Env>): Promise<Response> {
  const uid = userOf(c, {})
  if (typeof uid === 'number') return refuse(c, uid)
  const post = c.var.world.state.weibo.posts.find(({ mid }) => mid === c.req.query('id'))
  if (!post || post.deleted) return refuse(c, 20101)
  return post.uid === uid ? json(shown(c, post)) : refuse(c, 20112)
}

async function destroy(c: Context<Env>): Promise<Response> {
  const form = await formOf(c)
  const uid = userOf(c, form)
  if (typeof uid === 'number') return refuse(c, uid)
  const post = c.var.world.state.weibo.posts.find(({ mid }) => mid === String(form.id ?? ''))
  if (!post || post.deleted) return refuse(c, 20101)
  if (post.uid !== uid) return refuse(c, 20102)
  post.deleted = true
  return json(shown(c, post))
}

const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The address of a post's page ends in its mid, taken from the right in groups of seven digits, each to base 62. */
export function slugOf(mid: string): string {
  const groups = mid.match(/\d{1,7}(?=(?:\d{7})*$)/g) ?? []
  return groups
    .map((group, at) => {
      let value = Number(group)
      let text = ''
      do {
        text = digits.charAt(value % 62) + text
        value = Math.floor(value / 62)
      } while (value > 0)
      return at === 0 ? text : text.padStart(4, '0')
    })
    .join('')
}

function page(c: Context<Env>): Response | Promise<Response> {
  const post = c.var.world.state.weibo.posts.find(
    ({ uid, mid }) => uid === c.req.param('uid') && slugOf(mid) === c.req.param('slug'),
  )
  if (!post || post.deleted) return articlePage({ platform: '微博', gone: '微博不存在或已删除' }, 404)
  const picture = post.picture ? `<img alt="配图" src="${originOf(c)}/weibo/pictures/${post.picture}">` : ''
  const html = `<p>${escapeHtml(post.text).replace(/\n/g, '<br>')}</p>${picture}`
  const source = post.link.match(links)?.[0] ?? ''
  return articlePage({ platform: '微博', title: '微博正文', by: post.uid, at: new Date(post.createdAt), html, source })
}

export function weiboRoutes(): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/oauth2/authorize', (c) => {
    const code = nextId(c.var.world.state, 'code').slice(0, 32)
    c.var.world.state.weibo.codes[code] = String(c.req.query('uid') ?? '5000000001')
    return consentPage('微博', c.req.query('redirect_uri') ?? '', { code, state: c.req.query('state') ?? '' })
  })
  app.post('/oauth2/access_token', async (c) => {
    const form = await formOf(c)
    const uid = c.var.world.state.weibo.codes[String(form.code ?? '')]
    if (!form.client_secret || !uid) return refuse(c, 21325)
    delete c.var.world.state.weibo.codes[String(form.code)]
    const granted = grantWeibo(c.var.world, uid)
    return json({ ...granted, remind_in: String(granted.expires_in) })
  })
  app.post('/oauth2/get_token_info', async (c) => {
    const form = await formOf(c)
    const token = c.var.world.state.weibo.tokens[String(form.access_token ?? '')]
    if (!token || token.revoked) return refuse(c, 21332)
    return json({
      uid: token.uid,
      scope: 'all',
      expire_in: Math.floor((token.until - c.var.world.now().getTime()) / 1000),
    })
  })
  app.post('/2/statuses/share.json', share)
  app.get('/2/statuses/user_timeline.json', timeline)
  app.get('/2/statuses/show.json', show)
  app.post('/2/statuses/destroy.json', destroy)
  app.get('/pictures/:id', (c) => {
    const stored = c.var.world.pictures.read(c.req.param('id'))
    if (!stored) return c.text('没有此图片', 404)
    return c.body(stored.bytes, 200, { 'content-type': stored.mediaType, 'x-content-type-options': 'nosniff' })
  })
  app.get('/:uid/:slug', page)
  return app
}
