const beijing = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** The Beijing calendar day of an instant, `YYYY-MM-DD`. A "day" of the Guide is a Beijing day. */
export function beijingDay(at: Date): string {
  return beijing.format(at).slice(0, 10)
}

/** `YYYY-MM-DD HH:mm` in Beijing, as pages and documents show a time. */
export function beijingTime(at: Date): string {
  return beijing.format(at).slice(0, 16)
}

/** The first instant of a Beijing day. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`)
}

/** `days` calendar days after a day. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** Calendar days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}
