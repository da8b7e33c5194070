import { accountFields } from './account-fields.rules.ts'
import { accountStates, hostTypes, levels, platforms, variants } from './platforms.rules.ts'

type Row = {
  ledgerNo: string
  name: string
  platform: keyof typeof platforms
  variant: keyof typeof variants | null
  platformAccountId: string | null
  hostUnitName: string
  hostType: keyof typeof hostTypes | null
  regionCode: string
  regionName: string
  level: keyof typeof levels
  state: keyof typeof accountStates
  certifiedBody: string | null
  openedOn: string | null
  filedOn: string | null
  accountContactName: string | null
  accountContactPhoneMask: string | null
  unitContactName: string | null
  unitContactPhoneMask: string | null
  url: string | null
  tags: string[]
  followers: number | null
  followersAsOf: string | null
  lastPostAt: string | null
  silentDays: number | null
  updateRule: 'applies' | 'notApplicable'
  missing: (keyof typeof accountFields)[]
}

/** Days of silence in words: a number, or why there is none. */
export function silenceZh(row: Pick<Row, 'silentDays' | 'updateRule'>): string {
  if (row.updateRule === 'notApplicable') return '不适用'
  if (row.silentDays === null) return '未知'
  return row.silentDays === 0 ? '今日有更新' : `${row.silentDays} 天`
}

/** The columns of the ledger, the same on the page and in the export; `width` in characters. */
export const ledgerColumns = {
  ledgerNo: { zh: '台账编号', kind: 'text', width: 12, of: (r: Row) => r.ledgerNo },
  name: { zh: '账号名称', kind: 'text', width: 28, of: (r: Row) => r.name },
  platform: { zh: '平台', kind: 'text', width: 12, of: (r: Row) => platforms[r.platform].zh },
  variant: { zh: '账号类型', kind: 'text', width: 10, of: (r: Row) => (r.variant ? variants[r.variant] : null) },
  platformAccountId: { zh: '账号ID', kind: 'text', width: 20, of: (r: Row) => r.platformAccountId },
  hostUnitName: { zh: '主办单位', kind: 'text', width: 28, of: (r: Row) => r.hostUnitName },
  hostType: { zh: '单位类型', kind: 'text', width: 12, of: (r: Row) => (r.hostType ? hostTypes[r.hostType] : null) },
  regionName: { zh: '区划', kind: 'text', width: 12, of: (r: Row) => r.regionName },
  regionCode: { zh: '区划代码', kind: 'text', width: 12, of: (r: Row) => r.regionCode },
  level: { zh: '层级', kind: 'text', width: 12, of: (r: Row) => levels[r.level] },
  state: { zh: '状态', kind: 'text', width: 12, of: (r: Row) => accountStates[r.state] },
  followers: { zh: '粉丝数', kind: 'int', width: 12, of: (r: Row) => r.followers },
  followersAsOf: { zh: '粉丝数日期', kind: 'date', width: 12, of: (r: Row) => r.followersAsOf },
  lastPostAt: { zh: '最近发布', kind: 'dateTime', width: 18, of: (r: Row) => r.lastPostAt },
  silentDays: { zh: '未更新天数', kind: 'int', width: 12, of: (r: Row) => r.silentDays ?? silenceZh(r) },
  openedOn: { zh: '开设日期', kind: 'date', width: 12, of: (r: Row) => r.openedOn },
  filedOn: { zh: '备案日期', kind: 'date', width: 12, of: (r: Row) => r.filedOn },
  certifiedBody: { zh: '认证主体', kind: 'text', width: 28, of: (r: Row) => r.certifiedBody },
  accountContactName: { zh: '账号联系人', kind: 'text', width: 12, of: (r: Row) => r.accountContactName },
  accountContactPhone: { zh: '账号联系电话', kind: 'text', width: 16, of: (r: Row) => r.accountContactPhoneMask },
  unitContactName: { zh: '单位联系人', kind: 'text', width: 12, of: (r: Row) => r.unitContactName },
  unitContactPhone: { zh: '单位联系电话', kind: 'text', width: 16, of: (r: Row) => r.unitContactPhoneMask },
  url: { zh: '账号链接', kind: 'text', width: 36, of: (r: Row) => r.url },
  tags: { zh: '标签', kind: 'text', width: 20, of: (r: Row) => r.tags.join('、') || null },
  missing: {
    zh: '待补资料',
    kind: 'text',
    width: 24,
    of: (r: Row) => r.missing.map((field) => accountFields[field].zh).join('、') || null,
  },
} as const satisfies Record<
  string,
  { zh: string; kind: 'text' | 'int' | 'date' | 'dateTime'; width: number; of: (row: Row) => string | number | null }
>
export type LedgerColumn = keyof typeof ledgerColumns
export const ledgerColumnNames = Object.keys(ledgerColumns) as [LedgerColumn, ...LedgerColumn[]]
