import type { ReactNode } from 'react'
import { useMe } from '../../ui/me.ts'
import type { Page } from '../pages.ts'
import { Refused } from './dead-ends.tsx'

/** Shows a page to whoever may open it, and the reason to everybody else. The server decides again. */
export function Permitted({ page, children }: { page: Page; children: ReactNode }) {
  const { permissions } = useMe()
  if (page.permission && !permissions.includes(page.permission))
    return <Refused page={page} permission={page.permission} />
  return children
}
