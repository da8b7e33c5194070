import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { newId } from '../core/ids.ts'
import { asSystem } from '../db/transact.ts'
import { isOutermost } from '../settings/settings.rules.ts'
import { workdayOverrides } from '../settings/workdays.service.ts'
import { userPhonePlace } from '../units/user-phone.rules.ts'
import { type OpenChannels, openChannels } from './channel-settings.service.ts'
import { type Channel, channelNames, channels, isQuiet, nextAttempt, type Urgency } from './channels.rules.ts'
import {
  claim,
  dispatchOf,
  dueTogether,
  endHopeless,
  forgetDeliveries,
  lockClaims,
  settle,
  systemAdmins,
  takeDue,
} from './deliveries.store.ts'
import { tellUser } from './messages.service.ts'
import { hasMessageTitled } from './messages.store.ts'
import { compose, type Outgoing } from './outgoing.rules.ts'
import { sendEmail } from './send-email.ts'
import { type Limits, type SendResult, usualLimits } from './send-result.ts'
import { sendWebhook } from './send-webhook.ts'

const minute = 60_000
const day = 1440 * minute
/** After how long an attempt is taken for cut off. It is many times what one may take. */
const lease = 5 * minute
/** After so many failures in a row a channel is left alone until the next run. */
const failuresInARow = 5
/** One run ends after so many, and the next one goes on. */
const mostInARun = 500
/** What has been due for longer is no longer news: a switched-off server or a restored backup does not flood people. */
const staleDays = 10
const keptDays = 90

type Dispatch = {
  id: string
  channel: Channel
  urgency: Urgency
  attempts: number
  deliveryIds: string[]
  to: string
  out: Outgoing
  settings: OpenChannels
}

/**
 * Sends everything that is due and gives how much was sent. Any number of processes may do it: each dispatch is
 * claimed, sent outside any transaction, and settled. Cut off in between it goes out again, with the same number.
 */
export async function deliverDue(ctx: Ctx, limits: Limits = usualLimits): Promise<number> {
  await asSystem(ctx, async (work) => {
    const { db, now } = work
    const ended = await endHopeless(db, { now, dueBefore: new Date(now.getTime() - staleDays * day) })
    for (const channel of ended) await tellAdmins(work, channel)
    await forgetDeliveries(db, new Date(now.getTime() - keptDays * day))
  })
  let sent = 0
  const failures: Record<Channel, number> = { email: 0, sms: 0, dingtalk: 0 }
  for (let tried = 0; tried < mostInARun; tried++) {
    const broken = channelNames.filter((channel) => failures[channel] >= failuresInARow)
    const next = await asSystem(ctx, (work) => claimNext(work, broken))
    if (next === 'none') break
    if (next === 'dropped') continue
    const result = await sendOver(next.settings, next.channel, { ...next, now: ctx.now, limits })
    if (result.ok) sent += 1
    failures[next.channel] = result.ok ? 0 : failures[next.channel] + 1
    await asSystem(ctx, (work) => settleOne(work, next, result))
  }
  return sent
}

/** Sends over a channel with the settings given, whichever channel it is. */
export function sendOver(
  settings: OpenChannels,
  channel: Channel,
  given: { to: string; out: Outgoing; now: Date; limits: Limits },
): Promise<SendResult> {
  if (channel === 'email') return sendEmail(settings.email, given)
  return sendWebhook(settings[channel], { ...given, channel, phone: given.to })
}

async function claimNext(work: Work, except: readonly Channel[]): Promise<Dispatch | 'none' | 'dropped'> {
  const { db, now } = work
  await lockClaims(db)
  const quiet = isQuiet(now, await workdayOverrides(work))
  const due = await takeDue(db, { now, emergenciesOnly: quiet, except })
  if (!due) return 'none'
  const { channel, urgency, user_id: userId } = due
  const fresh = due.dispatch_id === null
  const id = due.dispatch_id ?? newId()
  const attempts = due.attempts + 1
  const known = fresh ? [] : (await dispatchOf(db, id)).map((row) => row.id)
  const together = fresh && urgency === 'normal' ? await dueTogether(db, { userId, channel, now }) : known
  await claim(db, [...new Set([due.id, ...together])], {
    dispatchId: id,
    attempts,
    until: new Date(now.getTime() + lease),
  })

  const settings = await openChannels(work)
  const rows = await dispatchOf(db, id)
  const drop = async (which: typeof rows, error: string) =>
    settle(
      db,
      which.map((row) => row.id),
      { state: 'dropped', error, ended_at: now },
    ) // prettier-ignore
  // What she has read meanwhile she need not be told; once an attempt was made its words stay the same.
  const unread = attempts === 1 ? rows.filter((row) => row.read_at === null) : rows
  await drop(
    rows.filter((row) => !unread.includes(row)),
    '已在系统内阅读',
  )
  const [first] = unread
  if (!first) return 'dropped'
  const to =
    channel === 'email' ? first.email : first.phone_cipher && work.box.open(first.phone_cipher, userPhonePlace(userId))
  const obstacle = !settings[channel].on
    ? '通道已停用'
    : !first.active
      ? '收件人已停用'
      : !to
        ? '收件人没有联系方式'
        : null
  if (obstacle || !to) {
    await drop(unread, obstacle ?? '收件人没有联系方式')
    return 'dropped'
  }
  const out = compose(channel, unread, { id, site: settings.site, demo: work.demo })
  return { id, channel, urgency, attempts, deliveryIds: unread.map((row) => row.id), to, out, settings }
}

async function settleOne(work: Work, dispatch: Dispatch, result: SendResult): Promise<void> {
  const { db, now } = work
  const { deliveryIds, channel, urgency, attempts } = dispatch
  if (result.ok) {
    await settle(db, deliveryIds, { state: 'sent', error: null, ended_at: now })
    return
  }
  const overrides = await workdayOverrides(work)
  const next = result.final ? null : nextAttempt(attempts, { urgency, at: now, overrides })
  if (next) {
    await settle(db, deliveryIds, { state: 'failed', error: result.words, ended_at: null, next_try_at: next })
    return
  }
  await settle(db, deliveryIds, { state: 'givenUp', error: result.words, ended_at: now })
  await tellAdmins(work, channel)
}

/** Tells the installation's administrators, once a day and channel, that something did not arrive. */
async function tellAdmins(work: Work, channel: Channel): Promise<void> {
  const admins = await systemAdmins(work.db)
  const regions = admins.map((admin) => admin.region_path)
  const news = {
    kind: 'messages.givenUp',
    title: `${channels[channel].zh}通道有消息未能送达（${beijingDay(work.now)}）`,
    body: '多次发送未成功，已不再重试；收件人仍可在系统内看到该消息。原因见“消息通道”中的未送达记录。',
    link: '/settings/channels',
  }
  for (const admin of admins.filter(({ region_path }) => isOutermost(region_path, regions))) {
    if (await hasMessageTitled(work.db, admin.id, news)) continue
    await tellUser(work, admin.id, news)
  }
}
