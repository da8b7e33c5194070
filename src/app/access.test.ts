import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import type { Endpoint } from '../core/endpoint.ts'
import type { Duty } from '../units/duties.rules.ts'
import { duties } from '../units/duties.rules.ts'
import { type Permission, permissions } from '../units/permissions.rules.ts'
import { openApiDocument } from './openapi.ts'
import { routes } from './routes.ts'
import { type Caller, type TestApp, testApp } from './testing.ts'

let t: TestApp
const callers = new Map<string, Caller>()
const dutyNames = Object.keys(duties) as Duty[]

beforeAll(async () => {
  t = await testApp()
  for (const duty of dutyNames) callers.set(duty, await t.as(duty.toLowerCase()))
})
afterAll(() => t.close())

/** Nothing of this name or number exists, so a caller who is let in learns that, or what is wrong with the input. */
const nothing = '00000000-0000-7000-8000-000000000000'
const pathOf = ({ path }: Endpoint) => path.replace(/:\w+/g, nothing)
const nameOf = ({ method, path }: Endpoint) => `${method.toUpperCase()} ${path}`
/** Signing out ends the very session that the other cases use; sessions have tests of their own. */
const ownSession = (endpoint: Endpoint) => endpoint.path.startsWith('/api/session')

async function codeOf(caller: Caller, endpoint: Endpoint): Promise<{ status: number; code: string }> {
  const body = endpoint.method === 'get' ? undefined : {}
  const answer = await caller.request(endpoint.method.toUpperCase(), pathOf(endpoint), body)
  const problem = answer.headers.get('content-type')?.includes('problem+json')
  const code = problem ? ((await answer.json()) as { code: string }).code : ''
  await answer.body?.cancel().catch(() => {})
  return { status: answer.status, code }
}

describe('every route', () => {
  const endpoints = routes.map((route) => route.endpoint)

  it('has a path of its own and a permission of the table', () => {
    expect(new Set(endpoints.map(nameOf)).size).toBe(endpoints.length)
    for (const { access } of endpoints) {
      if (typeof access === 'object') expect(Object.keys(permissions)).toContain(access.permission)
    }
  })

  it('is in the API document, and nothing else is', () => {
    const { paths = {} } = openApiDocument(endpoints)
    const documented = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item ?? {}).map((method) => `${method} ${path}`),
    )
    expect(documented.sort()).toEqual(endpoints.map((e) => `${e.method} ${e.path.replace(/:(\w+)/g, '{$1}')}`).sort())
  })

  it('checks what it is given: each parameter in the path, and the body of each change', () => {
    for (const endpoint of endpoints) {
      if (/:\w/.test(endpoint.path)) expect(endpoint.params, nameOf(endpoint)).toBeDefined()
    }
  })
})

describe.each(routes.map((route) => [nameOf(route.endpoint), route.endpoint] as const))('%s', (_name, endpoint) => {
  const { access } = endpoint

  it('asks who calls, unless it is public', async () => {
    const { status, code } = await codeOf(t.anonymous, endpoint)
    if (access === 'public') expect(code).not.toBe('NOT_SIGNED_IN')
    else expect([status, code]).toEqual([401, 'NOT_SIGNED_IN'])
  })

  if (typeof access === 'object' && !ownSession(endpoint)) {
    const { by } = permissions[access.permission as Permission]
    test.each(dutyNames)('%s', async (duty) => {
      const { status, code } = await codeOf(callers.get(duty) as Caller, endpoint)
      const allowed = by === 'everyone' || (by as readonly Duty[]).includes(duty)
      if (allowed) expect([401, 500, code === 'FORBIDDEN' ? 403 : 401]).not.toContain(status)
      else expect([status, code]).toEqual([403, 'FORBIDDEN'])
    })
  }
})
