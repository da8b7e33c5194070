import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { may } from './permissions.rules.ts'
import { refuseOutOfReach } from './reach.rules.ts'
import type { RegionNode } from './region.contract.ts'
import {
  codeRefusal,
  levelOfCode,
  pathAfterMove,
  pathOf,
  type RegionLevel,
  type Residents,
  residentsFaults,
} from './region.rules.ts'
import {
  addRegion,
  changeRegion,
  countAccounts,
  findRegion,
  listRegions,
  lockRegions,
  type RegionRow,
  rewritePaths,
} from './region.store.ts'

/** The regions of the actor's scope, parents first; with the number of accounts in each and below it when asked. */
export function readRegionTree(ctx: Ctx, { counts }: { counts: boolean }): Promise<{ rows: RegionNode[] }> {
  return transact(ctx, async ({ db, actor }) => {
    const rows = await listRegions(db, actor.scope)
    if (!counts || !may(actor.duties, 'account.read')) return { rows: rows.map(nodeOf) }
    const totals = addUp(await countAccounts(db))
    return { rows: rows.map((row) => ({ ...nodeOf(row), accountCount: totals.get(row.path) ?? 0 })) }
  })
}

/** The top of an installation: made once, by the system, before there is anybody. */
export function createProvince(
  ctx: Ctx,
  given: { code: string; name: string; shortName: string },
): Promise<RegionNode> {
  return transact(ctx, async (work) => {
    const refusal = codeRefusal(given.code, null)
    if (refusal) throw new AppError('INVALID_INPUT', { errors: [{ path: 'code', message: refusal }] })
    refuseOutOfReach(work.actor.scope, pathOf(given.code, null))
    const added = await addRegion(work.db, {
      code: given.code,
      name: given.name,
      short_name: given.shortName,
      level: 'province',
      parent_code: null,
      path: pathOf(given.code, null),
      residents: null,
      residents_year: null,
      residents_source: null,
      updated_at: work.now,
    })
    if (!added) throw new AppError('ALREADY_EXISTS', { reason: `区划代码 ${given.code} 已存在` })
    const subject = { type: 'region', id: given.code }
    await record(work, { action: 'region.create', subject, title: `新增区划：${given.name}`, after: given })
    return nodeOf(await theRegion(work, given.code))
  })
}

export function createRegion(
  ctx: Ctx,
  given: { code: string; name: string; shortName: string; parentCode: string },
): Promise<RegionNode> {
  return transact(ctx, async (work) => {
    const { db, actor } = work
    const parent = await theRegion(work, given.parentCode)
    refuseOutOfReach(actor.scope, parent.path)
    const refusal = codeRefusal(given.code, parent)
    if (refusal) throw new AppError('INVALID_INPUT', { errors: [{ path: 'code', message: refusal }] })

    const added = await addRegion(db, {
      code: given.code,
      name: given.name,
      short_name: given.shortName,
      level: levelOfCode(given.code) as RegionLevel, // codeRefusal has refused every code without a level
      parent_code: parent.code,
      path: pathOf(given.code, parent),
      residents: null,
      residents_year: null,
      residents_source: null,
      updated_at: work.now,
    })
    if (!added) throw new AppError('ALREADY_EXISTS', { reason: `区划代码 ${given.code} 已存在` })
    const subject = { type: 'region', id: given.code }
    await record(work, { action: 'region.create', subject, title: `新增区划：${given.name}`, after: given })
    return nodeOf(await theRegion(work, given.code))
  })
}

export function renameRegion(
  ctx: Ctx,
  code: string,
  given: { name: string; shortName: string; version: number },
): Promise<RegionNode> {
  return change(ctx, { code, version: given.version }, async (work, region) => {
    const after = { name: given.name, short_name: given.shortName }
    await save(work, region, given.version, after)
    return {
      action: 'region.update',
      title: `修改区划：${region.name}`,
      before: { name: region.name, shortName: region.short_name },
      after: { name: given.name, shortName: given.shortName },
    }
  })
}

/** Records 常住人口 with its source and year. */
export function recordResidents(ctx: Ctx, code: string, given: Residents & { version: number }): Promise<RegionNode> {
  return change(ctx, { code, version: given.version }, async (work, region) => {
    const errors = residentsFaults(given, Number(beijingDay(work.now).slice(0, 4)))
    if (errors.length > 0) throw new AppError('INVALID_INPUT', { errors })
    await save(work, region, given.version, residentsColumns(given))
    return {
      action: 'region.residents',
      title: `登记常住人口：${region.name} ${given.residents} 人（${given.year} 年）`,
      before: { residents: region.residents, year: region.residents_year, source: region.residents_source },
      after: { residents: given.residents, year: given.year, source: given.source },
    }
  })
}

/** Places a region and everything in it below another parent: regions, bodies and accounts in one transaction. */
export function moveRegion(ctx: Ctx, code: string, given: { parentCode: string; version: number }) {
  return transact(ctx, async (work) => {
    const { db, actor } = work
    // Paths are read and rewritten under the lock, so that two moves cannot make a circle between them.
    await lockRegions(db)
    const region = await theRegion(work, code)
    const parent = await theRegion(work, given.parentCode)
    refuseOutOfReach(actor.scope, region.path)
    refuseOutOfReach(actor.scope, parent.path)
    const path = pathAfterMove(region, parent)
    if (path === region.path) return { regions: 0, units: 0, accounts: 0 }

    await save(work, region, given.version, { parent_code: parent.code })
    const moved = await rewritePaths(db, region.path, path)
    await record(work, {
      action: 'region.move',
      subject: { type: 'region', id: code },
      title: `调整区划上级：${region.name} 归入 ${parent.name}`,
      before: { path: region.path },
      after: { path, ...moved },
    })
    return moved
  })
}

export function residentsColumns({ residents, year, source }: Residents) {
  return { residents, residents_year: year, residents_source: source }
}

async function theRegion(work: Work, code: string): Promise<RegionRow> {
  const region = await findRegion(work.db, code)
  if (!region) throw new AppError('NOT_FOUND', { reason: `没有代码为 ${code} 的区划` })
  return region
}

type Told = { action: string; title: string; before: unknown; after: unknown }

function change(
  ctx: Ctx,
  { code }: { code: string; version: number },
  work: (work: Work, region: RegionRow) => Promise<Told>,
): Promise<RegionNode> {
  return transact(ctx, async (inside) => {
    const region = await theRegion(inside, code)
    refuseOutOfReach(inside.actor.scope, region.path)
    const told = await work(inside, region)
    await record(inside, { ...told, subject: { type: 'region', id: code } })
    return nodeOf(await theRegion(inside, code))
  })
}

async function save(work: Work, { code }: RegionRow, version: number, columns: Parameters<typeof changeRegion>[2]) {
  const saved = await changeRegion(work.db, { code, version }, { ...columns, updated_at: work.now })
  if (!saved) throw new AppError('VERSION_CONFLICT')
}

/** Every path with the accounts of the region itself and of all below it. */
function addUp(own: ReadonlyMap<string, number>): Map<string, number> {
  const totals = new Map<string, number>()
  for (const [path, n] of own) {
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      const above = path.slice(0, end + 1)
      totals.set(above, (totals.get(above) ?? 0) + n)
    }
  }
  return totals
}

function nodeOf(row: RegionRow): RegionNode {
  return {
    code: row.code,
    name: row.name,
    shortName: row.short_name,
    level: row.level,
    parentCode: row.parent_code,
    residents: row.residents,
    residentsYear: row.residents_year,
    residentsSource: row.residents_source,
    version: row.version,
  }
}

/** The path of a region for a filter; of one that is not there, a path that nothing lies below. */
export async function regionPathOf(work: Work, code: string): Promise<string> {
  return (await findRegion(work.db, code))?.path ?? '-'
}
