import {
  keepPreviousData,
  QueryClient,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { type Answer, type AnyEndpoint, type Args, call, type Maybe } from './api.ts'
import { type ApiError, isApiError, messageOf } from './api-error.ts'
import { useToast } from './toast.tsx'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // Only a broken way is worth a second attempt; a refusal stays a refusal.
      retry: (count, error) => count < 1 && isApiError(error) && error.code === 'INTERNAL',
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

type AskOptions = {
  enabled?: boolean
  /** Shows the previous answer until the next one arrives: for lists whose filters change. */
  keep?: boolean
  /** Asks again after so many milliseconds; false stops. */
  every?: number | false
  staleTime?: number
}

/** Path first, so that `invalidates: ['/api/accounts']` reaches everything below it. */
function keyOf(endpoint: AnyEndpoint, args: unknown): readonly unknown[] {
  return [endpoint.path, endpoint.method, args ?? {}]
}

/** Reads an endpoint: `const accounts = useAsk(listAccounts, { query })`. */
export function useAsk<E extends AnyEndpoint>(
  endpoint: E,
  args?: Maybe<E>[0],
  { enabled = true, keep = false, every = false, staleTime }: AskOptions = {},
): UseQueryResult<Answer<E>, ApiError> {
  return useQuery<Answer<E>, ApiError>({
    queryKey: keyOf(endpoint, args),
    // `Maybe<E>[0]` is what the rest parameter of `call` takes.
    queryFn: ({ signal }) => call(endpoint, ...([{ ...args, signal }] as unknown as Maybe<E>)),
    enabled,
    refetchInterval: every,
    ...(keep ? { placeholderData: keepPreviousData as never } : {}),
    ...(staleTime === undefined ? {} : { staleTime }),
  })
}

type DoOptions<E> = {
  onDone?: (answer: Answer<E>, args: Args<E>) => unknown
  /** Called with the refusal; when absent the message is shown at the top of the page. */
  onFail?: (error: ApiError) => void
  /** Paths whose answers are now out of date. */
  invalidates?: readonly string[]
  /** Shown when it is done. */
  success?: string
}

/** Changes something: `const save = useDo(updateAccount, { success: '已保存', invalidates: ['/api/accounts'] })`. */
export function useDo<E extends AnyEndpoint>(endpoint: E, options: DoOptions<E> = {}) {
  const client = useQueryClient()
  const message = useToast()
  const mutation = useMutation<Answer<E>, ApiError, Args<E>>({
    mutationFn: (args) => call(endpoint, ...([args] as unknown as Maybe<E>)),
    onSuccess: async (answer, args) => {
      await client.invalidateQueries({
        predicate: ({ queryKey }) => options.invalidates?.some((path) => String(queryKey[0]).startsWith(path)) ?? false,
      })
      if (options.success) message.success(options.success)
      await options.onDone?.(answer, args)
    },
    onError: (error) => {
      if (options.onFail) options.onFail(error)
      else message.error(messageOf(error))
    },
  })
  return {
    run: (...[args]: Maybe<E>) => mutation.mutate((args ?? {}) as Args<E>),
    busy: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
  }
}
