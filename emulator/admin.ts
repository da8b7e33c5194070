import { Hono } from 'hono'
import { z } from 'zod'
import { grantDouyin } from './douyin-oauth.ts'
import type { Env, World } from './emulator.ts'
import { emptyState, faultKinds } from './state.ts'
import { settleJobs } from './wechat/jobs.ts'
import { grantWeibo, slugOf } from './weibo.ts'

const FaultAsked = z.object({
  kind: z.enum(faultKinds),
  match: z.string(),
  times: z.number().int().positive().default(1),
  ms: z.number().int().nonnegative().default(0),
  code: z.number().int().default(0),
  work: z.boolean().optional(),
})
/** Faults in the answer come after the work, refusals instead of it. */
const worksFirst = ['slow', 'halfClosed', 'truncatedJson', 'looseTypes', 'delayed']

const Clock = z.union([
  z.object({ now: z.coerce.date() }),
  z.object({ advanceSeconds: z.number() }),
  z.object({ real: z.literal(true) }),
])
const VerdictAsked = z.object({ platform: z.enum(['wechat', 'douyin']), status: z.number().int() })
const Limit = z.object({ what: z.string(), limit: z.number().int().nonnegative() })
const Account = z.object({ platform: z.enum(['weibo', 'douyin']), account: z.string().min(1) })
const Revoke = z.object({
  platform: z.enum(['wechat', 'weibo', 'douyin']),
  account: z.string(),
  how: z.enum(['expire', 'revoke']),
})
const Push = z.object({
  appId: z.string(),
  url: z.url(),
  token: z.string(),
  aesKey: z.string().length(43).nullable().default(null),
  copies: z.number().int().min(1).default(1),
})
const Take = z.object({
  platform: z.enum(['wechat', 'weibo', 'douyin']),
  id: z.string(),
  by: z.enum(['platform', 'account']),
})

/** What tests and the demo steer the emulated platforms by; no platform has any of this. */
export function adminRoutes(): Hono<Env> {
  const app = new Hono<Env>()
  app.onError((error, c) => c.json({ error: error instanceof z.ZodError ? error.issues : String(error) }, 422))
  app.get('/', (c) =>
    c.json({ now: c.var.world.now(), published: publishedOf(c.var.world).length, faults: c.var.world.state.faults }),
  )
  app.get('/published', (c) => c.json(publishedOf(c.var.world)))
  app.get('/calls', (c) => c.json(c.var.world.state.calls))
  app.get('/faults', (c) => c.json(c.var.world.state.faults))
  app.post('/faults', async (c) => {
    const asked = FaultAsked.parse(await c.req.json())
    c.var.world.state.faults.push({ ...asked, work: asked.work ?? worksFirst.includes(asked.kind) })
    return c.json({ ok: true })
  })
  app.delete('/faults', (c) => {
    c.var.world.state.faults = []
    return c.json({ ok: true })
  })
  app.post('/clock', async (c) => {
    setClock(c.var.world, Clock.parse(await c.req.json()))
    await settleJobs(c.var.world)
    return c.json({ now: c.var.world.now() })
  })
  app.post('/verdicts', async (c) => {
    c.var.world.state.verdicts.push(VerdictAsked.parse(await c.req.json()))
    return c.json({ ok: true })
  })
  app.post('/limits', async (c) => {
    const { what, limit } = Limit.parse(await c.req.json())
    c.var.world.state.limits[what] = limit
    return c.json({ ok: true })
  })
  app.post('/tokens', async (c) => {
    const { platform, account } = Account.parse(await c.req.json())
    return c.json(platform === 'weibo' ? grantWeibo(c.var.world, account) : grantDouyin(c.var.world, account))
  })
  app.post('/tokens/end', async (c) => {
    endTokens(c.var.world, Revoke.parse(await c.req.json()))
    return c.json({ ok: true })
  })
  app.post('/push', async (c) => {
    const { appId, ...push } = Push.parse(await c.req.json())
    const { apps } = c.var.world.state.wechat
    apps[appId] = { ...(apps[appId] ?? { secret: '', stable: [], plain: [], forcedAt: [] }), push }
    return c.json({ ok: true })
  })
  app.post('/take-away', async (c) => c.json({ ok: takeAway(c.var.world, Take.parse(await c.req.json())) }))
  app.post('/reset', (c) => {
    Object.assign(c.var.world.state, emptyState())
    return c.json({ ok: true })
  })
  return app
}

function setClock({ state }: World, asked: z.infer<typeof Clock>): void {
  if ('real' in asked) state.clock = { ahead: 0, stopped: null }
  else if ('now' in asked) state.clock = { ahead: 0, stopped: asked.now.getTime() }
  else if (state.clock.stopped !== null) state.clock.stopped += asked.advanceSeconds * 1000
  else state.clock.ahead += asked.advanceSeconds
}

function endTokens({ state, now }: World, { platform, account, how }: z.infer<typeof Revoke>): void {
  const at = now().getTime()
  if (platform === 'wechat') {
    const app = state.wechat.apps[account]
    if (!app) return
    // A revoked token is forgotten (40001); one at its end is known to have ended (42001).
    const ended = (slots: typeof app.stable) => (how === 'revoke' ? [] : slots.map((slot) => ({ ...slot, until: at })))
    app.stable = ended(app.stable)
    app.plain = ended(app.plain)
    return
  }
  const tokens = platform === 'weibo' ? Object.values(state.weibo.tokens) : Object.values(state.douyin.tokens)
  for (const token of tokens) {
    if (('uid' in token ? token.uid : token.openId) !== account) continue
    if (how === 'revoke') token.revoked = true
    else token.until = at
  }
}

function takeAway({ state }: World, { platform, id, by }: z.infer<typeof Take>): boolean {
  if (platform === 'wechat') {
    const article = state.wechat.articles[id]
    if (article) article.status = by === 'platform' ? 6 : 5
    return article !== undefined
  }
  if (platform === 'weibo') {
    const post = state.weibo.posts.find(({ mid }) => mid === id)
    if (post) post.deleted = true
    return post !== undefined
  }
  const item = state.douyin.items.find(({ itemId }) => itemId === id)
  if (item && by === 'platform') item.verdict = 2
  else if (item) item.deleted = true
  return item !== undefined
}

export type Published = {
  platform: 'wechat' | 'weibo' | 'douyin'
  account: string
  id: string
  title: string
  text: string
  path: string
  state: 'out' | 'review' | 'removed'
  at: string
}

/** Everything that ever came out, each submission on its own: the same content twice is two lines. */
function publishedOf({ state, now }: World): Published[] {
  const wechat = Object.entries(state.wechat.articles).flatMap(([id, { appId, articles, createdAt, status }]) =>
    articles.map((article, at) => ({
      platform: 'wechat' as const,
      account: appId,
      id,
      title: String(article.title),
      text: String(article.content).replace(/<[^>]*>/g, ''),
      path: `/wechat/s/${id}${at > 0 ? `?idx=${at + 1}` : ''}`,
      state: status === 0 ? ('out' as const) : ('removed' as const),
      at: new Date(createdAt).toISOString(),
    })),
  )
  const weibo = state.weibo.posts.map(({ mid, uid, link, createdAt, deleted }) => ({
    platform: 'weibo' as const,
    account: uid,
    id: mid,
    title: '',
    text: link,
    path: `/weibo/${uid}/${slugOf(mid)}`,
    state: deleted ? ('removed' as const) : ('out' as const),
    at: new Date(createdAt).toISOString(),
  }))
  const douyin = state.douyin.items.map(({ itemId, openId, title, createdAt, reviewedAt, verdict, deleted }) => ({
    platform: 'douyin' as const,
    account: openId,
    id: itemId,
    title,
    text: title,
    path: `/douyin/video/${encodeURIComponent(itemId)}`,
    state:
      deleted || verdict === 2
        ? ('removed' as const)
        : reviewedAt > now().getTime()
          ? ('review' as const)
          : ('out' as const),
    at: new Date(createdAt).toISOString(),
  }))
  return [...wechat, ...weibo, ...douyin].sort((a, b) => a.at.localeCompare(b.at))
}
