import type { Outgoing } from '../publisher.ts'

/** An address in running text. Chinese and full-width signs end it, as they do on Weibo. */
const address = /https?:\/\/[\w.-]+(?::\d+)?(?:[/?#][\w\-./?%&=+#~:;,@!$'()*]*)?/g

export function addressesIn(text: string): string[] {
  return text.match(address) ?? []
}

/** What an address counts for, in half characters: Weibo shortens every one to t.cn (contract §2.2: L). */
export const addressWeight = 23

/** The length as Weibo counts it, in 汉字: what lies below U+0100 is half of one, and halves are rounded up. */
export function weiboLength(text: string): number {
  const rest = text.replace(address, '')
  let halves = addressesIn(text).length * addressWeight
  for (let at = 0; at < rest.length; at++) halves += rest.charCodeAt(at) < 0x100 ? 1 : 2
  return Math.ceil(halves / 2)
}

/** §2.2: an ordinary application may not post `#话题#`. An address may hold `#` as it likes. */
export function topicsIn(text: string): string[] {
  return text.replace(address, ' ').match(/#[^#\n]+#/g) ?? []
}

/** What is posted: 【title】, the text, and the address that every post must carry. */
export function weiboStatus({ title, text, link }: Pick<Outgoing, 'title' | 'text' | 'link'>): string {
  const body = text.trim()
  const headed = title && !body.includes(title) ? `【${title}】${body}` : body
  return link && !headed.includes(link) ? `${headed} ${link}`.trim() : headed
}

/** The text of a post without what Weibo changes in it: addresses, entities, spaces. */
export function comparable(text: string): string {
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity)
    .replace(address, '')
    .replace(/[\s\u200b]+/g, '')
}

/** Whether an address lies under a domain or one of its own subdomains. */
export function isUnder(link: string, domain: string): boolean {
  if (!URL.canParse(link)) return false
  const { hostname } = new URL(link)
  const wanted = domain.trim().toLowerCase().replace(/^\.+/, '')
  return hostname === wanted || hostname.endsWith(`.${wanted}`)
}
