import { Link } from '@tanstack/react-router'
import type { ResultView } from '../../../src/accounts/cleanup.contract.ts'
import { cleanupStandards } from '../../../src/accounts/cleanup.rules.ts'
import { outcomes } from '../../../src/accounts/cleanup-facts.rules.ts'
import { unfitFaults } from '../../../src/accounts/unfit.rules.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { clauseName, outcomeTones } from './cleanup-words.tsx'

const words = new Map<string, string>([...cleanupStandards, ...unfitFaults].map(({ clause, words }) => [clause, words]))

/** Every standard: the Guide's words, the result, why, by what, and what would have to happen. */
export function Results({ accountId, results }: { accountId: string; results: readonly ResultView[] }) {
  return results.map((result) => (
    <article key={result.clause} className="cleanup-result">
      <header>
        <span>{clauseName(result.clause)}</span>
        <StateTag tone={outcomeTones[result.outcome]}>{outcomes[result.outcome]}</StateTag>
      </header>
      <p className="quiet">{words.get(result.clause)}</p>
      <p>{result.why}</p>
      {result.evidence.length > 0 ? (
        <ul>
          {result.evidence.map((one) => (
            <li key={`${one.text} ${one.finding ?? one.run ?? ''}`}>
              <EvidenceText accountId={accountId} evidence={one} />
            </li>
          ))}
        </ul>
      ) : null}
      {result.forecast ? (
        <p>
          <StateTag tone={result.near ? 'soon' : 'plain'}>预测</StateTag> {result.forecast}
        </p>
      ) : null}
    </article>
  ))
}

function EvidenceText({ accountId, evidence }: { accountId: string; evidence: ResultView['evidence'][number] }) {
  const to = addressOf(accountId, evidence)
  return to === null ? evidence.text : <Link to={to as '/'}>{evidence.text}</Link>
}

function addressOf(accountId: string, { run, finding, region, posts }: ResultView['evidence'][number]): string | null {
  if (run) return `/assessments/${run}/accounts/${accountId}`
  if (finding) return `/findings?finding=${finding}`
  if (region) return `/regions?region=${region}`
  return posts ? `/accounts/${accountId}?tab=posts` : null
}
