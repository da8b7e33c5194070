import { type Cell, needed, parseChoice, parseText, parseUrl } from '../core/sheet/cells.rules.ts'
import { parseDate } from '../core/sheet/dates.rules.ts'
import type { CellError, ImportColumn, Parsed } from '../imports/import-kind.ts'
import { type AccountFacts, type AccountField, accountFaults, phonePattern } from './account-fields.rules.ts'
import { type PlatformName, platforms, type Variant, variants } from './platforms.rules.ts'

const platformSynonyms: Partial<Record<PlatformName, string[]>> = {
  wechat: ['微信', '公众号', '政务微信'],
  weibo: ['新浪微博', '政务微博'],
  toutiao: ['头条', '头条号', '政务头条'],
  douyin: ['抖音号', '抖音短视频', '政务抖音'],
  channels: ['微信视频号'],
  kuaishou: ['快手号'],
  bilibili: ['哔哩哔哩', 'bilibili'],
  miniProgram: ['微信小程序'],
  app: ['APP', '客户端', '移动应用'],
}
export const platformChoices = (Object.keys(platforms) as PlatformName[]).map((value) => ({
  value,
  zh: platforms[value].zh,
  synonyms: platformSynonyms[value] ?? [],
}))
export const variantChoices = (Object.keys(variants) as Variant[]).map((value) => ({ value, zh: variants[value] }))

const column = (key: string, zh: string, hint: string, more: Partial<ImportColumn> = {}): ImportColumn => ({
  key,
  zh,
  synonyms: [],
  required: false,
  hint,
  ...more,
})

// biome-ignore format: one line per column
export const accountColumns: readonly ImportColumn[] = [
  column('ledgerNo', '台账编号', '已有账号填写编号，如 ZM000012；新账号留空'),
  column('name', '账号名称', '如：临溪发布', { required: true, synonyms: ['名称', '新媒体名称', '政务新媒体名称'] }),
  column('platform', '平台', '如：微信公众号', { required: true, synonyms: ['平台类型', '所属平台', '新媒体平台'], choices: platformChoices.map((c) => c.zh) }),
  column('variant', '账号类型', '仅微信公众号填写', { synonyms: ['公众号类型'], choices: variantChoices.map((c) => c.zh) }),
  column('platformAccountId', '账号ID', '平台上的账号 ID', { synonyms: ['账号id', '平台账号ID', '微信号'] }),
  column('hostUnit', '主办单位', '单位全称', { required: true, synonyms: ['单位名称', '主办单位名称'] }),
  column('regionCode', '区划代码', '不同地区有同名单位时填写'),
  column('certifiedBody', '认证主体', '平台认证信息标明的机构'),
  column('openedOn', '开设日期', '如：2020-05-01', { synonyms: ['开通日期', '开设时间', '开通时间'] }),
  column('filedOn', '备案日期', '如：2020-06-01', { synonyms: ['备案时间'] }),
  column('accountContactName', '账号联系人', '姓名'),
  column('accountContactPhone', '账号联系电话', '手机号，或“区号-号码”', { synonyms: ['账号联系人电话'], personal: true }),
  column('unitContactName', '单位联系人', '姓名'),
  column('unitContactPhone', '单位联系电话', '手机号，或“区号-号码”', { synonyms: ['单位联系人电话'], personal: true }),
  column('url', '账号链接', '以 https:// 开头的网址', { synonyms: ['链接', '网址'] }),
  column('tags', '标签', '多个标签用顿号分隔'),
  column('intro', '简介', '功能介绍'),
]

type Optional = Exclude<AccountField, 'name' | 'platform' | 'hostUnitId'>

/** A row of the file: what it names, and only those facts that are filled in. An empty cell leaves what is stored. */
export type AccountImportRow = {
  ledgerNo: string | null
  name: string
  platform: PlatformName
  hostUnit: string
  regionCode: string | null
  facts: Partial<Pick<AccountFacts, Optional>>
}

export function parseAccount(cells: Record<string, string>, today: string): Parsed<AccountImportRow> {
  const errors: CellError[] = []
  const take = <T>(key: string, cell: Cell<T>): T | null => {
    if ('value' in cell) return cell.value
    errors.push({ column: key, message: cell.error })
    return null
  }
  const text = (key: string, max: number) => take(key, parseText(cells[key] ?? '', { max }))
  const day = (key: string) => take(key, parseDate(cells[key] ?? '', { today }))

  const name = take('name', needed(parseText(cells.name ?? '', { max: 100 })))
  const platform = take('platform', needed(parseChoice(cells.platform ?? '', platformChoices)))
  const hostUnit = take('hostUnit', needed(parseText(cells.hostUnit ?? '', { max: 200 })))
  const given = {
    variant: take('variant', parseChoice(cells.variant ?? '', variantChoices)),
    platformAccountId: text('platformAccountId', 100),
    certifiedBody: text('certifiedBody', 200),
    openedOn: day('openedOn'),
    filedOn: day('filedOn'),
    accountContactName: text('accountContactName', 50),
    accountContactPhone: take('accountContactPhone', parsePhone(cells.accountContactPhone ?? '')),
    unitContactName: text('unitContactName', 50),
    unitContactPhone: take('unitContactPhone', parsePhone(cells.unitContactPhone ?? '')),
    url: take('url', parseUrl(cells.url ?? '')),
    intro: take('intro', parseText(cells.intro ?? '', { max: 2000, lines: 'many' })),
    tags: take('tags', parseTags(cells.tags ?? '')),
  }
  const regionCode = take('regionCode', parseRegion(cells.regionCode ?? ''))
  const ledgerNo = text('ledgerNo', 40)?.toUpperCase() ?? null
  if (name === null || platform === null || hostUnit === null || errors.length > 0) return { errors }

  const faults = accountFaults({ platform, ...given }, today)
  if (faults.length > 0) return { errors: faults.map(({ path, message }) => ({ column: path, message })) }
  const facts = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as Partial<
    Pick<AccountFacts, Optional> // the same keys and types as `given`, without the nulls
  >
  return { row: { ledgerNo, name, platform, hostUnit, regionCode, facts } }
}

export function parsePhone(text: string): Cell<string | null> {
  const value = text.normalize('NFKC').replace(/[\s]/g, '')
  if (value === '') return { value: null }
  return phonePattern.test(value) ? { value } : { error: '应为手机号，或“区号-号码”格式的固定电话' }
}

function parseTags(text: string): Cell<string[] | null> {
  const tags = [
    ...new Set(
      text
        .normalize('NFC')
        .split(/[、,，;；\s]+/)
        .filter(Boolean),
    ),
  ]
  if (tags.length === 0) return { value: null }
  if (tags.length > 20) return { error: '最多 20 个标签' }
  const long = tags.find((tag) => [...tag].length > 30)
  return long ? { error: `标签“${long.slice(0, 10)}…”超过 30 字` } : { value: tags }
}

function parseRegion(text: string): Cell<string | null> {
  const value = text.trim()
  if (value === '') return { value: null }
  return /^\d{6}(\d{3})?$/.test(value) ? { value } : { error: '区划代码应为 6 位或 9 位数字' }
}

/** The names most like a wanted one, by the neighbouring characters they share; what a typing error most likely meant. */
export function closestNames(wanted: string, names: readonly string[], most = 3): string[] {
  const target = pairs(wanted)
  return [...new Set(names)]
    .map((name) => ({ name, likeness: likeness(target, pairs(name)) }))
    .filter(({ likeness }) => likeness >= 0.4)
    .sort((a, b) => b.likeness - a.likeness || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name)
}

function pairs(text: string): Set<string> {
  const letters = [...text]
  return new Set(letters.slice(0, -1).map((letter, i) => `${letter}${letters[i + 1]}`))
}

function likeness(a: Set<string>, b: Set<string>): number {
  return a.size + b.size === 0 ? 0 : (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size)
}
