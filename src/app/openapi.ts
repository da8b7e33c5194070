import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi'
import type { Endpoint } from '../core/endpoint.ts'
import { type Permission, permissions } from '../units/permissions.rules.ts'
import { programVersion } from './version.ts'

/** The API's document (OpenAPI 3.1), made from the very contracts that the server checks by. */
export function openApiDocument(endpoints: readonly Endpoint[]) {
  const paths: ZodOpenApiPathsObject = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method]: operationOf(endpoint) }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: '政媒通 API',
      version: programVersion,
      description: '政务新媒体全流程管理平台接口。登录后以 Cookie 会话和 X-CSRF-Token 访问。',
    },
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'zm_session' } } },
    paths,
  })
}

function operationOf(endpoint: Endpoint) {
  const problem = { description: '未能办理（RFC 9457）', content: { 'application/problem+json': {} } }
  const done = endpoint.file
    ? { description: '文件', content: { [endpoint.file]: { schema: { type: 'string' as const, format: 'binary' } } } }
    : { description: '成功', content: { 'application/json': endpoint.answer ? { schema: endpoint.answer } : {} } }
  return {
    summary: endpoint.summary,
    description: accessOf(endpoint),
    security: endpoint.access === 'public' ? [] : [{ session: [] }],
    // Params and queries of our contracts are object schemas.
    requestParams: {
      ...(endpoint.params ? { path: endpoint.params as never } : {}),
      ...(endpoint.query ? { query: endpoint.query as never } : {}),
    },
    ...(endpoint.body
      ? {
          requestBody: {
            content: { [endpoint.upload ? 'multipart/form-data' : 'application/json']: { schema: endpoint.body } },
          },
        }
      : {}),
    responses: { '200': done, default: problem },
  }
}

function accessOf({ access }: Endpoint): string {
  if (access === 'public') return '无须登录'
  if (access === 'signedIn') return '登录后可用'
  return `须有权限：${permissions[access.permission as Permission].zh}（${access.permission}）`
}
