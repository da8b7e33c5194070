import { addDays, daysBetween, startOfDay } from '../core/clock.rules.ts'
import { postKey } from '../publishing/post-key.rules.ts'
import type { PostRow } from '../publishing/posts.rules.ts'
import type { DemoAccount, Story } from './accounts.data.ts'
import { dayOf, type Month } from './months.ts'
import { type Random, randomOf } from './random.ts'
import { sayings, topicOf, topics } from './titles.data.ts'

const hourMs = 3_600_000

/** How many months ago a trend began, and how strongly it goes on from month to month. */
const trend: Partial<Record<Story, number>> = { rising: 1.09, falling: 0.91 }
const level: Partial<Record<Story, number>> = { strong: 1.8, capped: 2.2 }
/** Days up to today on which nothing was published. */
const silence: Partial<Record<Story, number>> = { stale: 19, nearlyStale: 11 }
/** The month, counted back, in which the account fell silent for more than 14 days. */
export const lapseMonth = 1
export const lapseDays = { from: 6, to: 22 } as const

type Numbered = DemoAccount & { number: number; ledgerNo: string }

/**
 * What an account published in a month, as rows of 作品数据: the same rows for the same account and month on every
 * machine. Nothing lies after `until`, the last day that is over.
 */
export function worksOf(account: Numbered, month: Month, until: string): PostRow[] {
  if (account.story === 'neverImported' || account.pace === 0) return []
  // The two twins draw from one stream, so that everything about them but their names is equal.
  const seed = account.story === 'twin' ? 'twin' : account.key
  const random = randomOf(`${seed}/${month.code}`)
  const count = Math.max(1, Math.round(account.pace * (0.85 + random.next() * 0.3) * Math.sqrt(force(account, month))))
  const drawn = Array.from({ length: count }, () => random.between(1, month.days))
  const days = [...drawn, ...lastDayBeforeSilence(account.story, { month, until })].sort((a, b) => a - b)
  const seen = new Set<number>()
  return days.flatMap((day, n): PostRow[] => {
    const date = dayOf(month, day)
    const first = !seen.has(day)
    seen.add(day)
    const row = workOf(account, { random, month, date, n, first })
    return date > until || isSilent(account.story, { date, until, month, day }) ? [] : [row]
  })
}

type At = { random: Random; month: Month; date: string; n: number; first: boolean }

function workOf(account: Numbered, { random, month, date, n, first }: At): PostRow {
  const topic = random.pick(topics[topicOf(account.unit)] ?? [])
  const title = random
    .pick(sayings)
    .replace('{t}', topic)
    .replace('{n}', String(random.between(1, 40)))
  const minutes = random.between(0, 13 * 60)
  const publishedAt = new Date(startOfDay(date).getTime() + 8 * hourMs + minutes * 60_000).toISOString()
  const url = `https://yanshi.example/${account.platform}/${account.number}/${date.replaceAll('-', '')}-${n}`
  const headline = account.platform === 'wechat' ? first : null
  const { figures, readsCapped } = figuresOf(account, { random, month, headline: headline === true })
  const original = random.chance(0.62)
  return {
    account: { ledgerNo: account.ledgerNo },
    title,
    url,
    publishedAt,
    key: postKey({ url, title, publishedAt: new Date(publishedAt) }),
    headline,
    original: account.story === 'unknownOriginals' && random.chance(0.5) ? null : original,
    body: bodyOf(account, { month, n, title }),
    figures,
    readsCapped,
  }
}

/** The texts of every third article of the last two months: an import rarely has them all. */
function bodyOf(account: Numbered, { month, n, title }: { month: Month; n: number; title: string }): string | null {
  if (account.platform !== 'wechat' || month.ago > 1 || n % 3 !== 0) return null
  return [
    `${title}（演示正文，内容为虚构）。`,
    '为方便群众了解有关安排，现将主要事项说明如下：办理地点和时间不变，所需材料可以提前在网上填报，现场设有专人引导。',
    '如有疑问，请在工作时间向主办单位咨询，工作人员将及时答复。',
  ].join('\n')
}

/** What is known of how a work was received; an empty object when nothing was collected. */
function figuresOf(account: DemoAccount, given: { random: Random; month: Month; headline: boolean }) {
  const { random, month, headline } = given
  // A few works run far ahead of the others, as they do.
  const luck = Math.exp((random.next() + random.next() + random.next() - 1.5) * 1.6)
  const drawn = Math.round(account.reach * force(account, month) * luck * (headline ? 1.7 : 1))
  const readsCapped = drawn > 100_000 || (account.story === 'capped' && random.chance(0.06))
  const reads = readsCapped ? 100_001 : drawn
  const of = (share: number) => Math.round(reads * share * (0.6 + random.next() * 0.8))
  const video = account.platform === 'douyin'
  const figures = {
    reads,
    likes: of(video ? 0.03 : 0.008),
    shares: of(video ? 0.006 : 0.012),
    comments: of(0.002),
    ...(account.platform === 'wechat' ? { wows: of(0.004) } : {}),
    ...(video ? { favourites: of(0.004) } : {}),
  }
  if (account.story === 'noFigures' && month.ago <= 1) return { figures: {}, readsCapped: false }
  if (account.story !== 'noShares') return { figures, readsCapped }
  const { shares: _, ...rest } = figures
  return { figures: rest, readsCapped }
}

/** How an account stands in a month against its ordinary one. */
function force({ story }: DemoAccount, month: Month): number {
  const step = trend[story]
  if (step) return step ** (6 - Math.min(month.ago, 12))
  return level[story] ?? 1
}

/** The last word before a silence falls on its very day, so that the countdown stands where the story wants it. */
function lastDayBeforeSilence(story: Story, { month, until }: { month: Month; until: string }): number[] {
  const spell = silence[story]
  const last = spell === undefined ? '' : addDays(until, -spell)
  return last.startsWith(month.code) ? [Number(last.slice(8))] : []
}

function isSilent(story: Story, at: { date: string; until: string; month: Month; day: number }): boolean {
  const spell = silence[story]
  if (spell !== undefined) return daysBetween(at.date, at.until) < spell
  return story === 'lapse' && at.month.ago === lapseMonth && at.day >= lapseDays.from && at.day <= lapseDays.to
}
