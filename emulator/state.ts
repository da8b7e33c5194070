import { createHash } from 'node:crypto'

/** Everything that the emulated platforms remember. Plain JSON, so that a file can keep it. */
export type State = {
  /** Seconds by which the emulated clock is ahead of the real one, or the instant at which it stands still (ms). */
  clock: { ahead: number; stopped: number | null }
  serial: number
  faults: Fault[]
  calls: Call[]
  /** How often something was called on a Beijing day or within a minute. */
  counters: Record<string, number>
  /** Where limits differ from the contract's. */
  limits: Record<string, number>
  /** What the next publications come to: the platform's own status. */
  verdicts: Verdict[]
  wechat: {
    apps: Record<string, WechatApp>
    materials: Record<string, { appId: string; type: string; url: string }>
    drafts: Record<string, WechatDraft>
    jobs: Record<string, WechatJob>
    articles: Record<string, WechatArticle>
  }
  weibo: { tokens: Record<string, WeiboToken>; codes: Record<string, string>; posts: WeiboPost[] }
  douyin: {
    tokens: Record<string, DouyinToken>
    refresh: Record<string, DouyinRefresh>
    codes: Record<string, string>
    uploads: Record<string, DouyinUpload>
    items: DouyinItem[]
  }
}

export const faultKinds = [
  'expiredToken',
  'quota',
  'rate',
  'error',
  'slow',
  'halfClosed',
  'truncatedJson',
  'http502',
  'looseTypes',
  'delayed',
] as const

/** Switches on what goes wrong with the next `times` calls whose path contains `match`. */
export type Fault = {
  kind: (typeof faultKinds)[number]
  match: string
  times: number
  /** For `slow`: how long the answer is kept back, in milliseconds of the real clock. */
  ms: number
  /** For `error`: the platform's own code. */
  code: number
  /** Whether the platform has done what was asked before things go wrong. */
  work: boolean
}

export type Call = { at: string; platform: string; method: string; path: string; fault: string | null }
export type Verdict = { platform: 'wechat' | 'douyin'; status: number }

export type WechatApp = {
  secret: string
  stable: TokenSlot[]
  plain: TokenSlot[]
  forcedAt: number[]
  push: { url: string; token: string; aesKey: string | null; copies: number } | null
}
export type TokenSlot = { token: string; until: number; issuedAt: number }
export type WechatDraft = { appId: string; articles: Record<string, unknown>[]; updatedAt: number }
export type WechatJob = {
  appId: string
  mediaId: string
  /** Where the emulator was reached, for the address in the push. */
  origin: string
  msgDataId: string
  submittedAt: number
  dueAt: number
  /** What it comes to when it is due. */
  status: number
  done: boolean
  articleId: string | null
  /** The draft as it was handed in: it may leave the draft box before it is out. */
  articles: Record<string, unknown>[]
}
export type WechatArticle = {
  appId: string
  publishId: string
  articles: Record<string, unknown>[]
  createdAt: number
  /** 0 out, 5 deleted by the account, 6 banned by the platform. */
  status: number
}

export type WeiboToken = { uid: string; until: number; revoked: boolean }
export type WeiboPost = {
  mid: string
  uid: string
  text: string
  link: string
  /** The id of its picture. */
  picture: string | null
  createdAt: number
  /** When it appears in the timeline; later than `createdAt` where the platform answered 20032. */
  shownAt: number
  deleted: boolean
}

export type DouyinToken = { openId: string; until: number; revoked: boolean }
export type DouyinRefresh = { openId: string; accessToken: string; until: number; renewed: number }
export type DouyinUpload = {
  openId: string
  parts: Record<string, number>
  size: number
  done: boolean
  kind: 'video' | 'image'
}
export type DouyinItem = {
  itemId: string
  openId: string
  title: string
  mediaType: 2 | 4
  createdAt: number
  reviewedAt: number
  /** 1 published, 2 not fit for the public, 4 under review, 5 public. */
  verdict: number
  deleted: boolean
}

export function emptyState(): State {
  return {
    clock: { ahead: 0, stopped: null },
    serial: 0,
    faults: [],
    calls: [],
    counters: {},
    limits: {},
    verdicts: [],
    wechat: { apps: {}, materials: {}, drafts: {}, jobs: {}, articles: {} },
    weibo: { tokens: {}, codes: {}, posts: [] },
    douyin: { tokens: {}, refresh: {}, codes: {}, uploads: {}, items: [] },
  }
}

/** An identifier that no earlier call was given and that does not tell how many there were. */
export function nextId(state: State, kind: string): string {
  state.serial += 1
  return createHash('sha256').update(`${kind}:${state.serial}`).digest('base64url')
}

/** A number of many digits, rising. */
export function nextNumber(state: State, from: bigint): string {
  state.serial += 1
  return String(from + BigInt(state.serial) * 7n)
}
