import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { transact } from '../db/transact.ts'
import { userPhonePlace } from '../units/user-phone.rules.ts'
import { channelsOn } from './channel-settings.service.ts'
import { channelNames, chosenKinds, messageKinds } from './channels.rules.ts'
import { maskEmail } from './outgoing.rules.ts'
import type { Choices, Preferences } from './preferences.contract.ts'
import { addressesOf, choicesOf, saveChoice } from './preferences.store.ts'

export function viewMyPreferences(ctx: Ctx): Promise<Preferences> {
  return transact(ctx, (work) => preferencesOf(work))
}

/** Saves how the person wants to hear of each kind given; a kind that is left out stays as it was. */
export function saveMyPreferences(ctx: Ctx, given: { rows: Choices }): Promise<Preferences> {
  return transact(ctx, async (work) => {
    const userId = work.actor.userId ?? ''
    const before = await preferencesOf(work)
    for (const { kind, channels } of given.rows) {
      await saveChoice(work.db, { userId, kind, channels: [...new Set(channels)].sort(), at: work.now })
    }
    const after = await preferencesOf(work)
    await record(work, {
      action: 'message.preferences',
      subject: { type: 'user', id: userId },
      title: '修改本人的消息接收方式',
      before: before.rows,
      after: after.rows,
    })
    return after
  })
}

/** Where the actor herself can be reached, in full: only for sending to herself. */
export async function ownAddresses(work: Work): Promise<{ email: string | null; phone: string | null }> {
  const userId = work.actor.userId ?? ''
  const row = await addressesOf(work.db, userId)
  const cipher = row?.phone_cipher ?? null
  return { email: row?.email ?? null, phone: cipher && work.box.open(cipher, userPhonePlace(userId)) }
}

async function preferencesOf(work: Work): Promise<Preferences> {
  const userId = work.actor.userId ?? ''
  const chosen = await choicesOf(work.db, userId)
  const on = await channelsOn(work)
  const row = await addressesOf(work.db, userId)
  const email = row?.email ? maskEmail(row.email) : null
  const phone = row?.phone_mask ?? null
  return {
    rows: chosenKinds.map((kind) => {
      const wanted: readonly string[] = chosen.get(kind) ?? messageKinds[kind].at
      return { kind, channels: channelNames.filter((channel) => wanted.includes(channel)) }
    }),
    reach: on.map((channel) => ({ channel, address: channel === 'email' ? email : phone })),
  }
}
