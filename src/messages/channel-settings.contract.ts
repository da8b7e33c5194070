import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { type Security, securities, webhookRefusal } from './channel-settings.rules.ts'
import { channelNames, type DeliveryState, deliveryStates } from './channels.rules.ts'

const access = { permission: 'setting.manage' }
const securityNames = Object.keys(securities) as [Security, ...Security[]]
const stateNames = Object.keys(deliveryStates) as [DeliveryState, ...DeliveryState[]]

/** Left out stays as it is, null takes it away; it is never shown again. */
const Secret = z
  .string()
  .min(1, '密钥不能为空')
  .max(500, '密钥最多 500 字')
  .regex(/^[\x21-\x7e]+$/, '密钥只能用英文字母、数字和符号，不含空格')
  .nullable()
  .optional()

const host = z
  .string()
  .trim()
  .max(253, '服务器地址过长')
  .regex(/^([A-Za-z0-9.-]+|\[?[0-9A-Fa-f:.]+\]?)?$/, '服务器地址只写域名或 IP，如 smtp.example.gov.cn')
const certificate = z
  .string()
  .trim()
  .max(20_000, '证书过长')
  .regex(
    /^(-----BEGIN CERTIFICATE-----\n?[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)*$/,
    '请粘贴 PEM 格式的证书，以 -----BEGIN CERTIFICATE----- 开头',
  )

const emailFields = {
  on: z.boolean(),
  host,
  port: z.number().int().min(1, '端口应在 1 至 65535 之间').max(65_535, '端口应在 1 至 65535 之间'),
  security: z.enum(securityNames),
  user: z.string().trim().max(200, '用户名最多 200 字'),
  from: z.union([z.literal(''), z.email('发件地址格式不正确').max(120)]),
  /** Issuers trusted beside the public ones: an office's own mail server often has an office's own certificate. */
  certificate,
  allowInner: z.boolean(),
}
const webhookFields = { on: z.boolean(), url: z.string().trim().max(500, '网址过长'), allowInner: z.boolean() }

const Email = z.object({ ...emailFields, hasPassword: z.boolean() })
const Webhook = z.object({ ...webhookFields, hasSecret: z.boolean() })
const site = z.string().trim().max(200, '网址过长')

export const ChannelSettings = z.object({ site, email: Email, sms: Webhook, dingtalk: Webhook })
export type ChannelSettings = z.infer<typeof ChannelSettings>

export const viewChannels = endpoint({
  method: 'get',
  path: '/api/settings/channels',
  access,
  summary: '消息通道设置',
  answer: ChannelSettings,
})

const webhookBody = z.object({ ...webhookFields, secret: Secret }).superRefine(({ url, allowInner }, context) => {
  const refusal = url === '' ? null : webhookRefusal(url, allowInner)
  if (refusal) context.addIssue({ code: 'custom', path: ['url'], message: refusal })
})

export const saveEmailChannel = endpoint({
  method: 'put',
  path: '/api/settings/channels/email',
  access,
  summary: '保存邮件通道',
  body: z.object({ ...emailFields, password: Secret }),
  answer: ChannelSettings,
})
export type EmailGiven = z.output<typeof saveEmailChannel.body & object>

export const saveSmsChannel = endpoint({
  method: 'put',
  path: '/api/settings/channels/sms',
  access,
  summary: '保存短信通道',
  body: webhookBody,
  answer: ChannelSettings,
})
export type WebhookGiven = z.output<typeof webhookBody>

export const saveDingtalkChannel = endpoint({
  method: 'put',
  path: '/api/settings/channels/dingtalk',
  access,
  summary: '保存浙政钉通道',
  body: webhookBody,
  answer: ChannelSettings,
})

export const saveSite = endpoint({
  method: 'put',
  path: '/api/settings/channels/site',
  access,
  summary: '保存平台网址',
  body: z.object({
    site: site.refine((text) => text === '' || /^https?:\/\/[^/?#@\s]+\/?$/.test(text), {
      message: '平台网址应如 https://zhengmei.example.gov.cn',
    }),
  }),
  answer: ChannelSettings,
})

export const testChannel = endpoint({
  method: 'post',
  path: '/api/settings/channels/tests',
  access,
  summary: '向本人发送测试消息',
  body: z.object({ channel: z.enum(channelNames) }),
  answer: z.object({ ok: z.boolean(), words: z.string() }),
})

export const FailedDelivery = z.object({
  id: z.string(),
  channel: z.enum(channelNames),
  state: z.enum(stateNames),
  title: z.string(),
  name: z.string(),
  unitName: z.string(),
  /** Never the whole address. */
  address: z.string(),
  attempts: z.number(),
  error: z.string().nullable(),
  nextTryAt: z.string().nullable(),
  at: z.string(),
})
export type FailedDelivery = z.infer<typeof FailedDelivery>

export const listFailures = endpoint({
  method: 'get',
  path: '/api/settings/channels/failures',
  access,
  summary: '最近未送达的消息',
  answer: z.object({
    rows: z.array(FailedDelivery),
    /** How many wait for their time, and how many went out in the last seven days. */
    waiting: z.number(),
    sent: z.number(),
  }),
})
