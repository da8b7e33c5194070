import { roundHalfUp } from '../core/round.rules.ts'

/** 合格率 in percent, rounded half up on the exact fraction, as published notices print it. */
export function passRate(given: { checked: number; faulty: number; digits: number }): string {
  const { checked, faulty, digits } = given
  if (!(checked > 0) || faulty < 0 || faulty > checked)
    throw new RangeError('a pass rate needs accounts that were checked')
  return percent(checked - faulty, checked, digits)
}

/** Change against the period before, in percent of it; negative when there are fewer. */
export function changeRate(now: number, before: number, digits: number): string {
  const size = percent(Math.abs(now - before), before, digits)
  return now < before && Number(size) !== 0 ? `-${size}` : size
}

/** Whole numbers only, so that no binary fraction decides which way a half goes. */
function percent(part: number, whole: number, digits: number): string {
  const scale = 10n ** BigInt(digits)
  const twice = 2n * BigInt(part) * 100n * scale
  const rounded = (twice + BigInt(whole)) / (2n * BigInt(whole))
  return roundHalfUp(Number(rounded) / Number(scale), digits)
}

/** The figures of a published notice, as far as it prints them. */
export type NoticeTable = {
  id: string
  who: string
  accounts?: number
  previous?: number
  sampled?: number
  faulty?: number
  passRate?: number
  change?: number
  total?: number
  byPlatform?: readonly number[] | Readonly<Record<string, number>>
  byRegion?: Readonly<Record<string, number>>
  byLevel?: readonly number[]
  sites?: number
  sitesFaulty?: number
  sitePassRatePrinted?: number
}

/** A printed figure that the table's own figures don't give; `difference` is printed − computed. */
export type Contradiction = { id: string; field: string; printed: number; computed: number; difference: number }

/** Recomputes a published table and names every figure that contradicts the others. */
export function contradictionsIn(table: NoticeTable): Contradiction[] {
  const checks: { field: string; printed: number | undefined; computed: (digits: number) => number | undefined }[] = [
    {
      field: 'passRate',
      printed: table.passRate,
      computed: (digits) => rate(table.sampled ?? table.accounts, table.faulty, digits),
    },
    {
      field: 'sitePassRatePrinted',
      printed: table.sitePassRatePrinted,
      computed: (digits) => rate(table.sites, table.sitesFaulty, digits),
    },
    {
      field: 'change',
      printed: table.change,
      computed: (digits) =>
        table.accounts === undefined || table.previous === undefined
          ? undefined
          : Number(changeRate(table.accounts, table.previous, digits)),
    },
    ...(['byPlatform', 'byRegion', 'byLevel'] as const).map((field) => ({
      field,
      printed: table[field] && (table.total ?? table.accounts),
      computed: () => Object.values(table[field] ?? {}).reduce((sum: number, n: number) => sum + n, 0),
    })),
  ]
  return checks.flatMap(({ field, printed, computed: compute }) => {
    if (printed === undefined) return []
    const digits = String(printed).split('.')[1]?.length ?? 0
    const computed = compute(digits)
    if (computed === undefined || computed === printed) return []
    const exact = compute(2) ?? computed
    return [{ id: table.id, field, printed, computed: exact, difference: Number((printed - exact).toFixed(2)) }]
  })
}

function rate(checked: number | undefined, faulty: number | undefined, digits: number): number | undefined {
  if (checked === undefined || faulty === undefined) return undefined
  return Number(passRate({ checked, faulty, digits }))
}
