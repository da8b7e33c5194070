import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { Done } from '../core/page.contract.ts'
import { type Duty, duties, type UnitKind, unitKinds } from '../units/duties.rules.ts'
import { type Permission, permissions } from '../units/permissions.rules.ts'

const DutyName = z.enum(Object.keys(duties) as [Duty, ...Duty[]])
const PermissionName = z.enum(Object.keys(permissions) as [Permission, ...Permission[]])

/** The signed-in person as the console needs it. */
export const Me = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  unit: z.object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(Object.keys(unitKinds) as [UnitKind, ...UnitKind[]]),
    regionCode: z.string(),
    regionName: z.string(),
  }),
  duties: z.array(DutyName),
  permissions: z.array(PermissionName),
  /** The first sign-in, or a password that has expired: nothing else works until it is changed. */
  mustChangePassword: z.boolean(),
  secondFactor: z.boolean(),
  csrfToken: z.string(),
  /** When the session ends without activity, and in any case. */
  idleMinutes: z.number(),
  expiresAt: z.string(),
  demo: z.boolean(),
})
export type Me = z.infer<typeof Me>

export const signIn = endpoint({
  method: 'post',
  path: '/api/session',
  access: 'public',
  summary: '登录',
  body: z.object({
    username: z.string().trim().min(1, '请输入用户名').max(100),
    password: z.string().min(1, '请输入密码').max(1000),
    /** Six digits; asked for when the user has a second factor. */
    totp: z
      .string()
      .regex(/^\d{6}$/, '动态口令为 6 位数字')
      .optional(),
  }),
  answer: Me,
})

export const whoAmI = endpoint({
  method: 'get',
  path: '/api/session',
  access: 'signedIn',
  summary: '当前登录人',
  answer: Me,
})

export const signOut = endpoint({
  method: 'delete',
  path: '/api/session',
  access: 'signedIn',
  summary: '退出登录',
  answer: Done,
})

/** One line of `DATA_DIR/demo-logins.json`. */
export const DemoLogin = z.object({
  username: z.string(),
  password: z.string(),
  name: z.string(),
  role: z.string(),
  unit: z.string(),
})

/** What the login page shows before anyone has signed in. */
export const loginOptions = endpoint({
  method: 'get',
  path: '/api/login-options',
  access: 'public',
  summary: '登录页信息',
  answer: z.object({
    demo: z.boolean(),
    oidc: z.object({ name: z.string() }).nullable(),
    demoLogins: z.array(DemoLogin),
  }),
})

export const changePassword = endpoint({
  method: 'put',
  path: '/api/session/password',
  access: 'signedIn',
  summary: '修改本人密码',
  body: z.object({
    current: z.string().min(1, '请输入当前密码').max(1000),
    next: z.string().min(1, '请输入新密码').max(1000),
  }),
  answer: Done,
})

export const SessionView = z.object({
  id: z.string(),
  current: z.boolean(),
  ip: z.string(),
  userAgent: z.string(),
  method: z.enum(['password', 'passwordTotp', 'oidc']),
  createdAt: z.string(),
  lastSeenAt: z.string(),
})

export const listSessions = endpoint({
  method: 'get',
  path: '/api/session/all',
  access: 'signedIn',
  summary: '本人的登录设备',
  answer: z.object({ rows: z.array(SessionView) }),
})

export const revokeSession = endpoint({
  method: 'delete',
  path: '/api/session/all/:id',
  access: 'signedIn',
  summary: '退出本人的另一登录设备',
  params: z.object({ id: z.uuid('编号格式不正确') }),
  answer: Done,
})

/** Begins a second factor: the key to scan; it counts only after `confirmTotp`. */
export const beginTotp = endpoint({
  method: 'post',
  path: '/api/session/totp',
  access: 'signedIn',
  summary: '绑定动态口令',
  body: z.object({ password: z.string().min(1, '请输入当前密码').max(1000) }),
  secret: true,
  answer: z.object({ uri: z.string(), secret: z.string() }),
})
export const confirmTotp = endpoint({
  method: 'put',
  path: '/api/session/totp',
  access: 'signedIn',
  summary: '确认动态口令',
  body: z.object({ code: z.string().regex(/^\d{6}$/, '动态口令为 6 位数字') }),
  answer: Done,
})
export const removeTotp = endpoint({
  method: 'delete',
  path: '/api/session/totp',
  access: 'signedIn',
  summary: '解除动态口令',
  body: z.object({ password: z.string().min(1, '请输入当前密码').max(1000) }),
  answer: Done,
})
