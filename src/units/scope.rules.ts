import type { Scope } from '../core/scope.ts'
import type { UnitKind } from './duties.rules.ts'

type Body = { id: string; kind: UnitKind; regionPath: string; industry: string | null }

/** Which records the people of a body may see (§5.2): one row per kind of body. */
const scopeByKind: Record<UnitKind, (unit: Body) => Scope> = {
  supervisor: (unit) => ({ kind: 'region', regionPath: unit.regionPath, unitId: unit.id }),
  publicityOffice: (unit) => ({ kind: 'region', regionPath: unit.regionPath, unitId: unit.id }),
  businessAuthority: (unit) => ({ kind: 'region', regionPath: unit.regionPath, unitId: unit.id }),
  industryRegulator: (unit) =>
    unit.industry
      ? { kind: 'industry', regionPath: unit.regionPath, industry: unit.industry, unitId: unit.id }
      : { kind: 'none' },
  hostUnit: (unit) => ({ kind: 'unit', unitId: unit.id, regionPath: unit.regionPath }),
  contractor: (unit) => ({ kind: 'contract', unitId: unit.id }),
}

export function scopeOf(unit: Body): Scope {
  return scopeByKind[unit.kind](unit)
}
