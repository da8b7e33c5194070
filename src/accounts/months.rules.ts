/** The last `count` months up to the month of a day, oldest first, as `YYYY-MM`. */
export function monthsBack(day: string, count: number): string[] {
  const last = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
  return Array.from({ length: count }, (_, i) => {
    const month = last - (count - 1 - i)
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}
