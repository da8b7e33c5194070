import { addDays } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { changeOwnPassword } from '../identity/own-secrets.service.ts'
import { registerContract } from '../units/contracts.service.ts'
import { createProvince, createRegion, recordResidents } from '../units/region.service.ts'
import { createUnit } from '../units/unit.service.ts'
import { createUser } from '../units/user.service.ts'
import { demoPassword, province, regions, residentsSource, units, users } from './places.data.ts'
import { atHour, type Stage } from './stage.ts'

/** How long ago the non-disclosure agreement of one contractor ran out. */
const lapsedDays = 20

/** Regions with invented residents, the six kinds of body, and one login for every duty. Gives the bodies' ids by key. */
export async function buildPlaces(stage: Stage, opening: Date): Promise<Map<string, string>> {
  const system = await stage.as('system', opening)
  await createProvince(system, province)
  const year = opening.getUTCFullYear() - 1
  for (const region of regions) {
    const { version } = await createRegion(system, region)
    const given = { residents: region.residents, year, source: residentsSource, version }
    await recordResidents(system, region.code, given)
  }
  const ids = new Map<string, string>()
  for (const unit of units) {
    const made = await createUnit(system, {
      kind: unit.kind,
      name: unit.name,
      shortName: null,
      hostType: unit.host ?? null,
      regionCode: unit.region,
      industry: unit.industry ?? null,
      creditCode: null,
      qualification: unit.qualification ?? null,
      contactName: unit.contact,
      contactPhone: inventedPhone(ids.size),
    })
    ids.set(unit.key, made.id)
  }
  stage.tell(`创建演示数据：区划 ${regions.length + 1} 个，单位 ${units.length} 家`)
  await buildUsers(stage, { system, ids })
  await buildContracts(stage, ids)
  stage.tell(`创建演示数据：人员 ${users.length} 名`)
  return ids
}

async function buildUsers(
  stage: Stage,
  { system, ids }: { system: Ctx; ids: ReadonlyMap<string, string> },
): Promise<void> {
  for (const [n, user] of users.entries()) {
    const { user: made, temporaryPassword } = await createUser(system, {
      username: user.username,
      unitId: idOf(ids, user.unit),
      name: user.name,
      duties: [user.duty],
      email: null,
      oidcIssuer: null,
      oidcSubject: null,
      phone: inventedPhone(500 + n),
    })
    stage.users.set(user.username, made.id)
    // Lately, so that it does not run out on the first days.
    const self = await stage.as(user.username, stage.now)
    await changeOwnPassword(self, { current: temporaryPassword, next: demoPassword })
  }
}

/** A contract in force, and one whose non-disclosure agreement has run out since it was signed (§5.2.5). */
async function buildContracts(stage: Stage, unitIds: ReadonlyMap<string, string>): Promise<void> {
  const year = Number(stage.today.slice(0, 4))
  const signing = atHour(`${year - 1}-01-05`, 10)
  const contract = {
    duties: '协助选题策划、图文与短视频编辑及预审；内容发布须由主办单位三审，不得转包。',
    startsOn: `${year - 1}-01-01`,
    endsOn: `${year + 1}-12-31`,
    ndaSignedOn: `${year - 1}-01-01`,
  }
  await registerContract(await stage.as('linxi', signing), {
    ...contract,
    contractNo: `演示-${year - 1}-001`,
    contractorUnitId: idOf(unitIds, 'media'),
    hostUnitId: idOf(unitIds, 'linxi.education'),
    ndaEndsOn: `${year + 2}-12-31`,
  })
  await registerContract(await stage.as('wanghu', signing), {
    ...contract,
    contractNo: `演示-${year - 1}-007`,
    contractorUnitId: idOf(unitIds, 'news'),
    hostUnitId: idOf(unitIds, 'wanghu.culture'),
    ndaEndsOn: addDays(stage.today, -lapsedDays),
  })
}

export function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key)
  if (!id) throw new RangeError(`the demonstration has no ${key}`)
  return id
}

/** 199 0000 xxxx: well-formed, and plainly nobody's. */
export function inventedPhone(n: number): string {
  return `1990000${String(n).padStart(4, '0')}`
}
