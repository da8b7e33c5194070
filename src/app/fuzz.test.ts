import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { verifyChain } from '../audit/verify.service.ts'
import type { Endpoint } from '../core/endpoint.ts'
import type { Duty } from '../units/duties.rules.ts'
import { type Permission, permissions } from '../units/permissions.rules.ts'
import { routes } from './routes.ts'
import { type Caller, type TestApp, testApp } from './testing.ts'
import { addPlaces, type Place } from './testing-records.ts'

let t: TestApp
let home: Place
beforeAll(async () => {
  t = await testApp()
  home = (await addPlaces(t)).home
})
afterAll(() => t.close())

const runs = Number(process.env.FUZZ_RUNS ?? 20)
const han = /\p{Script=Han}/u
const nameOf = ({ method, path }: Endpoint) => `${method.toUpperCase()} ${path}`

/** Who may call it: those who may do most come first. */
const duties = [
  'supervisorOfficer',
  'securityAdmin',
  'systemAdmin',
  'auditAdmin',
  'accountManager',
  'contractorStaff',
] as const satisfies readonly Duty[]
function callerOf({ access }: Endpoint): string {
  const allowed = typeof access === 'object' ? permissions[access.permission as Permission].by : 'everyone'
  const duty = duties.find((one) => allowed === 'everyone' || (allowed as readonly Duty[]).includes(one))
  if (!duty) throw new RangeError(`nobody of the list may call it: ${JSON.stringify(access)}`)
  return duty.toLowerCase()
}

/** Texts that break programs: control characters, halves of characters, other directions, other languages' own words. */
const nastyText = fc.oneof(
  fc.constantFrom(
    '\u0000',
    '文字\u0000结尾',
    '\ud800半个字',
    '半个字\udfff',
    '\u202e反向的字',
    '\u200b\u200b',
    "'; drop table account; --",
    '%_\\%',
    '../../etc/passwd',
    '{{7*7}}',
    '__proto__',
    '🈳'.repeat(50),
    '长'.repeat(20_000),
    'NaN',
    '-1',
    '1e400',
    '9'.repeat(40),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const nastyNumber = fc.constantFrom(0, -1, 1.5, 1e308, -1e308, 2 ** 31, 2 ** 53 - 1, -(2 ** 53), 10 ** 21)
const deep = fc.integer({ min: 100, max: 1000 }).map((depth) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)))
const anything = fc.oneof(nastyText, nastyNumber, fc.jsonValue(), deep, fc.constantFrom(null, true, [], {}))

type Node = {
  type?: string | string[]
  format?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Node[]
  oneOf?: Node[]
  allOf?: Node[]
  properties?: Record<string, Node>
  required?: string[]
  items?: Node
  minimum?: number
  maximum?: number
}
/** Without the run, whose scores are planted without their reasoning; assessments have tests of their own. */
const ids = (): fc.Arbitrary<unknown> => {
  const known = Object.entries(home).filter(([key, id]) => key !== 'run' && typeof id === 'string' && id.length === 36)
  return fc.constantFrom(...known.map(([, id]) => id), '00000000-0000-7000-8000-000000000000')
}

/** What fits the schema, mostly: only what has passed the contract reaches the database. */
function fitting(node: Node): fc.Arbitrary<unknown> {
  if (node.const !== undefined) return fc.constant(node.const)
  if (node.enum) return fc.constantFrom(...node.enum)
  const choices = node.anyOf ?? node.oneOf ?? node.allOf
  if (choices) return fc.oneof(...choices.map(fitting))
  if (node.format === 'uuid') return ids()
  if (node.format === 'date') return fc.constantFrom('2026-10-01', '0001-01-01', '9999-12-31', '2024-02-29')
  if (node.format === 'date-time') return fc.constantFrom('2026-10-01T00:00:00+08:00', '9999-12-31T23:59:59Z')
  if (node.format === 'email') return fc.constantFrom('a@example.test', `${'a'.repeat(60)}@example.test`)
  if (node.format === 'uri')
    return fc.constantFrom('https://example.test/?a=b', 'https://[::1]/', 'javascript:alert(1)')
  if (node.type === 'integer' || node.type === 'number') {
    return fc.constantFrom(1, 0, 50, node.minimum ?? -(2 ** 31), node.maximum ?? 2 ** 31, 2 ** 31, 2 ** 40)
  }
  if (node.type === 'boolean') return fc.boolean()
  if (node.type === 'null') return fc.constant(null)
  if (node.type === 'array') return fc.array(fitting(node.items ?? {}), { maxLength: 3 })
  if (node.properties) return recordOf(node, fitting)
  if (node.type === 'object') return fc.dictionary(nastyText, anything, { maxKeys: 3 })
  return fc.oneof(fc.constantFrom('临溪县教育局', '990101', '2026-10', 'accounts', '910101'), nastyText)
}

function recordOf(node: Node, of: (one: Node) => fc.Arbitrary<unknown>) {
  const fields = Object.entries(node.properties ?? {}).map(([key, one]) => [key, of(one)] as const)
  return fc.record(Object.fromEntries(fields), { requiredKeys: node.required ?? [] })
}

const mixed = (node: Node) => fc.oneof({ weight: 4, arbitrary: fitting(node) }, { weight: 1, arbitrary: anything })
const schemaOf = (schema: z.ZodType | undefined) =>
  (schema ? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) : {}) as Node

const bodyOf = (endpoint: Endpoint) => {
  const schema = schemaOf(endpoint.body)
  const json = (value: unknown) => JSON.stringify(value) ?? ''
  return fc.oneof(
    { weight: 5, arbitrary: fitting(schema).map(json) },
    { weight: 3, arbitrary: recordOf(schema, mixed).map(json) },
    { weight: 1, arbitrary: anything.map(json) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '{',
        '[1,',
        'null',
        '"\\ud800"',
        '{"a":1}}',
        '\u0000',
        '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}',
        '['.repeat(100_000),
      ),
    },
  )
}

const queryOf = (endpoint: Endpoint) => {
  const fields = Object.entries(schemaOf(endpoint.query).properties ?? {})
  if (fields.length === 0) return fc.constantFrom('', '?a=1&a=2', '?__proto__=1', '?%')
  const pair = fc
    .constantFrom(...fields)
    .chain(([key, node]) => fc.tuple(fc.constant(key), fc.oneof(mixed(node), nastyText)))
  return fc
    .array(pair, { maxLength: 5 })
    .map(
      (pairs) =>
        `?${new URLSearchParams(pairs.map(([k, v]) => [k, String(typeof v === 'object' ? JSON.stringify(v) : v)]))}`,
    )
}

const pathOf = ({ path }: Endpoint) => {
  const parts = path.split('/').map((part) => {
    if (!part.startsWith(':')) return fc.constant(part)
    const known = /code/i.test(part)
      ? fc.constantFrom('990101', '990999')
      : /seq/.test(part)
        ? fc.constantFrom('1', '99999999999999999999')
        : ids()
    const wild = fc.constantFrom('%00', '%ED%A0%80', '%', '..%2f..', '%E2%80%AE', 'a'.repeat(3000), '-1', '__proto__')
    return fc.oneof({ weight: 5, arbitrary: known.map(String) }, { weight: 1, arbitrary: wild })
  })
  return fc.tuple(...parts).map((filled) => filled.join('/'))
}

async function send(caller: Caller, endpoint: Endpoint, [path, query, body, wild]: [string, string, string, string]) {
  const method = endpoint.method.toUpperCase()
  if (endpoint.upload) {
    const kind = ['posts', 'account', 'user', wild][body.length % 4] ?? ''
    const bytes = new TextEncoder().encode(`账号名称,平台\n${wild},${body}`)
    return caller.upload(path, { name: `${wild}.csv`, bytes }, { kind, options: body })
  }
  if (method === 'GET') return caller.get(path + query)
  // The text as it is, also where it is no JSON.
  return caller.requestText(method, path + query, body)
}

const inputs = routes.map(({ endpoint }) => [nameOf(endpoint), endpoint] as const)

it.each(inputs)('%s answers whatever it is given', async (name, endpoint) => {
  const caller = endpoint.access === 'public' ? t.anonymous : await t.as(callerOf(endpoint))
  const given = fc.sample(fc.tuple(pathOf(endpoint), queryOf(endpoint), bodyOf(endpoint), nastyText), {
    seed: 20261124,
    numRuns: runs,
  })
  for (const input of given) {
    const answer = await send(caller, endpoint, input)
    const said = `${name} ${JSON.stringify(input).slice(0, 1500)}`
    if (answer.status < 400) {
      await answer.body?.cancel()
      continue
    }
    const text = await answer.text()
    expect(answer.status, `${said}\n${text}`).toBeLessThan(500)
    expect(answer.headers.get('content-type'), said).toContain('application/problem+json')
    expect((JSON.parse(text) as { title: string }).title, said).toMatch(han)
  }
})

it('leaves the audit chain whole', async () => {
  expect(await verifyChain(t.database.root)).toMatchObject({ ok: true })
})
