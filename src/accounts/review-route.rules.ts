import type { RouteStep } from '../review/review.rules.ts'
import type { ApplicationKind } from './lifecycle.rules.ts'

/** Up to which level an opening is reviewed: the nearest supervisor alone, or the city's and the province's as well. */
export const reviewReaches = { nearest: '地区主管单位', city: '逐级至市', province: '逐级至省' } as const
export type ReviewReach = keyof typeof reviewReaches
export const reviewReachNames = Object.keys(reviewReaches) as [ReviewReach, ...ReviewReach[]]

type Supervisor = { id: string; name: string; level: 'province' | 'city' | 'county' | 'township' }

/** How many workdays a supervisor has for its step. */
const workdays = 5

const words: Record<ApplicationKind, string> = {
  opening: '开设审核',
  filing: '备案核对',
  change: '变更审核',
  closure: '完成注销',
}

/**
 * The route of an application (§6.1.2: the region's supervisor). Supervisors are given the nearest first, one a level;
 * empty when there is none, which the service refuses.
 */
export function routeOf(kind: ApplicationKind, supervisors: readonly Supervisor[], reach: ReviewReach): RouteStep[] {
  const [nearest, ...above] = onePerLevel(supervisors)
  if (!nearest) return []
  const further = kind === 'opening' ? above.filter(({ level }) => reaches(level, reach)) : []
  return [nearest, ...further].map(({ id, name }) => ({
    name: `${name}${words[kind]}`,
    unitId: id,
    unitName: name,
    duty: 'supervisorOfficer',
    mode: 'any',
    reviewers: [],
    workdays,
  }))
}

function reaches(level: Supervisor['level'], reach: ReviewReach): boolean {
  if (reach === 'nearest') return false
  return reach === 'city' ? level === 'city' : level === 'city' || level === 'province'
}

function onePerLevel(supervisors: readonly Supervisor[]): Supervisor[] {
  return supervisors.filter((one, n) => supervisors.findIndex(({ level }) => level === one.level) === n)
}
