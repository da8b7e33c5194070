import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { FullConfig } from '@playwright/test'

/** The demonstration province is built on the first start, which takes up to a minute. */
const startLimit = 180_000
const stopLimit = 15_000

/** Starts the real server once, on an empty data folder in demo mode, and answers how to end it. */
export default async function startServer(config: FullConfig): Promise<() => Promise<void>> {
  const { DATABASE_URL: _, E2E_PORT, ...inherited } = process.env
  if (!E2E_PORT) throw new TypeError('playwright.config.ts chooses the port')
  const folder = mkdtempSync(path.join(tmpdir(), 'zhengmei-e2e-'))
  process.env.E2E_DATA_DIR = folder // journeys read the demo logins there
  const server = spawn(process.execPath, ['src/app/main.ts'], {
    cwd: path.resolve(config.rootDir, '..'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, PORT: E2E_PORT, HOST: '127.0.0.1', DATA_DIR: folder, ZHENGMEI_MODE: 'demo' },
  })
  const killWithUs = () => server.kill('SIGKILL')
  process.once('exit', killWithUs)
  const log: string[] = []
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log.push(text)
      if (log.length > 500) log.shift()
    })
  }
  const stop = async () => {
    await ended(server)
    process.off('exit', killWithUs)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  try {
    await ready(server, `http://127.0.0.1:${E2E_PORT}/readyz`)
  } catch (error) {
    await stop()
    throw new Error(`${error instanceof Error ? error.message : error}\n${log.join('')}`)
  }
  return stop
}

async function ready(server: ChildProcess, url: string): Promise<void> {
  const until = Date.now() + startLimit
  while (Date.now() < until) {
    if (hasEnded(server)) throw new Error(`the server ended at once (exit code ${server.exitCode})`)
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
    if (answer?.ok) return
    await wait(200)
  }
  throw new Error(`the server was not ready after ${startLimit / 1000} s`)
}

async function ended(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return
  const gone = once(server, 'exit')
  server.kill('SIGTERM')
  const force = setTimeout(() => server.kill('SIGKILL'), stopLimit)
  await gone
  clearTimeout(force)
}

function hasEnded(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null
}
