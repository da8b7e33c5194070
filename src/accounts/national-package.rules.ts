import type { OutputColumn } from '../core/sheet/write-sheet.ts'
import { type Level, levels, type PlatformName, platforms, type Variant, variants } from './platforms.rules.ts'

/** What a package says of an account; a null is not known and is listed as missing. */
export type PackageFacts = {
  name: string
  hostUnit: string
  supervisor: string | null
  level: Level
  regionName: string
  platform: PlatformName
  variant: Variant | null
  platformAccountId: string | null
  certifiedBody: string | null
  openedOn: string | null
  followers: number | null
  url: string | null
  intro: string | null
  accountContactName: string | null
  accountContactPhone: string | null
  unitContactName: string | null
  unitContactPhone: string | null
}

/** The six fields of §6.2 and those that the national form is likely to ask for; its own template is not public. */
// biome-ignore format: one line per column
export const packageColumns: readonly OutputColumn[] = [
  { key: 'n',                   zh: '序号',         kind: 'int',  width: 6 },
  { key: 'name',                zh: '账号名称',     kind: 'text', width: 28 },
  { key: 'hostUnit',            zh: '主办单位',     kind: 'text', width: 28 },
  { key: 'supervisor',          zh: '主管单位',     kind: 'text', width: 28 },
  { key: 'level',               zh: '行政层级',     kind: 'text', width: 12 },
  { key: 'regionName',          zh: '行政区划',     kind: 'text', width: 12 },
  { key: 'platform',            zh: '平台类型',     kind: 'text', width: 12 },
  { key: 'variant',             zh: '账号类型',     kind: 'text', width: 10 },
  { key: 'platformAccountId',   zh: '账号ID',       kind: 'text', width: 22 },
  { key: 'certifiedBody',       zh: '认证主体',     kind: 'text', width: 28 },
  { key: 'openedOn',            zh: '开设日期',     kind: 'date', width: 12 },
  { key: 'followers',           zh: '关注数',       kind: 'int',  width: 10 },
  { key: 'url',                 zh: '链接',         kind: 'text', width: 36 },
  { key: 'intro',               zh: '主要功能',     kind: 'text', width: 30 },
  { key: 'accountContactName',  zh: '账号联系人',   kind: 'text', width: 12 },
  { key: 'accountContactPhone', zh: '账号联系电话', kind: 'text', width: 16 },
  { key: 'unitContactName',     zh: '单位联系人',   kind: 'text', width: 12 },
  { key: 'unitContactPhone',    zh: '单位联系电话', kind: 'text', width: 16 },
  { key: 'missing',             zh: '缺项',         kind: 'text', width: 30 },
]

/** One line of a unit's sheet. Only WeChat official accounts have a kind of their own. */
export function packageLine(facts: PackageFacts, n: number): Record<string, unknown> {
  const missing = packageColumns
    .filter(({ key }) => key in facts && facts[key as keyof PackageFacts] === null)
    .filter(({ key }) => key !== 'variant' || facts.platform === 'wechat')
    .map(({ zh }) => zh)
  return {
    ...facts,
    n,
    level: levels[facts.level],
    platform: platforms[facts.platform].zh,
    variant: facts.variant && variants[facts.variant],
    missing: missing.join('、') || null,
  }
}

// biome-ignore format: one line per column
export const summaryColumns: readonly OutputColumn[] = [
  { key: 'n',          zh: '序号',       kind: 'int',  width: 6 },
  { key: 'name',       zh: '主办单位',   kind: 'text', width: 36 },
  { key: 'regionName', zh: '行政区划',   kind: 'text', width: 16 },
  { key: 'count',      zh: '账号数',     kind: 'int',  width: 10 },
  { key: 'incomplete', zh: '有缺项账号', kind: 'int',  width: 12 },
]

/** Below each table: who answers for it signs by hand (全国系统要求分管领导签字). */
export function signatureLines(nameKey: string, besideKey: string): Record<string, unknown>[] {
  return [
    {},
    { [nameKey]: '分管领导（签字）：', [besideKey]: '填表人：' },
    { [nameKey]: '单位（盖章）：', [besideKey]: '填报日期：　　年　　月　　日' },
  ]
}
