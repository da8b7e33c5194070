import { AppError } from '../core/error.ts'
import type { Scope } from '../core/scope.ts'

/** Whether records of this region are the actor's to maintain: her own region and everything below it. */
export function reaches(scope: Scope, regionPath: string): boolean {
  if (scope.kind === 'system') return true
  return scope.kind === 'region' && regionPath.startsWith(scope.regionPath)
}

export function refuseOutOfReach(scope: Scope, regionPath: string): void {
  if (!reaches(scope, regionPath)) throw new AppError('FORBIDDEN', { reason: '该区划不在您的管辖范围内' })
}
