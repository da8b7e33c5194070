import { type Cell, needed, parseChoice, parseText, parseUrl } from '../core/sheet/cells.rules.ts'
import { parseDate } from '../core/sheet/dates.rules.ts'
import type { CellError, ImportColumn, ImportOption, Parsed } from '../imports/import-kind.ts'
import { parsePhone, platformChoices } from './account-import.rules.ts'
import { nationalStatuses } from './national.rules.ts'
import { plainName } from './national-fields.rules.ts'
import { type PlatformName, variants } from './platforms.rules.ts'

const column = (key: string, zh: string, hint: string, more: Partial<ImportColumn> = {}): ImportColumn => ({
  key,
  zh,
  synonyms: [],
  required: false,
  hint,
  ...more,
})

/** The columns of the list exported from the national system; no template of it is public, so many names are understood. */
// biome-ignore format: one line per column
export const nationalColumns: readonly ImportColumn[] = [
  column('name', '账号名称', '如：临溪发布', { required: true, synonyms: ['名称', '新媒体名称', '政务新媒体名称'] }),
  column('platform', '平台类型', '如：微信公众号', { required: true, synonyms: ['平台', '所属平台', '新媒体平台', '新媒体类型'], choices: platformChoices.map((c) => c.zh) }),
  column('variant', '账号类型', '订阅号、服务号', { synonyms: ['公众号类型'] }),
  column('platformAccountId', '账号ID', '平台上的账号 ID', { synonyms: ['账号id', '平台账号ID', '微信号', 'ID'] }),
  column('hostName', '主办单位', '单位全称', { required: true, synonyms: ['单位名称', '主办单位名称', '填报单位'] }),
  column('certifiedBody', '认证主体', '平台认证信息标明的机构', { synonyms: ['认证单位', '认证名称'] }),
  column('openedOn', '开设日期', '如：2020-05-01', { synonyms: ['开通日期', '开设时间', '开通时间', '注册时间'] }),
  column('url', '链接', '账号的网址', { synonyms: ['账号链接', '网址', '二维码/链接'] }),
  column('accountContactName', '账号联系人', '姓名', { synonyms: ['联系人', '责任人'] }),
  column('accountContactPhone', '账号联系电话', '电话', { synonyms: ['账号联系人电话', '联系电话', '责任人手机'], personal: true }),
  column('unitContactName', '单位联系人', '姓名'),
  column('unitContactPhone', '单位联系电话', '电话', { synonyms: ['单位联系人电话'], personal: true }),
  column('status', '状态', '如：正常', { synonyms: ['账号状态', '审核状态', '运行状态'], choices: [...new Set(Object.keys(nationalStatuses))] }),
]

export const nationalOptions: readonly ImportOption[] = [
  { key: 'listedOn', zh: '名单导出日期', input: 'text', hint: '如 2026-11-20；不填为今天' },
  {
    key: 'complete',
    zh: '这是本地区的完整名单',
    input: 'flag',
    hint: '勾选后，名单中没有的账号视为全国系统已不再列出；只核对部分账号时请勿勾选',
  },
]
export type NationalOptions = { listedOn: string; complete: boolean }

/** A row of the list. Phones are unmasked here and sealed where they are stored. */
export type NationalRow = {
  name: string
  platform: PlatformName
  variant: string | null
  platformAccountId: string | null
  hostName: string
  certifiedBody: string | null
  openedOn: string | null
  url: string | null
  accountContactName: string | null
  accountContactPhone: string | null
  unitContactName: string | null
  unitContactPhone: string | null
  status: string | null
}

export function parseNational(cells: Record<string, string>, today: string): Parsed<NationalRow> {
  const errors: CellError[] = []
  const take = <T>(key: string, cell: Cell<T>): T | null => {
    if ('value' in cell) return cell.value
    errors.push({ column: key, message: cell.error })
    return null
  }
  // What is only compared must not keep an account out of the list: where it cannot be read, it says nothing.
  const ifReadable = <T>(cell: Cell<T>): T | null => ('value' in cell ? cell.value : null)
  const text = (key: string, max: number) => take(key, parseText(cells[key] ?? '', { max }))
  const name = take('name', needed(parseText(cells.name ?? '', { max: 100 })))
  const platform = take('platform', needed(parseChoice(cells.platform ?? '', platformChoices)))
  const hostName = take('hostName', needed(parseText(cells.hostName ?? '', { max: 200 })))
  const variant = (cells.variant ?? '').trim()
  const more = {
    variant: Object.values<string>(variants).includes(variant) ? variant : null,
    platformAccountId: text('platformAccountId', 100),
    certifiedBody: text('certifiedBody', 200),
    openedOn: take('openedOn', parseDate(cells.openedOn ?? '', { today })),
    url: ifReadable(parseUrl(cells.url ?? '')),
    accountContactName: text('accountContactName', 50),
    accountContactPhone: ifReadable(parsePhone(cells.accountContactPhone ?? '')),
    unitContactName: text('unitContactName', 50),
    unitContactPhone: ifReadable(parsePhone(cells.unitContactPhone ?? '')),
    status: text('status', 40),
  }
  if (name === null || platform === null || hostName === null || errors.length > 0) return { errors }
  return { row: { name, platform, hostName, ...more } }
}

/** What a row is about, so that the same row of the next list is the same: its ID there, else its name and host. */
export function entryKey(row: Pick<NationalRow, 'platform' | 'platformAccountId' | 'name' | 'hostName'>): string {
  const { platform, platformAccountId, name, hostName } = row
  if (platformAccountId) return `${platform}:${platformAccountId.normalize('NFKC').toLowerCase()}`
  return `${platform}:${plainName(name)}:${plainName(hostName)}`
}

export type Candidate = {
  id: string
  platform: PlatformName
  name: string
  platformAccountId: string | null
  hostNames: readonly string[]
  closed: boolean
}

/** Our account that a row means; several or a merely similar one are candidates for a person to choose from. */
export function matchRow(
  row: Pick<NationalRow, 'platform' | 'platformAccountId' | 'name' | 'hostName'>,
  all: readonly Candidate[],
): { accountId: string } | { accountId: null; candidates: string[] } {
  const here = all.filter(({ platform }) => platform === row.platform)
  const id = row.platformAccountId?.normalize('NFKC').toLowerCase()
  const identified = id ? here.filter((one) => one.platformAccountId?.normalize('NFKC').toLowerCase() === id) : []
  const byId = only(identified)
  if (byId) return { accountId: byId.id }
  const named = here.filter((one) => plainName(one.name) === plainName(row.name))
  const hosted = named.filter((one) => one.hostNames.some((name) => plainName(name) === plainName(row.hostName)))
  const byName = only(hosted)
  if (byName) return { accountId: byName.id }
  const several = identified.length > 0 ? identified : hosted.length > 0 ? hosted : named
  return { accountId: null, candidates: several.slice(0, 10).map((one) => one.id) }
}

/** The only one; of an account that was closed and opened again, the one that runs. */
function only(found: readonly Candidate[]): Candidate | null {
  const running = found.filter((one) => !one.closed)
  const left = running.length > 0 ? running : found
  return left.length === 1 ? (left[0] ?? null) : null
}
