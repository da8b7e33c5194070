import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../core/error.ts'
import type { Duty } from '../units/duties.rules.ts'
import { refuseUnstaffed, type StaffedStep, unstaffedStep } from './staffing.rules.ts'

const step = (name: string, duty: Duty, ...ids: string[]): StaffedStep => ({
  name,
  duty,
  mode: 'any',
  unitName: '县教育局',
  people: ids.map((id) => ({ id, name: id })),
  gone: [],
})
const three = (first: string[], second: string[], final: string[]) => [
  step('一审', 'editor', ...first),
  step('二审', 'officeHead', ...second),
  step('三审', 'unitLeader', ...final),
]

describe('a route', () => {
  it.each([
    ['three holders', three(['a'], ['b'], ['c']), [], null],
    ['nobody at the second', three(['a'], [], ['c']), [], 1],
    ['the author alone at the first', three(['a'], ['b'], ['c']), ['a'], 0],
    ['one person for two levels', three(['a'], ['b'], ['b']), [], 2],
    ['who can be moved along', three(['a', 'b'], ['a'], ['c']), [], null],
    ['three levels among two people', three(['a', 'b'], ['a', 'b'], ['a', 'b']), [], 2],
    ['a chain of moves', three(['a', 'b', 'c'], ['a', 'b'], ['a']), [], null],
  ])('with %s', (_what, steps, out, wanted) => {
    expect(unstaffedStep(steps, out, true)).toBe(wanted)
  })

  it('may use one person throughout where people need not differ', () => {
    expect(unstaffedStep(three(['a'], ['a'], ['a']), [], false)).toBeNull()
  })

  it('needs each named one where all must agree', () => {
    const all = { ...step('会审', 'editor', 'a', 'b'), mode: 'all' as const }
    expect(unstaffedStep([all], [], true)).toBeNull()
    expect(unstaffedStep([all], ['b'], true)).toBe(0)
    expect(unstaffedStep([all, step('三审', 'unitLeader', 'a')], [], true)).toBe(1)
    expect(unstaffedStep([{ ...all, people: [] }], [], true)).toBe(0)
    const gone = [{ id: 'd', name: 'd' }]
    expect(unstaffedStep([{ ...all, gone }], [], true)).toBe(0)
    expect(unstaffedStep([{ ...all, mode: 'any', gone }], [], true)).toBeNull()
  })

  it('can be walked exactly when some choice of people walks it', () => {
    const people = ['a', 'b', 'c', 'd']
    const sets = fc.array(fc.subarray(people), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(sets, fc.subarray(people), (given, out) => {
        const steps = given.map((ids, n) => step(`${n}`, 'editor', ...ids))
        const walks = (n: number, used: readonly string[]): boolean =>
          n === steps.length ||
          (steps[n]?.people ?? []).some(({ id }) => !used.includes(id) && walks(n + 1, [...used, id]))
        expect(unstaffedStep(steps, out, true) === null).toBe(walks(0, out))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the refusal', () => {
  const words = (steps: readonly StaffedStep[], barred: string[] = [], submitterId = 's') => {
    try {
      refuseUnstaffed(steps, { barred, submitterId, distinct: true })
      return null
    } catch (error) {
      return error instanceof AppError ? error.reason : String(error)
    }
  }
  it.each([
    [
      three(['a'], [], ['c']),
      [],
      '“二审”没有人可以办理：县教育局“办公室负责人（二审）”没有在岗人员，请联系安全管理员增设“办公室负责人（二审）”人员',
    ],
    [three(['a'], ['b'], ['c']), ['a'], '“一审”没有人可以办理：可办理的人员（a）是撰稿人或送审人，不能审核本人的稿件'],
    [three(['a'], ['b'], ['b']), [], '“三审”没有另外的人可以办理：可办理的人员（b）还须办理其他步骤'],
  ])('names the step, why, and who can help', (steps, barred, wanted) => {
    expect(words(steps, barred)).toContain(wanted)
    expect(words(steps, barred)).toContain('分级分类审核')
  })

  it('also where the one who hands it in is the only one', () => {
    expect(words(three(['s'], ['b'], ['c']))).toContain('“一审”没有人可以办理')
    expect(words(three(['s', 'a'], ['b'], ['c']))).toBeNull()
  })
})
