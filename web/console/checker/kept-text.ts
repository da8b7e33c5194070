const name = 'zhengmei.check'

/**
 * The text of a person, kept in this tab of the browser until it is closed, so that a reload loses nothing.
 * It is never sent anywhere, and another person who signs in here does not get to see it.
 */
export function keptText(userId: string): string {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? 'null')
    if (kept && typeof kept === 'object' && 'userId' in kept && 'text' in kept) {
      if (kept.userId === userId && typeof kept.text === 'string') return kept.text
      sessionStorage.removeItem(name)
    }
  } catch {
    // Without storage every visit begins with an empty page.
  }
  return ''
}

/** False when the browser has no room for it. */
export function keepText(userId: string, text: string): boolean {
  try {
    if (text === '') sessionStorage.removeItem(name)
    else sessionStorage.setItem(name, JSON.stringify({ userId, text }))
    return true
  } catch {
    forgetText()
    return text === ''
  }
}

function forgetText(): void {
  try {
    sessionStorage.removeItem(name)
  } catch {
    // There was none.
  }
}
