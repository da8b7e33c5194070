import type { Knowledge, Term, TermList } from '../checker/knowledge.ts'
import type { EntryFacts } from './entry-kinds.rules.ts'
import { type Layer, layerCode } from './layers.rules.ts'
import type {
  AcceptedPayload,
  BodyPayload,
  PolicyPayload,
  RulePayload,
  SourcePayload,
  TenurePayload,
  TermPayload,
} from './payloads.contract.ts'

/** An entry in force, with the layer that keeps it. */
export type Kept = Pick<EntryFacts, 'kind' | 'payload' | 'from' | 'until'> & Layer

/** What the checker goes by for somebody: everything known, and which of the shipped rules her layers have switched off. */
export type Effective = { knowledge: Knowledge; disabledRules: string[] }

/** Stands for all of the shipped rules. */
export const everyRule = '*'

/**
 * What ships, together with the entries of a layer and of those above it. Layers only add: nothing that is above can be
 * taken away below, but for an “此处无误”, which is an entry like any other.
 */
export function assemble(shipped: Knowledge, entries: readonly Kept[]): Effective {
  // What a kind's payload is was checked when it was proposed.
  const of = <T>(kind: Kept['kind']) => entries.filter((e) => e.kind === kind).map(({ payload }) => payload as T)
  const off = new Set(of<RulePayload>('rule').map(({ ruleId }) => ruleId))
  return {
    disabledRules: [...off].sort(),
    knowledge: {
      lists: [...shipped.lists.filter(({ id }) => !off.has(id)), ...listsOf(entries.filter((e) => e.kind === 'term'))],
      tenures: [...shipped.tenures, ...of<TenurePayload>('tenure').map(bare)],
      bodies: [...shipped.bodies, ...of<BodyPayload>('body').map(bare)],
      policies: [...shipped.policies, ...of<PolicyPayload>('policy').map(bare)],
      sources: [...shipped.sources, ...of<SourcePayload>('source').map(bare)],
      accepted: [...shipped.accepted, ...of<AcceptedPayload>('accepted').map(({ ruleId, text }) => ({ ruleId, text }))],
    },
  }
}

/** One list for each name in each layer; its id stays the same, because findings and “此处无误” refer to it. */
function listsOf(terms: readonly Kept[]): TermList[] {
  const grouped = Map.groupBy(terms, (kept) => `local.${layerCode(kept)}.${payloadOf(kept).list}`)
  return [...grouped].flatMap(([id, kept]): TermList[] => {
    const [first] = kept
    if (!first) return []
    const { list, severity, category, why, basis, provenance, licence } = payloadOf(first)
    const asOf = kept.reduce((latest, { from }) => (from > latest ? from : latest), first.from)
    return [{ id, title: list, severity, category, why, basis, provenance, licence, asOf, terms: kept.map(termOf) }]
  })
}

function payloadOf(kept: Kept): TermPayload {
  return kept.payload as TermPayload // by its kind
}

function termOf(kept: Kept): Term {
  const { list: _, provenance: _p, licence: _l, evasion, wholeWord, pattern, ...term } = payloadOf(kept)
  const words = Object.entries(term).filter(([key, value]) => !conditions.has(key) || (value as unknown[]).length > 0)
  return {
    ...(Object.fromEntries(words) as typeof term), // conditions without words are left out: they would never hold
    ...(wholeWord ? { wholeWord } : {}),
    ...(pattern ? { pattern } : {}),
    ...(evasion === 'none' ? {} : { evasion }),
    from: kept.from,
    ...(kept.until === null ? {} : { until: kept.until }),
  } as Term
}
const conditions = new Set(['unless', 'before', 'after', 'near', 'notBefore', 'notAfter', 'notNear'])

/** Without the keys that hold nothing: what is absent is not judged. */
function bare<T extends object>(payload: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined)) as never // only keys were left out
}
