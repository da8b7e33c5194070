import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'

/** What each kind of file may import of ours at run time. Types may come from anywhere: they leave no trace. */
const mayImport: Record<string, readonly string[]> = {
  rules: ['rules', 'error', 'checker'],
  contract: ['contract', 'rules', 'endpoint', 'checker'],
  store: ['store', 'db', 'rules'],
  service: ['service', 'store', 'rules', 'contract', 'endpoint', 'core', 'error', 'db', 'plain', 'checker'],
  routes: ['routes', 'service', 'rules', 'contract', 'endpoint', 'core', 'error', 'plain'],
  jobs: ['service', 'rules', 'core', 'error', 'plain'],
  checker: ['checker'],
  error: [],
  endpoint: ['contract', 'rules', 'error'],
  core: ['core', 'error', 'endpoint', 'rules', 'contract'],
  db: ['db', 'core', 'error', 'rules'],
}

/** What a slice may take from another one at run time; stores, routes and jobs are its own affair. */
const sharedBySlices = ['service', 'rules', 'contract', 'plain', 'checker']

const foundations = ['core', 'db']
const longest = 400

type Sources = ReadonlyMap<string, string>
type Import = { from: string; to: string }

describe('architecture', () => {
  const sources = readSources(['src', 'web', 'bench', 'emulator', 'e2e'])

  it('lets each kind of file import only what its kind may', () => {
    expect(wrongKinds(sources)).toEqual([])
  })

  it('leaves other slices their stores, routes and jobs', () => {
    expect(foreignPrivates(sources)).toEqual([])
  })

  it('keeps core, db and checker free of slices, and app imported by nobody', () => {
    expect(wrongDirections(sources)).toEqual([])
  })

  it('lets the web import nothing of src but contracts, rules and the checker', () => {
    expect(webReachingIntoServer(sources)).toEqual([])
  })

  it('keeps rules, contracts and the checker free of database, clock, network and randomness', () => {
    expect(impureFiles(sources)).toEqual([])
  })

  it('imports only files that are there, under the name they have', () => {
    const ours = [...runtimeImports(sources)].filter(({ from }) => from.startsWith('src/'))
    expect(ours.filter(({ to }) => !existsSync(to)).map(arrow)).toEqual([])
  })

  it('has no index.ts that hides where things are', () => {
    expect([...sources.keys()].filter((file) => /^index\.tsx?$/.test(path.basename(file)))).toEqual([])
  })

  it(`has no file over ${longest} lines but tests, data and tables of rules`, () => {
    // The schema is a list of tables and columns, read by searching.
    const exempt = /\.(test|spec|rules|data)\.tsx?$|\/data\/|^src\/db\/schema\.ts$/
    const long = [...sources].filter(([file, text]) => !exempt.test(file) && text.split('\n').length - 1 > longest)
    expect(long.map(([file, text]) => `${file}: ${text.split('\n').length - 1} lines`)).toEqual([])
  })
})

describe('the architecture test itself', () => {
  it.each([
    ['src/units/a.rules.ts', "import { b } from './units.store.ts'", wrongKinds],
    ['src/units/units.store.ts', "import { b } from './units.service.ts'", wrongKinds],
    ['src/units/units.routes.ts', "export * from './units.store.ts'", wrongKinds],
    ['src/units/units.service.ts', "const b = await import('../units/units.routes.ts')", wrongKinds],
    ['src/units/units.service.ts', "import { b } from '../accounts/accounts.store.ts'", foreignPrivates],
    ['src/units/helper.ts', "import { b } from '../accounts/accounts.jobs.ts'", foreignPrivates],
    ['src/core/http.ts', "import { b } from '../units/a.rules.ts'", wrongDirections],
    ['src/db/open.ts', "import '../units/units.service.ts'", wrongDirections],
    ['src/units/units.service.ts', "import { b } from '../app/app.ts'", wrongDirections],
    ['src/checker/words.ts', "import { b } from '../core/bigrams.rules.ts'", wrongDirections],
    ['web/console/page.tsx', "import { b } from '../../src/units/units.service.ts'", webReachingIntoServer],
    ['src/units/a.rules.ts', "import { readFileSync } from 'node:fs'", impureFiles],
    ['src/units/a.rules.ts', "import { b } from '../checker/command/check.ts'", wrongKinds],
    ['src/units/units.store.ts', "import { b } from '../checker/checker.ts'", wrongKinds],
    ['src/checker/words.ts', "import { b } from './command/check.ts'", wrongKinds],
    ['src/units/a.rules.ts', 'export const today = () => new Date()', impureFiles],
    ['src/checker/words.ts', "import { readFileSync } from 'node:fs'", impureFiles],
    ['web/console/page.tsx', "import { b } from '../../src/checker/command/check.ts'", webReachingIntoServer],
  ])('refuses in %s: %s', (file, text, rule) => {
    expect(rule(new Map([[file, text]]))).toHaveLength(1)
  })

  it.each([
    ['src/units/a.rules.ts', "import type { B } from './units.store.ts'", wrongKinds],
    ['src/core/http.ts', "export type { B } from '../units/a.rules.ts'", wrongDirections],
    ['src/units/units.contract.ts', "import { page } from '../core/page.contract.ts'", wrongKinds],
    ['src/units/units.service.ts', "import { b } from '../accounts/accounts.service.ts'", foreignPrivates],
    ['src/units/a.rules.ts', "import { b } from '../checker/checker.ts'", wrongKinds],
    ['src/units/units.contract.ts', "import { b } from '../checker/finding.ts'", foreignPrivates],
    ['web/console/page.tsx', "import { b } from '../../src/units/units.contract.ts'", webReachingIntoServer],
    ['web/console/page.tsx', "import { b } from '../../src/checker/checker.ts'", webReachingIntoServer],
    [
      'src/units/a.rules.ts',
      '// new Date() would be a clock\nexport const b = (day: string) => new Date(day)',
      impureFiles,
    ],
  ])('allows in %s: %s', (file, text, rule) => {
    expect(rule(new Map([[file, text]]))).toEqual([])
  })
})

function wrongKinds(sources: Sources): string[] {
  return importsWithin(sources)
    .filter(({ from, to }) => mayImport[kindOf(from)]?.includes(kindOf(to)) === false)
    .map(arrow)
}

function foreignPrivates(sources: Sources): string[] {
  return importsWithin(sources)
    .filter(({ from, to }) => sliceOf(from) !== sliceOf(to) && sliceOf(from) !== 'app')
    .filter(({ to }) => !foundations.includes(sliceOf(to)) && sliceOf(to) !== 'app')
    .filter(({ to }) => !sharedBySlices.includes(kindOf(to)))
    .map(arrow)
}

function wrongDirections(sources: Sources): string[] {
  return importsWithin(sources)
    .filter(({ from, to }) => sliceOf(from) !== sliceOf(to))
    .filter(({ from, to }) => {
      if (sliceOf(to) === 'app' || sliceOf(from) === 'checker') return true
      return foundations.includes(sliceOf(from)) && !foundations.includes(sliceOf(to))
    })
    .map(arrow)
}

function webReachingIntoServer(sources: Sources): string[] {
  return runtimeImports(sources)
    .filter(({ from, to }) => from.startsWith('web/') && to.startsWith('src/'))
    .filter(({ to }) => !['rules', 'contract'].includes(kindOf(to)))
    .filter(({ to }) => !isPortable(to))
    .map(arrow)
}

/** The checker runs in the browser as it runs here, all of it but its command line and what measures it. */
function isPortable(file: string): boolean {
  return file.startsWith('src/checker/') && !/^src\/checker\/(command|testing|typos\/training)\//.test(file)
}

/** The browser imports these files too, so nothing of Node may be in them either. */
function impureFiles(sources: Sources): string[] {
  const packages = /^(node:|pg\b|kysely|hono|pino|undici|@electric-sql\/|@hono\/)/
  const reach = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\bcrypto\.random|\bfetch\(|\bprocess\./
  return [...sources]
    .filter(([file]) => ['rules', 'contract'].includes(kindOf(file)) || isPortable(file))
    .filter(([file]) => !/\.test\.ts$/.test(file))
    .filter(([file, text]) => {
      const code = text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '')
      return reach.test(code) || specifiers(file, text).some((specifier) => packages.test(specifier))
    })
    .map(([file]) => file)
}

function kindOf(file: string): string {
  if (file === 'src/core/error.ts') return 'error'
  if (file === 'src/core/endpoint.ts') return 'endpoint'
  if (isPortable(file)) return 'checker'
  const kind = /\.(rules|contract|store|service|routes|jobs)\.ts$/.exec(file)?.[1]
  if (kind) return kind
  return ['core', 'db', 'app'].includes(sliceOf(file)) ? sliceOf(file) : 'plain'
}

function sliceOf(file: string): string {
  return file.split('/')[1] ?? ''
}

function arrow({ from, to }: Import): string {
  return `${from} → ${to}`
}

/** Tests may look anywhere; data in JSON has no direction. */
function importsWithin(sources: Sources): Import[] {
  return runtimeImports(sources).filter(
    ({ from, to }) => from.startsWith('src/') && to.startsWith('src/') && to.endsWith('.ts'),
  )
}

function runtimeImports(sources: Sources): Import[] {
  return [...sources]
    .filter(([file]) => !/\.(test|spec)\.tsx?$/.test(file))
    .flatMap(([from, text]) =>
      specifiers(from, text)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => ({ from, to: path.posix.join(path.posix.dirname(from), specifier.replace(/\?.*$/, '')) })),
    )
}

/**
 * What a file loads at run time, by a real parser: imports, re-exports and `import('…')`.
 * `import { type B } from` counts: the braces go, the import stays. Only `import type` leaves no trace.
 */
function specifiers(file: string, text: string): string[] {
  const { module, errors } = parseSync(file, text)
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors[0]?.message}`)
  const loads = (start: number) => !/^(import|export)\s+type\b/.test(text.slice(start, start + 40))
  const statics = module.staticImports
    .filter(({ start }) => loads(start))
    .map(({ moduleRequest }) => moduleRequest.value)
  const exported = module.staticExports
    .filter(({ start }) => loads(start))
    .flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []))
  const dynamics = module.dynamicImports
    .map(({ moduleRequest }) => text.slice(moduleRequest.start, moduleRequest.end))
    .flatMap((literal) => /^['"]([^'"]+)['"]$/.exec(literal)?.[1] ?? [])
  return [...new Set([...statics, ...exported, ...dynamics])]
}

function readSources(folders: readonly string[]): Sources {
  return new Map(
    folders
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((f) => `${folder}/${f}`))
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => /(?<!\.d)\.tsx?$/.test(file))
      .map((file): [string, string] => [file, readFileSync(file, 'utf8')]),
  )
}
