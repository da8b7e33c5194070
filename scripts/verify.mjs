import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureConsole } from './build-console.mjs'
import { exitLikeChild, interrupted } from './child.mjs'
import { ensureBrowser, ensureChineseFont } from './ensure-browser.mjs'
import { startPostgres } from './ensure-postgres.mjs'
import { explained, filesBelow, say, seconds, toolOf } from './project.mjs'

const reports = 'test-results/reports'
const nothing = { passed: 0, failed: 0, skipped: 0 }

/**
 * Every step of `npm test`, in order; `only` is the word for `npm test -- --only WORD`.
 * `run` answers { ok, counts? } or { skipped: why }.
 */
const steps = [
  { only: 'lint', name: '类型检查 tsc', run: (node) => tool(node, ['typescript', 'tsc'], ['-p', 'tsconfig.json']) },
  {
    only: 'lint',
    name: '代码规范 biome',
    run: (node) => tool(node, ['@biomejs/biome', 'biome'], ['check', '--max-diagnostics=50']),
  },
  {
    only: 'lint',
    name: '未使用代码 knip',
    run: (node) => tool(node, ['knip', 'knip'], ['--no-progress', '--no-config-hints']),
  },
  { only: 'unit', name: '单元与集成测试（内嵌数据库）', run: (node) => vitest(node, 'unit', ['run']) },
  { only: 'pg', name: '数据库测试（PostgreSQL）', run: onPostgres },
  { only: 'e2e', name: '浏览器全流程测试（Chromium）', run: inBrowser },
]

/** Fast enough before every commit: types, lint, and the tests that need nothing but Node. */
export function verifyQuickly(node) {
  return verify(node, ['lint', 'unit'])
}

export function test(node, args) {
  const all = [...new Set(steps.map((step) => step.only))]
  const wanted = wantedParts(args)
  const unknown = wanted.filter((word) => !all.includes(word))
  if (unknown.length > 0) throw explained(`用法：npm test -- --only <${all.join(' | ')}>`, 2)
  return verify(node, wanted.length > 0 ? wanted : all)
}

/** `--only pg`, `--only=pg,e2e`, or several of them. */
function wantedParts(args) {
  return args
    .flatMap((arg) => arg.split('='))
    .filter((arg) => arg !== '--only')
    .flatMap((arg) => arg.split(','))
}

/** Runs every wanted step even after a failure, so that one run tells everything. */
async function verify(node, wanted) {
  mkdirSync(reports, { recursive: true })
  // With a listener of our own a signal ends the step, not us: what was started is still put away.
  const stay = () => {}
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stay)
  const results = []
  for (const step of steps.filter(({ only }) => wanted.includes(only))) {
    say(`\n━━ ${step.name}`)
    const began = Date.now()
    const result = await step.run(node).catch((error) => {
      say(error.explained ? `✘ ${error.message}` : error.stack)
      return { ok: false }
    })
    if (interrupted()) {
      say('\n已中断。')
      return interrupted()
    }
    if (result.skipped) say(`跳过：${result.skipped}`)
    results.push({ ...result, name: step.name, took: seconds(began) })
  }
  return report(results)
}

async function tool(node, [pack, name], args) {
  return { ok: (await exitLikeChild(node, [toolOf(pack, name), ...args])) === 0 }
}

async function vitest(node, name, args, env = process.env) {
  const file = freshReport(name)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await exitLikeChild(node, [toolOf('vitest'), ...args, ...reporters, '--passWithNoTests'], { env })
  const counts = countsIn(file, (json) => ({
    passed: json.numPassedTests,
    // A file that does not load has no failed test in it, and all of its tests are missing.
    failed: json.numFailedTests + json.testResults.filter(unloaded).length,
    skipped: json.numPendingTests + json.numTodoTests,
  }))
  return { ok: code === 0, counts }
}

const unloaded = ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0

/** The suites that reach the database, found by what they import, once more on a real PostgreSQL. */
async function onPostgres(node) {
  const doors = filesBelow('src').filter((file) => readFileSync(file, 'utf8').includes('process.env.TEST_DATABASE_URL'))
  if (doors.length === 0) return { skipped: '尚无数据库测试' }
  const server = await startPostgres()
  if (server.skipped) return { skipped: server.skipped }
  say(`临时 PostgreSQL ${server.version} 已启动（fsync=off，仅供测试，用后即删）`)
  try {
    return await vitest(node, 'pg', ['related', '--run', ...doors], { ...process.env, TEST_DATABASE_URL: server.url })
  } finally {
    await server.stop()
  }
}

async function inBrowser(node) {
  const config = 'e2e/playwright.config.ts'
  const journeys = filesBelow('e2e').filter((file) => /\.(spec|test)\.ts$/.test(file))
  if (!existsSync('src/app/main.ts') || journeys.length === 0) return { skipped: '尚无浏览器全流程测试' }
  await ensureConsole(node)
  const CHROMIUM_PATH = await ensureBrowser(node)
  ensureChineseFont()
  const file = freshReport('e2e')
  const env = { ...process.env, CHROMIUM_PATH, E2E_REPORT: file }
  const code = await exitLikeChild(node, [toolOf('@playwright/test', 'playwright'), 'test', '--config', config], {
    env,
  })
  const counts = countsIn(file, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }))
  return { ok: code === 0, counts }
}

/** Yesterday's report must never be counted today. */
function freshReport(name) {
  const file = path.resolve(reports, `${name}.json`)
  rmSync(file, { force: true })
  return file
}

function countsIn(file, read) {
  return existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

function report(results) {
  tell('\n━━ 汇总')
  const sum = { ...nothing }
  for (const { name, took, skipped, ok, counts = nothing } of results) {
    const bad = !skipped && !ok
    sum.passed += counts.passed
    // A step that failed without a failed test (types, a crash) is one failure of its own.
    sum.failed += bad ? Math.max(counts.failed, 1) : 0
    sum.skipped += counts.skipped
    const tests = counts === nothing ? '' : `，${countLine(counts)}`
    tell(`${skipped ? '－' : bad ? '✘' : '✔'} ${name}：${skipped ? `跳过（${skipped}）` : `${took}${tests}`}`)
  }
  tell(countLine(sum))
  return results.every(({ skipped, ok }) => skipped || ok) ? 0 : 1
}

function countLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** The result is the output of these commands; progress is not. */
function tell(text) {
  process.stdout.write(`${text}\n`)
}
