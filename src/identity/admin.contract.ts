import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { Done, IdParam } from '../core/page.contract.ts'

const access = { permission: 'user.manage' }

export const unlockUser = endpoint({
  method: 'post',
  path: '/api/users/:id/unlock',
  access,
  summary: '解除登录锁定',
  params: IdParam,
  answer: Done,
})

/** The temporary password is shown this once; it must be changed at the first sign-in. */
export const resetPassword = endpoint({
  method: 'post',
  path: '/api/users/:id/password-resets',
  access,
  summary: '重置密码',
  params: IdParam,
  secret: true,
  answer: z.object({ temporaryPassword: z.string() }),
})

export const clearSecondFactor = endpoint({
  method: 'post',
  path: '/api/users/:id/second-factor-resets',
  access,
  summary: '解除动态口令绑定',
  params: IdParam,
  answer: Done,
})

export const endUserSessions = endpoint({
  method: 'delete',
  path: '/api/users/:id/sessions',
  access,
  summary: '强制退出全部登录',
  params: IdParam,
  answer: z.object({ ended: z.number() }),
})
