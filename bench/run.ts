import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { benchAssessment } from './assessment.ts'
import { benchCleanup } from './cleanup.ts'
import { type BenchDatabase, databaseNames, freshDatabase } from './databases.ts'
import { benchImport } from './imports.ts'
import { benchLedger } from './ledger.ts'
import { machine, type Result } from './measure.ts'

const args = process.argv.slice(2)
const has = (flag: string) => args.includes(flag)
const only = has('--only') ? (args[args.indexOf('--only') + 1] ?? '').split(',') : ['a', 'b', 'c', 'd']
const small = has('--small')
const begin = '<!-- results -->'

const sizes = small
  ? {
      month: { accounts: 200, posts: 5_000 },
      ledger: { accounts: 2_000, seconds: 5 },
      rows: 2_000,
      cleanup: { accounts: 2_000, posts: 10_000 },
    }
  : {
      month: { accounts: 10_000, posts: 1_000_000 },
      ledger: { accounts: 100_000, seconds: 20 },
      rows: 100_000,
      cleanup: { accounts: 100_000, posts: 500_000 },
    }

const parts: Record<string, (opened: BenchDatabase) => Promise<Result[]>> = {
  a: async (opened) => [await benchAssessment(opened, sizes.month)],
  b: (opened) => benchLedger(opened, sizes.ledger),
  c: async (opened) => [await benchImport(opened, sizes.rows)],
  d: async (opened) => [await benchCleanup(opened, sizes.cleanup)],
}

const unknown = only.find((part) => !Object.hasOwn(parts, part))
if (unknown !== undefined) {
  console.error('用法：npm run bench -- [--json] [--only a|b|c|d] [--small] [--write]')
  process.exit(2)
}

const results: Result[] = []
for (const part of only) {
  for (const name of databaseNames) {
    const opened = await freshDatabase(name)
    if ('skipped' in opened) {
      console.error(`跳过 ${name}：${opened.skipped}`)
      continue
    }
    try {
      console.error(`(${part}) ${opened.zh} …`)
      const found = (await parts[part]?.(opened)) ?? []
      results.push(...found)
      for (const { zh, ratio, figures } of found) console.error(`    ${zh}：${ratio}  ${JSON.stringify(figures)}`)
    } catch (error) {
      // One part that fails does not take the others' results along.
      console.error(error)
      process.exitCode = 1
    } finally {
      await opened.remove()
    }
  }
}

const report = { machine: machine(), date: new Date().toISOString().slice(0, 10), small, results }
console.log(has('--json') ? JSON.stringify(report, null, 2) : table())
if (has('--write')) write()
process.exit()

function table(): string {
  const lines = results.map(({ part, database, zh, ratio, figures }) => {
    const told = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
    return `| ${part} | ${zh} | ${database} | ${told.join('；')} | **${ratio}** |`
  })
  return ['| | 测什么 | 数据库 | 数值 | 比值 |', '|---|---|---|---|---|', ...lines].join('\n')
}

/** Everything below the mark in the README is the last run's. */
function write(): void {
  const file = path.join(import.meta.dirname, 'README.md')
  const text = readFileSync(file, 'utf8')
  const head = text.slice(0, text.indexOf(begin) + begin.length)
  writeFileSync(file, `${head}\n\n${report.date}，${report.machine}${small ? '（小规模试跑）' : ''}\n\n${table()}\n`)
}
