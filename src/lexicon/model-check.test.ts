import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { addBodies } from '../app/testing-bodies.ts'
import { askAbout, oneOfFew } from './model-check.service.ts'
import { modelSwitchFaults, modelUrlRefusal, testMistake, testSentence } from './model-settings.rules.ts'

/** A real server with the chat interface: `answers` says what becomes of each question, and `questions` what was asked. */
let server: Server
let url = ''
let answers: (question: string, response: ServerResponse) => void
let questions: string[] = []
let authorizations: (string | undefined)[] = []

const says = (content: string) => (_: string, response: ServerResponse) =>
  void response.end(JSON.stringify({ choices: [{ message: { content } }] }))
const pairs = says('[{"wrong":"布署","right":"部署"}]')
const never = () => undefined

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const question = JSON.parse(Buffer.concat(chunks).toString()).messages.at(-1).content
    questions.push(question)
    authorizations.push(request.headers.authorization)
    answers(question, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`
})
beforeEach(() => {
  questions = []
  authorizations = []
  answers = pairs
})
afterEach(() => server.closeAllConnections())
afterAll(() => new Promise((closed) => server.close(closed)))

const inner = () => ({ url, model: 'local', key: null, allowInner: true, timeoutSeconds: 20 })

describe('asking the model about a text', () => {
  it('gives what is wrong at its place in the whole text', async () => {
    const text = `${'一切正常。'.repeat(240)}\n抓好布署`
    const { findings, failures } = await askAbout(text, inner())
    expect(failures).toEqual([])
    expect(findings.map(({ start, end }) => text.slice(start - 1, end + 1))).toEqual(['好布署'])
    expect(questions).toHaveLength(2)
  })

  it('drops what does not stand in the text', async () => {
    answers = says('[{"wrong":"步署","right":"部署"},{"wrong":5}]')
    expect(await askAbout('抓好布署', inner())).toEqual({ findings: [], failures: [] })
  })

  it.each<[string, typeof answers, RegExp]>([
    ['an error', (_, response) => void response.writeHead(500).end('抓好布署'), /^模型服务返回状态码500$/],
    ['a redirect', (_, response) => void response.writeHead(302, { location: '/' }).end(), /^模型服务返回状态码302$/],
    ['something else', (_, response) => void response.end('<html>'), /^模型服务的回答不符合约定格式$/],
    ['more than anybody reads', (_, response) => void response.end('字'.repeat(500_000)), /^模型服务的回答过长$/],
    ['by hanging up', (_, response) => void response.destroy(), /^模型服务无法访问：连接被对方中断$/],
  ])('has a reason when the server answers with %s', async (_, answer, reason) => {
    answers = answer
    const { findings, failures } = await askAbout('抓好布署', inner())
    expect(findings).toEqual([])
    expect(failures).toEqual([expect.stringMatching(reason)])
  })

  it('keeps what one part gave when another failed', async () => {
    answers = (question, response) =>
      question.includes('甲') ? void response.writeHead(500).end() : pairs(question, response)
    const { findings, failures } = await askAbout(`${'甲方。'.repeat(400)}\n抓好布署`, inner())
    expect(findings).toHaveLength(1)
    expect(failures).toEqual(['模型服务返回状态码500（全文分 2 段，1 段未检查）'])
  })

  it('waits no longer than the setting says', async () => {
    answers = never
    const { failures } = await askAbout('抓好布署', { ...inner(), timeoutSeconds: 0.05 })
    expect(failures).toEqual(['模型服务未在限定时间内回答'])
  })

  it('ends all questions at the limit of the whole', async () => {
    const overall = new AbortController()
    answers = () => overall.abort()
    const { failures } = await askAbout(Array(4).fill('甲方。'.repeat(300)).join('\n'), inner(), overall.signal)
    expect(failures.join()).toContain('模型服务未在限定时间内回答')
    expect(failures.join()).toContain('检查超过总时限')
    expect(questions.length).toBeLessThan(3)
  })

  it('never reaches into the inner network unless that is allowed', async () => {
    const { failures } = await askAbout('抓好布署', { ...inner(), allowInner: false })
    expect(failures).toEqual([expect.stringContaining('允许内网地址')])
    const secure = { ...inner(), url: url.replace('http:', 'https:'), allowInner: false }
    expect((await askAbout('抓好布署', secure)).failures).toEqual([expect.stringContaining('地址在内网或本机')])
    expect(questions).toEqual([])
  })

  it('lets a few at it and refuses the next', async () => {
    let free = () => {}
    const freed = new Promise<void>((resolve) => {
      free = resolve
    })
    const four = Array.from({ length: 4 }, () => oneOfFew(() => freed))
    await expect(oneOfFew(() => freed)).rejects.toMatchObject({ code: 'DATABASE_BUSY' })
    free()
    await Promise.all(four)
    expect(await oneOfFew(async () => 'turn')).toBe('turn')
  })
})

describe('the address of the model', () => {
  it.each([
    ['https://model.example.gov.cn/v1/chat/completions', false, null],
    ['https://model.example.gov.cn:8443/v1', false, null],
    ['http://10.0.0.8:8000/v1', true, null],
    ['http://10.0.0.8:8000/v1', false, /须使用 https/],
    ['10.0.0.8:8000', true, /格式不正确|http/],
    ['ftp://10.0.0.8/', true, /http/],
    ['https://user:word@model.example.gov.cn/', false, /用户名和密码/],
    ['https://model.example.gov.cn/#v1', false, /#/],
  ])('%s with inner addresses %s: %s', (address, allowInner, refusal) => {
    const said = modelUrlRefusal(address, allowInner)
    if (refusal) expect(said).toMatch(refusal)
    else expect(said).toBeNull()
  })

  it('and the name of the model are needed to switch it on', () => {
    const given = { on: true, url: '', model: '', allowInner: false }
    expect(modelSwitchFaults(given).map(({ path }) => path)).toEqual(['url', 'model'])
    expect(modelSwitchFaults({ ...given, on: false })).toEqual([])
    expect(modelSwitchFaults({ ...given, url: 'https://a.test/', model: 'local' })).toEqual([])
  })
})

describe('the setting', () => {
  let t: TestApp
  let admin: Caller
  let editor: Caller
  beforeAll(async () => {
    t = await testApp()
    await addBodies(t)
    admin = await t.as('systemadmin')
    editor = await t.as('editor')
  })
  afterAll(() => t.close())
  const given = () => ({ on: true, url, model: 'local', allowInner: true, timeoutSeconds: 20 })

  it('is off at first, and then nothing is sent', async () => {
    expect(await (await admin.get('/api/settings/model')).json()).toEqual({
      on: false,
      url: '',
      model: '',
      allowInner: false,
      timeoutSeconds: 20,
      hasKey: false,
    })
    expect(await (await editor.get('/api/lexicon/effective')).json()).toMatchObject({ modelCheck: false })
    const answer = await editor.post('/api/checks/model', { text: '抓好布署' })
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('没有启用语言模型')])
    expect((await admin.post('/api/settings/model/tests')).status).toBe(409)
    expect(questions).toEqual([])
  })

  it('is the outermost system administrator’s', async () => {
    for (const who of ['supervisorofficer.province', 'securityadmin', 'editor', 'systemadmin.county']) {
      const caller = await t.as(who)
      expect((await caller.get('/api/settings/model')).status).toBe(403)
      expect((await caller.put('/api/settings/model', given())).status).toBe(403)
      expect((await caller.post('/api/settings/model/tests')).status).toBe(403)
    }
  })

  it.each([
    [{ url: '' }, 'url'],
    [{ model: ' ' }, 'model'],
    [{ url: 'model.example' }, 'url'],
    [{ allowInner: false }, 'url'],
    [{ timeoutSeconds: 0 }, 'timeoutSeconds'],
    [{ timeoutSeconds: 121 }, 'timeoutSeconds'],
    [{ key: '含中文' }, 'key'],
  ])('refuses what cannot work: %j', async (wrong, field) => {
    const answer = await admin.put('/api/settings/model', { ...given(), ...wrong })
    expect(answer.status).toBe(422)
    expect(((await answer.json()) as { errors: { path: string }[] }).errors.map(({ path }) => path)).toContain(field)
  })

  it('keeps a key that is never shown again', async () => {
    const saved = await admin.put('/api/settings/model', { ...given(), key: 'the-secret-key' })
    expect(await saved.json()).toEqual({ ...given(), hasKey: true })
    expect(await (await admin.put('/api/settings/model', given())).json()).toMatchObject({ hasKey: true })
    await editor.post('/api/checks/model', { text: '抓好布署' })
    expect(authorizations).toEqual(['Bearer the-secret-key'])
    const { root } = t.database
    const kept = JSON.stringify(await root.selectFrom('setting').selectAll().execute())
    const told = JSON.stringify(await root.selectFrom('audit_entry').selectAll().execute())
    expect(kept).toContain('v1|')
    for (const text of [kept, told, await (await admin.get('/api/settings/model')).text()]) {
      expect(text).not.toContain('the-secret-key')
    }
    const cleared = await admin.put('/api/settings/model', { ...given(), key: null })
    expect(await cleared.json()).toMatchObject({ hasKey: false })
    await editor.post('/api/checks/model', { text: '抓好布署' })
    expect(authorizations).toEqual(['Bearer the-secret-key', undefined])
  })

  it('lets whoever checks ask the model, and nothing of the text is kept', async () => {
    await admin.put('/api/settings/model', given())
    const text = '𠮷祥\n机密稿件，抓好布署'
    const answer = await editor.post('/api/checks/model', { text })
    const { findings, failures } = await answer.json()
    expect(failures).toEqual([])
    expect(findings).toMatchObject([{ ruleId: 'typo.model', severity: 'hint', text: '布', suggestions: ['部'] }])
    expect(text.slice(findings[0].start, findings[0].end)).toBe('布')
    const told = JSON.stringify(await t.database.root.selectFrom('audit_entry').selectAll().execute())
    expect(told).not.toContain('机密稿件')
    expect((await (await t.as('systemadmin')).post('/api/checks/model', { text })).status).toBe(403)
    expect((await editor.post('/api/checks/model', { text: '字'.repeat(20_001) })).status).toBe(422)
  })

  it('is told with what holds for the reader, under another tag', async () => {
    await admin.put('/api/settings/model', given())
    const on = await editor.get('/api/lexicon/effective')
    const { version, modelCheck } = await on.json()
    await admin.put('/api/settings/model', { ...given(), on: false })
    const off = await editor.request('GET', '/api/lexicon/effective', undefined, {
      'if-none-match': on.headers.get('etag') ?? '',
    })
    expect([modelCheck, off.status]).toEqual([true, 200])
    expect(await off.json()).toMatchObject({ version, modelCheck: false })
  })

  it('is tested with a sentence of ours, switched on or not', async () => {
    await admin.put('/api/settings/model', { ...given(), on: false })
    const test = async () => (await admin.post('/api/settings/model/tests')).json()
    expect(await test()).toEqual({ ok: true, words: '模型已回答：“布署”疑为“部署”' })
    expect(questions).toEqual([testSentence])
    expect(testSentence).toContain(testMistake)
    answers = says('[]')
    expect(await test()).toMatchObject({ ok: true, words: expect.stringContaining('没有指出') })
    answers = (_, response) => void response.writeHead(401).end()
    expect(await test()).toEqual({ ok: false, words: '模型服务返回状态码401' })
  })
})
