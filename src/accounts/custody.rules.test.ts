import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays } from '../core/clock.rules.ts'
import { custodyTodo, secretRefusal, transferRefusal } from './custody.rules.ts'
import { copiedWeek, mondayOf, weekOf } from './roster.rules.ts'

describe('a secret', () => {
  test.each([
    '密码：Abc12345',
    '密码是 abc',
    '口令为123456',
    '验证码:8848',
    'password=hunter2',
    'PWD: x',
    '存于保密柜，Zj@2026wx',
    'Xk29fLq0pQ',
  ])('is not taken in: %s', (text) => expect(secretRefusal(text)).not.toBeNull())

  test.each([
    '办公室保密柜二层，密封袋 3 号',
    '密码密封件由保密员保管',
    '登录密码每季度更换一次',
    '见 2026-11-24 登记',
    'iPhone 13，办公室抽屉',
    '工号 20260001',
    'www.example.gov.cn',
    '',
  ])('is not suspected in: %s', (text) => expect(secretRefusal(text)).toBeNull())
})

describe('what is to be done about custody', () => {
  test.each([
    [{ kept: false, keeperGone: false, inTransfer: false }, 'missing'],
    [{ kept: true, keeperGone: false, inTransfer: false }, null],
    [{ kept: true, keeperGone: true, inTransfer: false }, 'keeperGone'],
    [{ kept: true, keeperGone: false, inTransfer: true }, 'unconfirmed'],
    [{ kept: true, keeperGone: true, inTransfer: true }, 'unconfirmed'],
  ])('%j: %s', (given, todo) => expect(custodyTodo(given)).toBe(todo))
})

describe('handing over', () => {
  const kept = [
    { item: 'password' as const, keeperId: 'a' },
    { item: 'phone' as const, keeperId: 'b' },
  ]
  const sound = { items: ['password'] as const, kept, inTransfer: [], toId: 'c' }
  test.each<[string, object, string | null]>([
    ['one item to somebody else', {}, null],
    ['what nobody keeps', { items: ['admin'] }, 'items'],
    ['what is on its way already', { inTransfer: ['password'] }, 'items'],
    ['items of two keepers', { items: ['password', 'phone'] }, 'items'],
    ['to the keeper herself', { toId: 'a' }, 'toUserId'],
  ])('%s', (_case, change, path) => {
    expect(transferRefusal({ ...sound, ...change })?.path ?? null).toBe(path)
  })
})

describe('a week of the roster', () => {
  test.each([
    ['2026-11-23', '2026-11-23'],
    ['2026-11-24', '2026-11-23'],
    ['2026-11-29', '2026-11-23'],
    ['2026-11-30', '2026-11-30'],
    ['2024-02-29', '2024-02-26'],
    ['1969-12-31', '1969-12-29'],
  ])('%s lies in that of %s', (day, monday) => expect(mondayOf(day)).toBe(monday))

  it('has seven days, and every day of it has the same Monday', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 40_000 }), (n) => {
        const week = weekOf(addDays('1990-01-01', n))
        expect(new Set(week.map(mondayOf))).toEqual(new Set([week[0]]))
        expect(week).toHaveLength(7)
        expect(week).toContain(addDays('1990-01-01', n))
      }),
    )
  })

  it('is copied for days to come that have nobody, and for people who are there', () => {
    const shift = (day: string, userId: string) => ({ day, role: 'officer', userId })
    const last = [
      shift('2026-11-16', 'a'),
      shift('2026-11-17', 'a'),
      shift('2026-11-18', 'a'),
      shift('2026-11-18', 'b'),
    ]
    expect(copiedWeek({ last, taken: [], able: ['a'], today: '2026-11-24' })).toEqual([
      shift('2026-11-24', 'a'),
      shift('2026-11-25', 'a'),
    ])
    expect(copiedWeek({ last, taken: ['2026-11-25'], able: ['a', 'b'], today: '2026-11-25' })).toEqual([])
  })
})
