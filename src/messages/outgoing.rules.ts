import type { Channel } from './channels.rules.ts'

export type Told = { title: string; body: string; link: string | null }

/** What one person is sent over one channel. `id` stays the same through every attempt. */
export type Outgoing = { id: string; subject: string; text: string; link: string | null }

/** The words of a message, or of several in one; `site` is the console's address, without which no link can be given. */
export function compose(
  channel: Channel,
  news: readonly Told[],
  given: { id: string; site: string | null; demo: boolean },
): Outgoing {
  const { site } = given
  const [first] = news
  const mark = given.demo ? '〔演示数据〕' : ''
  const one = news.length === 1 && first ? first : null
  const subject = one ? one.title : `您有 ${news.length} 条新消息`
  const address = (path: string | null) => (site && path ? new URL(path, site).href : null)
  const link = address(one ? one.link : '/messages?unread=1')
  return { id: given.id, subject: `${mark}${subject}`, text: textOf(), link: channel === 'sms' ? null : link }

  function textOf(): string {
    const tail = '请登录政媒通查看。'
    // A text message shows on a locked screen, so it says no more than that there is something.
    if (channel === 'sms') return `${mark}【政媒通】${subject}。${tail}`
    if (channel === 'dingtalk') return one ? `${mark}${subject}` : `${mark}${subject}\n${lines(false)}`
    const detail = one ? [one.title, one.body].filter(Boolean).join('\n\n') : `${subject}：\n\n${lines(true)}`
    return [mark, detail, link ? `查看：${link}` : tail, '本邮件由政媒通自动发出，请勿回复。']
      .filter(Boolean)
      .join('\n\n')
  }

  function lines(withBodies: boolean): string {
    return news
      .map(({ title, body }, index) => `${index + 1}. ${title}${withBodies && body ? `\n   ${body}` : ''}`)
      .join('\n')
  }
}

/** `z***@x.cn`: what the log of deliveries shows of an address. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '***' : `${email[0]}***${email.slice(at)}`
}
