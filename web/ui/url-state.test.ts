import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { changedSearch, parseSearch, readState, writeSearch } from './url-state.ts'

const Filters = z.object({
  q: z.string().optional(),
  state: z.enum(['active', 'closed']).default('active'),
  silentDays: z.coerce.number().int().min(1).optional(),
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
})

describe('filters in the URL', () => {
  it('are read by the page’s schema, numbers as numbers and months as text', () => {
    expect(readState(Filters, parseSearch('?q=%E4%B8%B4%E6%BA%AA&silentDays=12&month=2026-03'))).toEqual({
      q: '临溪',
      state: 'active',
      silentDays: 12,
      month: '2026-03',
    })
  })

  it('lose only the value that does not fit', () => {
    expect(readState(Filters, { q: '临溪', state: 'nonsense', silentDays: '-3', other: 'x' })).toEqual({
      q: '临溪',
      state: 'active',
    })
  })

  it('survive writing and reading', () => {
    const text = writeSearch({ q: 'a&b=c 甲', list: ['x', 'y'], on: true, off: false, none: null, empty: '', zero: 0 })
    expect(parseSearch(text)).toEqual({ q: 'a&b=c 甲', list: 'x,y', on: '1', zero: '0' })
    expect(writeSearch({ q: '' })).toBe('')
  })

  it('begin at the first page again when one changes, and keep the others', () => {
    expect(changedSearch({ q: '临溪', cursor: 'abc', region: '990101' }, { q: '望湖' })).toEqual({
      q: '望湖',
      region: '990101',
    })
    expect(changedSearch({ q: '临溪', region: '990101' }, { q: undefined })).toEqual({ region: '990101' })
  })

  it('keep the first of two values with one name', () => {
    expect(parseSearch('?a=1&a=2')).toEqual({ a: '1' })
  })
})
