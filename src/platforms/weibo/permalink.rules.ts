const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * A post's number as it stands in the address of its page: seven decimal digits at a time from the right, each group
 * to base 62; all groups but the first fill four places (contract §2.2).
 */
export function base62Of(mid: string): string {
  if (!/^\d+$/.test(mid)) throw new RangeError('a mid is a whole number')
  let text = ''
  for (let end = mid.length; end > 0; end -= 7) {
    const group = base62(Number(mid.slice(Math.max(0, end - 7), end)))
    text = (end > 7 ? group.padStart(4, '0') : group) + text
  }
  return text
}

/** The other way: the number that an address names; null if it names none. */
export function midOf(slug: string): string | null {
  if (!/^[0-9a-zA-Z]+$/.test(slug)) return null
  let mid = ''
  for (let end = slug.length; end > 0; end -= 4) {
    const group = String(decimal(slug.slice(Math.max(0, end - 4), end)))
    if (group.length > 7) return null
    mid = (end > 4 ? group.padStart(7, '0') : group) + mid
  }
  return mid
}

function base62(value: number): string {
  const rest = Math.floor(value / 62)
  return (rest > 0 ? base62(rest) : '') + digits.charAt(value % 62)
}

function decimal(text: string): number {
  return [...text].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0)
}

export function weiboPermalink(site: string, { uid, mid }: { uid: string; mid: string }): string {
  return `${site.replace(/\/+$/, '')}/${encodeURIComponent(uid)}/${base62Of(mid)}`
}
