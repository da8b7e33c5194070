import type { PlatformName } from '../accounts/platforms.rules.ts'
import { addDays } from '../core/clock.rules.ts'
import { isWorkday, type WorkdayOverrides } from '../core/workdays.rules.ts'

/**
 * How an account's authorisation at its platform is had: `secret` from the application's own key, `refresh` renewed from
 * a longer authorisation that ends some day, `person` only by a person at the platform. Other platforms have none.
 */
export type TokenBy = 'secret' | 'refresh' | 'person'

const tokens: Partial<Record<PlatformName, TokenBy>> = { wechat: 'secret', douyin: 'refresh', weibo: 'person' }

export function tokenByOf(platform: PlatformName): TokenBy {
  return tokens[platform] ?? 'secret'
}

/** Where each platform shows what was published: an address that is registered by hand lies under one of these. */
const homes: Partial<Record<PlatformName, readonly string[]>> = {
  wechat: ['mp.weixin.qq.com', 'weixin.qq.com'],
  weibo: ['weibo.com', 'weibo.cn', 't.cn'],
  toutiao: ['toutiao.com', 'ixigua.com', 'snssdk.com'],
  douyin: ['douyin.com', 'iesdouyin.com'],
  channels: ['weixin.qq.com', 'channels.weixin.qq.com'],
  kuaishou: ['kuaishou.com', 'chenzhongtech.com', 'gifshow.com'],
  bilibili: ['bilibili.com', 'b23.tv'],
}

/** Why a work on this platform cannot be at this address; null when it can. `inner`: the origin of a stand-in for the platform. */
export function addressRefusal(platform: PlatformName, address: string, inner: string | null): string | null {
  if (!URL.canParse(address)) return '网址格式不正确'
  const url = new URL(address)
  if (url.username || url.password) return '网址中不要带用户名和密码'
  if (inner !== null && URL.canParse(inner) && new URL(inner).origin === url.origin) return null
  const known = homes[platform]
  if (!known) return null
  const host = url.hostname.replace(/\.$/, '')
  if (url.port === '' && known.some((home) => host === home || host.endsWith(`.${home}`))) return null
  return `这不是该平台的作品网址（应在 ${known[0]} 下），请从平台上复制作品链接`
}

/** Why a platform cannot be reached at this address; null when it can. Secrets travel, so it is encrypted but within the office's network. */
export function baseUrlRefusal(address: string, allowInner: boolean): string | null {
  if (!URL.canParse(address)) return '地址格式不正确，应如 https://api.example.gov.cn'
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return '地址应以 https:// 开头'
  if (url.username || url.password) return '地址中不要写用户名和密码'
  if (url.hash || url.search) return '地址中不要带参数'
  if (allowInner) return null
  if (url.protocol === 'http:') return '密钥须加密传输，请使用 https；确在内网的，请打开“允许内网地址”'
  return null
}

/** How many days before an authorisation ends its host unit is told. */
export const reminderDays = [7, 3, 1] as const

/** Whether today is a day to tell of an authorisation that ends on `endsOn`: a reminder that would fall on a day of rest comes before it. */
export function isReminderDay(today: string, endsOn: string, overrides: WorkdayOverrides = {}): boolean {
  return reminderDays.some((days) => {
    let day = addDays(endsOn, -days)
    while (!isWorkday(day, overrides)) day = addDays(day, -1)
    return day === today
  })
}
