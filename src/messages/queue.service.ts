import type { Work } from '../core/context.ts'
import { newId } from '../core/ids.ts'
import { asSystem } from '../db/transact.ts'
import { workdayOverrides } from '../settings/workdays.service.ts'
import { channelsOn } from './channel-settings.service.ts'
import { type Channel, channelsFor, firstMoment, kindOf, messageKinds } from './channels.rules.ts'
import { addDeliveries, recipientOf } from './deliveries.store.ts'

/**
 * Queues a message for the channels by which its receiver wants to hear of it, in the transaction of the message. As
 * the system: how others are reached is not the sender's to see.
 */
export async function queueDeliveries(
  work: Work,
  message: { id: string; userId: string; kind: string },
): Promise<void> {
  const kind = kindOf(message.kind)
  if (messageKinds[kind].at.length === 0) return
  const on = await channelsOn(work)
  if (on.length === 0) return
  await asSystem(work, async (wide) => {
    const person = await recipientOf(wide.db, message.userId, kind)
    if (!person?.active) return
    const reachable: Record<Channel, boolean> = {
      email: person.email !== null,
      sms: person.phone_mask !== null,
      dingtalk: person.phone_mask !== null,
    }
    const { urgency } = messageKinds[kind]
    const next_try_at = firstMoment(urgency, work.now, await workdayOverrides(wide))
    const chosen = channelsFor(kind, { on, chosen: person.channels ?? undefined }).filter((one) => reachable[one])
    const common = { message_id: message.id, user_id: message.userId, urgency, next_try_at, created_at: work.now }
    await addDeliveries(
      wide.db,
      chosen.map((channel) => ({
        id: newId(),
        channel,
        state: 'queued',
        dispatch_id: null,
        error: null,
        ended_at: null,
        ...common,
      })),
    )
  })
}
