import type { Outgoing } from '../publisher.ts'

/** The text of a work: the title, and below it what is said about it (§3.2: one field, `text`). */
export function douyinText({ title, text }: Pick<Outgoing, 'title' | 'text'>): string {
  const body = text.trim()
  if (!title || body.startsWith(title)) return body
  return body ? `${title}\n${body}` : title
}
