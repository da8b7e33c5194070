import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { isDay, isId, isInstant, isNumber, isText, pageFrom, readCursor } from './cursor.rules.ts'

const id = '01a20f77-7a44-73c2-b0f3-39ce65d3352d'
const cursorFor = (...parts: string[]) => pageFrom([0, 1], 1, () => parts).next ?? undefined

describe('a cursor', () => {
  it('gives back what the last row was sorted by', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }).filter((t) => t.isWellFormed()),
        (text) => {
          expect(readCursor(cursorFor(text, id), isText, isId)).toEqual([text, id])
        },
      ),
    )
  })

  it('is only there when there is a next page, and absent on the first', () => {
    expect(pageFrom([1, 2], 2, (n) => [n])).toEqual({ rows: [1, 2], next: null })
    expect(pageFrom([1, 2, 3], 2, (n) => [n]).rows).toEqual([1, 2])
    expect(readCursor(undefined, isId)).toBeNull()
  })

  test.each<[string, string | undefined]>([
    ['no JSON', 'abc'],
    ['no list', Buffer.from('{}').toString('base64url')],
    ['too few parts', cursorFor(id)],
    ['too many parts', cursorFor('2026-01-01', id, id)],
    ['no such day', cursorFor('2026-02-30', id)],
    ['a year no database takes', cursorFor('0000-01-01', id)],
    ['no id', cursorFor('2026-01-01', 'x')],
    ['numbers for texts', Buffer.from('[1,2]').toString('base64url')],
  ])('that is not ours is refused: %s', (_case, cursor) => {
    expect(() => readCursor(cursor, isDay, isId)).toThrow('INVALID_INPUT')
  })

  it('knows instants and numbers', () => {
    expect(isInstant('2026-11-24T10:00:00.000Z')).toBe(true)
    expect(isInstant('2026-11-24T25:00:00.000Z')).toBe(false)
    expect(isInstant('2026-11-24')).toBe(false)
    expect(isNumber('-1')).toBe(true)
    expect(isNumber('1e9')).toBe(false)
  })
})
