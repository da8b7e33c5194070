import { randomBytes } from 'node:crypto'
import type { Work } from '../core/context.ts'
import { asSystem } from '../db/transact.ts'
import { hashPassword } from '../identity/hashing.service.ts'
import { importKind, type Judgement } from '../imports/import-kind.ts'
import { dutiesRefusal } from './duties.rules.ts'
import { parseUserRow, type UserImportRow, userColumns } from './imports.rules.ts'
import { reaches } from './reach.rules.ts'
import { findUnitsNamed, type UnitRow } from './unit.store.ts'
import { addUserWithin, updateUser, userPhoneOf } from './user.service.ts'
import { findUsersNamed, takenUsernames, type UserRow } from './user.store.ts'

/**
 * People with unit and duties. A person is recognised by user name; an empty cell leaves what is stored. Nobody knows
 * the password of an imported user: she signs in through 统一身份, or the security administrator resets it.
 */
export const userImport = importKind<UserImportRow>({
  kind: 'users',
  zh: '人员',
  permission: 'user.manage',
  columns: userColumns,
  parseOptions: () => ({}),
  parse: (cells) => parseUserRow(cells),
  async judge(work, rows) {
    const known = await knownOf(work, rows)
    return rows.map((row) => judge(work, row, known))
  },
  async apply(work, rows) {
    const known = await knownOf(work, rows)
    const nobodys = await hashPassword(randomBytes(32).toString('base64url'))
    for (const row of rows) {
      const user = known.users.get(row.username)
      const unit = unitFor(row, known.units)
      const fields = { name: row.name, duties: row.duties, phone: row.phone ?? undefined }
      if (user) {
        const kept = { email: row.email ?? user.email, oidcIssuer: user.oidc_issuer, oidcSubject: user.oidc_subject }
        await updateUser(work, user.id, { ...fields, ...kept, version: user.version })
      } else if (typeof unit !== 'string') {
        const fresh = { username: row.username, unitId: unit.id, email: row.email, oidcIssuer: null, oidcSubject: null }
        await addUserWithin(work, { ...fields, ...fresh }, nobodys)
      }
    }
  },
})

type Known = { units: UnitRow[]; users: Map<string, UserRow>; taken: ReadonlySet<string> }

function judge(work: Work, row: UserImportRow, { units, users, taken }: Known): Judgement {
  const refused = (column: string, message: string) => ({ outcome: 'error' as const, errors: [{ column, message }] })
  const unit = unitFor(row, units)
  if (typeof unit === 'string') return refused('unitName', unit)
  if (!reaches(work.actor.scope, unit.region_path)) return refused('unitName', '该单位不在您的管辖范围内')
  const misplaced = dutiesRefusal(row.duties, unit.kind)
  if (misplaced) return refused('duties', misplaced)
  const user = users.get(row.username)
  const key = row.username
  if (!user)
    return taken.has(row.username) ? refused('username', '该用户名已被使用，请换一个') : { outcome: 'new', key }
  if (user.unit_id !== unit.id) {
    return refused('unitName', `该人员现属“${user.unit_name}”，调动单位请在“人员与职责”中办理并交接工作`)
  }
  if (!user.active) return refused('username', '该人员已停用，请先恢复')
  const dutiesSame = [...user.duties].sort().join() === row.duties.join()
  if (!dutiesSame && user.id === work.actor.userId) return refused('duties', '不能调整本人的职责')
  const same =
    dutiesSame &&
    user.name === row.name &&
    (row.email === null || row.email === user.email) &&
    (row.phone === null || row.phone === userPhoneOf(work, user))
  return { outcome: same ? 'same' : 'changed', key }
}

/** The one unit in use that the row means, or why there is none. */
function unitFor(row: UserImportRow, units: readonly UnitRow[]): UnitRow | string {
  const named = units.filter((unit) => unit.name === row.unitName)
  const meant = row.regionCode === null ? named : named.filter((unit) => unit.region_code === row.regionCode)
  const [unit, another] = meant
  if (!unit) return '没有这个单位，请先登记单位，并使用全称'
  return another ? '有多个同名单位，请填写单位区划代码' : unit
}

async function knownOf(work: Work, rows: readonly UserImportRow[]): Promise<Known> {
  const usernames = rows.map((row) => row.username)
  const units = await findUnitsNamed(
    work.db,
    rows.map((row) => row.unitName),
  )
  const users = await findUsersNamed(work.db, usernames)
  // As the system: a name taken elsewhere is taken here too.
  const taken = await asSystem(work, ({ db }) => takenUsernames(db, usernames))
  return { units, users: new Map(users.map((user) => [user.username, user])), taken: new Set(taken) }
}
