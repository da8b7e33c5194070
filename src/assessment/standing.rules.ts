import type { Scope } from '../core/scope.ts'

export const schemeStandings = ['draft', 'coming', 'inForce', 'ended'] as const
export type SchemeStanding = (typeof schemeStandings)[number]
export const standingLabels: Record<SchemeStanding, string> = {
  draft: '草案',
  coming: '待施行',
  inForce: '施行中',
  ended: '已停用',
}

type Dated = { state: 'draft' | 'inForce' | 'retired'; effective_from: string; effective_to: string | null }

/** How a scheme stands on a day. A retired one holds until its last day. */
export function standingOf(scheme: Dated, today: string): SchemeStanding {
  if (scheme.state === 'draft') return 'draft'
  if (scheme.effective_to !== null && scheme.effective_to < today) return 'ended'
  return scheme.effective_from > today ? 'coming' : 'inForce'
}

/**
 * What an actor may do with a scheme. Any supervisor may write a draft; the 考核指标 of 9.2 are the province's,
 * so only the supervisor at the top of the region tree puts one in force or ends it. What a run has used stays as it is.
 */
export function schemePowers(
  scheme: { standing: SchemeStanding; runs: number; unitId: string | null },
  actor: { scope: Scope; topPath: string; manages: boolean },
) {
  const { scope, topPath, manages } = actor
  const atTop = manages && (scope.kind === 'system' || (scope.kind === 'region' && scope.regionPath === topPath))
  const own = manages && scope.kind === 'region' && scope.unitId === scheme.unitId
  const draft = scheme.standing === 'draft'
  return {
    edit: draft && scheme.runs === 0 && (atTop || own),
    force: draft && atTop,
    retire: atTop && (scheme.standing === 'inForce' || scheme.standing === 'coming'),
  }
}
