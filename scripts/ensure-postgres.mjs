import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { constants, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const startLimit = 60_000

/**
 * Starts a private PostgreSQL that is thrown away by `stop()`: its own folder below the temp folder, its own port
 * on 127.0.0.1. Answers `{ url, version, stop }`, or `{ skipped }` with the reason in words.
 *
 * It runs with fsync=off: right for tests, and to be said beside any figure about speed (`durable: true` turns
 * it on). The URL's role owns the database but is no superuser, so that row-level security is real.
 */
export async function startPostgres({ durable = false, settings = {} } = {}) {
  const bin = findPostgres()
  if (!bin) return { skipped: '本机没有 PostgreSQL 服务端程序（initdb、postgres）' }
  const as = identity()
  if (!as) return { skipped: 'PostgreSQL 不能以 root 身份运行，且本机没有可用的 postgres 或 nobody 用户' }

  const folder = mkdtempSync(path.join(tmpdir(), 'zhengmei-pg-'))
  let server
  const wipe = () => {
    server?.kill('SIGQUIT') // "immediate": nothing in it is worth a checkpoint
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  }
  const release = wipeWhenWeEnd(wipe)
  try {
    if (as.uid !== undefined) chownSync(folder, as.uid, as.gid)
    chmodSync(folder, 0o700)
    const data = path.join(folder, 'data')
    const password = randomBytes(12).toString('hex')
    prepare(bin, { as, data, password })
    const port = await freePort()
    const log = []
    const args = Object.entries({ ...defaults(folder, durable), port, ...settings })
    server = spawn(
      path.join(bin, 'postgres'),
      ['-D', data, ...args.flatMap(([key, value]) => ['-c', `${key}=${value}`])],
      {
        ...as,
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    server.stderr.setEncoding('utf8').on('data', (text) => log.push(text) > 200 && log.shift())
    server.unref()
    server.stderr.unref()
    await ready(server, { data, log })
    return {
      url: `postgres://zhengmei:${password}@127.0.0.1:${port}/zhengmei`,
      version: readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim(),
      stop: async () => {
        release()
        await ended(server)
        wipe()
      },
    }
  } catch (error) {
    release()
    if (server) await ended(server)
    wipe()
    throw error
  }
}

/** Ctrl-C and an exit elsewhere must not leave a server and its folder behind. Answers how to call it off. */
function wipeWhenWeEnd(wipe) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const onSignal = (signal) => {
    wipe()
    // Nobody else decides what this signal means: then it means what it always does.
    if (process.listenerCount(signal) <= 1) process.exit(128 + constants.signals[signal])
  }
  process.on('exit', wipe)
  for (const signal of signals) process.on(signal, onSignal)
  return () => {
    process.off('exit', wipe)
    for (const signal of signals) process.off(signal, onSignal)
  }
}

/** The folder of the server programs: on PATH, or the newest where the usual packages put them. */
export function findPostgres() {
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    ...versions('/usr/lib/postgresql', 'bin'),
    ...versions('/usr', 'bin', 'pgsql-'),
    ...versions('/opt/homebrew/opt', 'bin', 'postgresql@'),
    ...versions('/usr/local/opt', 'bin', 'postgresql@'),
    '/opt/homebrew/bin',
    '/usr/local/pgsql/bin',
  ]
  return folders.find((folder) => folder && ['initdb', 'postgres'].every((name) => existsSync(path.join(folder, name))))
}

function versions(parent, bin, prefix = '') {
  if (!existsSync(parent)) return []
  return readdirSync(parent)
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .sort((a, b) => Number(b.slice(prefix.length)) - Number(a.slice(prefix.length)))
    .map((name) => path.join(parent, name, bin))
}

/** PostgreSQL refuses to run as root; root may lend it another user. Nothing to change for anybody else. */
function identity() {
  if (process.getuid?.() !== 0) return {}
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number.parseInt(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout, 10),
    )
    if (uid && gid && spawnSync('true', { uid, gid }).status === 0) return { uid, gid }
  }
  return undefined
}

function prepare(bin, { as, data, password }) {
  const run = (program, args, input) => {
    try {
      return execFileSync(path.join(bin, program), args, {
        ...as,
        cwd: path.dirname(data),
        input,
        stdio: ['pipe', 'pipe', 'pipe'],
      })
    } catch (error) {
      throw new Error(`${program} failed: ${error.stderr ?? error.message}`)
    }
  }
  const secret = `${data}.password` // of the superuser, whom nobody shall be
  writeFileSync(secret, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 })
  if (as.uid !== undefined) chownSync(secret, as.uid, as.gid)
  run('initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '--encoding=UTF8',
    '--locale=C',
    '--auth=scram-sha-256',
    '--no-sync',
    `--pwfile=${secret}`,
  ])
  // The single-user server needs no client program and no open port. CREATEDB: each test file gets a database of its own.
  const sql = [
    `create role zhengmei login createrole createdb nosuperuser nobypassrls password '${password}'`,
    'create database zhengmei owner zhengmei',
  ]
  run('postgres', ['--single', '-F', '-D', data, 'postgres'], `${sql.join('\n')}\n`)
}

function defaults(folder, durable) {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    // Not the embedded database's zone on purpose: a query that leans on the session's zone shows itself.
    timezone: 'Asia/Shanghai',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
}

/** The last line of its pid file is the server's own word for being open to connections. */
async function ready(server, { data, log }) {
  const until = Date.now() + startLimit
  const pidFile = path.join(data, 'postmaster.pid')
  while (Date.now() < until) {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(`postgres ended at once:\n${log.join('')}`)
    if (existsSync(pidFile) && /\nready\s*$/.test(readFileSync(pidFile, 'utf8'))) return
    await wait(50)
  }
  throw new Error(`postgres was not ready after ${startLimit / 1000} s:\n${log.join('')}`)
}

function ended(server) {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.ref()
    server.once('exit', resolve)
    server.kill('SIGQUIT')
  })
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
