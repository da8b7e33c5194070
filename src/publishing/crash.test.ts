import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import { bridgeTo } from '../db/bridge.fixture.ts'
import { connect, type Planted, plantApproved, plantPicture } from './approved.fixture.ts'
import { publishDraft } from './publish.service.ts'

/** How often the sender is killed between its call and its record; `CRASH_KILLS=200` for the whole proof. */
const kills = Number(process.env.CRASH_KILLS ?? 15)
/** The answer comes within this, and the kill within a little more: before the call arrives, before its answer, after. */
const slowest = 40
/** Past every lease, and past the time after which the platform's word is believed. */
const restartAfter = 35 * 60_000

let t: TestApp
let database: { url: string; idle: () => Promise<void>; close: () => Promise<void> }
let emulator: { process: ChildProcess; url: string }
const drafts: Planted[] = []
const standby: ChildProcess[] = []

beforeAll(async () => {
  t = await testApp({ now: new Date() })
  const { engine } = t.database
  const none = { idle: async () => {}, close: async () => {} }
  database = engine.kind === 'pglite' ? await bridgeTo(engine.pglite) : { url: engine.url, ...none }
  emulator = await startEmulator()
  // Two hundred crashes of one account in two days: its quotas are another matter.
  const asked = ['freepublish/submit', 'freepublish/get', 'freepublish/batchget', 'freepublish/getarticle', 'draft/get']
  for (const what of asked) await steer('/limits', { what, limit: 1e9 })
  await connect(t, t.world.accounts.wechat, { baseUrl: `${emulator.url}/wechat` })
}, 120_000)
afterAll(async () => {
  for (const child of standby) child.kill('SIGKILL')
  emulator?.process.kill('SIGKILL')
  await database?.close()
  await t?.close()
})

it(`publishes each once, though the sender is killed ${kills} times between its call and its record`, async () => {
  let ahead = 0
  let killed = 0
  let runs = 0
  const left: Record<string, number> = {}
  while (killed < kills) {
    if (++runs > kills * 3) throw new Error(`only ${killed} kills in ${runs} runs`)
    // What was cut off before is due before: it is found again, perhaps sent again, perhaps killed again.
    await orderOne(ahead)
    await steer('/faults', { kind: 'slow', match: 'freepublish/submit', ms: Math.floor(Math.random() * slowest) })
    const state = await runAndKill(ahead)
    if (state === null) throw new Error('a sender came to its end without a call')
    left[state] = (left[state] ?? 0) + 1
    // `sending` stands in the database: the intent was kept and no answer was.
    if (state === 'sending') killed += 1
    ahead += restartAfter
    await steer('/clock', { advanceSeconds: restartAfter / 1000 })
    // Killed at every call it would fall behind for weeks; now and then it may catch up.
    if (runs % 5 === 0) await runToEnd(ahead)
  }
  console.log(`${runs} runs; what stood in the register after each kill:`, left)

  for (let n = 0; n < 20 && (await unfinished()) > 0; n++) {
    await runToEnd(ahead)
    ahead += restartAfter
    await steer('/clock', { advanceSeconds: restartAfter / 1000 })
  }
  const rows = await t.database.root.selectFrom('publication').select(['title', 'state', 'post_id', 'fault']).execute()
  expect(rows.filter(({ state }) => state !== 'published')).toEqual([])
  expect(new Set(rows.map(({ post_id }) => post_id)).size).toBe(drafts.length)
  const published = (await ask('GET', '/published')) as { title: string }[]
  const times = Map.groupBy(published, ({ title }) => title)
  expect([...times].filter(([, each]) => each.length > 1).map(([title]) => title)).toEqual([])
  expect([...times.keys()].sort()).toEqual(drafts.map(({ content }) => content.title).sort())
}, 1_800_000)

/** Orders one more publication, due at once. */
async function orderOne(ahead: number): Promise<void> {
  t.clock.now = new Date(Date.now() + ahead)
  const draft = await plantApproved(t, { title: `第 ${drafts.length + 1} 号通知`, coverId: await plantPicture(t) })
  drafts.push(draft)
  const order = { hash: draft.hash, version: 1, now: false }
  await publishDraft(await t.ctxOf('editor'), { draftId: draft.id, order })
}

/** Runs a sender, kills it at a random moment around its first call, and tells how the register stands to that call. */
async function runAndKill(ahead: number): Promise<string | null> {
  const child = await nextSender()
  const ended = once(child, 'exit')
  const said = new Promise<'submitting' | 'done'>((resolve) => {
    child.on('message', (what) => {
      if (what === 'submitting' || what === 'done') resolve(what)
    })
    child.once('exit', () => resolve('done'))
  })
  child.send({ url: database.url, ahead })
  if ((await said) === 'done') return null
  await new Promise((resolve) => setTimeout(resolve, Math.random() * (slowest + 20)))
  child.kill('SIGKILL')
  await ended
  await database.idle()
  // Half an hour is about to be left out: what is on its way arrives in it.
  await new Promise((resolve) => setTimeout(resolve, 3 * slowest))
  const [last] = await t.database.root
    .selectFrom('publication')
    .select('state')
    .where('submitted_at', 'is not', null)
    .orderBy('submitted_at', 'desc')
    .limit(1)
    .execute()
  return last?.state ?? 'scheduled'
}

async function runToEnd(ahead: number): Promise<void> {
  const child = await nextSender()
  const ended = once(child, 'exit')
  child.send({ url: database.url, ahead })
  const [code] = await ended
  expect(code).toBe(0)
  await database.idle()
}

/** A sender that has been loaded already, and the next one begins to load. */
async function nextSender(): Promise<ChildProcess> {
  const child = standby.shift() ?? load()
  if (!ready.has(child)) await new Promise((resolve) => child.once('message', resolve))
  standby.push(load())
  return child
}

const ready = new WeakSet<ChildProcess>()

function load(): ChildProcess {
  const child = fork('src/publishing/crash-sender.fixture.ts', { execArgv: [] })
  child.once('message', () => ready.add(child))
  return child
}

async function unfinished(): Promise<number> {
  const rows = await t.database.root
    .selectFrom('publication')
    .select('id')
    .where('state', 'not in', ['published', 'failed'])
    .execute()
  return rows.length
}

async function startEmulator(): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['emulator/main.ts'], {
    env: { ...process.env, EMULATOR_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /(http:\/\/[\d.:]+)\/emulator/.exec(line)?.[1]
    if (url) return { process: child, url }
  }
  throw new Error('the emulator did not start')
}

function steer(path: string, body: unknown): Promise<unknown> {
  return ask('POST', path, body)
}

/** A connection for each question: an idle one may just be closing. */
function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = request(`${emulator.url}/emulator${path}`, { method, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (piece: string) => {
        text += piece
      })
      answer.on('end', () => (answer.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(text))))
    })
    asked.on('error', reject)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
