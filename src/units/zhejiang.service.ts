import { record } from '../audit/audit.service.ts'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import census from './data/zhejiang-census-2020.json' with { type: 'json' }
import zhejiang from './data/zhejiang-regions.json' with { type: 'json' }
import { reaches } from './reach.rules.ts'
import { levelOfCode, parentsFirst, pathOf, type RegionLevel } from './region.rules.ts'
import { residentsColumns } from './region.service.ts'
import { addRegion, changeRegion, listRegions, lockRegions } from './region.store.ts'

const province = '330000'

/**
 * Loads Zhejiang's 11 cities and 90 counties, and on request the province's and the cities' residents of the 2020
 * census. Doing it again changes nothing; residents that somebody has recorded since are left alone.
 */
export function loadZhejiangRegions(ctx: Ctx, { census2020 }: { census2020: boolean }) {
  return transact(ctx, async (work) => {
    const { db, actor, now } = work
    if (!reaches(actor.scope, pathOf(province, null))) {
      throw new AppError('STATE_CONFLICT', { reason: '本单位不在浙江省本级（330000），不能载入浙江省区划' })
    }
    await lockRegions(db)
    const known = new Map((await listRegions(db, { kind: 'system' })).map((row) => [row.code, row]))
    const done = { added: 0, renamed: 0, same: 0, residents: 0 }

    for (const given of parentsFirst(zhejiang.regions)) {
      const old = known.get(given.code)
      const names = { name: given.name, short_name: given.shortName }
      if (!old) {
        // A parent that was moved by hand keeps its place, so its path is asked of it and not of the file.
        const parent = given.parentCode === null ? null : (known.get(given.parentCode) ?? null)
        const row = {
          code: given.code,
          ...names,
          level: levelOfCode(given.code) as RegionLevel, // a test checks every code of the file
          parent_code: given.parentCode,
          path: pathOf(given.code, parent),
          residents: null,
          residents_year: null,
          residents_source: null,
          version: 1,
          updated_at: now,
        }
        await addRegion(db, row)
        known.set(given.code, row)
        done.added++
      } else if (old.name !== given.name) {
        await changeRegion(db, old, { ...names, updated_at: now })
        known.set(given.code, { ...old, ...names, version: old.version + 1 })
        done.renamed++
      } else done.same++
    }

    if (census2020) {
      for (const [code, residents] of Object.entries(census.residents)) {
        const region = known.get(code)
        if (!region || region.residents !== null) continue
        const columns = residentsColumns({ residents, year: census.year, source: census.source })
        await changeRegion(db, region, { ...columns, updated_at: now })
        done.residents++
      }
    }
    if (done.added + done.renamed + done.residents > 0) {
      const subject = { type: 'region', id: province }
      await record(work, { action: 'region.load', subject, title: '载入浙江省行政区划', after: done })
    }
    return done
  })
}
