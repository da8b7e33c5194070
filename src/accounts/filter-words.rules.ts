import type { AccountFilter } from './account-filter.contract.ts'
import { accountStates, hostTypes, levels, platforms, variants } from './platforms.rules.ts'

/** A filter as a person would say it, for the head of an export. `names` are those of its region and unit. */
export function filterInWords(f: AccountFilter, names: { region?: string; hostUnit?: string } = {}): string {
  const list = (table: Record<string, string>, values: readonly string[] | undefined) =>
    values?.map((value) => table[value] ?? value).join('、')
  const span = (from: number | string | undefined, to: number | string | undefined) =>
    from === undefined && to === undefined ? undefined : `${from ?? '不限'} 至 ${to ?? '不限'}`
  const platformZh = Object.fromEntries(Object.entries(platforms).map(([name, { zh }]) => [name, zh]))
  const parts: [string, string | undefined][] = [
    ['搜索', f.q || undefined],
    ['平台', list(platformZh, f.platform)],
    ['账号类型', f.variant && variants[f.variant]],
    ['区划', f.region && `${names.region ?? f.region}及以下`],
    ['层级', list(levels, f.level)],
    ['主办单位', f.hostUnit && (names.hostUnit ?? '指定单位')],
    ['单位类型', list(hostTypes, f.hostType)],
    ['状态', list(accountStates, f.state)],
    ['标签', f.tag],
    ['未更新', f.silentDays === undefined ? undefined : `${f.silentDays} 天以上`],
    ['更新情况', f.silentUnknown && '从未取得发布记录'],
    ['粉丝数', span(f.followersMin, f.followersMax)],
    ['开设日期', span(f.openedFrom, f.openedTo)],
    ['资料', f.incomplete && '有缺项'],
    ['缺数月份', f.noFigures],
  ]
  const said = parts.filter(([, words]) => words !== undefined).map(([name, words]) => `${name}：${words}`)
  return said.length === 0 ? '全部账号' : said.join('；')
}
