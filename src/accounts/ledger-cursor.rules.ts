import { isId, isNumber, isText, readCursor } from '../core/cursor.rules.ts'
import type { Sorting, SortName } from './account-filter.contract.ts'

/** Where a page ended: the sort value as the database writes it, and the id that decides among equals. */
export type Position = { value: string; id: string }

/** What a sort value looks like as text; anything else did not come from us. */
const valueForms: Record<SortName, (text: string) => boolean> = {
  ledgerNo: isText,
  name: isText,
  followers: isNumber,
  lastPostAt: (text) => /^(-infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?)$/.test(text),
  openedOn: (text) => /^(-infinity|\d{4}-\d\d-\d\d)$/.test(text),
}

export function keyOf({ sort, order }: Sorting, row: { sort_value: string; id: string }): string[] {
  return [sort, order, row.sort_value, row.id]
}

/** Refuses a cursor that is not ours or belongs to another order. */
export function readPosition({ sort, order }: Sorting, cursor: string | undefined): Position | undefined {
  const parts = readCursor(
    cursor,
    (text) => text === sort,
    (text) => text === order,
    valueForms[sort],
    isId,
  )
  return parts ? { value: parts[2], id: parts[3] } : undefined
}
