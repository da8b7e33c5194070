import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

type Given = { path: string; search?: Record<string, string>; children: ReactNode }

/** A link to a case whose address has numbers in it; the router types only addresses without. */
export function To({ path, search = {}, children }: Given) {
  return (
    <Link to={path as '/'} search={search as never}>
      {children}
    </Link>
  )
}
