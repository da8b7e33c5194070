import { apiError, isApiError } from '../../ui/api-error.ts'
import { queryClient } from '../../ui/queries.ts'

/** What an act on a publication puts out of date. */
export const touched = ['/api/publications', '/api/dashboard', '/api/drafts'] as const

/** Waits for an act and shows the case as it is now, also when the act was refused; a refusal names the field's fault. */
export async function acted<T>(act: Promise<T>): Promise<T> {
  try {
    return await act
  } catch (error) {
    const [first] = isApiError(error) ? error.errors : []
    throw isApiError(error) && first ? apiError({ ...error, message: first.message }) : error
  } finally {
    await queryClient.invalidateQueries({
      predicate: ({ queryKey }) => touched.some((path) => String(queryKey[0]).startsWith(path)),
    })
  }
}
