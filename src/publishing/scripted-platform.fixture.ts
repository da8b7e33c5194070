import type { Fault, Followed, Found, Kept, Publisher, Result, Submitted } from '../platforms/publisher.ts'
import { type Publishers, publishers as real } from '../platforms/publishers.ts'

/** A platform that answers as it is told, and remembers what it was asked; it stands for the outside world. */
export type Scripted = {
  publishers: Publishers
  /** The next answers, first in first out; without any it does its work. */
  script: { prepare: Result<Kept>[]; submit: Submitted[]; find: Found[]; follow: Followed[]; withdraw: Result<null>[] }
  /** The publications that arrived, by their id, once for each call. */
  arrived: string[]
  calls: string[]
  /** Called in the middle of a submission, before it is answered. */
  during: { submit: () => Promise<void>; prepare: () => Promise<void> }
}

export function scriptedPlatform(more: Partial<Publisher> = {}): Scripted {
  const arrived: string[] = []
  const calls: string[] = []
  const script: Scripted['script'] = { prepare: [], submit: [], find: [], follow: [], withdraw: [] }
  const during = { submit: async () => {}, prepare: async () => {} }
  const url = (id: string) => `https://mp.weixin.qq.com/s/${id.replaceAll('-', '')}`
  const publisher: Publisher = {
    refusals: () => [],
    prepare: async (_at, out, kept) => {
      calls.push('prepare')
      await during.prepare()
      for (const one of out.pictures) await one.bytes()
      return script.prepare.shift() ?? { ok: true, value: { ...kept, draft: out.id } }
    },
    submit: async (at, out, kept) => {
      calls.push('submit')
      await at.token()
      const answer = script.submit.shift() ?? { state: 'published', kept, url: url(out.id) }
      if (answer.state !== 'refused') arrived.push(out.id)
      await during.submit()
      return answer
    },
    find: async (_at, out, { kept }) => {
      calls.push('find')
      const here: Found = arrived.includes(out.id)
        ? { state: 'published', kept, url: url(out.id) }
        : { state: 'absent' }
      return script.find.shift() ?? here
    },
    follow: async (_at, kept) => {
      calls.push('follow')
      return script.follow.shift() ?? { state: 'published', kept, url: url(kept.draft ?? '') }
    },
    followAfter: [15, 60],
    settledAfter: 120,
    withdraw: async () => {
      calls.push('withdraw')
      return script.withdraw.shift() ?? { ok: true, value: null }
    },
    renew: async () => {
      calls.push('renew')
      const expiresAt = new Date('2030-01-01T00:00:00Z')
      return { ok: true, value: { accessToken: 'token-2', expiresAt, refreshToken: null, refreshExpiresAt: null } }
    },
    ...more,
  }
  const publishers: Publishers = { ...real, wechat: { publisher, baseUrl: 'https://platform.test', whyNot: null } }
  return { publishers, script, arrived, calls, during }
}

export const fault = (name: Fault['class'], zh = '平台这样说'): Fault => ({ class: name, code: 'x', zh })
