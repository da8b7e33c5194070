/** A calendar month by its first day and its last, and how many months it lies before the running one. */
export type Month = { code: string; start: string; end: string; days: number; ago: number }

/** The months up to the one of `today`, oldest first: `before` full ones and the running one. */
export function monthsUpTo(today: string, before: number): Month[] {
  const year = Number(today.slice(0, 4))
  const month = Number(today.slice(5, 7))
  return Array.from({ length: before + 1 }, (_, at) => {
    const ago = before - at
    const first = new Date(Date.UTC(year, month - 1 - ago, 1))
    const days = new Date(Date.UTC(year, month - ago, 0)).getUTCDate()
    const code = first.toISOString().slice(0, 7)
    return { code, start: `${code}-01`, end: `${code}-${days}`, days, ago }
  })
}

export function dayOf(month: Month, day: number): string {
  return `${month.code}-${String(day).padStart(2, '0')}`
}
