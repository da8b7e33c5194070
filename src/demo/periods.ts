import type { Month } from './months.ts'

const quarters = ['Q1', 'Q2', 'Q3', 'Q4'] as const

/** The last twelve full months, and the last quarter that is over, in the order in which they ended. */
export function performedPeriods(months: readonly Month[]): { code: string; end: string }[] {
  const full = months.filter(({ ago }) => ago >= 1 && ago <= 12)
  const last = full.findLast(({ code }) => Number(code.slice(5)) % 3 === 0)
  return full.flatMap(({ code, end }) => {
    const quarter = quarters[Number(code.slice(5)) / 3 - 1]
    const own = { code, end }
    return code === last?.code && quarter ? [own, { code: `${code.slice(0, 4)}-${quarter}`, end }] : [own]
  })
}
