import { queryOptions, useQuery } from '@tanstack/react-query'
import { type Me, whoAmI } from '../../src/identity/identity.contract.ts'
import type { Permission } from '../../src/units/permissions.rules.ts'
import { call } from './api.ts'
import { forgetTab } from './memory.ts'
import { queryClient } from './queries.ts'
import { keepToken } from './session.ts'

const meOptions = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    const me = await call(whoAmI)
    keepToken(me.csrfToken)
    return me
  },
  staleTime: Number.POSITIVE_INFINITY,
})

/** The signed-in person; pages inside the frame always have one. */
export function useMe(): Me {
  const { data } = useQuery(meOptions)
  if (!data) throw new TypeError('this page is only for signed-in people')
  return data
}

export function useMay(permission: Permission): boolean {
  return useMe().permissions.includes(permission)
}

/** Asks the server once who is here. */
export function loadMe(): Promise<Me> {
  return queryClient.ensureQueryData(meOptions)
}

export function enter(me: Me): void {
  keepToken(me.csrfToken)
  queryClient.setQueryData(meOptions.queryKey, me)
}

/** Nothing that one person has seen stays for the next. */
export function leave(): void {
  keepToken(null)
  forgetTab()
  queryClient.clear()
}
