import type { Dashboard } from '../../../src/dashboard/dashboard.contract.ts'
import { freshReleaseDays, silentAfterDays, warnedAfterDays } from '../../../src/dashboard/dashboard.rules.ts'
import { parseSearch, writeSearch } from '../../ui/url-state.ts'

export type Tile = {
  label: string
  count: number
  /** What the number counts exactly. */
  note: string
  /** How it is read when it is not zero. */
  tone: 'grave' | 'soon' | 'plain'
  /** The page of the list, and its filters. */
  path: string
  search: Record<string, string>
}
export type TileGroup = { title: string; tiles: Tile[] }

/** The numbers of the dashboard, in groups, each with the filters of the list behind it. Parts not permitted are left out. */
export function tilesOf(data: Dashboard, region: string | undefined): TileGroup[] {
  const { accounts, applications, reviews, findings, contracts, publications, drafts, releases, month } = data
  const to = (path: string, search: Record<string, unknown>) => ({
    path,
    search: parseSearch(writeSearch({ ...search, region })),
  })
  const active = { state: 'active' }
  const groups: TileGroup[] = []
  const today: Tile[] = []
  if (reviews) {
    today.push(
      {
        label: '待我审核',
        count: reviews.todo,
        note: '等本人或由本人代理办理的审核事项',
        tone: 'soon',
        path: '/reviews',
        search: {},
      },
      {
        label: '审核逾期',
        count: reviews.late,
        note: '待我审核中已过期限的事项',
        tone: 'grave',
        path: '/reviews',
        search: { late: '1' },
      },
    )
  }
  if (applications) {
    today.push(
      {
        label: '办理中的申请',
        count: applications.open,
        note: '账号开设、备案、变更、注销，尚未办结',
        tone: 'plain',
        ...to('/applications', { open: 1 }),
      },
      {
        label: '申请逾期',
        count: applications.late,
        note: '下一步已过办理期限的申请',
        tone: 'grave',
        ...to('/applications', { late: 1 }),
      },
    )
  }
  if (drafts) {
    today.push({
      label: '退回的稿件',
      count: drafts.returned,
      note: '审核退回，待修改后重新送审',
      tone: 'soon',
      path: '/drafts',
      search: { state: 'returned' },
    })
  }
  if (publications) {
    today.push(
      {
        label: '待人工发布',
        count: publications.handOver,
        note: '须到平台后台发布，再登记网址',
        tone: 'soon',
        ...to('/publications', { state: 'handOver' }),
      },
      {
        label: '发布失败',
        count: publications.failed,
        note: '可重新发布、改为人工发布或取消',
        tone: 'grave',
        ...to('/publications', { state: 'failed' }),
      },
    )
  }
  if (accounts) {
    today.push(
      {
        label: '即将 14 天未更新',
        count: accounts.nearlySilent,
        note: `已有 ${warnedAfterDays} 天及以上未更新，含已超期的 ${accounts.silent} 个`,
        tone: 'soon',
        ...to('/accounts', { ...active, silentDays: warnedAfterDays }),
      },
      {
        label: '已满 14 天未更新',
        count: accounts.silent,
        note: '按北京时间的日历日计算',
        tone: 'grave',
        ...to('/accounts', { ...active, silentDays: silentAfterDays }),
      },
      {
        label: '缺数据账号',
        count: accounts.noFigures,
        note: `${month} 尚未导入作品或数据，更新情况未知`,
        tone: 'soon',
        ...to('/accounts', { ...active, noFigures: month }),
      },
      {
        label: '资料不全账号',
        count: accounts.incomplete,
        note: '缺少联系人、认证主体、账号标识或开设日期',
        tone: 'soon',
        ...to('/accounts', { ...active, incomplete: 1 }),
      },
    )
  }
  if (today.length > 0) groups.push({ title: '今天需要关注', tiles: today })
  const overview: Tile[] = []
  if (accounts) {
    overview.push({
      label: '在运行账号',
      count: accounts.total,
      note: '本人可见范围内，不含已注销',
      tone: 'plain',
      ...to('/accounts', active),
    })
  }
  if (publications) {
    overview.push({
      label: '待发布',
      count: publications.scheduled,
      note: '到发布时间后由系统自动发出',
      tone: 'plain',
      ...to('/publications', { state: 'scheduled' }),
    })
  }
  if (releases) {
    overview.push({
      label: '三审放行',
      count: releases.fresh,
      note: `近 ${freshReleaseDays} 天内，严重问题经三审写明理由后放行`,
      tone: 'soon',
      path: '/releases',
      search: { from: releases.from },
    })
  }
  if (findings) {
    const thisMonth = { state: 'confirmed', from: `${month}-01` }
    overview.push(
      {
        label: '本月严重表述错误',
        count: findings.grave,
        note: `${month} 发生并已确认`,
        tone: 'grave',
        ...to('/findings', { kind: 'graveError', ...thisMonth }),
      },
      {
        label: '本月一般表述错误',
        count: findings.minor,
        note: `${month} 发生并已确认`,
        tone: 'soon',
        ...to('/findings', { kind: 'minorError', ...thisMonth }),
      },
    )
  }
  if (contracts) {
    overview.push({
      label: '合同将到期',
      count: contracts.expiring,
      note: '30 天内合同或保密协议到期，到期即停止运营机构访问',
      tone: 'soon',
      path: '/contracts',
      search: { state: 'expiring' },
    })
  }
  if (overview.length > 0) groups.push({ title: '概况', tiles: overview })
  return groups
}
