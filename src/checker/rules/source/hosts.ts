/** The host of a web address, in lower case; undefined where there is none. */
export function hostOf(address: string): string | undefined {
  const authority = /^\s*(?:[a-z][a-z\d+.-]*:)?\/\/([^/?#\s]*)/i.exec(address)?.[1]
  const host = authority?.replace(/^.*@/, '').replace(/:\d*$/, '').toLowerCase()
  return host === '' ? undefined : host
}

export function isHostUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}

/** Shops, and pages that lead into them. */
export const shopHosts = [
  'taobao.com',
  'tmall.com',
  'tb.cn',
  'jd.com',
  'jd.hk',
  '3.cn',
  'pinduoduo.com',
  'yangkeduo.com',
  'vip.com',
  'vipshop.com',
  'suning.com',
  'gome.com.cn',
  'dangdang.com',
  '1688.com',
  'youzan.com',
  'koudaitong.com',
  'weidian.com',
  'jinritemai.com',
  'kwaixiaodian.com',
  'kaola.com',
  'yhd.com',
  'xianyu.com',
  'goofish.com',
  'wemall.com',
  'amazon.cn',
  'amazon.com',
  'ebay.com',
  'shein.com',
  'temu.com',
  'aliexpress.com',
] as const

/** Addresses that tell nothing of where they lead. */
export const shorteners = [
  't.cn',
  'url.cn',
  'w.url.cn',
  'dwz.cn',
  'suo.im',
  'suo.nz',
  'sourl.cn',
  'mrw.so',
  'c1n.cn',
  'u.nu',
  'bit.ly',
  'tinyurl.com',
  'goo.gl',
  't.co',
  'is.gd',
  'ow.ly',
  'cutt.ly',
  'rb.gy',
  'v.gd',
  'reurl.cc',
] as const

/** Sites outside the mainland that have no ending of a country, and are no ordinary reference of an office. */
export const foreignHosts = [
  'youtube.com',
  'youtu.be',
  'facebook.com',
  'fb.com',
  'twitter.com',
  'x.com',
  'instagram.com',
  'google.com',
  'googleapis.com',
  'blogspot.com',
  'telegram.org',
  't.me',
  'whatsapp.com',
  'wa.me',
  'line.me',
  'discord.com',
  'discord.gg',
  'tiktok.com',
  'reddit.com',
  'pinterest.com',
  'wikipedia.org',
  'medium.com',
  'nytimes.com',
  'bbc.com',
  'bloomberg.com',
  'reuters.com',
  'epochtimes.com',
] as const

/** Endings of countries and of regions outside the mainland that are used as such, unlike .tv, .me, .cc or .io. */
// biome-ignore format: a row of endings
export const foreignEndings = new Set([
  'us', 'uk', 'jp', 'kr', 'kp', 'ru', 'ua', 'de', 'fr', 'it', 'es', 'nl', 'be', 'ch', 'at', 'se', 'no', 'fi', 'dk', 'pl',
  'cz', 'gr', 'pt', 'eu', 'ca', 'au', 'nz', 'my', 'th', 'vn', 'ph', 'id', 'kh', 'mm', 'pk', 'bd', 'lk', 'ir', 'il', 'tr',
  'za', 'eg', 'ng', 'ke', 'br', 'mx', 'ar', 'cl', 'sg', 'hk', 'mo', 'tw',
])

/** Where payment codes and the cards of persons lead. */
export const paymentCodes = /^(?:wxp:\/\/|https:\/\/qr\.alipay\.com\/|https:\/\/qr\.95516\.com\/|alipays?:\/\/)/i
export const personalCodes =
  /^(?:https?:\/\/u\.wechat\.com\/|weixin:\/\/contacts\/|https?:\/\/work\.weixin\.qq\.com\/(?:u|ca)\/|https?:\/\/qm\.qq\.com\/|https?:\/\/weixin\.qq\.com\/g\/)/i
