/** Small choices that the browser remembers for this person; without storage the default holds. */
export function remembered(name: string, otherwise: string): string {
  try {
    return localStorage.getItem(`zhengmei.${name}`) ?? otherwise
  } catch {
    return otherwise
  }
}

/** What this tab holds of the person who is leaving. */
export function forgetTab(): void {
  try {
    sessionStorage.clear()
  } catch {
    // There was nothing.
  }
}

export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`zhengmei.${name}`)
    else localStorage.setItem(`zhengmei.${name}`, value)
  } catch {
    // Not remembering is no reason to stop.
  }
}
