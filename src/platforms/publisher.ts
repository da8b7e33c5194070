import type { FaultClass } from './faults.rules.ts'

/**
 * How content goes out to a platform (§7.1), the same for every platform. Publishing is cut where it cannot be undone:
 * `prepare` may be repeated harmlessly, `submit` may not, and after a crash or a silence `find` tells what became of it.
 * Nothing here reads our database or a clock of its own: whoever calls keeps what is returned and says what time it is.
 */

export type Picture = {
  /** Stands in the body as `<img data-picture="id">`. */
  id: string
  name: string
  mediaType: 'image/jpeg' | 'image/png' | 'image/gif'
  alt: string
  bytes: () => Promise<Uint8Array>
}

/** What goes out on one account: exactly what the reviewers signed, in the version for its platform. */
export type Outgoing = {
  /** The publication's own id; where a platform takes a mark, it carries this one. */
  id: string
  title: string
  author: string
  /** 摘要 */
  digest: string
  /** Sanitised HTML; each picture is `<img data-picture="id" alt="…">` without `src`. */
  html: string
  /** The text without markup, paragraphs apart by a line break. */
  text: string
  /** In the order of the body. */
  pictures: readonly Picture[]
  cover: Picture | null
  video: { name: string; mediaType: string; bytes: () => AsyncIterable<Uint8Array>; size: number } | null
  /** The page that the post leads to: 阅读原文 on WeChat; on Weibo it must lie under the application's 安全域名. */
  link: string | null
  /** 原创 or 转载, and from whom. */
  origin: { kind: 'original' | 'repost' | 'compiled'; sourceName: string | null }
}

export type Token = { accessToken: string; expiresAt: Date; refreshToken: string | null; refreshExpiresAt: Date | null }

/** An authorised account at its platform. Secrets are opened only while it is used. */
export type Connection = {
  accountId: string
  /** Where the platform is; the emulator or an outgoing proxy of the government network in its place. */
  baseUrl: string
  allowInner: boolean
  appId: string
  secret: string
  /** open_id, uid; empty where the platform needs none. */
  openId: string
  /** The 安全域名 that a link must lie under (Weibo); empty: not known. */
  linkDomain?: string
  /** Where readers find the posts, if not at the platform's own site: where the platform is emulated. */
  siteUrl?: string
  /**
   * The valid token. `spoiled` is one that the platform has just refused: another is given in its place, renewed once
   * however many ask at the same time.
   */
  token: (spoiled?: string) => Promise<Result<string>>
  now: () => Date
}

/** What is known of a publication at its platform: media, draft, task, article; kept by the caller between the calls. */
export type Kept = Readonly<Record<string, string>>

export type Fault = {
  class: FaultClass
  /** The platform's own code, for whoever must look it up. */
  code: string
  /** In words that an editor understands: what happened and what to do. */
  zh: string
}
export type Result<T> = { ok: true; value: T } | { ok: false; fault: Fault }
/** What was uploaded before it went wrong is kept too, so that it is not uploaded again. */
export type Prepared = { ok: true; value: Kept } | { ok: false; fault: Fault; kept?: Kept }

/**
 * `unsure`: no answer came, or none that can be read; the platform may have accepted. A refusal comes with `kept` where
 * something of it is of no use any more, so that `prepare` makes it anew.
 */
export type Submitted =
  | { state: 'accepted'; kept: Kept }
  | { state: 'published'; kept: Kept; url: string | null }
  | { state: 'refused'; fault: Fault; kept?: Kept }
  | { state: 'unsure'; fault: Fault }

/** `absent` is said only when the platform has shown that it does not have it; otherwise `unknown`. */
export type Found =
  | { state: 'accepted'; kept: Kept }
  | { state: 'published'; kept: Kept; url: string | null }
  | { state: 'failed'; fault: Fault }
  | { state: 'absent' }
  | { state: 'unknown'; fault: Fault }

/** Later on: still working, out, refused by the platform, or taken away after it was out. */
export type Followed =
  | { state: 'accepted' }
  | { state: 'published'; kept: Kept; url: string | null }
  | { state: 'failed'; fault: Fault }
  | { state: 'removed'; by: 'platform' | 'account'; zh: string }
  | { state: 'unknown'; fault: Fault }

export type Publisher = {
  /** What the platform would refuse: too long, no cover, no link, a topic … ; shown while the version is written. */
  refusals: (out: Omit<Outgoing, 'pictures' | 'cover'> & { pictures: number; cover: boolean }) => readonly Refusal[]
  prepare: (at: Connection, out: Outgoing, kept: Kept) => Promise<Prepared>
  submit: (at: Connection, out: Outgoing, kept: Kept) => Promise<Submitted>
  /** Whether a submission that began at `since` has arrived. */
  find: (at: Connection, out: Outgoing, given: { kept: Kept; since: Date }) => Promise<Found>
  follow: (at: Connection, kept: Kept) => Promise<Followed>
  /** After how many seconds to follow for the first, second … time; the last repeats. */
  followAfter: readonly number[]
  /** How long after an unanswered submission `absent` may be believed, in seconds. */
  settledAfter: number
  /** Null where the platform has no such call. */
  withdraw: ((at: Connection, kept: Kept) => Promise<Result<null>>) | null
  /** A new token, or that somebody must authorise again. */
  renew: (
    at: Pick<Connection, 'baseUrl' | 'allowInner' | 'appId' | 'secret' | 'now'> & { refreshToken: string | null },
  ) => Promise<Result<Token>>
}

export type Refusal = {
  field: 'title' | 'author' | 'digest' | 'body' | 'cover' | 'pictures' | 'video' | 'link'
  zh: string
}
