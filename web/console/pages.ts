import type { ReactNode } from 'react'
import type { Permission } from '../../src/units/permissions.rules.ts'

/** The menu by the Guide's chapters. A group appears when one of its pages exists and may be used. */
export const menuGroups = [
  '工作台',
  '矩阵',
  '账号管理',
  '内容',
  '文本检查',
  '监测',
  '通报整改',
  '互动',
  '服务',
  '调度',
  '考核',
  '数据',
  '系统',
] as const
export type MenuGroup = (typeof menuGroups)[number]

export type Page = {
  /** TanStack Router path, e.g. `/accounts/$id`. */
  path: string
  /** The entry in the menu, the crumb and the browser's title, until the page gives its own (`PageHead`). */
  title: string
  /** Whose entry in the menu it is; a page without a group is reached from another page. */
  group?: MenuGroup
  /** The page above it in the breadcrumb, by its path. */
  above?: string
  /** Without it every signed-in person may open the page. */
  permission?: Permission
  /** The page reads `region` from the URL: the header offers the choice of region, and the menu's link carries it. */
  byRegion?: true
  load: () => Promise<{ Page: () => ReactNode }>
}

/**
 * Every page of the console. To add one: write `web/console/<slice>/<what>.page.tsx` which exports
 * `function Page()` and begins with `<PageHead title=… />`, and add its line here. Menu, route, title,
 * breadcrumb and the refusal without permission follow from the line. Keep filters in the URL with
 * `useUrlState` (web/ui/url-state.ts), ask with `useAsk` and change with `useDo` (web/ui/queries.ts).
 */
// biome-ignore format: one line per page
export const pages: readonly Page[] = [
  { path: '/', title: '工作台', group: '工作台', permission: 'dashboard.read', byRegion: true, load: () => import('./dashboard/dashboard.page.tsx') },

  { path: '/accounts', title: '账号台账', group: '矩阵', permission: 'account.read', load: () => import('./accounts/ledger.page.tsx') },
  { path: '/accounts/new', title: '登记账号', above: '/accounts', permission: 'account.manage', load: () => import('./accounts/new-account.page.tsx') },
  { path: '/accounts/$id', title: '账号全景', above: '/accounts', permission: 'account.read', load: () => import('./accounts/case.page.tsx') },
  { path: '/regions', title: '区域与单位', group: '矩阵', permission: 'region.read', load: () => import('./units/regions.page.tsx') },
  { path: '/users', title: '人员与职责', group: '矩阵', permission: 'user.read', load: () => import('./units/users.page.tsx') },
  { path: '/contracts', title: '委托合同', group: '矩阵', permission: 'contract.read', load: () => import('./units/contracts.page.tsx') },

  { path: '/applications', title: '账号申请', group: '账号管理', permission: 'application.read', load: () => import('./applications/applications.page.tsx') },
  { path: '/applications/$id', title: '申请详情', above: '/applications', permission: 'application.read', load: () => import('./applications/application.page.tsx') },
  { path: '/applications/$id/paper', title: '打印申请表', above: '/applications', permission: 'application.read', load: () => import('./applications/paper.page.tsx') },
  { path: '/reviews', title: '待我审核', group: '账号管理', permission: 'review.use', load: () => import('./review/reviews.page.tsx') },
  { path: '/reviews/absences', title: '外出代理', above: '/reviews', permission: 'review.use', load: () => import('./review/absences.page.tsx') },
  { path: '/pledges', title: '承诺考核', group: '账号管理', permission: 'pledge.read', load: () => import('./pledges/pledges.page.tsx') },
  { path: '/cleanup', title: '清理工作台', group: '账号管理', permission: 'cleanup.read', load: () => import('./cleanup/cleanup.page.tsx') },
  { path: '/national', title: '报送对账', group: '账号管理', permission: 'national.read', load: () => import('./accounts/national.page.tsx') },
  { path: '/duty-roster', title: '值班值守', group: '账号管理', permission: 'custody.read', load: () => import('./accounts/duty-roster.page.tsx') },

  { path: '/drafts', title: '稿件', group: '内容', permission: 'draft.read', load: () => import('./drafts/drafts.page.tsx') },
  { path: '/drafts/$id', title: '稿件详情', above: '/drafts', permission: 'draft.read', load: () => import('./drafts/draft.page.tsx') },
  { path: '/content-plan', title: '栏目与策划', group: '内容', permission: 'draft.read', load: () => import('./drafts/content-plan.page.tsx') },
  { path: '/content-calendar', title: '发布日历', group: '内容', permission: 'draft.read', load: () => import('./drafts/content-calendar.page.tsx') },
  { path: '/media', title: '素材库', group: '内容', permission: 'draft.read', load: () => import('./drafts/media.page.tsx') },
  { path: '/sign/$id', title: '签批稿件', above: '/reviews', permission: 'review.use', load: () => import('./review/sheet/sign.page.tsx') },
  { path: '/review-rules', title: '分级分类审核', group: '内容', permission: 'reviewRule.read', load: () => import('./review/rules/rules.page.tsx') },
  { path: '/releases', title: '三审放行', group: '内容', permission: 'release.read', load: () => import('./review/rules/releases.page.tsx') },
  { path: '/publications', title: '发布登记', group: '内容', permission: 'publication.read', byRegion: true, load: () => import('./publishing/publications.page.tsx') },
  { path: '/publications/paper', title: '打印登记表', above: '/publications', permission: 'publication.read', byRegion: true, load: () => import('./publishing/register-paper.page.tsx') },
  { path: '/publications/$id', title: '登记详情', above: '/publications', permission: 'publication.read', load: () => import('./publishing/publication.page.tsx') },

  { path: '/files', title: '文件中心', group: '数据', permission: 'file.read', load: () => import('./files/files.page.tsx') },

  { path: '/check', title: '文本检查', group: '文本检查', permission: 'check.use', load: () => import('./checker/check.page.tsx') },

  { path: '/findings', title: '问题', group: '监测', permission: 'finding.read', load: () => import('./monitoring/findings.page.tsx') },

  { path: '/imports', title: '数据导入', group: '数据', permission: 'import.use', load: () => import('./imports/imports.page.tsx') },
  { path: '/imports/new', title: '导入数据', above: '/imports', permission: 'import.use', load: () => import('./imports/new-import.page.tsx') },
  { path: '/imports/$id', title: '导入', above: '/imports', permission: 'import.use', load: () => import('./imports/import.page.tsx') },

  { path: '/assessments', title: '周期与排名', group: '考核', permission: 'assessment.read', load: () => import('./assessment/runs.page.tsx') },
  { path: '/assessments/$id', title: '考核结果', above: '/assessments', permission: 'assessment.read', load: () => import('./assessment/run.page.tsx') },
  { path: '/assessments/$id/accounts/$accountId', title: '账号得分', above: '/assessments/$id', permission: 'assessment.read', load: () => import('./assessment/score.page.tsx') },
  { path: '/schemes', title: '方案', group: '考核', permission: 'scheme.read', load: () => import('./assessment/schemes.page.tsx') },
  { path: '/schemes/$id', title: '考核方案', above: '/schemes', permission: 'scheme.read', load: () => import('./assessment/scheme.page.tsx') },
  { path: '/what-if', title: '沙盘推演', group: '考核', permission: 'assessment.whatif', load: () => import('./assessment/what-if.page.tsx') },

  { path: '/lexicon', title: '词库与规则', group: '系统', permission: 'lexicon.read', load: () => import('./lexicon/lexicon.page.tsx') },
  { path: '/connections', title: '平台对接', group: '系统', permission: 'connection.read', load: () => import('./platforms/connections.page.tsx') },
  { path: '/application-settings', title: '审核层级', group: '系统', permission: 'setting.manage', load: () => import('./applications/review-reach.page.tsx') },
  { path: '/settings/channels', title: '消息通道', group: '系统', permission: 'setting.manage', load: () => import('./settings/channels.page.tsx') },
  { path: '/settings/model', title: '语言模型', group: '系统', permission: 'setting.manage', load: () => import('./settings/model.page.tsx') },
  { path: '/audit', title: '审计日志', group: '系统', permission: 'audit.read', load: () => import('./audit/audit.page.tsx') },

  { path: '/security', title: '我的安全', permission: 'self.manage', load: () => import('./self/security.page.tsx') },
  { path: '/messages', title: '消息', permission: 'message.read', load: () => import('./self/messages.page.tsx') },
]

export function pageAt(path: string): Page | undefined {
  return pages.find((page) => page.path === path)
}
