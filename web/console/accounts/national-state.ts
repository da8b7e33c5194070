import { z } from 'zod'
import { type NationalFilterInput, nationalFilterShape } from '../../../src/accounts/national.contract.ts'
import { type NationalState, nationalStates } from '../../../src/accounts/national.rules.ts'
import type { Selection } from '../../ui/ledger-table.tsx'
import type { Tone } from '../../ui/state-tag.tsx'

type FilterName = keyof typeof nationalFilterShape
const filterNames = Object.keys(nationalFilterShape) as FilterName[]
const text = z.string().optional()

/** The URL of 报送对账: `view=there` lists what only the national system has; `account` is the one that is opened. */
export const NationalUrl = z.object({
  ...(Object.fromEntries(filterNames.map((name) => [name, fitting(name)])) as Record<FilterName, typeof text>),
  view: z.literal('there').optional(),
  kind: z.enum(['ambiguous', 'dismissed']).optional(),
  account: z.uuid().optional(),
})
export type NationalUrl = z.output<typeof NationalUrl>
export type NationalChange = (patch: Partial<NationalUrl>) => void

/** A text that the contract accepts; another one is left out of the URL instead of breaking the page. */
function fitting(name: FilterName): typeof text {
  const schema: z.ZodType = nationalFilterShape[name]
  return z
    .string()
    .refine((value) => schema.safeParse(value).success)
    .optional()
}

export function filterOf(state: NationalUrl): NationalFilterInput {
  const entries = filterNames.map((name) => [name, state[name]] as const).filter(([, value]) => value !== undefined)
  // The same names with the texts that the contract's schemas take.
  return Object.fromEntries(entries) as NationalFilterInput
}

export type NationalTargetInput = { ids: string[] } | { filter: NationalFilterInput }
export function targetOf(selection: Selection, state: NationalUrl): NationalTargetInput {
  return selection.kind === 'rows' ? { ids: selection.ids } : { filter: filterOf(state) }
}

export const nationalTones: Record<NationalState, Tone> = {
  unreported: 'soon',
  reported: 'busy',
  included: 'done',
  differs: 'soon',
  shutdownRequested: 'busy',
  shutDown: 'ended',
}
export const nationalZh = (state: NationalState) => nationalStates[state]

/** What is out of date after anything was done here. */
export const nationalPaths = ['/api/national', '/api/accounts'] as const
