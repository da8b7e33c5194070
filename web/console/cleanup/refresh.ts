import { queryClient } from '../../ui/queries.ts'

/** What a step of a clean-up puts out of date. */
export const touched = ['/api/cleanup', '/api/accounts', '/api/applications', '/api/messages'] as const

export function refreshCleanup(): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey }) => touched.some((path) => String(queryKey[0]).startsWith(path)),
  })
}
