import { type PlatformName, platforms } from '../accounts/platforms.rules.ts'
import type { Finding } from '../checker/finding.ts'

/** What a change would have done to what has been published; kept with it and shown to whoever confirms it. */
export type ReplaySummary = {
  at: string
  /** From this day on; published texts before it were not looked at. */
  since: string
  titles: number
  bodies: number
  newly: number
  gone: number
  /** The accounts with the most changes, at most 100 of them. */
  accounts: { id: string; name: string; newly: number; gone: number }[]
  accountCount: number
  /** How many hits are kept to be looked at; the counts above are of all. */
  kept: number
}

export type Hit = Pick<Finding, 'ruleId' | 'severity' | 'text' | 'message'> & { newly: boolean; sentence: string }

const around = 40

/** What the second checker finds and the first does not, and the other way round, each with the sentence it stands in. */
export function differences(text: string, before: readonly Finding[], after: readonly Finding[]): Hit[] {
  const keyOf = (f: Finding) => `${f.start}:${f.end}:${f.ruleId}:${f.severity}`
  const old = new Set(before.map(keyOf))
  const now = new Set(after.map(keyOf))
  const hit = (f: Finding, newly: boolean): Hit => ({
    ruleId: f.ruleId,
    severity: f.severity,
    text: f.text,
    message: f.message,
    newly,
    sentence: sentenceAt(text, f.start, f.end),
  })
  return [
    ...after.filter((f) => !old.has(keyOf(f))).map((f) => hit(f, true)),
    ...before.filter((f) => !now.has(keyOf(f))).map((f) => hit(f, false)),
  ]
}

/** Some characters on either side, cut at the ends of the sentence. */
function sentenceAt(text: string, start: number, end: number): string {
  const head = text.slice(Math.max(0, start - around), start).replace(/^[\s\S]*[。！？；\n]/, '')
  const tail = text.slice(end, end + around).replace(/(?<=[。！？；])[\s\S]*$|\n[\s\S]*$/, '')
  return `${head}${text.slice(start, end)}${tail}`.toWellFormed()
}

/** The last moment of every month from `until` back to `since`, the newest first: texts are read month by month. */
export function monthsBack(since: string, until: string): { from: string; to: string }[] {
  const months: { from: string; to: string }[] = []
  for (let to = until; ; ) {
    const first = `${to.slice(0, 7)}-01`
    months.push({ from: first < since ? since : first, to })
    if (first <= since) return months
    const [year = 0, month = 0] = first.split('-').map(Number)
    to = new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10)
  }
}

/** A unit often has one name on several platforms. */
export function accountName(row: { account_name: string; platform: string }): string {
  return `${row.account_name}（${platforms[row.platform as PlatformName].zh}）` // the column's check allows no other
}
