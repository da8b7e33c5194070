import { createAccount } from '../accounts/accounts.service.ts'
import { assignPerson } from '../accounts/people.service.ts'
import { addDays } from '../core/clock.rules.ts'
import { accounts, type DemoAccount } from './accounts.data.ts'
import { units, users } from './places.data.ts'
import { idOf, inventedPhone } from './places.service.ts'
import { randomOf } from './random.ts'
import { type Stage, workday } from './stage.ts'

/** How long ago the youngest account was opened. */
const youngDays = 150

/** An account of the demonstration with what the ledger has given it. */
export type MadeAccount = DemoAccount & { id: string; ledgerNo: string; number: number }

/** Puts the invented accounts into the ledger, and the people of 临溪县教育局 to work on theirs. */
export async function buildMatrix(
  stage: Stage,
  unitIds: ReadonlyMap<string, string>,
  opening: Date,
): Promise<MadeAccount[]> {
  const made: MadeAccount[] = []
  for (const [number, account] of accounts.entries()) {
    const at = account.story === 'young' ? workday(stage, youngDays - 14) : opening
    const supervisor = await stage.as('city', at)
    const { id, ledgerNo } = await createAccount(supervisor, factsOf(stage, account, { number, unitIds }))
    made.push({ ...account, id, ledgerNo, number })
  }
  const supervisor = await stage.as('city', workday(stage, 60))
  for (const account of made.filter(({ unit }) => unit === 'linxi.education')) {
    for (const { username, duty } of users.filter(({ unit }) => unit === 'linxi.education' || unit === 'media')) {
      await assignPerson(supervisor, account.id, { userId: idOf(stage.users, username), duty })
    }
  }
  stage.tell(`创建演示数据：账号 ${made.length} 个`)
  return made
}

function factsOf(
  stage: Stage,
  account: DemoAccount,
  { number, unitIds }: { number: number; unitIds: ReadonlyMap<string, string> },
) {
  const random = randomOf(`${account.key}/facts`)
  const hostUnitId = idOf(unitIds, account.unit)
  const required = { name: account.name, platform: account.platform, hostUnitId }
  if (account.story === 'bare') return required
  const unit = units.find(({ key }) => key === account.unit)
  const openedOn = account.story === 'young' ? addDays(stage.today, -youngDays) : `${random.between(2016, 2021)}-05-18`
  return {
    ...required,
    ...(account.platform === 'wechat'
      ? { variant: random.chance(0.8) ? ('subscription' as const) : ('service' as const) }
      : {}),
    platformAccountId: `yanshi_${account.platform}_${String(number + 1).padStart(3, '0')}`,
    certifiedBody: unit?.name ?? null,
    openedOn,
    filedOn: addDays(openedOn, 12),
    accountContactName: unit?.contact ?? null,
    accountContactPhone: inventedPhone(2000 + number),
    unitContactName: unit?.contact ?? null,
    unitContactPhone: inventedPhone(3000 + number),
    url: `https://yanshi.example/${account.platform}/${number}`,
    intro: `演示账号：${unit?.name ?? ''}在虚构省份中的政务新媒体，内容均为虚构。`,
    tags: [...account.tags],
  }
}
