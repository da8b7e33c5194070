import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'

type Chunk = { file: string; imports?: string[] }

/** Everything that is fetched before a person who signs in can work: the login page, the frame, 工作台. */
const firstLoad = ['index.html', 'sign-in/sign-in.page.tsx', 'frame/frame.tsx', 'dashboard/dashboard.page.tsx']
const limit = 300 * 1024

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'console-build-'))
  const vite = path.resolve('node_modules/vite/bin/vite.js')
  const options = [
    'build',
    '--config',
    'web/vite.config.ts',
    '--outDir',
    folder,
    '--emptyOutDir',
    '--logLevel',
    'error',
  ]
  execFileSync(process.execPath, [vite, ...options], { env: { ...process.env, NODE_ENV: 'production' } })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('takes less than 300 KB of compressed script from the login page to 工作台', () => {
  const manifest: Record<string, Chunk> = JSON.parse(readFileSync(path.join(folder, '.vite/manifest.json'), 'utf8'))
  const files = new Set<string>()
  const take = (name: string) => {
    const chunk = manifest[name]
    if (!chunk) throw new RangeError(`${name} is not part of the build`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    chunk.imports?.forEach(take)
  }
  firstLoad.forEach(take)
  const scripts = [...files].filter((file) => file.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(4)
  const sum = scripts.reduce((bytes, file) => bytes + gzipSync(readFileSync(path.join(folder, file))).length, 0)
  expect(sum).toBeLessThan(limit)
})

it('loads nothing from outside', () => {
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8')
  expect(page).not.toMatch(/(src|href)="(https?:)?\/\//)
  expect(existsSync(path.join(folder, 'assets'))).toBe(true)
})
