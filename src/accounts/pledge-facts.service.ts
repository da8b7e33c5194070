import { addDays } from '../core/clock.rules.ts'
import type { Work } from '../core/context.ts'
import { asSystem } from '../db/transact.ts'
import { holdAgainst, type PledgeFacts, type PledgeRecords, yearOf } from './pledge.rules.ts'
import { figuresBetween, newestFollowers, postsInMonths, readsOfPosts, type StoredPledge } from './pledge.store.ts'

/** What a promise comes to by everything that is known now. The caller has seen that the account is in scope. */
export async function gatherPledge(work: Work, pledge: StoredPledge): Promise<PledgeFacts> {
  const year = yearOf({ startsOn: pledge.starts_on, reviewsOn: pledge.reviews_on })
  const promise = {
    followers: pledge.followers,
    postsPerMonth: pledge.posts_per_month,
    averageReads: pledge.average_reads,
  }
  const records = await asSystem(work, (wide) => recordsOf(wide, pledge.account_id, year))
  return holdAgainst(promise, records)
}

async function recordsOf({ db }: Work, id: string, year: PledgeRecords['year']): Promise<PledgeRecords> {
  const newest = await newestFollowers(db, id)
  const posts = await postsInMonths(db, id, year)
  // An account that is silent on the few days of a month that lie in the year is not one without data.
  const listed = await postsInMonths(db, id, {
    first: `${year.first.slice(0, 7)}-01`,
    last: lastOfMonth(year.last.slice(0, 7)),
  })
  const lines = await figuresBetween(db, id, `${year.first.slice(0, 7)}-01`, year.last)
  return {
    year,
    followers: newest?.followers == null ? null : { value: Number(newest.followers), asOf: newest.period_end },
    months: monthsOf(year).map((month) => {
      const own = lines.filter((line) => line.period_start.slice(0, 7) === month)
      const whole = { start: `${month}-01`, end: lastOfMonth(month) }
      const inYear = whole.start >= year.first && whole.end <= year.last
      const total = own.findLast(
        (line) => line.period_start === whole.start && line.period_end === whole.end && line.posts !== null,
      )
      return {
        month,
        posts: posts.get(month) ?? 0,
        listed: listed.has(month),
        figures: own.length > 0,
        // A total of the month says nothing of a part of it, but that there was nothing.
        figurePosts: total && (inYear || total.posts === 0) ? total.posts : null,
      }
    }),
    reads: await readsOfPosts(db, id, year),
  }
}

/** How the followers grew: the newest known number of each month of the year that the facts are of. */
export async function followersByMonth(work: Work, pledge: StoredPledge) {
  const facts = pledge.facts as PledgeFacts | null // written by `evaluate`
  // What has been evaluated is shown as it was, also while time is given until another day.
  const year = facts?.year ?? yearOf({ startsOn: pledge.starts_on, reviewsOn: pledge.reviews_on })
  const lines = await asSystem(work, ({ db }) =>
    figuresBetween(db, pledge.account_id, `${year.first.slice(0, 7)}-01`, year.last),
  )
  const known = lines
    .filter((line) => line.followers !== null)
    .toSorted((a, b) => a.period_end.localeCompare(b.period_end))
  return monthsOf(year).map((month) => ({
    month,
    followers: known.findLast((line) => line.period_end.slice(0, 7) === month)?.followers ?? null,
  }))
}

/** Every month that has a day of the year, in order. */
function monthsOf({ first, last }: PledgeRecords['year']): string[] {
  const months: string[] = []
  for (let month = first.slice(0, 7); month <= last.slice(0, 7); month = nextMonth(month)) months.push(month)
  return months
}

const nextMonth = (month: string) => addDays(`${month}-28`, 4).slice(0, 7)
const lastOfMonth = (month: string) => addDays(`${nextMonth(month)}-01`, -1)
