import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { z } from 'zod'

export type Search = Record<string, string>

/** `?a=1&b=x` as plain texts; a parameter given twice keeps its first value. */
export function parseSearch(text: string): Search {
  const found: Search = {}
  for (const [name, value] of new URLSearchParams(text)) found[name] ??= value
  return found
}

export function writeSearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    const text = textOf(value)
    if (text !== '') query.set(name, text)
  }
  return query.size > 0 ? `?${query}` : ''
}

function textOf(value: unknown): string {
  if (value === undefined || value === null || value === false) return ''
  if (value === true) return '1'
  return Array.isArray(value) ? value.join(',') : String(value)
}

/** What the URL says, by the page's schema; a value that does not fit is left out instead of breaking the page. */
export function readState<S extends z.ZodObject>(schema: S, search: Search): z.output<S> {
  const kept: Search = { ...search }
  for (;;) {
    const parsed = schema.safeParse(kept)
    if (parsed.success) return parsed.data
    const wrong = parsed.error.issues.map((issue) => String(issue.path[0])).filter((name) => name in kept)
    if (wrong.length === 0) throw new TypeError('a page’s URL schema must accept an empty URL')
    for (const name of wrong) delete kept[name]
  }
}

/** A changed filter begins at the first page again. */
export function changedSearch(search: Search, patch: Record<string, unknown>): Search {
  const { cursor: _, ...rest } = search
  return parseSearch(writeSearch({ ...rest, ...patch }))
}

type Change = (patch: Record<string, unknown>, how?: 'replace' | 'push') => void

/**
 * A page's filters, kept in the URL: back, refresh and a copied link show the same view.
 * `const [filters, setFilters] = useUrlState(Filters)`; an empty or undefined value removes its parameter.
 */
export function useUrlState<S extends z.ZodObject>(schema: S): [z.output<S>, Change] {
  const search: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const state = useMemo(() => readState(schema, search), [schema, search])
  const change = useCallback<Change>(
    (patch, how = 'replace') => {
      void navigate({
        to: '.',
        search: ((before: Search) => changedSearch(before, patch)) as never,
        replace: how === 'replace',
        resetScroll: false,
      })
    },
    [navigate],
  )
  return [state, change]
}
