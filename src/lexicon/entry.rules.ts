import type { Severity } from '../checker/finding.ts'
import type { EntryFacts, EntryKind } from './entry-kinds.rules.ts'
import type {
  AcceptedPayload,
  BodyPayload,
  PolicyPayload,
  RulePayload,
  SourcePayload,
  TenurePayload,
  TermPayload,
} from './payloads.contract.ts'
import { termFaults } from './term-faults.rules.ts'

/** One of each kind: what it says, already checked by its schema. */
export type Said =
  | { kind: 'term'; payload: TermPayload }
  | { kind: 'tenure'; payload: TenurePayload }
  | { kind: 'body'; payload: BodyPayload }
  | { kind: 'policy'; payload: PolicyPayload }
  | { kind: 'source'; payload: SourcePayload }
  | { kind: 'accepted'; payload: AcceptedPayload }
  | { kind: 'rule'; payload: RulePayload }

export type Fault = { path: string; message: string }

/** What it is about, so that a layer holds it once; how it is listed; and what it is filtered by. */
export function factsOf(said: Said, days: { from: string; until: string | null }): EntryFacts {
  const { kind, payload } = said
  const plain = { list: null, severity: null, category: null, payload, ...days }
  switch (kind) {
    case 'term': {
      const { text, list, severity, category } = payload
      return { kind, key: same(text), title: text, ...plain, list, severity, category }
    }
    case 'tenure': {
      const { name, body, post, from } = payload
      return { kind, key: [name, body, post, from].map(same).join('|'), title: `${name}：${body}${post}`, ...plain }
    }
    case 'body':
      return { kind, key: same(payload.full), title: payload.full, ...plain }
    case 'policy': {
      const { title, number } = payload
      return {
        kind,
        key: same(number ?? title),
        title: number ? `《${title}》（${number}）` : `《${title}》`,
        ...plain,
      }
    }
    case 'source':
      return { kind, key: same(payload.name), title: payload.name, ...plain }
    case 'accepted': {
      const { ruleId, text, severity } = payload
      return { kind, key: `${ruleId}\n${text}`, title: text, ...plain, severity }
    }
    case 'rule':
      return { kind, key: payload.ruleId, title: payload.ruleId, ...plain }
    default:
      return said satisfies never
  }
}

const same = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase()

/** What is wrong with it beyond its form. */
export function faultsOf(said: Said): Fault[] {
  const { kind, payload } = said
  switch (kind) {
    case 'term':
      return termFaults(payload)
    case 'tenure':
      return order(payload.from, payload.until, '离任日期不能早于任职日期')
    case 'body':
      return payload.wrong
        .filter((wrong) => wrong === payload.full || payload.short.includes(wrong))
        .map((wrong) => ({ path: 'wrong', message: `“${wrong}”同时列为正确的名称` }))
    case 'policy':
      return [
        ...order(payload.issuedOn, payload.repealedOn, '废止日期不能早于发文日期', 'repealedOn'),
        ...order(payload.issuedOn, payload.effectiveOn, '施行日期不能早于发文日期', 'effectiveOn'),
      ]
    case 'source':
      return order(payload.from, payload.until, '截止日期不能早于起始日期')
    case 'accepted':
    case 'rule':
      return []
    default:
      return said satisfies never
  }
}

function order(from: string | undefined, until: string | undefined, message: string, path = 'until'): Fault[] {
  return from !== undefined && until !== undefined && until < from ? [{ path, message }] : []
}

/** An entry in force begins today or later, and ends no earlier than it begins. */
export function dayFaults(days: { from: string; until: string | null }, today: string): Fault[] {
  const faults: Fault[] = []
  if (days.from < today) faults.push({ path: 'from', message: '生效日期应为今天或以后' })
  if (days.until !== null && days.until < days.from) {
    faults.push({ path: 'until', message: '截止日期不能早于生效日期' })
  }
  return faults
}

/** How grave what a change touches is, before and after: what decides who has to agree. */
export function severitiesOf(kind: EntryKind, ...facts: (Pick<EntryFacts, 'severity'> | null)[]): (Severity | null)[] {
  return kind === 'term' || kind === 'accepted' ? facts.flatMap((f) => (f ? [f.severity] : [])) : []
}
