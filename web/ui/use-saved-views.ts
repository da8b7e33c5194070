import { useNavigate, useSearch } from '@tanstack/react-router'
import { addSavedView, listSavedViews, removeSavedView } from '../../src/saved-views/saved-views.contract.ts'
import { useAsk, useDo } from './queries.ts'
import type { SavedViewsGiven } from './saved-views.tsx'
import type { Search } from './url-state.ts'

const path = '/api/saved-views'

/**
 * The person's views of a page: what the URL says, under a name. `<FilterBar views={useSavedViews('accounts')} …>`
 * A row that is open beside the list (`open`) belongs to no view, nor does anything of `apart`.
 */
export function useSavedViews(page: string, apart: readonly string[] = []): SavedViewsGiven {
  const search: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const { data } = useAsk(listSavedViews, { query: { page } })
  const save = useDo(addSavedView, { invalidates: [path], success: '视图已保存' })
  const remove = useDo(removeSavedView, { invalidates: [path], success: '视图已删除' })
  const views = data?.rows ?? []
  return {
    views,
    onOpen: (id) => {
      const view = views.find((one) => one.id === id)
      if (view) void navigate({ to: '.', search: view.query as never })
    },
    onSave: (name) => {
      const left = ['cursor', 'open', ...apart]
      const query = Object.fromEntries(Object.entries(search).filter(([name]) => !left.includes(name)))
      save.run({ body: { page, name, query } })
    },
    onRemove: (id) => remove.run({ params: { id } }),
  }
}
