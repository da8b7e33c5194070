import { createCheckerInSlices, type TypoFinder } from '../../../src/checker/checker.ts'
import { allRules } from '../../../src/checker/rules/all-rules.ts'
import { createTypoFinder } from '../../../src/checker/typos/finder.ts'
import { loadTypoModel, type TypoFile, typoFiles } from '../../../src/checker/typos/model.ts'
import { typoRule } from '../../../src/checker/typos/typo-rule.ts'
import type { Effective, FromWorker, ToWorker } from './protocol.ts'
import { createSlicedSession, type SlicedSession } from './sliced-session.ts'

type Port = { onmessage: ((event: MessageEvent<ToWorker>) => void) | null; postMessage: (answer: FromWorker) => void }
// The compiler knows windows alone; this file is only ever run as a worker.
const port = self as unknown as Port

const typoUrls = import.meta.glob<string>('../../../src/checker/typos/data/*.{ngrams,txt,json}', {
  // A small file would else become a data: address, which the page's security policy does not let the worker fetch.
  query: '?url&no-inline',
  import: 'default',
  eager: true,
})

/** Characters between two looks at what has come in. */
const slice = 20_000

let effective: Effective | null = null
let typos: TypoFinder | null = null
let session: SlicedSession | null = null
let latest = 0
let edition = 0

port.onmessage = ({ data }) => {
  handle(data).catch((error: unknown) => {
    port.postMessage({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
  })
}

async function handle(data: ToWorker): Promise<void> {
  switch (data.kind) {
    case 'know':
      effective = data.effective
      return prepare()
    case 'check':
      latest = data.request
      return check(data)
    case 'loadTypos':
      return takeTypos()
    default:
      data satisfies never
  }
}

/** Another session from what is known now; the old one serves until it is made. */
async function prepare(): Promise<void> {
  if (!effective) return
  const mine = ++edition
  const { knowledge, disabledRules } = effective
  const disabled = new Set(disabledRules)
  const rules = allRules.filter(({ id }) => !disabled.has(id))
  const withTypos = typos && !disabled.has(typoRule.id) ? { typos } : {}
  const checker = await createCheckerInSlices({ rules, knowledge, ...withTypos }, turn)
  if (mine !== edition) return
  session = createSlicedSession(checker)
  const terms = knowledge.lists.reduce((sum, list) => sum + list.terms.length, 0)
  port.postMessage({ kind: 'ready', rules: rules.length, terms })
}

async function check({ request, text, context }: Extract<ToWorker, { kind: 'check' }>): Promise<void> {
  const pause = async (done: number) => {
    if (done > 0) port.postMessage({ kind: 'progress', request, done })
    await turn()
    return request === latest
  }
  const findings = await session?.check(text, context, { slice, pause })
  if (findings && request === latest) port.postMessage({ kind: 'found', request, findings })
}

async function takeTypos(): Promise<void> {
  port.postMessage({ kind: 'typos', state: 'loading' })
  try {
    typos = await loadTypos()
  } catch {
    return port.postMessage({ kind: 'typos', state: 'failed' })
  }
  await prepare()
  port.postMessage({ kind: 'typos', state: 'ready' })
}

/** The statistical model, large and therefore fetched apart; the browser keeps its files, whose names say what is in them. */
async function loadTypos(): Promise<TypoFinder> {
  const files = await Promise.all(typoFiles.map(async (name) => [name, await fetchTypoFile(name)] as const))
  return createTypoFinder(loadTypoModel(Object.fromEntries(files) as Record<TypoFile, Uint8Array>))
}

async function fetchTypoFile(name: TypoFile): Promise<Uint8Array> {
  const url = typoUrls[`../../../src/checker/typos/data/${name}`]
  if (!url) throw new Error(`${name} is not part of the build`)
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}

/** What has come in meanwhile is heard first. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
