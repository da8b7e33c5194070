import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import autocannon from 'autocannon'
import type { Ctx } from '../src/core/context.ts'
import { transact } from '../src/db/transact.ts'
import { actorOf } from '../src/identity/actor.service.ts'
import { changeOwnPassword } from '../src/identity/own-secrets.service.ts'
import { createUnit } from '../src/units/unit.service.ts'
import { createUser } from '../src/units/user.service.ts'
import { systemOf } from './assessment.ts'
import type { BenchDatabase } from './databases.ts'
import { type Result, rounded } from './measure.ts'
import { buildWorld } from './world.ts'

const password = 'Liang-Su 9753'
const users = 50
/** Seconds after which a request counts as unanswered. */
const patience = 60
const pages = [
  { zh: '首页', path: '/api/accounts?limit=50' },
  { zh: '按平台筛选、粉丝数倒序', path: '/api/accounts?limit=50&platform=wechat&sort=followers&order=desc' },
] as const

/** (b) A page of the ledger for 50 users at once through the real server, against a bare route of the same size. */
export async function benchLedger(
  opened: BenchDatabase,
  { accounts, seconds }: { accounts: number; seconds: number },
): Promise<Result[]> {
  await buildWorld(opened.database, { accounts, posts: 0 })
  await addSupervisor({ ...systemOf(opened.database), now: new Date() })
  // The embedded database belongs to one process: from here on to the server's.
  const env = await opened.handOver()
  const server = await startChild(['src/app/main.ts'], { ...env, ZHENGMEI_MODE: 'production', PORT: '0' })
  try {
    const cookie = await signIn(server.url)
    const results: Result[] = []
    for (const page of pages) {
      const url = `${server.url}${page.path}`
      const answer = await fetch(url, { headers: { cookie } })
      const size = (await answer.arrayBuffer()).byteLength
      if (answer.status !== 200) throw new Error(`the ledger answered ${answer.status}`)
      const ours = await load(url, seconds, { cookie })
      const bare = await startChild(['bench/bare.worker.ts', String(size)], {})
      const theirs = await load(bare.url, seconds, {}).finally(() => bare.stop())
      results.push({
        part: 'b',
        database: opened.zh,
        zh: `台账${page.zh}：${accounts} 个账号，${users} 人同时（${(size / 1024).toFixed(1)} KiB）`,
        ratio: rounded(ours.p50 / Math.max(theirs.p50, 0.5), 1),
        figures: {
          'p50（毫秒）': ours.p50,
          'p99（毫秒）': ours.p99,
          每秒请求: ours.perSecond,
          '空路由 p50（毫秒）': theirs.p50,
          '空路由 p99（毫秒）': theirs.p99,
          空路由每秒请求: theirs.perSecond,
        },
      })
    }
    return results
  } finally {
    await server.stop()
  }
}

async function addSupervisor(ctx: Ctx): Promise<void> {
  const unit = await createUnit(ctx, {
    kind: 'supervisor',
    name: '云岚省人民政府办公厅',
    shortName: null,
    hostType: null,
    regionCode: '990000',
    industry: null,
    creditCode: null,
    qualification: null,
    contactName: null,
  })
  const { user, temporaryPassword } = await createUser(ctx, {
    username: 'bench',
    unitId: unit.id,
    name: '演算员',
    duties: ['supervisorOfficer'],
    email: null,
    oidcIssuer: null,
    oidcSubject: null,
  })
  const actor = await transact(ctx, (work) => actorOf(work, user.id))
  await changeOwnPassword({ ...ctx, actor }, { current: temporaryPassword, next: password })
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'bench', password }),
  })
  if (!answer.ok) throw new Error(`signing in: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function load(url: string, duration: number, headers: Record<string, string>) {
  // Once to warm up: the first requests compile and open connections.
  await autocannon({ url, headers, connections: users, duration: 2, timeout: patience })
  const { latency, requests, non2xx, timeouts } = await autocannon({
    url,
    headers,
    connections: users,
    duration,
    timeout: patience,
  })
  if (non2xx + timeouts > 0) throw new Error(`${non2xx} requests to ${url} were refused, ${timeouts} unanswered`)
  if (requests.total < users)
    throw new Error(`${url} answered ${requests.total} requests in ${duration} s: too few to tell`)
  return { p50: latency.p50, p99: latency.p99, perSecond: Math.round(requests.average) }
}

type Child = { url: string; stop: () => Promise<void> }

/** Starts a server of its own process and waits for the address that it prints. */
function startChild(args: string[], env: Record<string, string>): Promise<Child> {
  const child = spawn(process.execPath, args, {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let told = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text
      const url = /http:\/\/\S+:\d+/.exec(told)?.[0]
      if (url) resolve({ url: url.replace('localhost', '127.0.0.1'), stop: () => stopped(child) })
    })
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}: ${told}`)))
  })
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
