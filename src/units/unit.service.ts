import { followHostUnit } from '../accounts/accounts.service.ts'
import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isId, isText, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { maskPhone } from '../core/mask.rules.ts'
import { searchVector } from '../db/sql.ts'
import { asSystem, transact } from '../db/transact.ts'
import { type UnitKind, unitKinds } from './duties.rules.ts'
import { refuseOutOfReach } from './reach.rules.ts'
import { findRegion, findRegionToCopy, type RegionRow } from './region.store.ts'
import type { NewUnit, UnitView } from './unit.contract.ts'
import { hostSubjectRefusal, kindFaults, shortNameOf } from './unit.rules.ts'
import {
  addUnit,
  changeUnit,
  countUnits,
  countUses,
  findUnit,
  isNameTaken,
  listUnits,
  lockUnits,
  namesWithin,
  type UnitRow,
} from './unit.store.ts'

type Filter = {
  kind?: UnitKind[] | undefined
  region?: string | undefined
  active?: 'yes' | 'no' | undefined
  text?: string | undefined
}

export function searchUnits(ctx: Ctx, given: Filter & { limit: number; cursor?: string | undefined }) {
  return transact(ctx, async ({ db }) => {
    const region = given.region ? await findRegion(db, given.region) : undefined
    if (given.region && !region) return { rows: [], next: null, total: 0 }
    const question = {
      kinds: given.kind,
      regionPath: region?.path,
      active: given.active && given.active === 'yes',
      text: given.text,
    }
    const rows = await listUnits(db, { ...question, limit: given.limit, after: readCursor(given.cursor, isText, isId) })
    const page = pageFrom(rows, given.limit, (row) => [row.region_path, row.id])
    return { rows: page.rows.map(viewOf), next: page.next, total: await countUnits(db, question) }
  })
}

export function viewUnit(ctx: Ctx, id: string) {
  return transact(ctx, async (work) => {
    const unit = await theUnit(work, id)
    const uses = await countUses(work.db, id, beijingDay(work.now))
    return { ...viewOf(unit), userCount: uses.users, accountCount: uses.accounts }
  })
}

export function createUnit(ctx: Ctx, given: NewUnit): Promise<UnitView> {
  return transact(ctx, async (work) => {
    const { db, now } = work
    const region = await regionFor(work, given.regionCode)
    await check(work, given.kind, given)
    const id = newId()
    const added = await addUnit(db, {
      id,
      kind: given.kind,
      ...columnsOf(given, region),
      ...phoneColumns(work, id, given.contactPhone),
      created_at: now,
      updated_at: now,
    })
    if (!added) throw nameTaken()
    const view = viewOf(await theUnit(work, id))
    const title = `新增${unitKinds[given.kind].zh}：${given.name}`
    await record(work, { action: 'unit.create', subject: { type: 'unit', id }, title, after: view })
    return view
  })
}

export function updateUnit(
  ctx: Ctx,
  id: string,
  given: Omit<NewUnit, 'kind'> & { version: number },
): Promise<UnitView> {
  return transact(ctx, async (work) => {
    const { db, now } = work
    const unit = await theUnit(work, id)
    refuseOutOfReach(work.actor.scope, unit.region_path)
    const region = await regionFor(work, given.regionCode)
    await check(work, unit.kind, given, id)
    const saved = await changeUnit(
      db,
      { id, version: given.version },
      { ...columnsOf(given, region), ...phoneColumns(work, id, given.contactPhone), updated_at: now },
    )
    if (!saved) throw new AppError('VERSION_CONFLICT')
    // The accounts of a body stand where it stands and are found by its name.
    if (unit.region_code !== region.code || unit.name !== given.name) await followHostUnit(work, id)
    const view = viewOf(await theUnit(work, id))
    await record(work, {
      action: 'unit.update',
      subject: { type: 'unit', id },
      title: `修改单位：${unit.name}`,
      before: viewOf(unit),
      after: view,
    })
    return view
  })
}

/** Takes a unit out of use, which it must no longer be in, or brings it back. */
export function setUnitActive(
  ctx: Ctx,
  id: string,
  given: { active: boolean; reason: string; version: number },
): Promise<UnitView> {
  return transact(ctx, async (work) => {
    const { db, now } = work
    const unit = await theUnit(work, id)
    refuseOutOfReach(work.actor.scope, unit.region_path)
    // Locked, so that nobody is placed in it between the count and the change.
    await lockUnits(db, [id])
    if (given.active && (await isNameTaken(db, { regionCode: unit.region_code, name: unit.name, exceptId: id }))) {
      throw nameTaken()
    }
    if (!given.active) await refuseUsed(work, id)
    const saved = await changeUnit(db, { id, version: given.version }, { active: given.active, updated_at: now })
    if (!saved) throw new AppError('VERSION_CONFLICT')
    await record(work, {
      action: given.active ? 'unit.reactivate' : 'unit.deactivate',
      subject: { type: 'unit', id },
      title: `${given.active ? '恢复' : '停用'}单位：${unit.name}`,
      before: { active: unit.active },
      after: { active: given.active, reason: given.reason },
    })
    return viewOf(await theUnit(work, id))
  })
}

export function showUnitPhone(ctx: Ctx, id: string, { reason }: { reason: string }): Promise<{ phone: string }> {
  return transact(ctx, async (work) => {
    const unit = await theUnit(work, id)
    const phone = unitPhoneOf(work, unit)
    if (!phone) throw new AppError('NOT_FOUND', { reason: '该单位没有登记联系电话' })
    await record(work, {
      action: 'personal.view',
      subject: { type: 'unit', id },
      title: `查看联系电话：${unit.name}`,
      after: { reason },
    })
    return { phone }
  })
}

export async function theUnit(work: Work, id: string): Promise<UnitRow> {
  const unit = await findUnit(work.db, id)
  if (!unit) throw new AppError('NOT_FOUND')
  return unit
}

async function regionFor(work: Work, code: string): Promise<RegionRow> {
  const region = await findRegionToCopy(work.db, code)
  if (!region) throw new AppError('INVALID_INPUT', { errors: [{ path: 'regionCode', message: '没有这个区划' }] })
  refuseOutOfReach(work.actor.scope, region.path)
  return region
}

type Checked = Pick<NewUnit, 'name' | 'regionCode' | 'hostType' | 'qualification' | 'industry' | 'creditCode'>

async function check(work: Work, kind: UnitKind, given: Checked, exceptId?: string): Promise<void> {
  const errors = kindFaults(kind, given)
  if (kind === 'hostUnit') {
    const registered = await namesWithin(work.db, given.name)
    const refusal = hostSubjectRefusal(given.name, { registered, hasCreditCode: given.creditCode !== null })
    if (refusal) errors.push({ path: 'name', message: refusal })
  }
  if (errors.length > 0) throw new AppError('INVALID_INPUT', { errors })
  if (await isNameTaken(work.db, { regionCode: given.regionCode, name: given.name, exceptId })) throw nameTaken()
}

async function refuseUsed(work: Work, id: string): Promise<void> {
  // Counted as the system: a contract with a host unit elsewhere keeps a contractor in use as well.
  const uses = await asSystem(work, ({ db, now }) => countUses(db, id, beijingDay(now)))
  const parts = [
    uses.users > 0 ? `${uses.users} 名在用人员` : '',
    uses.accounts > 0 ? `${uses.accounts} 个未注销账号` : '',
    uses.contracts > 0 ? `${uses.contracts} 份未终止合同` : '',
  ].filter(Boolean)
  if (parts.length === 0) return
  throw new AppError('IN_USE', { reason: `该单位还有${parts.join('、')}，请先处理后再停用`, ...uses })
}

function nameTaken(): AppError {
  return new AppError('ALREADY_EXISTS', { reason: '该区划下已有同名单位' })
}

function columnsOf(given: Omit<NewUnit, 'kind' | 'contactPhone'>, region: RegionRow) {
  const shortName = given.shortName ?? shortNameOf(given.name)
  return {
    name: given.name,
    short_name: shortName,
    host_type: given.hostType,
    region_code: region.code,
    region_path: region.path,
    level: region.level,
    industry: given.industry,
    credit_code: given.creditCode,
    qualification: given.qualification,
    contact_name: given.contactName,
    search: searchVector(given.name, shortName, given.creditCode),
  }
}

const phonePlace = (id: string) => `unit.contact_phone_cipher.${id}`

export function unitPhoneOf(work: Work, unit: UnitRow): string | null {
  return unit.contact_phone_cipher && work.box.open(unit.contact_phone_cipher, phonePlace(unit.id))
}

/** The columns of a telephone number: untouched when it was not given, empty when taken away. */
function phoneColumns(work: Work, id: string, phone: string | null | undefined) {
  if (phone === undefined) return {}
  if (phone === null) return { contact_phone_cipher: null, contact_phone_mask: null }
  return { contact_phone_cipher: work.box.seal(phone, phonePlace(id)), contact_phone_mask: maskPhone(phone) }
}

function viewOf(row: UnitRow): UnitView {
  return {
    id: row.id,
    name: row.name,
    shortName: row.short_name,
    kind: row.kind,
    hostType: row.host_type,
    regionCode: row.region_code,
    regionName: row.region_name,
    level: row.level,
    industry: row.industry,
    creditCode: row.credit_code,
    qualification: row.qualification,
    contactName: row.contact_name,
    contactPhone: row.contact_phone_mask,
    active: row.active,
    version: row.version,
  }
}
