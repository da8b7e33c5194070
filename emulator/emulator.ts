import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { adminRoutes } from './admin.ts'
import { errorOf, faultCodes, type Platform } from './answers.ts'
import { douyinRoutes } from './douyin.ts'
import { knowDouyin } from './douyin-oauth.ts'
import { openPictures, type Pictures } from './pictures.ts'
import { emptyState, type Fault, type State } from './state.ts'
import { settleJobs } from './wechat/jobs.ts'
import { wechatRoutes } from './wechat/wechat.ts'
import { knowWeibo, weiboRoutes } from './weibo.ts'

export type EmulatorOptions = {
  /** How long a publication is on its way (WeChat) or under review (Douyin), in seconds of the emulated clock. */
  publishSeconds?: number
  /** Whether the draft leaves the draft box on submission, or when the article is out. */
  draftLeaves?: 'onSubmission' | 'whenOut'
  /** The domains that Weibo accepts links to (安全域名); empty: any. */
  safeDomains?: readonly string[]
  /** Where the emulator is reached, for links in its answers; else as the caller addressed it. */
  publicUrl?: string
  /** Keeps the state over a restart. */
  file?: string
  /** Accounts that have authorised us before the emulator begins, with the tokens they were given. */
  authorised?: {
    weibo?: readonly { uid: string; token: string }[]
    douyin?: readonly { openId: string; refreshToken: string }[]
  }
}

export type World = {
  state: State
  pictures: Pictures
  options: Required<Omit<EmulatorOptions, 'file' | 'publicUrl' | 'authorised'>> & { publicUrl: string | null }
  now: () => Date
}

export type Env = { Bindings: Partial<HttpBindings>; Variables: { world: World; loose: boolean; delayed: boolean } }

/** Where the emulator is reached, as its own answers name it. */
export function originOf(c: Context<Env>): string {
  return c.var.world.options.publicUrl ?? new URL(c.req.url).origin
}

/** The platforms' contracts, answered from memory: `/wechat`, `/weibo`, `/douyin`, and `/emulator` to steer them. */
export function createEmulator(options: EmulatorOptions = {}) {
  const state = options.file && existsSync(options.file) ? readState(options.file) : emptyState()
  const world: World = {
    state,
    pictures: openPictures(options.file ? `${options.file}.pictures` : null),
    options: {
      publishSeconds: options.publishSeconds ?? 5,
      draftLeaves: options.draftLeaves ?? 'whenOut',
      safeDomains: options.safeDomains ?? [],
      publicUrl: options.publicUrl ?? null,
    },
    now: () => new Date(state.clock.stopped ?? Date.now() + state.clock.ahead * 1000),
  }
  for (const { uid, token } of options.authorised?.weibo ?? []) knowWeibo(world, uid, token)
  for (const { openId, refreshToken } of options.authorised?.douyin ?? []) knowDouyin(world, openId, refreshToken)
  const app = new Hono<Env>()
  app.use(async (c, next) => {
    c.set('world', world)
    c.set('loose', false)
    c.set('delayed', false)
    void settleJobs(world)
    await next()
    if (options.file && (c.req.method !== 'GET' || c.req.path.includes('/cgi-bin/'))) writeState(options.file, state)
  })
  for (const platform of ['wechat', 'weibo', 'douyin'] as const) {
    app.use(`/${platform}/*`, (c, next) => answer(c, platform, next))
  }
  app.route('/emulator', adminRoutes())
  app.route('/wechat', wechatRoutes())
  app.route('/weibo', weiboRoutes())
  app.route('/douyin', douyinRoutes())
  app.notFound((c) => c.text('没有此地址', 404))
  return { fetch: app.fetch, state, now: world.now }
}

/** Lets a fault that is switched on for this path take its course, before or after the platform does its work. */
async function answer(c: Context<Env>, platform: Platform, next: () => Promise<void>): Promise<Response | undefined> {
  const { state, now } = c.var.world
  const fault = takeFault(state, c.req.path)
  state.calls.push({
    at: now().toISOString(),
    platform,
    method: c.req.method,
    path: c.req.path,
    fault: fault?.kind ?? null,
  })
  if (state.calls.length > 20_000) state.calls.splice(0, 10_000)
  if (!fault) {
    await next()
    return
  }
  if (fault.kind === 'looseTypes') c.set('loose', true)
  if (fault.kind === 'delayed') c.set('delayed', true)
  if (fault.work) await next()
  const whole = fault.work ? c.res : null
  const faulty = await goWrong(c, { platform, fault, whole })
  if (faulty) c.res = faulty
  return faulty ?? undefined
}

function takeFault(state: State, path: string): Fault | null {
  const fault = state.faults.find(({ match, times }) => times > 0 && path.includes(match))
  if (!fault) return null
  fault.times -= 1
  state.faults = state.faults.filter(({ times }) => times > 0)
  return fault
}

async function goWrong(
  c: Context<Env>,
  { platform, fault, whole }: { platform: Platform; fault: Fault; whole: Response | null },
): Promise<Response | null> {
  switch (fault.kind) {
    case 'looseTypes':
    case 'delayed':
      return null
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.ms))
      return null
    case 'http502':
      return new Response('<html><body>502 Bad Gateway</body></html>', {
        status: 502,
        headers: { 'content-type': 'text/html' },
      })
    case 'truncatedJson': {
      const text = (await whole?.text()) ?? '{"errcode'
      return new Response(text.slice(0, Math.ceil(text.length / 2)), {
        headers: { 'content-type': 'application/json' },
      })
    }
    case 'halfClosed':
      c.env?.outgoing?.destroy()
      return new Response(null, { headers: { connection: 'close' } })
    case 'error':
    case 'expiredToken':
    case 'quota':
    case 'rate': {
      const code = fault.kind === 'error' && fault.code !== 0 ? fault.code : faultCodes[platform][fault.kind]
      return errorOf(platform, code, { path: c.req.path, loose: false, now: c.var.world.now() })
    }
    default:
      return fault.kind satisfies never
  }
}

function readState(file: string): State {
  return { ...emptyState(), ...JSON.parse(readFileSync(file, 'utf8')) }
}

/** A file written beside and put in place, so that a crash leaves the old one or the new one. */
function writeState(file: string, state: State): void {
  writeFileSync(`${file}.new`, JSON.stringify({ ...state, calls: state.calls.slice(-500) }))
  renameSync(`${file}.new`, file)
}
