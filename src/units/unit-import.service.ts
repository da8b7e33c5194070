import type { Work } from '../core/context.ts'
import { type CellError, importKind, type Judgement } from '../imports/import-kind.ts'
import { unitKinds } from './duties.rules.ts'
import { parseUnitRow, type UnitImportRow, unitColumns } from './imports.rules.ts'
import { reaches } from './reach.rules.ts'
import { findRegions, type RegionRow } from './region.store.ts'
import { hostSubjectRefusal, kindFaults } from './unit.rules.ts'
import { createUnit, unitPhoneOf, updateUnit } from './unit.service.ts'
import { findUnitsNamed, namesWithin, type UnitRow } from './unit.store.ts'

/** Bodies of the six kinds (§5.1). A body is recognised by region and name; an empty cell leaves what is stored. */
export const unitImport = importKind<UnitImportRow>({
  kind: 'units',
  zh: '单位',
  permission: 'unit.manage',
  columns: unitColumns,
  parseOptions: () => ({}),
  parse: (cells) => parseUnitRow(cells),
  async judge(work, rows) {
    const known = await knownOf(work, rows)
    const judged: Judgement[] = []
    for (const row of rows) judged.push(await judge(work, row, known))
    return judged
  },
  async apply(work, rows) {
    const known = await knownOf(work, rows)
    for (const row of rows) {
      const unit = known.units.get(keyOf(row))
      if (!unit) await createUnit(work, { ...row, contactPhone: row.contactPhone ?? undefined })
      else await updateUnit(work, unit.id, { ...merged(row, unit), version: unit.version })
    }
  },
})

type Known = { regions: Map<string, RegionRow>; units: Map<string, UnitRow> }

async function judge(work: Work, row: UnitImportRow, known: Known): Promise<Judgement> {
  const region = known.regions.get(row.regionCode)
  if (!region) return refused([{ column: 'regionCode', message: '没有这个区划' }])
  if (!reaches(work.actor.scope, region.path))
    return refused([{ column: 'regionCode', message: '该区划不在您的管辖范围内' }])
  const unit = known.units.get(keyOf(row))
  if (unit && unit.kind !== row.kind) {
    return refused([{ column: 'kind', message: `该单位已登记为“${unitKinds[unit.kind].zh}”，类别不能变更` }])
  }
  const next = unit ? merged(row, unit) : row
  const errors: CellError[] = kindFaults(row.kind, next).map(({ path, message }) => ({ column: path, message }))
  if (row.kind === 'hostUnit') {
    const registered = await namesWithin(work.db, row.name)
    const refusal = hostSubjectRefusal(row.name, { registered, hasCreditCode: next.creditCode !== null })
    if (refusal) errors.push({ column: 'name', message: refusal })
  }
  if (errors.length > 0) return refused(errors)
  const key = keyOf(row)
  if (!unit) return { outcome: 'new', key }
  return { outcome: isSame(work, row, unit) ? 'same' : 'changed', key }
}

function refused(errors: CellError[]): Judgement {
  return { outcome: 'error', errors }
}

/** The stored unit with the cells that were filled in. */
function merged(row: UnitImportRow, unit: UnitRow) {
  return {
    name: unit.name,
    regionCode: unit.region_code,
    shortName: row.shortName ?? unit.short_name,
    hostType: row.hostType ?? unit.host_type,
    industry: row.industry ?? unit.industry,
    creditCode: row.creditCode ?? unit.credit_code,
    qualification: row.qualification ?? unit.qualification,
    contactName: row.contactName ?? unit.contact_name,
    contactPhone: row.contactPhone ?? undefined,
  }
}

function isSame(work: Work, row: UnitImportRow, unit: UnitRow): boolean {
  const next = merged(row, unit)
  return (
    next.shortName === unit.short_name &&
    next.hostType === unit.host_type &&
    next.industry === unit.industry &&
    next.creditCode === unit.credit_code &&
    next.qualification === unit.qualification &&
    next.contactName === unit.contact_name &&
    (row.contactPhone === null || row.contactPhone === unitPhoneOf(work, unit))
  )
}

function keyOf(row: { regionCode: string; name: string }): string {
  return `${row.regionCode} ${row.name}`
}

async function knownOf(work: Work, rows: readonly UnitImportRow[]): Promise<Known> {
  const regions = await findRegions(
    work.db,
    rows.map((row) => row.regionCode),
  )
  const units = await findUnitsNamed(
    work.db,
    rows.map((row) => row.name),
  )
  return {
    regions: new Map(regions.map((region) => [region.code, region])),
    units: new Map(units.map((unit) => [keyOf({ regionCode: unit.region_code, name: unit.name }), unit])),
  }
}
