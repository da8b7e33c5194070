import { type Checker, createChecker, type TypoFinder } from '../../../src/checker/checker.ts'
import { allRules } from '../../../src/checker/rules/all-rules.ts'
import type { Effective, FromWorker, ToWorker } from './protocol.ts'

type Port = { onmessage: ((event: MessageEvent<ToWorker>) => void) | null; postMessage: (answer: FromWorker) => void }
// The compiler knows windows alone; this file is only ever run as a worker.
const port = self as unknown as Port

let effective: Effective | null = null
let typos: TypoFinder | null = null
let checker: Checker | null = null

port.onmessage = ({ data }) => {
  const request = data.kind === 'check' ? data.request : null
  try {
    handle(data)
  } catch (error) {
    port.postMessage({ kind: 'failed', request, reason: error instanceof Error ? error.message : String(error) })
  }
}

function handle(data: ToWorker): void {
  if (data.kind === 'know') {
    effective = data.effective
    prepare()
    const terms = effective.knowledge.lists.reduce((sum, list) => sum + list.terms.length, 0)
    port.postMessage({ kind: 'ready', rules: rulesOf(effective).length, terms })
  } else if (data.kind === 'loadTypos') {
    void takeTypos()
  } else if (checker) {
    const { request, version, text, context } = data
    port.postMessage({ kind: 'found', request, version, findings: checker.check(text, context) })
  }
}

function prepare(): void {
  if (!effective) return
  checker = createChecker({
    rules: rulesOf(effective),
    knowledge: effective.knowledge,
    ...(typos ? { typos } : {}),
  })
}

function rulesOf({ disabledRules }: Effective) {
  const disabled = new Set(disabledRules)
  return allRules.filter(({ id }) => !disabled.has(id))
}

async function takeTypos(): Promise<void> {
  port.postMessage({ kind: 'typos', state: 'loading' })
  try {
    typos = await loadTypos()
    prepare()
    port.postMessage({ kind: 'typos', state: typos ? 'ready' : 'none' })
  } catch {
    port.postMessage({ kind: 'typos', state: 'failed' })
  }
}

/** The statistical model, large and therefore fetched apart; null when this build has none. */
async function loadTypos(): Promise<TypoFinder | null> {
  return null
}
