import { addDays, beijingDay, startOfDay } from '../core/clock.rules.ts'
import { type FaultClass, faultClasses } from '../platforms/faults.rules.ts'
import { sendAgainAfter } from './publication.rules.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** How long one process may prepare a publication (upload its pictures) before another one begins anew. */
export const prepareLease = 10 * minute
/** After how long a submission without a recorded answer is taken for cut off, and one step of finding or following. */
export const stepLease = 2 * minute
/** A process that was held up for longer between its intent and the call makes no call: others may doubt it already. */
export const mostHeldUp = 30 * second

/** What follows from a fault: never mind for a while, until another day, or not at all without a person. */
export type AfterFault = { do: 'again'; at: Date; counts: boolean } | { do: 'rest'; until: Date } | { do: 'fail' }

/** `attempts`: how many failed before this one. */
export function afterFault(fault: FaultClass, given: { attempts: number; now: Date }): AfterFault {
  const { attempts, now } = given
  const { next } = faultClasses[fault]
  switch (next) {
    case 'person':
      return { do: 'fail' }
    case 'tomorrow':
      return { do: 'rest', until: startOfDay(addDays(beijingDay(now), 1)) }
    case 'renew':
    case 'retry': {
      const minutes = sendAgainAfter[attempts]
      if (minutes === undefined) return { do: 'fail' }
      return { do: 'again', at: new Date(now.getTime() + minutes * minute), counts: true }
    }
    default:
      return next satisfies never
  }
}

/** When to ask again what became of a submission: soon at first, then ever less often. */
export function findAgainAt(submittedAt: Date, now: Date): Date {
  const waited = now.getTime() - submittedAt.getTime()
  return new Date(now.getTime() + Math.min(Math.max(waited / 2, 15 * second), 30 * minute))
}

/** Whether the platform's word that it has nothing may be believed: no call of ours can still be on its way. */
export function isSettled(settledAfter: number, given: { submittedAt: Date; now: Date }): boolean {
  return given.now.getTime() - given.submittedAt.getTime() >= settledAfter * second + mostHeldUp
}

/** When an accepted one is followed next; `attempts`: how often it was. */
export function followAgainAt(followAfter: readonly number[], given: { attempts: number; now: Date }): Date {
  const seconds = followAfter[given.attempts] ?? followAfter.at(-1) ?? 60
  return new Date(given.now.getTime() + seconds * second)
}

/** Hours after going out at which it is looked at again: what a platform takes away, it mostly takes in the first week. */
const lookHours = [1, 6, 24, 72, 168]

/** When one that is out is looked at next; null after a week. */
export function lookAgainAt(publishedAt: Date, now: Date): Date | null {
  const next = lookHours.map((hours) => publishedAt.getTime() + hours * hour).find((at) => at > now.getTime())
  return next === undefined ? null : new Date(next)
}

/** Minutes to the next attempt at reading the address that a person registered; after the last it stays unverified. */
export const verifyAfter: readonly number[] = [1, 30, 360]

/** After how long people are told that something does not come to an end by itself. */
export const lateAfter = { unsure: hour, accepted: 24 * hour } as const
