import { useNavigate, useSearch } from '@tanstack/react-router'
import { addSavedView, listSavedViews, removeSavedView } from '../../src/saved-views/saved-views.contract.ts'
import { useAsk, useDo } from './queries.ts'
import type { SavedViewsGiven } from './saved-views.tsx'
import type { Search } from './url-state.ts'

const path = '/api/saved-views'

/** The person's views of a page: what the URL says, under a name. `<FilterBar views={useSavedViews('accounts')} …>` */
export function useSavedViews(page: string): SavedViewsGiven {
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
      const { cursor: _, ...query } = search
      save.run({ body: { page, name, query } })
    },
    onRemove: (id) => remove.run({ params: { id } }),
  }
}
