import { type Ctx, systemCtx, type Work } from '../core/context.ts'
import { publishers as all, type Publishers } from '../platforms/publishers.ts'
import { type Clock, connectionState } from '../platforms/tokens.service.ts'
import { type InHand, inSystem, type Sending } from './in-hand.service.ts'
import { movePublication } from './moves.service.ts'
import { changePublication, type PublicationRow, takeDue } from './publications.store.ts'
import { findOne, followOne, sendOne } from './send-steps.service.ts'
import { prepareLease, stepLease } from './sending.rules.ts'
import { verifyOne } from './verify.service.ts'

/** One run ends after so many steps, and the next one goes on. */
const mostInARun = 500

type Step = (sending: Sending, held: InHand) => Promise<void>

/**
 * Does whatever is due in the register: sends, asks what became of a lost answer, follows, verifies. Any number of
 * processes may do it at once, and each may be cut off anywhere: a step is claimed for a time, done outside any
 * transaction, and recorded. Gives how many steps were done.
 */
export async function sendDue(ctx: Ctx, given: { now?: Clock; publishers?: Publishers } = {}): Promise<number> {
  const { now = clockFrom(ctx.now), publishers = all } = given
  const sending: Sending = { ctx: systemCtx(ctx, ctx.now), now, publishers }
  const broken = new Map<string, unknown>()
  let done = 0
  for (; done < mostInARun; done++) {
    const taken = await inSystem(sending, (work) => takeNext(work, [...broken.keys()]))
    if (!taken) break
    if (taken === 'settled') continue
    try {
      await taken.step(sending, taken)
    } catch (error) {
      // One that fails on a defect of ours must not keep the others from going out.
      broken.set(taken.row.id, error)
    }
  }
  const [first] = broken.values()
  if (first !== undefined) throw first
  return done
}

/** A clock that goes on from a moment. */
function clockFrom(start: Date): Clock {
  const began = performance.now()
  return () => new Date(start.getTime() + (performance.now() - began))
}

type Taken = InHand & { step: Step }

async function takeNext(work: Work, except: readonly string[]): Promise<Taken | 'settled' | null> {
  const { db, now } = work
  const row = await takeDue(db, { now, except })
  if (!row) return null
  if (row.state === 'sending') {
    // Whoever began has not come back: only the platform can tell what became of it.
    await movePublication(work, row, {
      action: 'doubt',
      title: '发布中断，正在向平台核实是否已发布',
      change: { next_at: now },
    })
    return 'settled'
  }
  const step = stepOf(row)
  if (!step) {
    await changePublication(db, row.id, { next_at: null })
    return 'settled'
  }
  if (row.state === 'scheduled') {
    const rests = (await connectionState(work, row.account_id))?.restsUntil
    if (rests && rests > now) {
      await changePublication(db, row.id, { next_at: rests })
      return 'settled'
    }
  }
  const until = new Date(now.getTime() + (row.state === 'scheduled' ? prepareLease : stepLease))
  await changePublication(db, row.id, { next_at: until })
  return { row: { ...row, next_at: until }, until, step }
}

function stepOf(row: PublicationRow): Step | null {
  if (row.state === 'scheduled') return sendOne
  if (row.state === 'unsure') return findOne
  if (row.state === 'accepted') return followOne
  if (row.state !== 'published') return null
  return row.registered_by_name === null ? followOne : verifyOne
}
