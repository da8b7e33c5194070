import { beijingDay } from '../core/clock.rules.ts'

/**
 * What makes a post the same post again: its address on the platform without tracking, else its title and Beijing day.
 * Different addresses of one work (long and short, desktop and mobile) give one key where the platform allows it.
 */
export function postKey(post: { url: string | null; title: string; publishedAt: Date }): string {
  return (post.url === null ? null : urlKey(post.url)) ?? titleKey(post.title, beijingDay(post.publishedAt))
}

/** Marks and spaces differ between a platform's page and its exports; the words do not. */
export function titleKey(title: string, day: string): string {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '')
  return `title:${day}:${[...(words || title.trim())].slice(0, 200).join('')}`
}

type KeyOf = (url: URL) => string | null
const last = (url: URL) => url.pathname.split('/').filter(Boolean).at(-1) ?? ''

/** One line per platform: whose host it is, and where the work's number stands in its addresses. */
const platforms: readonly { host: RegExp; key: KeyOf }[] = [
  { host: /(^|\.)mp\.weixin\.qq\.com$/, key: wechatKey },
  { host: /(^|\.)weibo\.(com|cn)$/, key: weiboKey },
  {
    host: /(^|\.)toutiao\.com$/,
    key: (url) => numbered('toutiao', /\/(?:article|item|video|w|group|i|a)?\/?[aiw]?(\d{10,})\/?$/.exec(url.pathname)),
  },
  {
    host: /(^|\.)(ies)?douyin\.com$/,
    key: (url) =>
      numbered(
        'douyin',
        /\/(?:video|note)\/(\d{10,})/.exec(url.pathname) ?? /^(\d{10,})$/.exec(url.searchParams.get('modal_id') ?? ''),
      ),
  },
  { host: /(^|\.)bilibili\.com$/, key: (url) => numbered('bilibili', /\/(BV\w{8,}|av\d+)/i.exec(url.pathname)) },
  {
    host: /(^|\.)kuaishou\.com$/,
    key: (url) => numbered('kuaishou', /\/(?:short-video|photo)\/(\w+)/.exec(url.pathname)),
  },
]

function numbered(platform: string, found: RegExpExecArray | null): string | null {
  return found?.[1] ? `${platform}:${found[1]}` : null
}

/** The key of an address; null for what is no address. */
export function urlKey(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  const platform = platforms.find(({ host }) => host.test(url.hostname))
  return platform?.key(url) ?? plainKey(url)
}

/** 微信: account, message and position name an article; `sn` only signs its address, and chksm, scene … only track. */
function wechatKey(url: URL): string | null {
  const get = (...names: string[]) => names.map((name) => url.searchParams.get(name)).find((value) => value)
  const biz = get('__biz')
  const mid = get('mid', 'appmsgid')
  const idx = get('idx', 'itemidx')
  if (biz && mid && idx) return `wechat:${biz.replace(/=+$/, '')}:${mid}:${idx}`
  const short = /^\/s\/([\w-]+)\/?$/.exec(url.pathname)?.[1]
  return short ? `wechat:s:${short}` : null
}

/** 微博: an address holds the post's number (mid), or the same number in base 62. */
function weiboKey(url: URL): string | null {
  const given = url.searchParams.get('mid') ?? last(url)
  if (/^\d{12,}$/.test(given)) return `weibo:${given}`
  const mid = /^[0-9A-Za-z]{8,10}$/.test(given) && !/^\d+$/.test(given) ? midOf(given) : null
  return mid && `weibo:${mid}`
}

const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Four letters at a time from the right are seven decimal digits. */
export function midOf(bid: string): string | null {
  const parts: string[] = []
  for (let end = bid.length; end > 0; end -= 4) {
    const value = [...bid.slice(Math.max(0, end - 4), end)].reduce(
      (sum, letter) => sum * 62 + digits.indexOf(letter),
      0,
    )
    if (value > 9_999_999) return null
    parts.unshift(end > 4 ? String(value).padStart(7, '0') : String(value))
  }
  return parts.join('')
}

/** Parameters that say who shared or clicked, not what is shown. */
const tracking =
  /^(utm_.*|spm|from|from_.*|share.*|source|src|scene|chksm|timestamp|tt_from|app|iid|isappinstalled|nsukey|wx.*|pass_ticket|exportkey|clicktime|enterid|devicetype|version|lang|ascene|sessionid|subscene|fontscale|vd_source|weixin.*|refer.*|_t|t)$/i

function plainKey(url: URL): string {
  const kept = [...url.searchParams]
    .filter(([name]) => !tracking.test(name))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const query = new URLSearchParams(kept).toString()
  const path = url.pathname.replace(/\/+$/, '')
  // A single-page site names its work behind the hash; a bare anchor names a place on the page.
  const hash = /^#!?\//.test(url.hash) ? url.hash : ''
  const key = `url:${url.hostname.replace(/^(www|m)\./, '')}${path}${query ? `?${query}` : ''}${hash}`
  return key.slice(0, 1000)
}
