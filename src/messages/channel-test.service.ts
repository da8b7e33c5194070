import { record } from '../audit/audit.service.ts'
import { beijingTime } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { maskPhone } from '../core/mask.rules.ts'
import { transact } from '../db/transact.ts'
import { refuseInnerAdmin } from '../settings/settings.service.ts'
import { openChannels } from './channel-settings.service.ts'
import { type Channel, channels } from './channels.rules.ts'
import { sendOver } from './deliver.service.ts'
import { compose, maskEmail } from './outgoing.rules.ts'
import { ownAddresses } from './preferences.service.ts'
import { usualLimits } from './send-result.ts'

/** Sends a message to oneself over a channel as it is stored, switched on or not, and tells what became of it. */
export async function sendTest(ctx: Ctx, channel: Channel): Promise<{ ok: boolean; words: string }> {
  const { settings, to } = await transact(ctx, async (work) => {
    await refuseInnerAdmin(work)
    const addresses = await ownAddresses(work)
    return { settings: await openChannels(work), to: channel === 'email' ? addresses.email : addresses.phone }
  })
  const { zh } = channels[channel]
  if (!to) {
    const what = channel === 'email' ? '电子邮箱' : '联系电话'
    throw new AppError('STATE_CONFLICT', { reason: `您还没有登记${what}，请联系安全管理员登记后再试` })
  }
  const ready = channel === 'email' ? settings.email.host && settings.email.from : settings[channel].url
  if (!ready) throw new AppError('STATE_CONFLICT', { reason: `请先填写并保存${zh}通道的设置` })

  const title = `${zh}通道测试（${beijingTime(ctx.now)}）`
  const news = [{ title, body: '收到本消息，说明通道可用。', link: '/messages' }]
  const out = compose(channel, news, { id: newId(), site: settings.site, demo: ctx.demo })
  const result = await sendOver(settings, channel, { to, out, now: ctx.now, limits: usualLimits })
  const masked = channel === 'email' ? maskEmail(to) : maskPhone(to)
  const accepted = channel === 'email' ? '邮件服务器已接收' : '网关已接收'
  const words = result.ok ? `${accepted}，请查看 ${masked} 是否收到` : result.words
  await transact(ctx, (work) =>
    record(work, {
      action: 'setting.channelTest',
      subject: { type: 'setting', id: `channels.${channel}` },
      title: `测试${zh}通道：${result.ok ? '成功' : '失败'}`,
      after: { ok: result.ok, detail: words },
    }),
  )
  return { ok: result.ok, words }
}
