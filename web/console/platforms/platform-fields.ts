import type { PlatformName } from '../../../src/accounts/platforms.rules.ts'
import { beijingDay, daysBetween } from '../../../src/core/clock.rules.ts'
import type { ConnectionView } from '../../../src/platforms/connections.contract.ts'
import { tokenByOf } from '../../../src/platforms/interfaces.rules.ts'

export type FieldName =
  | 'appId'
  | 'secret'
  | 'openId'
  | 'linkDomain'
  | 'accessToken'
  | 'accessTokenExpiresAt'
  | 'refreshToken'

export type Field = {
  name: FieldName
  /** As the platform's own console calls it. */
  label: string
  /** Where it is found there. */
  hint: string
  required?: true
}

type About = {
  /** Where the platform's interface is, unless a proxy stands before it. */
  home: string
  can: readonly string[]
  cannot: readonly string[]
  /** What must be done at the platform first. */
  before: readonly string[]
  fields: readonly Field[]
}

/**
 * The platforms that let others publish (contracts of the platforms §1.4, §2.1–2.3, §3.1–3.2): what they allow, in
 * plain words, and what they want to know. A secret's field never shows what is kept.
 */
const abouts: Partial<Record<PlatformName, About>> = {
  wechat: {
    home: 'https://api.weixin.qq.com',
    can: ['发布图文（标题、作者、摘要、封面、正文和图片）', '发布后取得文章网址', '撤回已发布的文章（每日限 10 次）'],
    cannot: ['群发通知粉丝：接口发布的文章不推送给粉丝，需要推送的请到公众平台群发', '标注原创'],
    before: [
      '公众号须通过微信认证，认证过期后平台拒绝接口发布',
      '在微信公众平台“基本配置”中把本系统服务器的出口 IP 加入白名单',
    ],
    fields: [
      {
        name: 'appId',
        label: 'AppID（开发者ID）',
        hint: '微信公众平台“设置与开发 — 基本配置”，以 wx 开头',
        required: true,
      },
      {
        name: 'secret',
        label: 'AppSecret（开发者密码）',
        hint: '同一页面重置后取得；重置会使其他系统使用的旧密码失效',
      },
    ],
  },
  weibo: {
    home: 'https://api.weibo.com',
    can: ['发布一条微博：140 字以内、最多一张图片、带一个网址'],
    cannot: [
      '话题（#…#）、多张图片、视频、头条文章',
      '由系统续期：授权到期须由工作人员重新授权',
      '删除已发布的微博：须到微博后台删除',
    ],
    before: ['在微博开放平台登记应用并通过审核', '把本单位网站域名登记为应用的安全域名：每条微博须带该域名下的网址'],
    fields: [
      { name: 'appId', label: 'App Key', hint: '微博开放平台“应用信息 — 基本信息”', required: true },
      { name: 'secret', label: 'App Secret', hint: '同一页面' },
      { name: 'openId', label: '账号 UID', hint: '授权账号的数字编号' },
      { name: 'accessToken', label: '授权令牌（access_token）', hint: '以本账号登录授权后取得' },
      {
        name: 'accessTokenExpiresAt',
        label: '授权到期时间',
        hint: '授权时平台告知的有效期；到期前 7、3、1 天系统提醒',
      },
      { name: 'linkDomain', label: '安全域名', hint: '如 www.example.gov.cn，微博所带网址须在该域名下' },
    ],
  },
  douyin: {
    home: 'https://open.douyin.com',
    can: ['发布视频（4 GB、15 分钟以内）', '发布图集（最多 30 张）', '查询平台审核结果'],
    cannot: ['发布文章', '保证即时公开：平台审核通过后公众才能看到'],
    before: [
      '以本单位（党政机关、事业单位）名义登记网站应用，开通“代替用户发布内容到抖音”权限',
      '由本账号授权给该应用',
    ],
    fields: [
      { name: 'appId', label: 'Client Key', hint: '抖音开放平台“应用详情”', required: true },
      { name: 'secret', label: 'Client Secret', hint: '同一页面' },
      { name: 'openId', label: 'open_id', hint: '账号授权后平台给出的编号' },
      {
        name: 'refreshToken',
        label: '刷新令牌（refresh_token）',
        hint: '账号授权后取得；系统据此自动续期，最终到期须重新授权',
      },
      { name: 'accessToken', label: '授权令牌（access_token）', hint: '可不填，由系统用刷新令牌取得' },
    ],
  },
}

export function aboutOf(platform: string): About | null {
  return abouts[platform as PlatformName] ?? null
}

/** How many days before the end of an authorisation it is shown as ending. */
export const endingDays = 7

type Ends = Pick<ConnectionView, 'possible' | 'platform' | 'state' | 'tokenExpiresAt' | 'refreshExpiresAt'>

/** When a person must authorise again; null where the system renews by itself, or nothing is known. */
export function authorisationEnds({
  possible,
  platform,
  state,
  tokenExpiresAt,
  refreshExpiresAt,
}: Ends): string | null {
  if (!possible || state === null || state === 'off') return null
  const tokenBy = tokenByOf(platform as PlatformName)
  if (tokenBy === 'person') return tokenExpiresAt
  return tokenBy === 'refresh' ? refreshExpiresAt : null
}

/** Beijing calendar days until then: 0 is today, negative is over. */
export function daysLeft(ends: string, now: Date): number {
  const at = new Date(ends)
  if (at <= now) return Math.min(daysBetween(beijingDay(now), beijingDay(at)), -1)
  return daysBetween(beijingDay(now), beijingDay(at))
}

/** `还有 3 天到期`; null while there is time. */
export function endingWords(ends: string | null, now: Date): string | null {
  if (!ends) return null
  const days = daysLeft(ends, now)
  if (days < 0) return '授权已到期'
  if (days > endingDays) return null
  return days === 0 ? '授权今天到期' : `授权还有 ${days} 天到期`
}
