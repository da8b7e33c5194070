import type { Duty } from '../units/duties.rules.ts'
import { may } from '../units/permissions.rules.ts'
import type { PlatformName, Variant } from './platforms.rules.ts'

/** What is recorded of an account (§6.2). `by: 'hostUnit'`: its own account managers may change it without asking. */
export const accountFields = {
  name: { zh: '账号名称', by: 'supervisor' },
  platform: { zh: '平台', by: 'supervisor' },
  variant: { zh: '账号类型', by: 'supervisor' },
  platformAccountId: { zh: '账号ID', by: 'supervisor' },
  hostUnitId: { zh: '主办单位', by: 'supervisor' },
  certifiedBody: { zh: '认证主体', by: 'supervisor' },
  openedOn: { zh: '开设日期', by: 'supervisor' },
  filedOn: { zh: '备案日期', by: 'supervisor' },
  accountContactName: { zh: '账号联系人', by: 'hostUnit' },
  accountContactPhone: { zh: '账号联系电话', by: 'hostUnit' },
  unitContactName: { zh: '单位联系人', by: 'hostUnit' },
  unitContactPhone: { zh: '单位联系电话', by: 'hostUnit' },
  url: { zh: '账号链接', by: 'hostUnit' },
  intro: { zh: '简介', by: 'hostUnit' },
  tags: { zh: '标签', by: 'hostUnit' },
} as const satisfies Record<string, { zh: string; by: 'supervisor' | 'hostUnit' }>
export type AccountField = keyof typeof accountFields

/** The account as it is filled in; null is "not known yet". Phones are unmasked here and sealed in the database. */
export type AccountFacts = {
  name: string
  platform: PlatformName
  variant: Variant | null
  platformAccountId: string | null
  hostUnitId: string
  certifiedBody: string | null
  openedOn: string | null
  filedOn: string | null
  accountContactName: string | null
  accountContactPhone: string | null
  unitContactName: string | null
  unitContactPhone: string | null
  url: string | null
  intro: string | null
  tags: string[]
}

/** Which fields a person with these duties may change. */
export function editableFields(duties: readonly Duty[]): AccountField[] {
  const names = Object.keys(accountFields) as AccountField[]
  if (may(duties, 'account.manage')) return names
  return may(duties, 'account.edit') ? names.filter((name) => accountFields[name].by === 'hostUnit') : []
}

/** No platform of ours is older. */
const earliestOpening = '2009-01-01'

/** What is wrong between or within the fields; field by field, for the form and for the import alike. */
export function accountFaults(
  facts: Pick<AccountFacts, 'platform' | 'variant' | 'openedOn' | 'filedOn'>,
  today: string,
): { path: AccountField; message: string }[] {
  const faults: { path: AccountField; message: string }[] = []
  if (facts.variant && facts.platform !== 'wechat') {
    faults.push({ path: 'variant', message: '只有微信公众号区分订阅号、服务号' })
  }
  for (const path of ['openedOn', 'filedOn'] as const) {
    const day = facts[path]
    if (day === null) continue
    if (day < earliestOpening) faults.push({ path, message: `${accountFields[path].zh}不能早于 2009 年` })
    if (day > today) faults.push({ path, message: `${accountFields[path].zh}不能晚于今天` })
  }
  if (facts.openedOn && facts.filedOn && facts.filedOn < facts.openedOn) {
    faults.push({ path: 'filedOn', message: '备案日期不能早于开设日期' })
  }
  return faults
}

/** What §6.2 wants of a filed account and is not there yet. */
export function missingFields(account: {
  platformAccountId: string | null
  certifiedBody: string | null
  openedOn: string | null
  accountContactName: string | null
  accountContactPhoneMask: string | null
  unitContactName: string | null
  unitContactPhoneMask: string | null
}): AccountField[] {
  const wanted: [AccountField, string | null][] = [
    ['platformAccountId', account.platformAccountId],
    ['certifiedBody', account.certifiedBody],
    ['openedOn', account.openedOn],
    ['accountContactName', account.accountContactName],
    ['accountContactPhone', account.accountContactPhoneMask],
    ['unitContactName', account.unitContactName],
    ['unitContactPhone', account.unitContactPhoneMask],
  ]
  return wanted.filter(([, value]) => value === null).map(([field]) => field)
}

export type Change = { field: string; before: string | null; after: string | null }

/** Mobile or landline, with an optional extension. */
export const phonePattern = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?)$/
