import { z } from 'zod'
import { type AccountFilterInput, filterShape, sortNames } from '../../../src/accounts/account-filter.contract.ts'
import type { Selection } from '../../ui/ledger-table.tsx'

type FilterName = keyof typeof filterShape
const filterNames = Object.keys(filterShape) as FilterName[]
const text = z.string().optional()

/** The ledger's URL, as texts: the server reads and checks them, for the list as for bulk actions and export. */
export const LedgerUrl = z.object({
  ...(Object.fromEntries(filterNames.map((name) => [name, fitting(name)])) as Record<FilterName, typeof text>),
  sort: z.enum(sortNames).optional(),
  order: z.enum(['asc', 'desc']).optional(),
})
export type LedgerUrl = z.output<typeof LedgerUrl>

/** A text that the contract accepts; another one is left out of the URL instead of breaking the page. */
function fitting(name: FilterName): typeof text {
  const schema: z.ZodType = filterShape[name]
  return z
    .string()
    .refine((value) => schema.safeParse(value).success)
    .optional()
}

export function filterOf(state: LedgerUrl): AccountFilterInput {
  const { sort: _sort, order: _order, ...filter } = state
  // The same names with the texts that the contract's schemas take; what is undefined is not sent.
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as AccountFilterInput
}

export type TargetInput = { ids: string[] } | { filter: AccountFilterInput }

export function targetOf(selection: Selection, state: LedgerUrl): TargetInput {
  return selection.kind === 'rows' ? { ids: selection.ids } : { filter: filterOf(state) }
}
