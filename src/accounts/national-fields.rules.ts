import type { AccountField } from './account-fields.rules.ts'
import { meaningOf } from './national.rules.ts'

type Compare = 'name' | 'id' | 'day' | 'url' | 'phone' | 'status' | 'text'

/**
 * The fields that both systems have. `corrects`: the field of ours that takes the value from there at one click;
 * telephone numbers never do, they are personal data and are checked with the person.
 */
// biome-ignore format: a table of fields, one line each
export const nationalFields = {
  name:                { zh: '账号名称',     compare: 'name',   corrects: 'name' },
  hostUnit:            { zh: '主办单位',     compare: 'name',   corrects: 'hostUnitId' },
  variant:             { zh: '账号类型',     compare: 'name',   corrects: 'variant' },
  platformAccountId:   { zh: '账号ID',       compare: 'id',     corrects: 'platformAccountId' },
  certifiedBody:       { zh: '认证主体',     compare: 'name',   corrects: 'certifiedBody' },
  openedOn:            { zh: '开设日期',     compare: 'day',    corrects: 'openedOn' },
  url:                 { zh: '账号链接',     compare: 'url',    corrects: 'url' },
  accountContactName:  { zh: '账号联系人',   compare: 'name',   corrects: 'accountContactName' },
  accountContactPhone: { zh: '账号联系电话', compare: 'phone',  corrects: null },
  unitContactName:     { zh: '单位联系人',   compare: 'name',   corrects: 'unitContactName' },
  unitContactPhone:    { zh: '单位联系电话', compare: 'phone',  corrects: null },
  status:              { zh: '状态',         compare: 'status', corrects: null },
} as const satisfies Record<string, { zh: string; compare: Compare; corrects: AccountField | null }>
export type NationalField = keyof typeof nationalFields
export const nationalFieldNames = Object.keys(nationalFields) as [NationalField, ...NationalField[]]
export const correctableFields = nationalFieldNames.filter((field) => nationalFields[field].corrects !== null)

/** One side in words. A null there is a column that the list does not fill: it says nothing. */
export type NationalFacts = Record<NationalField, string | null>

/** `plain_name` of migration 0008 says the same: width, case, spaces and the usual marks do not matter. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[ \t\n\r()·•・_—–-]/g, '')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

const alike: Record<Compare, (value: string) => string> = {
  name: plainName,
  id: (value) => value.normalize('NFKC').trim().toLowerCase(),
  day: (value) => value,
  url: (value) =>
    value
      .trim()
      .replace(/^https?:\/\//i, '')
      .replace(/\/$/, ''),
  phone: (value) => value.replace(/\D/g, ''),
  status: (value) => value,
  text: (value) => value,
}

/** The fields in which the two sides differ (§6.2). `ending` is our side of the status: closure under way or done. */
export function differingFields(
  ours: NationalFacts,
  theirs: NationalFacts,
  account: { ending: boolean },
): NationalField[] {
  return nationalFieldNames.filter((field) => {
    if (field === 'status') return statusDiffers(theirs.status, account.ending)
    const there = theirs[field]
    if (there === null) return false
    const { compare } = nationalFields[field]
    const here = ours[field]
    return here === null || alike[compare](here) !== alike[compare](there)
  })
}

/** Closed there and running here is a difference, and the other way round; words we do not know say nothing. */
function statusDiffers(status: string | null, ending: boolean): boolean {
  const meaning = meaningOf(status)
  const endingThere = meaning === 'shutDown' || meaning === 'shutdownRequested'
  return status !== null && meaning !== 'unknown' && endingThere !== ending
}

/** What is to be typed over there, ready to be copied. Telephone numbers are not spelled out. */
export function correctionText(given: {
  ledgerNo: string
  title: string
  hostUnit: string
  fields: readonly { zh: string; ours: string | null; theirs: string | null; phone: boolean }[]
}): string {
  const lines = given.fields.map(({ zh, ours, theirs, phone }, n) => {
    if (phone) return `${n + 1}．${zh}：与台账不一致，请按台账登记的号码更正（${ours ?? '台账未登记'}）`
    if (ours === null) return `${n + 1}．${zh}：全国系统为“${theirs ?? ''}”，台账未登记，请核对`
    return `${n + 1}．${zh}：由“${theirs ?? '（空）'}”更正为“${ours}”`
  })
  return [
    `${given.title}（台账编号 ${given.ledgerNo}，主办单位：${given.hostUnit}）在全国政务新媒体信息报送系统中须更正：`,
    ...lines,
  ].join('\n')
}
