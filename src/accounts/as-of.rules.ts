export type RecordChange = { field: string; before: string | null; after: string | null }
export type RecordEvent = { at: string; changes: readonly RecordChange[] }

/**
 * What was on record at an instant (§6.3): today's fields with every later change taken back. Events are given the newest
 * first. `since` is when the value was entered, as far as the events tell.
 */
export function recordAsOf(
  now: readonly { field: string; value: string | null }[],
  events: readonly RecordEvent[],
  until: string,
): { field: string; value: string | null; since: string | null }[] {
  const fields = new Map(now.map(({ field, value }) => [field, { value, since: null as string | null }]))
  for (const { at, changes } of events) {
    for (const change of changes) {
      const field = fields.get(change.field)
      if (at > until) fields.set(change.field, { value: change.before, since: null })
      else if (field && field.since === null) field.since = at
    }
  }
  return [...fields].map(([field, { value, since }]) => ({ field, value, since }))
}
