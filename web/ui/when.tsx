import { beijingTime } from '../../src/core/clock.rules.ts'

/** A time as everybody here reads it: Beijing, `YYYY-MM-DD HH:mm`. */
export function When({ at, none = '—' }: { at: string | null | undefined; none?: string }) {
  if (!at) return <span className="quiet">{none}</span>
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return <span className="quiet">{none}</span>
  return (
    <time dateTime={at} style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
      {beijingTime(date)}
    </time>
  )
}
