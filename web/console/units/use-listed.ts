import { useSearch } from '@tanstack/react-router'
import type { Answer, AnyEndpoint, Maybe } from '../../ui/api.ts'
import { useAsk } from '../../ui/queries.ts'
import type { Search } from '../../ui/url-state.ts'

/** What a list's page says beside its rows, e.g. the total: the same question as `useLedger` asks, asked once. */
export function useListed<E extends AnyEndpoint>(endpoint: E, filters: object): Answer<E> | undefined {
  const { cursor }: Search = useSearch({ strict: false })
  const args = { query: { ...filters, ...(cursor ? { cursor } : {}) } }
  return useAsk(endpoint, args as unknown as Maybe<E>[0], { keep: true }).data
}
