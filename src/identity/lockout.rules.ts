const minute = 60_000

/** 等保, 登录失败处理: five failures lock a user name, and twenty slow down a network address, for a quarter of an hour. */
export const lockout = { failures: 5, sourceFailures: 20, minutes: 15 } as const

/** Failures before this instant no longer count. */
export function countedSince(now: Date): Date {
  return new Date(now.getTime() - lockout.minutes * minute)
}

/** Until when the last of so many failures locks a name; null when they are too few. */
export function lockedUntil(failures: number, last: Date | null): Date | null {
  return failures >= lockout.failures && last ? new Date(last.getTime() + lockout.minutes * minute) : null
}

/** What the person is told: why, for how long, and the way out. */
export function lockedReason(until: Date, now: Date): string {
  const left = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / minute))
  return `登录失败次数过多，账号已临时锁定，请 ${left} 分钟后再试，或联系安全管理员解锁`
}

/** Who is slowed down together: an IPv4 address, or the /64 network of an IPv6 one, which is a single household's. */
export function sourceOf(ip: string): string {
  const address = ip.split('%')[0] ?? ''
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const front = groups(head)
  const back = tail === undefined ? [] : groups(tail)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length)
  const all = [...front, ...Array<string>(zeros).fill('0'), ...back]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
