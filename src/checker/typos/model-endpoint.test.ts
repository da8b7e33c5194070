import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { askModel, longestQuestion } from './model-endpoint.ts'

type Seen = { url: string; headers: Record<string, unknown>; body: { model: string; messages: { content: string }[] } }

let server: Server | undefined
afterEach(() => server?.closeAllConnections())
afterEach(() => server?.close())

/** A real server that answers with `answer`, or never. */
async function serve(answer: { status?: number; body: string } | 'never'): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = []
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    seen.push({ url: request.url!, headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) })
    if (answer !== 'never') response.writeHead(answer.status ?? 200).end(answer.body)
  })
  await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`, seen }
}

const says = (content: string) => ({ body: JSON.stringify({ choices: [{ message: { content } }] }) })
const text = '全市要贯彻落实决策布署，切实履行职则。决策布署要落细。'
const ask = async (answer: Parameters<typeof serve>[0], question = text, signal = AbortSignal.timeout(20_000)) => {
  const { url, seen } = await serve(answer)
  return { seen, answer: await askModel(question, { url, model: 'local', key: 'secret' }, fetch, signal) }
}

describe('asking a model', () => {
  it('marks what differs, at every place', async () => {
    const pairs = '[{"wrong":"布署","right":"部署"},{"wrong":"职则","right":"职责"}]'
    const { answer, seen } = await ask(says(pairs))
    expect(answer.failure).toBeUndefined()
    expect(answer.findings.map(({ start, text, suggestions }) => [start, text, ...suggestions])).toEqual([
      [9, '布', '部'],
      [17, '则', '责'],
      [21, '布', '部'],
    ])
    expect(seen).toMatchObject([
      { url: '/v1/chat/completions', headers: { authorization: 'Bearer secret' }, body: { model: 'local' } },
    ])
    expect(seen[0]!.body.messages.at(-1)!.content).toBe(text)
  })

  it('takes an answer in a code block', async () => {
    const { answer } = await ask(says('```json\n[{"wrong":"布署","right":"部署"}]\n```'))
    expect(answer.findings).toHaveLength(2)
  })

  it('keeps a character to mark where one is missing, and proposes to delete what is too much', async () => {
    const pairs = '[{"wrong":"新媒","right":"新媒体"},{"wrong":"监管管","right":"监管"}]'
    const { answer } = await ask(says(pairs), '加强政务新媒的监管管。')
    expect(answer.findings.map(({ text, suggestions }) => [text, ...suggestions])).toEqual([
      ['媒', '媒体'],
      ['管', ''],
    ])
  })

  it.each([
    ['does not stand in the text', '[{"wrong":"步署","right":"部署"}]'],
    ['is the same', '[{"wrong":"布署","right":"布署"}]'],
    ['is no text', '[{"wrong":1,"right":null},"布署",null]'],
    ['is empty', '[{"wrong":"","right":"部署"}]'],
    ['is longer than a phrase', JSON.stringify([{ wrong: '布署', right: '部署'.repeat(40) }])],
  ])('drops a proposal that %s', async (_, content) => {
    expect((await ask(says(content))).answer).toEqual({ findings: [] })
  })

  it.each<[string, Parameters<typeof serve>[0], RegExp]>([
    ['an error', { status: 503, body: 'busy' }, /状态码503/],
    ['something else than JSON', { body: '<html>' }, /不符合约定格式/],
    ['JSON of another form', { body: '{"choices":[]}' }, /不符合约定格式/],
    ['prose', says('文中有两处错误。'), /不符合约定格式/],
    ['without end', says('x'.repeat(30_000)), /过长/],
  ])('falls back to nothing when the server answers %s', async (_, answer, reason) => {
    const { answer: got } = await ask(answer)
    expect(got.findings).toEqual([])
    expect(got.failure).toMatch(reason)
  })

  it('gives up when the caller does', async () => {
    const { answer } = await ask('never', text, AbortSignal.timeout(50))
    expect(answer).toEqual({ findings: [], failure: '模型服务未在限定时间内回答' })
  })

  it('says so when nobody listens', async () => {
    const { url } = await serve('never')
    await new Promise((closed) => server!.close(closed))
    const answer = await askModel(text, { url, model: 'local' }, fetch, AbortSignal.timeout(20_000))
    expect(answer).toMatchObject({ findings: [], failure: expect.stringContaining('模型服务无法访问') })
  })

  it('does not send more than it may', async () => {
    const { answer, seen } = await ask(says('[]'), '字'.repeat(longestQuestion + 1))
    expect(answer.failure).toMatch(/超过4000字/)
    expect(seen).toEqual([])
  })
})
