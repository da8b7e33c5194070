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

/** The same day `years` later; where there is none (29 February), the last day of that month, as terms of years end (民法典第二百零二条). */
export function addYears(day: string, years: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year + years, month, 0)).getUTCDate()
  return new Date(Date.UTC(year + years, month - 1, Math.min(date, lastOfMonth))).toISOString().slice(0, 10)
}
