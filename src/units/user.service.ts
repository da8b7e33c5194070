import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isId, isText, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { maskPhone } from '../core/mask.rules.ts'
import { asSystem, transact } from '../db/transact.ts'
import { hashPassword, temporaryPassword } from '../identity/hashing.service.ts'
import { endSessionsOf } from '../identity/session.service.ts'
import { adminDuties, type Duty, dutiesRefusal, type UnitKind } from './duties.rules.ts'
import { handOverWithin } from './handover.service.ts'
import { refuseOutOfReach } from './reach.rules.ts'
import { findRegion } from './region.store.ts'
import { theUnit } from './unit.service.ts'
import { lockUnits, type UnitRow } from './unit.store.ts'
import type { NewUser, UserView } from './user.contract.ts'
import {
  addUser,
  changeUser,
  countUsers,
  findUser,
  isOtherAdmin,
  listUsers,
  lockUser,
  setDuties,
  type UserRow,
} from './user.store.ts'
import { userPhonePlace } from './user-phone.rules.ts'

type Filter = {
  unit?: string | undefined
  region?: string | undefined
  duty?: Duty[] | undefined
  active?: 'yes' | 'no' | undefined
  text?: string | undefined
}

export function searchUsers(ctx: Ctx, given: Filter & { limit: number; cursor?: string | undefined }) {
  return transact(ctx, async ({ db }) => {
    const region = given.region ? await findRegion(db, given.region) : undefined
    if (given.region && !region) return { rows: [], next: null, total: 0 }
    const question = {
      unitId: given.unit,
      regionPath: region?.path,
      duties: given.duty,
      active: given.active && given.active === 'yes',
      text: given.text,
    }
    const rows = await listUsers(db, { ...question, limit: given.limit, after: readCursor(given.cursor, isText, isId) })
    const page = pageFrom(rows, given.limit, (row) => [row.region_path, row.id])
    return { rows: page.rows.map(userViewOf), next: page.next, total: await countUsers(db, question) }
  })
}

export function viewUser(ctx: Ctx, id: string): Promise<UserView> {
  return transact(ctx, async (work) => userViewOf(await theUser(work, id)))
}

/** Adds a user with a temporary password, which is shown this once and must be changed at the first sign-in. */
export async function createUser(ctx: Ctx, given: NewUser): Promise<{ user: UserView; temporaryPassword: string }> {
  const unitNames = await transact(ctx, async (work) => {
    const unit = await theUnit(work, given.unitId)
    return [unit.name, unit.short_name]
  })
  const password = temporaryPassword({ username: given.username, unitNames })
  // Hashing takes long on purpose; it is done before the transaction holds anything.
  const passwordHash = await hashPassword(password)
  const user = await transact(ctx, (work) => addUserWithin(work, given, passwordHash))
  return { user, temporaryPassword: password }
}

/** Adds a user within the caller's transaction; the import of many users does it too. */
export async function addUserWithin(work: Work, given: NewUser, passwordHash: string): Promise<UserView> {
  const { db, now } = work
  const id = newId()
  const unit = await placeFor(work, given.unitId)
  refuseDuties(given.duties, unit.kind)
  await refuseSamePersonAdmin(work, id, { duties: given.duties, phone: given.phone ?? null })
  await mapped(async () => {
    await addUser(db, {
      id,
      username: given.username,
      name: given.name,
      unit_id: unit.id,
      email: given.email,
      oidc_issuer: given.oidcIssuer,
      oidc_subject: given.oidcSubject,
      password_hash: passwordHash,
      ...phoneColumns(work, id, given.phone),
      created_at: now,
      updated_at: now,
    })
    await setDuties(db, id, given.duties)
  })
  const view = userViewOf(await theUser(work, id))
  const title = `新增人员：${given.name}（${unit.name}）`
  await record(work, { action: 'user.create', subject: { type: 'user', id }, title, after: view })
  return view
}

export function updateUser(
  ctx: Ctx,
  id: string,
  given: Omit<NewUser, 'username' | 'unitId'> & { version: number },
): Promise<UserView> {
  return transact(ctx, async (work) => {
    const { db } = work
    await lockUser(db, id)
    const user = await theUser(work, id)
    refuseOutOfReach(work.actor.scope, user.region_path)
    const dutiesChange = !sameDuties(user.duties, given.duties)
    if (dutiesChange) refuseOneself(work, id, '职责')
    refuseDuties(given.duties, user.unit_kind)
    const phone = given.phone === undefined ? userPhoneOf(work, user) : given.phone
    await refuseSamePersonAdmin(work, id, { duties: given.duties, phone })
    await mapped(async () => {
      await save(work, id, given.version, {
        name: given.name,
        email: given.email,
        oidc_issuer: given.oidcIssuer,
        oidc_subject: given.oidcSubject,
        ...phoneColumns(work, id, given.phone),
      })
      if (dutiesChange) await setDuties(db, id, given.duties)
    })
    const bindingChange = user.oidc_issuer !== given.oidcIssuer || user.oidc_subject !== given.oidcSubject
    if (dutiesChange || bindingChange) await endSessionsOf(work, id, '职责或登录方式已调整')
    return told(work, user, { action: 'user.update', title: `修改人员：${user.name}` })
  })
}

type Leaving = { successorId: string | null; reason: string; version: number }

/** Disables a person who leaves. What she has open passes to a successor first; her sessions end at once. */
export function deactivateUser(ctx: Ctx, id: string, given: Leaving) {
  return transact(ctx, async (work) => {
    const { user, handoverId } = await leave(work, id, given)
    if (!user.active) throw new AppError('STATE_CONFLICT', { reason: '该人员已停用' })
    await save(work, id, given.version, { active: false, left_at: work.now })
    await endSessionsOf(work, id, '用户已停用')
    const title = `停用人员：${user.name}（${given.reason}）`
    return { user: await told(work, user, { action: 'user.deactivate', title }), handoverId }
  })
}

export function reactivateUser(ctx: Ctx, id: string, given: { reason: string; version: number }): Promise<UserView> {
  return transact(ctx, async (work) => {
    await lockUser(work.db, id)
    const user = await theUser(work, id)
    refuseOutOfReach(work.actor.scope, user.region_path)
    refuseOneself(work, id, '状态')
    if (user.active) throw new AppError('STATE_CONFLICT', { reason: '该人员未停用' })
    await placeFor(work, user.unit_id)
    await refuseSamePersonAdmin(work, id, { duties: user.duties, phone: userPhoneOf(work, user) })
    await save(work, id, given.version, { active: true, left_at: null, must_change_password: true })
    const title = `恢复人员：${user.name}（${given.reason}）`
    return told(work, user, { action: 'user.reactivate', title })
  })
}

/** Moves a person to another unit with the duties she will hold there, after handing over what she has open. */
export function moveUser(ctx: Ctx, id: string, given: Leaving & { unitId: string; duties: readonly Duty[] }) {
  return transact(ctx, async (work) => {
    const { user, handoverId } = await leave(work, id, given)
    if (!user.active) throw new AppError('STATE_CONFLICT', { reason: '该人员已停用，请先恢复' })
    const unit = await placeFor(work, given.unitId)
    if (unit.id === user.unit_id) throw new AppError('STATE_CONFLICT', { reason: '该人员已在此单位' })
    refuseDuties(given.duties, unit.kind)
    await refuseSamePersonAdmin(work, id, { duties: given.duties, phone: userPhoneOf(work, user) })
    await save(work, id, given.version, { unit_id: unit.id })
    await mapped(() => setDuties(work.db, id, given.duties))
    await endSessionsOf(work, id, '已调整到其他单位')
    const title = `调整人员单位：${user.name} 由 ${user.unit_name} 调至 ${unit.name}（${given.reason}）`
    return { user: await told(work, user, { action: 'user.move', title }), handoverId }
  })
}

export function showUserPhone(ctx: Ctx, id: string, { reason }: { reason: string }): Promise<{ phone: string }> {
  return transact(ctx, async (work) => {
    const user = await theUser(work, id)
    const phone = userPhoneOf(work, user)
    if (!phone) throw new AppError('NOT_FOUND', { reason: '该人员没有登记联系电话' })
    const title = `查看联系电话：${user.name}`
    await record(work, { action: 'personal.view', subject: { type: 'user', id }, title, after: { reason } })
    return { phone }
  })
}

async function theUser(work: Work, id: string): Promise<UserRow> {
  const user = await findUser(work.db, id)
  if (!user) throw new AppError('NOT_FOUND')
  return user
}

/** The unit that takes a person in: within reach and in use, and kept so until this transaction ends. */
async function placeFor(work: Work, unitId: string): Promise<UnitRow> {
  await lockUnits(work.db, [unitId])
  const unit = await theUnit(work, unitId)
  refuseOutOfReach(work.actor.scope, unit.region_path)
  if (!unit.active) throw new AppError('STATE_CONFLICT', { reason: `“${unit.name}”已停用` })
  return unit
}

/** The common first half of leaving: nobody sends herself away, and nothing open is left behind. */
async function leave(work: Work, id: string, given: Leaving) {
  await lockUser(work.db, id)
  const user = await theUser(work, id)
  refuseOutOfReach(work.actor.scope, user.region_path)
  refuseOneself(work, id, '状态或单位')
  const handoverId = await handOverWithin(work, user, given)
  return { user, handoverId }
}

/** A security administrator does not change what she herself may do. */
function refuseOneself(work: Work, id: string, what: string): void {
  if (work.actor.userId === id)
    throw new AppError('FORBIDDEN', { reason: `不能调整本人的${what}，请由其他安全管理员办理` })
}

function refuseDuties(given: readonly Duty[], kind: UnitKind): void {
  const reason = dutiesRefusal(given, kind)
  if (!reason) return
  const isAdmin = given.some((duty) => (adminDuties as readonly Duty[]).includes(duty))
  if (given.length > 1 && isAdmin) throw new AppError('ADMINS_SEPARATE', { reason })
  throw new AppError('INVALID_INPUT', { errors: [{ path: 'duties', message: reason }] })
}

/** 三员分立 is about persons: two users with one telephone number are taken for one person. */
async function refuseSamePersonAdmin(work: Work, id: string, given: { duties: readonly Duty[]; phone: string | null }) {
  const duty = given.duties.find((one) => (adminDuties as readonly Duty[]).includes(one))
  if (!duty || !given.phone) return
  const phoneIndex = work.box.index(given.phone)
  const other = await asSystem(work, ({ db }) => isOtherAdmin(db, { phoneIndex, duty, exceptId: id }))
  if (other)
    throw new AppError('ADMINS_SEPARATE', { reason: '该联系电话已登记在另一名管理员名下，三员须由三人分别担任' })
}

async function save(work: Work, id: string, version: number, change: Parameters<typeof changeUser>[2]) {
  const saved = await changeUser(work.db, { id, version }, { ...change, updated_at: work.now })
  if (!saved) throw new AppError('VERSION_CONFLICT')
}

async function told(work: Work, before: UserRow, what: { action: string; title: string }): Promise<UserView> {
  const after = userViewOf(await theUser(work, before.id))
  await record(work, { ...what, subject: { type: 'user', id: before.id }, before: userViewOf(before), after })
  return after
}

/** What the database refuses although the rules let it pass: somebody else was quicker. */
async function mapped(write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    const { code, message, constraint } = error as { code?: string; message?: string; constraint?: string }
    if (message?.includes('ADMINS_SEPARATE')) throw new AppError('ADMINS_SEPARATE')
    if (code !== '23505') throw error
    const reason = constraint === 'app_user_oidc' ? '该统一身份账号已绑定其他用户' : '该用户名已被使用，请换一个'
    throw new AppError('ALREADY_EXISTS', { reason })
  }
}

export function userPhoneOf(work: Work, user: UserRow): string | null {
  return user.phone_cipher && work.box.open(user.phone_cipher, userPhonePlace(user.id))
}

function phoneColumns(work: Work, id: string, phone: string | null | undefined) {
  if (phone === undefined) return {}
  if (phone === null) return { phone_cipher: null, phone_mask: null, phone_index: null }
  return {
    phone_cipher: work.box.seal(phone, userPhonePlace(id)),
    phone_mask: maskPhone(phone),
    phone_index: work.box.index(phone),
  }
}

function sameDuties(a: readonly Duty[], b: readonly Duty[]): boolean {
  return [...new Set(a)].sort().join() === [...new Set(b)].sort().join()
}

function userViewOf(row: UserRow): UserView {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    unit: { id: row.unit_id, name: row.unit_name, kind: row.unit_kind, regionCode: row.region_code },
    duties: row.duties,
    phone: row.phone_mask,
    email: row.email,
    active: row.active,
    lockedUntil: row.locked_until?.toISOString() ?? null,
    secondFactor: row.totp_enabled_at !== null,
    oidcIssuer: row.oidc_issuer,
    oidcSubject: row.oidc_subject,
    lastLoginAt: row.last_login_at?.toISOString() ?? null,
    leftAt: row.left_at?.toISOString() ?? null,
    version: row.version,
  }
}
