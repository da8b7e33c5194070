import { lintTerms } from '../checker/engine/lint-terms.ts'
import type { TermPayload } from './payloads.contract.ts'

type Fault = { path: string; message: string }
type Looked = Pick<TermPayload, 'text' | 'pattern' | 'suggest' | 'unless' | 'severity' | 'basis' | 'provenance'>

/**
 * What would make a term useless or a nuisance: it could never be found, would be found everywhere, or would object to
 * what it suggests itself.
 */
export function termFaults(term: Looked): Fault[] {
  const { text, pattern, suggest, unless, severity, basis, provenance } = term
  const faults = lintTerms([term]).map(({ field, message }): Fault => ({ path: field, message }))
  const offered = suggest.find((right) => right !== text && right.includes(text) && !unless.includes(right))
  if (!pattern && !/\p{L}/u.test(text)) {
    faults.push({ path: 'text', message: '词语须含有文字，不能只有数字或标点' })
  }
  if (!pattern && offered !== undefined) {
    faults.push({ path: 'suggest', message: `建议“${offered}”本身又含有“${text}”，请把它也列为除外词` })
  }
  if (severity === 'grave' && /待核/.test(`${basis}${provenance}`)) {
    faults.push({ path: 'severity', message: '来源待核的词不能定为“严重”' })
  }
  return faults
}
