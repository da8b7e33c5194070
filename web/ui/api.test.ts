import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type TestApp, testApp } from '../../src/app/testing.ts'
import { endpoint } from '../../src/core/endpoint.ts'
import { on } from '../../src/core/routes.ts'
import { transact } from '../../src/db/transact.ts'
import { openSession } from '../../src/identity/session.service.ts'
import { addressOf, call, fileNameOf } from './api.ts'
import { isApiError } from './api-error.ts'
import { keepToken, onSessionEnd } from './session.ts'

const show = endpoint({
  method: 'get',
  path: '/api/test/:id',
  access: 'signedIn',
  summary: '回显',
  params: z.object({ id: z.string() }),
  query: z.object({ kinds: z.string().optional(), day: z.string().optional(), n: z.coerce.number().default(1) }),
  answer: z.object({
    id: z.string(),
    kinds: z.string(),
    n: z.number(),
    at: z.string().transform((at) => new Date(at)),
  }),
})
const save = endpoint({
  method: 'post',
  path: '/api/test',
  access: 'signedIn',
  summary: '保存',
  body: z.object({ name: z.string().min(2, '名称至少 2 字') }),
  answer: z.object({ name: z.string() }),
})
const upload = endpoint({
  method: 'post',
  path: '/api/test/file',
  access: 'signedIn',
  summary: '上传',
  upload: true,
  body: z.object({ kind: z.string() }),
  answer: z.object({ kind: z.string(), name: z.string(), size: z.number() }),
})
/** The same address, but an older page expects another answer. */
const oldSave = endpoint({ ...save, answer: z.object({ title: z.string() }) })

let t: TestApp
const nodeFetch = globalThis.fetch
let cookie = ''
let asked = 0

beforeAll(async () => {
  t = await testApp({
    routes: [
      on(show, async (_, { params, query }) => ({
        id: params.id,
        kinds: query.kinds ?? '',
        n: query.n,
        at: '2026-03-07T01:30:00Z',
      })),
      on(save, async (_, { body }) => body),
      on(upload, async (_, { body }, http) => {
        const { name, bytes } = await http.file()
        return { kind: body.kind, name, size: bytes.length }
      }),
    ],
  })
})
afterAll(() => t.close())

beforeEach(async () => {
  asked = 0
  await signIn()
  globalThis.fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('cookie', cookie)
    return t.app.request(String(input), { ...init, headers })
  }
})
afterEach(() => {
  globalThis.fetch = nodeFetch
})

async function signIn() {
  const opened = await transact(await t.ctxOf('system'), (work) =>
    openSession(work, t.world.users.editor!, { method: 'password' }),
  )
  cookie = `zm_session=${opened.token}`
  keepToken(opened.csrfToken)
}

async function refusalOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!isApiError(error)) throw new TypeError('the call was not refused')
  return error
}

describe('a call', () => {
  it('fills path and query, and gives the answer as the contract transforms it', async () => {
    const answer = await call(show, { params: { id: '甲/乙' }, query: { kinds: 'a,b', n: 3 } })
    expect(answer).toEqual({ id: '甲/乙', kinds: 'a,b', n: 3, at: new Date('2026-03-07T01:30:00Z') })
  })

  it('proves that it comes from our page', async () => {
    expect(await call(save, { body: { name: '临溪' } })).toEqual({ name: '临溪' })
    keepToken('forged')
    expect((await refusalOf(call(save, { body: { name: '临溪' } }))).code).toBe('CSRF_REFUSED')
  })

  it('names the fields of a refused input', async () => {
    expect(await refusalOf(call(save, { body: { name: '临' } }))).toMatchObject({
      code: 'INVALID_INPUT',
      status: 422,
      errors: [{ path: 'name', message: '名称至少 2 字' }],
    })
  })

  it('uploads a file with its other fields', async () => {
    const file = new File(['一二三'], '数据.csv')
    expect(await call(upload, { body: { kind: 'posts' }, file })).toEqual({ kind: 'posts', name: '数据.csv', size: 9 })
  })

  it('does not show an answer that the page does not understand', async () => {
    expect((await refusalOf(call(oldSave, { body: { name: '临溪' } }))).message).toContain('刷新页面')
  })

  it('says that the network is gone, and is silent when it was called off', async () => {
    globalThis.fetch = async (_, init) => {
      init?.signal?.throwIfAborted()
      throw new TypeError('fetch failed')
    }
    expect(await refusalOf(call(save, { body: { name: '临溪' } }))).toMatchObject({
      code: 'OFFLINE',
      message: '网络已断开，请检查网络后重试，填写的内容仍保留在页面上',
    })
    const signal = AbortSignal.abort()
    await expect(call(save, { body: { name: '临溪' }, signal })).rejects.toHaveProperty('name', 'AbortError')
  })

  it('survives an answer from something that is not our server', async () => {
    globalThis.fetch = async () => new Response('<h1>502 Bad Gateway</h1>', { status: 502 })
    expect(await refusalOf(call(save, { body: { name: '临溪' } }))).toMatchObject({ code: 'INTERNAL', status: 502 })
  })
})

describe('a call after the session has ended', () => {
  it('asks once to sign in, however many calls were refused, and sends each again', async () => {
    const takeBack = onSessionEnd(async () => {
      asked++
      await signIn()
      return true
    })
    cookie = ''
    const saved = await Promise.all(['临溪', '望湖', '竹溪'].map((name) => call(save, { body: { name } })))
    expect(saved.map(({ name }) => name)).toEqual(['临溪', '望湖', '竹溪'])
    expect(asked).toBe(1)
    takeBack()
  })

  it('gives up when the person does not sign in, and when nobody is there to ask', async () => {
    cookie = ''
    const takeBack = onSessionEnd(async () => false)
    expect((await refusalOf(call(save, { body: { name: '临溪' } }))).code).toBe('NOT_SIGNED_IN')
    takeBack()
    expect((await refusalOf(call(save, { body: { name: '临溪' } }))).code).toBe('NOT_SIGNED_IN')
  })

  it('does not ask for ever', async () => {
    cookie = ''
    const takeBack = onSessionEnd(async () => {
      asked++
      return true
    })
    expect((await refusalOf(call(save, { body: { name: '临溪' } }))).code).toBe('NOT_SIGNED_IN')
    expect(asked).toBe(1)
    takeBack()
  })
})

describe('an address', () => {
  it('leaves out what is empty and joins lists', () => {
    const query = { q: '', a: null, b: undefined, c: 0, d: ['x', 'y'], e: [] }
    expect(addressOf({ path: '/api/a' }, { query })).toBe('/api/a?c=0&d=x%2Cy')
    expect(addressOf({ path: '/api/a/:id/b' }, { params: { id: '?#' } })).toBe('/api/a/%3F%23/b')
  })
})

describe('a download’s name', () => {
  it.each([
    ['attachment; filename="a.xlsx"; filename*=UTF-8\'\'%E5%8F%B0%E8%B4%A6.xlsx', '台账.xlsx'],
    ['attachment; filename="a b.xlsx"', 'a b.xlsx'],
    [null, null],
  ])('%s is %s', (header, name) => {
    expect(fileNameOf(header)).toBe(name)
  })
})
