import { AppError } from '../core/error.ts'
import type { Sorting, SortName } from './account-filter.contract.ts'

/** Where a page ended: the sort value as the database writes it, and the id that decides among equals. */
export type Position = { value: string; id: string }

/** What a sort value looks like as text; anything else did not come from us. */
const valueForms: Record<SortName, RegExp> = {
  ledgerNo: /^.{1,40}$/u,
  name: /^.{1,200}$/u,
  followers: /^(-1|\d{1,15})$/,
  lastPostAt: /^(-infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?)$/,
  openedOn: /^(-infinity|\d{4}-\d\d-\d\d)$/,
}
const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function cursorOf({ sort, order }: Sorting, { value, id }: Position): string {
  return Buffer.from(JSON.stringify([sort, order, value, id])).toString('base64url')
}

/** Refuses a cursor that is not ours or belongs to another order. */
export function positionOf({ sort, order }: Sorting, cursor: string): Position {
  const parts = partsOf(cursor)
  const [givenSort, givenOrder, value, id] = parts
  const ours =
    parts.length === 4 &&
    givenSort === sort &&
    givenOrder === order &&
    typeof value === 'string' &&
    valueForms[sort].test(value) &&
    typeof id === 'string' &&
    uuidForm.test(id)
  if (!ours) {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'cursor', message: '翻页位置无效，请从第一页开始' }] })
  }
  return { value, id }
}

function partsOf(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return [] // not JSON, so not ours
  }
}
