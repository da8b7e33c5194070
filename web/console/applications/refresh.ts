import { queryClient } from '../../ui/queries.ts'

const touched = ['/api/applications', '/api/reviews', '/api/accounts', '/api/dashboard', '/api/messages']

/** After a step: everything that an application is shown in. Resolves when the pages have the new answers. */
export function refreshAfterStep(): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey }) => touched.some((path) => String(queryKey[0]).startsWith(path)),
  })
}

/** After a save: the application itself, whose gaps are reckoned by the server. */
export function refreshApplication(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: ['/api/applications/:id'] })
}
