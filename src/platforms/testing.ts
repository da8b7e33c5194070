import { serve } from '@hono/node-server'
import { createEmulator, type EmulatorOptions } from '../../emulator/emulator.ts'
import type { Connection, Outgoing, Picture, Publisher, Result, Token } from './publisher.ts'

export type Emulated = {
  url: string
  post: (path: string, body: unknown) => Promise<Record<string, unknown>>
  fault: (kind: string, match: string, more?: Record<string, unknown>) => Promise<void>
  advance: (seconds: number) => Promise<void>
  now: () => Date
  published: () => Promise<
    { platform: string; account: string; id: string; title: string; text: string; path: string; state: string }[]
  >
  /** How often a path was called. */
  calls: (part: string) => Promise<number>
  close: () => Promise<void>
}

/** The emulator on a port of its own, its clock standing still until it is put forward. */
export async function emulate(options: EmulatorOptions = {}): Promise<Emulated> {
  const emulator = createEmulator(options)
  const server = serve({ fetch: emulator.fetch, port: 0, hostname: '127.0.0.1' })
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${url}/emulator${path}`, { method: 'POST', body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as Record<string, unknown>
  }
  const get = async (path: string) => (await fetch(`${url}/emulator${path}`)).json()
  await post('/clock', { now: '2026-03-02T09:00:00+08:00' })
  return {
    url,
    post,
    fault: async (kind, match, more = {}) => void (await post('/faults', { kind, match, ...more })),
    advance: async (seconds) => void (await post('/clock', { advanceSeconds: seconds })),
    now: emulator.now,
    published: async () => (await get('/published')) as Awaited<ReturnType<Emulated['published']>>,
    calls: async (part) =>
      ((await get('/calls')) as { path: string }[]).filter(({ path }) => path.includes(part)).length,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

/**
 * A holder of one account's token: whoever comes while it is being renewed waits for the same renewal, and a token
 * that is no longer the one held has been renewed already.
 */
export function tokenHolder(publisher: Publisher, at: Parameters<Publisher['renew']>[0], first: Token | null = null) {
  let held = first
  let renewing: Promise<Result<Token>> | null = null
  return async (spoiled?: string): Promise<Result<string>> => {
    const isGood = held !== null && held.accessToken !== spoiled && held.expiresAt > at.now()
    if (isGood && held) return { ok: true, value: held.accessToken }
    renewing ??= publisher.renew({ ...at, refreshToken: held?.refreshToken ?? null }).finally(() => {
      renewing = null
    })
    const renewed = await renewing
    if (!renewed.ok) return renewed
    held = renewed.value
    return { ok: true, value: held.accessToken }
  }
}

export function connectionTo(
  place: { url: string; now: () => Date },
  given: { platform: 'wechat' | 'weibo' | 'douyin'; publisher: Publisher; token?: Token | null; openId?: string },
): Connection {
  const at = {
    accountId: 'account-1',
    baseUrl: `${place.url}/${given.platform}`,
    allowInner: true,
    appId: 'wx0123456789abcdef',
    secret: 'app-secret-0123456789',
    openId: given.openId ?? '',
    siteUrl: `${place.url}/${given.platform}`,
    now: place.now,
  }
  return { ...at, token: tokenHolder(given.publisher, { ...at, refreshToken: null }, given.token ?? null) }
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export function picture(id: string, more: Partial<Picture> & { size?: number } = {}): Picture {
  const { size = 0, ...rest } = more
  const bytes = Buffer.concat([png, Buffer.alloc(Math.max(0, size - png.length))])
  return { id, name: `${id}.png`, mediaType: 'image/png', alt: '配图', bytes: async () => bytes, ...rest }
}

export function outgoing(more: Partial<Outgoing> = {}): Outgoing {
  return {
    id: '0193a0c0-0000-7000-8000-000000000001',
    title: '我县春季招聘会本周六举行',
    author: '云岚发布',
    digest: '三百家企业提供六千个岗位',
    html: '<p>招聘会设在县体育馆。</p><p><img data-picture="p1" alt="会场平面图"></p><p>请携带身份证。</p>',
    text: '招聘会设在县体育馆。\n请携带身份证。',
    pictures: [picture('p1')],
    cover: picture('cover'),
    video: null,
    link: 'https://www.yunlan.gov.cn/news/1.html',
    origin: { kind: 'original', sourceName: null },
    ...more,
  }
}
