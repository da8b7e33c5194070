import { z } from 'zod'
import type { EntryKind } from '../../../src/lexicon/entry-kinds.rules.ts'
import { type EntryFilterInput, filterShape } from '../../../src/lexicon/lexicon.contract.ts'
import { queryClient } from '../../ui/queries.ts'

export const tabs = {
  words: '词条',
  knowledge: '知识',
  rules: '系统规则',
  changes: '变更与确认',
  accepted: '此处无误',
} as const
export type Tab = keyof typeof tabs
const tabNames = Object.keys(tabs) as [Tab, ...Tab[]]

export const knowledgeKinds = ['tenure', 'body', 'policy', 'source'] as const

/** Everything that the page keeps in the URL. */
export const LexiconUrl = z.object({
  ...filterShape,
  tab: z.enum(tabNames).default('words'),
  /** On 知识: which of its tables. */
  table: z.enum(knowledgeKinds).default('tenure'),
  standing: z.enum(['proposed', 'confirmed', 'refused', 'withdrawn', 'all']).default('proposed'),
  off: z.literal('1').optional(),
  entry: z.uuid().optional(),
  change: z.uuid().optional(),
  add: z.literal('1').optional(),
})
export type LexiconUrl = z.output<typeof LexiconUrl>
export type Change = (patch: Partial<Record<keyof LexiconUrl | 'cursor', unknown>>) => void

/** Every filter taken away, and whatever was open closed. */
export const cleared = Object.fromEntries(
  [...Object.keys(filterShape), 'standing', 'off', 'entry', 'change', 'add', 'cursor'].map((name) => [name, undefined]),
)

export function kindOf({ tab, table }: LexiconUrl): EntryKind {
  return tab === 'knowledge' ? table : tab === 'accepted' ? 'accepted' : 'term'
}

/** The filters of the list as an endpoint takes them. */
export function filterOf(state: LexiconUrl): EntryFilterInput & { kind: EntryKind } {
  const { reach, severity, category, list, q } = state
  const texts = {
    kind: kindOf(state),
    reach,
    state: state.state ?? 'active',
    severity: severity?.join(','),
    category: category?.join(','),
    list,
    q,
  }
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => value)) as never // empty filters are left out
}

export function refreshLexicon(): Promise<void> {
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/lexicon') })
}
