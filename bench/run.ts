import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { shippedTypos } from '../src/checker/command/typo-files.ts'
import { benchAssessment } from './assessment.ts'
import { benchSearch } from './checker.ts'
import { benchArticles } from './checker-article.ts'
import { benchCleanup } from './cleanup.ts'
import { type BenchDatabase, databaseNames, freshDatabase } from './databases.ts'
import { benchImport } from './imports.ts'
import { benchLedger } from './ledger.ts'
import { machine, type Result } from './measure.ts'

const args = process.argv.slice(2)
const has = (flag: string) => args.includes(flag)
const only = has('--only') ? (args[args.indexOf('--only') + 1] ?? '').split(',') : ['a', 'b', 'c', 'd', 'e', 'f']
const small = has('--small')
const begin = '<!-- results -->'

const sizes = small
  ? {
      month: { accounts: 200, posts: 5_000 },
      ledger: { accounts: 2_000, seconds: 5 },
      rows: 2_000,
      cleanup: { accounts: 2_000, posts: 10_000 },
      search: { terms: 10_000, bytes: 2 ** 20 },
      articles: { terms: 10_000, articles: 40 },
    }
  : {
      month: { accounts: 10_000, posts: 1_000_000 },
      ledger: { accounts: 100_000, seconds: 20 },
      rows: 100_000,
      cleanup: { accounts: 100_000, posts: 500_000 },
      search: { terms: 100_000, bytes: 20 * 2 ** 20 },
      articles: { terms: 100_000, articles: 400 },
    }

const parts: Record<string, (opened: BenchDatabase) => Promise<Result[]>> = {
  a: async (opened) => [await benchAssessment(opened, sizes.month)],
  b: (opened) => benchLedger(opened, sizes.ledger),
  c: async (opened) => [await benchImport(opened, sizes.rows)],
  d: async (opened) => [await benchCleanup(opened, sizes.cleanup)],
}

/** Parts that no database has a hand in. */
const partsAlone: Record<string, () => Promise<Result[]>> = {
  e: () => benchSearch(sizes.search),
  f: () => benchArticles(sizes.articles, async () => shippedTypos()),
}

const unknown = only.find((part) => !Object.hasOwn(parts, part) && !Object.hasOwn(partsAlone, part))
if (unknown !== undefined) {
  console.error('用法：npm run bench -- [--json] [--only a|b|c|d|e|f] [--small] [--write]')
  process.exit(2)
}

const results: Result[] = []
for (const part of only) {
  const alone = partsAlone[part]
  if (alone) await measure(part, '文本检查', alone)
  for (const name of parts[part] ? databaseNames : []) {
    const opened = await freshDatabase(name)
    if ('skipped' in opened) {
      console.error(`跳过 ${name}：${opened.skipped}`)
      continue
    }
    await measure(part, opened.zh, async () => (await parts[part]?.(opened)) ?? [])
    await opened.remove()
  }
}

/** One part that fails does not take the others' results along. */
async function measure(part: string, on: string, work: () => Promise<Result[]>): Promise<void> {
  console.error(`(${part}) ${on} …`)
  try {
    const found = await work()
    results.push(...found)
    for (const { zh, ratio, figures } of found) console.error(`    ${zh}：${ratio}  ${JSON.stringify(figures)}`)
  } catch (error) {
    console.error(error)
    process.exitCode = 1
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
