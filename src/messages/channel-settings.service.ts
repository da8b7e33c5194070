import { z } from 'zod'
import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { readSetting, refuseInnerAdmin, saveSetting } from '../settings/settings.service.ts'
import type { ChannelSettings, EmailGiven, WebhookGiven } from './channel-settings.contract.ts'
import { securities, switchFaults } from './channel-settings.rules.ts'
import { type Channel, channelNames, channels } from './channels.rules.ts'

const sealed = z.string().nullable()
const StoredEmail = z.object({
  on: z.boolean(),
  host: z.string(),
  port: z.number(),
  security: z.enum(Object.keys(securities) as [keyof typeof securities]),
  user: z.string(),
  from: z.string(),
  certificate: z.string(),
  allowInner: z.boolean(),
  password: sealed,
})
const StoredWebhook = z.object({ on: z.boolean(), url: z.string(), allowInner: z.boolean(), secret: sealed })
type StoredEmail = z.infer<typeof StoredEmail>
type StoredWebhook = z.infer<typeof StoredWebhook>

const noEmail: StoredEmail = {
  on: false,
  host: '',
  port: securities.tls.port,
  security: 'tls',
  user: '',
  from: '',
  certificate: '',
  allowInner: false,
  password: null,
}
const noWebhook: StoredWebhook = { on: false, url: '', allowInner: false, secret: null }

const keyOf = (part: Channel | 'site') => `channels.${part}`
/** Where a secret is sealed for: it opens nowhere else. */
const placeOf = (channel: Channel) => `setting.channels.${channel}.secret`

/** All channels as they are stored, with their secrets opened: only for sending. */
export type OpenChannels = {
  site: string | null
  email: Omit<StoredEmail, 'password'> & { password: string | null }
  sms: Omit<StoredWebhook, 'secret'> & { secret: string | null }
  dingtalk: Omit<StoredWebhook, 'secret'> & { secret: string | null }
}

export async function openChannels(work: Work): Promise<OpenChannels> {
  const { site, email, sms, dingtalk } = await stored(work)
  const open = (channel: Channel, text: string | null) => text && work.box.open(text, placeOf(channel))
  return {
    site: site || null,
    email: { ...email, password: open('email', email.password) },
    sms: { ...sms, secret: open('sms', sms.secret) },
    dingtalk: { ...dingtalk, secret: open('dingtalk', dingtalk.secret) },
  }
}

export async function channelsOn(work: Work): Promise<Channel[]> {
  const all = await stored(work)
  return channelNames.filter((channel) => all[channel].on)
}

export function viewChannelSettings(ctx: Ctx): Promise<ChannelSettings> {
  return transact(ctx, async (work) => {
    await refuseInnerAdmin(work)
    return viewOf(await stored(work))
  })
}

export function saveEmail(ctx: Ctx, { password, ...given }: EmailGiven): Promise<ChannelSettings> {
  return save(ctx, 'email', (work, { email }) => ({
    ...given,
    password: keep(work, 'email', email.password, password),
  }))
}

export function saveWebhook(ctx: Ctx, channel: 'sms' | 'dingtalk', { secret, ...given }: WebhookGiven) {
  return save(ctx, channel, (work, all) => ({ ...given, secret: keep(work, channel, all[channel].secret, secret) }))
}

export function saveSiteAddress(ctx: Ctx, { site }: { site: string }): Promise<ChannelSettings> {
  return transact(ctx, async (work) => {
    await refuseInnerAdmin(work)
    const before = await stored(work)
    await saveSetting(work, keyOf('site'), site)
    await record(work, {
      action: 'setting.channels',
      subject: { type: 'setting', id: keyOf('site') },
      title: '修改消息中的平台网址',
      before: { site: before.site },
      after: { site },
    })
    return viewOf(await stored(work))
  })
}

type Stored = { site: string; email: StoredEmail; sms: StoredWebhook; dingtalk: StoredWebhook }

async function save(
  ctx: Ctx,
  channel: Channel,
  change: (work: Work, all: Stored) => StoredEmail | StoredWebhook,
): Promise<ChannelSettings> {
  return transact(ctx, async (work) => {
    await refuseInnerAdmin(work)
    const before = await stored(work)
    const after = change(work, before)
    const hasSecret = 'secret' in after && after.secret !== null
    const errors = after.on ? switchFaults(channel, { ...after, hasSecret }) : []
    if (errors.length > 0) throw new AppError('INVALID_INPUT', { errors })
    await saveSetting(work, keyOf(channel), after)
    const view = viewOf(await stored(work))
    await record(work, {
      action: 'setting.channels',
      subject: { type: 'setting', id: keyOf(channel) },
      title: `设置${channels[channel].zh}通道（${after.on ? '启用' : '停用'}）`,
      before: viewOf(before)[channel],
      after: view[channel],
    })
    return view
  })
}

/** A secret that is left out stays, null goes, and a new one is sealed. */
function keep(work: Work, channel: Channel, was: string | null, given: string | null | undefined): string | null {
  if (given === undefined) return was
  return given === null ? null : work.box.seal(given, placeOf(channel))
}

async function stored(work: Work): Promise<Stored> {
  return {
    site: (await readSetting(work, keyOf('site'), z.string())) ?? '',
    email: (await readSetting(work, keyOf('email'), StoredEmail)) ?? noEmail,
    sms: (await readSetting(work, keyOf('sms'), StoredWebhook)) ?? noWebhook,
    dingtalk: (await readSetting(work, keyOf('dingtalk'), StoredWebhook)) ?? noWebhook,
  }
}

function viewOf({ site, email: { password, ...email }, sms, dingtalk }: Stored): ChannelSettings {
  const webhook = ({ secret, ...given }: StoredWebhook) => ({ ...given, hasSecret: secret !== null })
  return {
    site,
    email: { ...email, hasPassword: password !== null },
    sms: webhook(sms),
    dingtalk: webhook(dingtalk),
  }
}
