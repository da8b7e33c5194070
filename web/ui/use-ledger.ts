import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import type { Answer, AnyEndpoint, Args, Maybe } from './api.ts'
import type { ApiError } from './api-error.ts'
import { useAsk } from './queries.ts'
import type { Search } from './url-state.ts'

export type Ledger<Row> = {
  /** Names the page and its filters: another text, another list. */
  list: string
  rows: readonly Row[]
  /** Nothing has arrived yet. */
  loading: boolean
  /** Old rows are shown while the next ones are on their way. */
  refreshing: boolean
  error: ApiError | null
  retry: () => void
  toNext: (() => void) | null
  toPrevious: (() => void) | null
}

type RowOf<E> = Answer<E> extends { rows: readonly (infer Row)[] } ? Row : never
type QueryOf<E> = Args<E> extends { query?: infer Q } ? Q : never

/**
 * One page of a keyset-paged list. The cursor is part of the URL, so that back, refresh and a copied link show
 * the same page; the cursors of earlier pages are remembered for 上一页.
 * `const ledger = useLedger(listAccounts, filters)`.
 */
export function useLedger<E extends AnyEndpoint>(
  endpoint: E,
  filters: Omit<NonNullable<QueryOf<E>>, 'cursor'>,
  params?: unknown,
): Ledger<RowOf<E>> {
  const { cursor }: Search = useSearch({ strict: false })
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const args = { query: { ...filters, ...(cursor ? { cursor } : {}) }, ...(params === undefined ? {} : { params }) }
  // The endpoint's query takes a cursor: that is what makes it a ledger.
  const asked = useAsk(endpoint, args as unknown as Maybe<E>[0], { keep: true })
  const answer = asked.data as { rows: RowOf<E>[]; next: string | null } | undefined
  const list = `${pathname} ${JSON.stringify(filters)}`
  const trail = trailOf(list)
  const go = (to: string | null) =>
    void navigate({
      to: '.',
      search: (({ cursor: _, ...rest }: Search) => (to ? { ...rest, cursor: to } : rest)) as never,
    })
  const next = answer?.next ?? null
  return {
    list,
    rows: answer?.rows ?? [],
    loading: asked.isPending,
    refreshing: asked.isPlaceholderData,
    error: asked.error,
    retry: () => void asked.refetch(),
    toNext:
      next && !asked.isPlaceholderData
        ? () => {
            trail.add(next, cursor ?? null)
            go(next)
          }
        : null,
    toPrevious: cursor ? () => go(trail.before(cursor)) : null,
  }
}

/** For each cursor the one of the page before it; a copied link leads back to the first page. */
function trailOf(list: string) {
  const key = `zhengmei.trail ${list}`
  const read = (): Record<string, string | null> => JSON.parse(sessionStorage.getItem(key) ?? '{}')
  return {
    add: (cursor: string, before: string | null) =>
      sessionStorage.setItem(key, JSON.stringify({ ...read(), [cursor]: before })),
    before: (cursor: string) => read()[cursor] ?? null,
  }
}
