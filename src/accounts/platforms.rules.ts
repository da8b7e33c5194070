/**
 * The places where an official account can live (§3, §6.2, §9). `table2` is the column of 表2 by which it is
 * assessed; a platform without one is kept in the ledger and not scored. `feed: 'optional'` has no update rule
 * while it publishes nothing: a mini program without articles has nothing that could fall silent.
 */
export const platforms = {
  wechat: { zh: '微信公众号', table2: 'wechat', feed: 'always' },
  weibo: { zh: '微博', table2: 'weibo', feed: 'always' },
  toutiao: { zh: '今日头条', table2: 'toutiao', feed: 'always' },
  douyin: { zh: '抖音', table2: 'douyin', feed: 'always' },
  channels: { zh: '视频号', table2: null, feed: 'always' },
  kuaishou: { zh: '快手', table2: null, feed: 'always' },
  bilibili: { zh: 'B站', table2: null, feed: 'always' },
  miniProgram: { zh: '小程序', table2: null, feed: 'optional' },
  app: { zh: '移动客户端', table2: null, feed: 'always' },
  other: { zh: '其他', table2: null, feed: 'always' },
} as const satisfies Record<
  string,
  { zh: string; table2: 'wechat' | 'weibo' | 'toutiao' | 'douyin' | null; feed: 'always' | 'optional' }
>
export type PlatformName = keyof typeof platforms
export const platformNames = Object.keys(platforms) as [PlatformName, ...PlatformName[]]

/** The two kinds of WeChat official account. */
export const variants = { subscription: '订阅号', service: '服务号' } as const
export type Variant = keyof typeof variants
export const variantNames = Object.keys(variants) as [Variant, ...Variant[]]

/** Where an account stands; chapter 6 moves it. */
export const accountStates = {
  active: '正常运营',
  stopping: '停更公告中',
  closing: '注销办理中',
  closed: '已注销',
} as const
export type AccountState = keyof typeof accountStates
export const accountStateNames = Object.keys(accountStates) as [AccountState, ...AccountState[]]

export const levels = { province: '省级', city: '市级', county: '县级', township: '乡镇（街道）' } as const
export type Level = keyof typeof levels
export const levelNames = Object.keys(levels) as [Level, ...Level[]]

export const hostTypes = {
  department: '部门',
  township: '乡镇（街道）',
  institution: '事业单位',
  enterprise: '企业',
} as const
export type HostType = keyof typeof hostTypes
export const hostTypeNames = Object.keys(hostTypes) as [HostType, ...HostType[]]

/** Whether the account must keep publishing (6.5.1(3)): a feed that may be absent counts once it has published. */
export function updateRuleOf(platform: PlatformName, hasPublished: boolean): 'applies' | 'notApplicable' {
  return platforms[platform].feed === 'optional' && !hasPublished ? 'notApplicable' : 'applies'
}

/** `微信公众号（订阅号）` */
export function platformZh(platform: PlatformName, variant: Variant | null): string {
  return variant ? `${platforms[platform].zh}（${variants[variant]}）` : platforms[platform].zh
}
