import { expect, it } from 'vitest'
import { numberText } from './number-text.ts'

it.each([
  [1234567, 0, '1,234,567'],
  [82.505, 2, '82.51'],
  [82.5, 2, '82.50'],
  [0, 0, '0'],
  [null, 0, null],
  [undefined, 2, null],
  [Number.NaN, 0, null],
  [Number.POSITIVE_INFINITY, 0, null],
])('%s with %s digits is %s: unknown is never zero', (value, digits, text) => {
  expect(numberText(value, digits)).toBe(text)
})
