import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { Done, IdParam, PageQuery, pageOf, Version } from '../core/page.contract.ts'

const read = { permission: 'connection.read' }
const manage = { permission: 'connection.manage' }

export const connectionStates = { ready: '可以发布', reauthorise: '需重新授权', off: '已停用' } as const
const connectionStateNames = ['ready', 'reauthorise', 'off'] as const

/** An account and whether it is connected; secrets are never given back. */
export const ConnectionView = z.object({
  accountId: z.string(),
  accountName: z.string(),
  platform: z.string(),
  hostUnitName: z.string(),
  /** Whether the platform has an interface at all, and why not. */
  possible: z.boolean(),
  whyNot: z.string().nullable(),
  /** Null: not connected; it is published by hand. */
  state: z.enum(connectionStateNames).nullable(),
  baseUrl: z.string().nullable(),
  allowInner: z.boolean(),
  appId: z.string(),
  hasSecret: z.boolean(),
  hasToken: z.boolean(),
  hasRefresh: z.boolean(),
  openId: z.string(),
  linkDomain: z.string(),
  tokenExpiresAt: z.string().nullable(),
  refreshExpiresAt: z.string().nullable(),
  restsUntil: z.string().nullable(),
  fault: z.object({ class: z.string(), code: z.string(), zh: z.string() }).nullable(),
  version: z.number().nullable(),
  updatedByName: z.string().nullable(),
  updatedAt: z.string().nullable(),
})
export type ConnectionView = z.infer<typeof ConnectionView>

export const listConnections = endpoint({
  method: 'get',
  path: '/api/connections',
  access: read,
  summary: '平台对接：各账号的接口状态',
  query: PageQuery.extend({
    platform: z.string().max(20).optional(),
    state: z.enum([...connectionStateNames, 'none']).optional(),
    q: z.string().trim().max(100).optional(),
  }),
  answer: pageOf(ConnectionView),
})
export const viewConnection = endpoint({
  method: 'get',
  path: '/api/connections/:id',
  access: read,
  summary: '账号的平台对接',
  params: IdParam,
  answer: ConnectionView,
})
export const saveConnection = endpoint({
  method: 'put',
  path: '/api/connections/:id',
  access: manage,
  summary: '保存账号的平台对接；密钥加密保存，不再显示',
  params: IdParam,
  body: z.strictObject({
    baseUrl: z
      .url({ protocol: /^https?$/, error: '请填写以 http(s):// 开头的地址' })
      .max(500)
      .nullable()
      .default(null),
    allowInner: z.boolean().default(false),
    appId: z.string().trim().max(200, '过长'),
    /** Null keeps the one that is there. */
    secret: z.string().trim().min(1).max(1000, '过长').nullable().default(null),
    openId: z.string().trim().max(200, '过长').default(''),
    linkDomain: z.string().trim().max(253).default(''),
    /** For platforms whose token a person obtains; null keeps it. */
    accessToken: z.string().trim().min(1).max(2000).nullable().default(null),
    accessTokenExpiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
    refreshToken: z.string().trim().min(1).max(2000).nullable().default(null),
    off: z.boolean().default(false),
    version: Version.nullable(),
  }),
  answer: z.object({ version: z.number() }),
})
export const testConnection = endpoint({
  method: 'post',
  path: '/api/connections/:id/tests',
  access: manage,
  summary: '检验对接：取得令牌',
  params: IdParam,
  body: z.strictObject({}),
  answer: z.object({ ok: z.boolean(), zh: z.string() }),
})
export const removeConnection = endpoint({
  method: 'delete',
  path: '/api/connections/:id',
  access: manage,
  summary: '删除账号的平台对接及其密钥',
  params: IdParam,
  answer: Done,
})
