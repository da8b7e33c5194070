import type { World } from './emulator.ts'

const beijingDay = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/** Counts a call against a daily quota; false when it was used up before. A day is a Beijing day. */
export function withinDay({ state, now }: World, given: { who: string; what: string; limit: number }): boolean {
  return within(state, `${beijingDay(now())}|${given.who}|${given.what}`, state.limits[given.what] ?? given.limit)
}

/** The same for a clock hour. */
export function withinHour({ state, now }: World, given: { who: string; what: string; limit: number }): boolean {
  return within(
    state,
    `${now().toISOString().slice(0, 13)}|${given.who}|${given.what}`,
    state.limits[given.what] ?? given.limit,
  )
}

function within(state: World['state'], key: string, limit: number): boolean {
  const used = state.counters[key] ?? 0
  state.counters[key] = used + 1
  return used < limit
}
