/** What the browser knows of the session beside the cookie, which no script can read. */

const activityKey = 'zhengmei.activity'

let csrf: string | null = null
let lastActivity = Date.now()
let askAgain: (() => Promise<boolean>) | null = null
let asking: Promise<boolean> | null = null

export function token(): string | null {
  return csrf
}

export function keepToken(value: string | null): void {
  csrf = value
}

/** Each answered call prolongs the session, here and in the other tabs of the browser. */
export function noteActivity(): void {
  lastActivity = Date.now()
  try {
    localStorage.setItem(activityKey, String(lastActivity))
  } catch {
    // Storage may be full or forbidden; then each tab counts for itself.
  }
}

export function lastActivityAt(): number {
  const elsewhere = Number(globalThis.localStorage?.getItem(activityKey) ?? 0)
  return Math.max(lastActivity, elsewhere <= Date.now() ? elsewhere : 0)
}

/** Says how to sign in over the page; returns the way to take it back. */
export function onSessionEnd(ask: () => Promise<boolean>): () => void {
  askAgain = ask
  return () => {
    if (askAgain === ask) askAgain = null
  }
}

/** Asks the person to sign in again: once, however many calls were refused. False when nobody is there to ask. */
export function signedInAgain(): Promise<boolean> {
  if (!askAgain) return Promise.resolve(false)
  asking ??= askAgain().finally(() => {
    asking = null
  })
  return asking
}
