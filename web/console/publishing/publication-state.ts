import { z } from 'zod'
import { publicationFilterShape } from '../../../src/publishing/publications.contract.ts'

/** The register's filters as its URL carries them; the paper register reads the same. */
export const RegisterUrl = z.object(publicationFilterShape)
export type RegisterUrl = z.output<typeof RegisterUrl>

/** What is sent to the server: lists as its query takes them, and nothing that is not set. */
export function queryOf({ state, ...rest }: RegisterUrl) {
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined && value !== '')),
    ...(state && state.length > 0 ? { state: state.join(',') } : {}),
  }
}

/** How many are listed when these states are chosen; none chosen is all. */
export function totalOf(byState: Readonly<Record<string, number>>, chosen: readonly string[] | undefined): number {
  const states = chosen && chosen.length > 0 ? chosen : Object.keys(byState)
  return states.reduce((sum, state) => sum + (byState[state] ?? 0), 0)
}
