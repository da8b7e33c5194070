import { expect, it } from 'vitest'
import { textFault } from './input.rules.ts'

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)

it.each<[string, unknown, boolean]>([
  ['plain input', { a: ['文字', 1, null, true], b: { c: '🈳' } }, true],
  ['nothing', undefined, true],
  ['NUL', { a: [{ b: 'x\u0000' }] }, false],
  ['the first half of a character', 'x\ud800', false],
  ['the second half, in a name', { '\udfff': 1 }, false],
  ['fifty levels', nested(50), true],
  ['fifty-one', nested(51), false],
  ['more than a stack holds', nested(100_000), false],
])('%s', (_what, value, fine) => expect(textFault(value) === null).toBe(fine))
