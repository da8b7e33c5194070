import type { Work } from '../core/context.ts'
import { importKind, type Judgement } from '../imports/import-kind.ts'
import { parseRegionRow, type RegionImportRow, regionColumns } from './imports.rules.ts'
import { reaches } from './reach.rules.ts'
import { recordResidents } from './region.service.ts'
import { findRegions, type RegionRow } from './region.store.ts'

/** 常住人口, each figure with its year and source. The regions themselves must be there. */
export const regionImport = importKind<RegionImportRow>({
  kind: 'residents',
  zh: '常住人口',
  permission: 'region.manage',
  columns: regionColumns,
  parseOptions: () => ({}),
  parse: (cells, at) => parseRegionRow(cells, at),
  async judge(work, rows) {
    const known = await regionsOf(work, rows)
    return rows.map((row) => judge(work, row, known.get(row.code)))
  },
  async apply(work, rows) {
    const known = await regionsOf(work, rows)
    for (const row of rows) {
      const region = known.get(row.code)
      if (region) await recordResidents(work, row.code, { ...row, version: region.version })
    }
  },
})

function judge(work: Work, row: RegionImportRow, region: RegionRow | undefined): Judgement {
  const refused = (column: string, message: string) => ({ outcome: 'error' as const, errors: [{ column, message }] })
  if (!region) return refused('code', '系统中没有这个区划，请先在“区域与单位”中登记')
  if (!reaches(work.actor.scope, region.path)) return refused('code', '该区划不在您的管辖范围内')
  if (region.name !== row.name) return refused('name', `该代码登记的名称是“${region.name}”，请核对`)
  const same =
    region.residents === row.residents && region.residents_year === row.year && region.residents_source === row.source
  if (same) return { outcome: 'same', key: row.code }
  return { outcome: region.residents === null ? 'new' : 'changed', key: row.code }
}

async function regionsOf(work: Work, rows: readonly RegionImportRow[]): Promise<Map<string, RegionRow>> {
  const found = await findRegions(
    work.db,
    rows.map((row) => row.code),
  )
  return new Map(found.map((region) => [region.code, region]))
}
