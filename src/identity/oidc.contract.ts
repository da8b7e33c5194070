import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { isLocalPath } from './return-to.rules.ts'

export const oidcStart = endpoint({
  method: 'get',
  path: '/api/oidc/start',
  access: 'public',
  summary: '转往统一身份认证',
  query: z.object({ to: z.string().refine(isLocalPath, '只能返回本系统的页面').default('/') }),
})

/** Where the provider sends the browser back to; it checks the parameters itself, and answers with a redirect. */
export const oidcCallback = endpoint({
  method: 'get',
  path: '/api/oidc/callback',
  access: 'public',
  summary: '统一身份认证返回',
})
