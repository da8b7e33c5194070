import { describe, expect, it } from 'vitest'
import { type Category, categoryNames, severityNames } from '../checker/finding.ts'
import { AppError } from '../core/error.ts'
import { type Elements, elementNames, elementOf, type ReviewElement, reviewElements } from './elements.rules.ts'
import { type GraveState, graveStateOf } from './grave.rules.ts'
import type { ReviewAction } from './review.rules.ts'
import { judgeSheet, type KeyedFinding, type SheetFacts } from './sheet.rules.ts'
import { levelNames, type ReviewLevel } from './three-review.rules.ts'

const hash = 'a'.repeat(64)
const finding = (category: Category, more: Partial<KeyedFinding> = {}): KeyedFinding => ({
  ruleId: `test.${category}`,
  category,
  severity: 'grave',
  start: 0,
  end: 2,
  text: '旧称',
  suggestions: [],
  message: '名称已变更',
  why: '机构改革',
  basis: '规定',
  key: `body:test.${category}@0:旧称`,
  ...more,
})
const passed = (note = ''): Elements =>
  Object.fromEntries(elementNames.map((name) => [name, { verdict: 'pass', note }])) as Elements
const failing = (name: ReviewElement): Partial<Elements> => ({ [name]: { verdict: 'failed', note: '须改' } })
const facts = (more: Partial<SheetFacts> = {}): SheetFacts => ({
  level: 'first',
  action: 'approve',
  opinion: '',
  sheet: { hash, elements: passed(), releases: [] },
  hash,
  findings: [],
  released: new Set(),
  ...more,
})
/** `done`, or the code and the words of the refusal. */
function outcomeOf(given: SheetFacts): string {
  try {
    judgeSheet(given)
    return 'done'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return `${error.code} ${error.reason}`
  }
}
const reason = '引用历史文件原文，保留当时的名称'
const asks = '历史文件原文如此，提请三审放行'

/** Each kind of 严重 finding at each level: what can be done while it is open, and what cannot. */
describe.each(categoryNames)('a 严重 finding of kind %s', (category) => {
  const one = finding(category)
  const element = elementOf(category)
  const elements = { ...passed(), [element]: { verdict: 'pass' as const, note: '原文如此' } }
  const releases = [{ key: one.key, reason }]
  const open = (more: Partial<SheetFacts>) => outcomeOf(facts({ findings: [one], ...more }))

  type Line = [what: string, given: Partial<SheetFacts>, before: 'done' | RegExp, final: 'done' | RegExp]
  const sheet = (given: Partial<NonNullable<SheetFacts['sheet']>>) => ({ hash, elements, releases: [], ...given })
  const back = { hash, elements: failing(element), releases: [] }
  const lines: Line[] = [
    ['agrees without a word', {}, /^INVALID_INPUT 有 1 处严重问题未处理（“旧称”）.*提请三审放行/, /须逐处写明放行理由/],
    ['agrees with a short word', { sheet: sheet({}), opinion: '同意' }, /至少 10 个字/, /须逐处写明放行理由/],
    [
      'asks for release, and says nothing of the element',
      { opinion: asks },
      new RegExp(`${reviewElements[element].zh}要素有严重问题`),
      /须逐处写明放行理由/,
    ],
    ['asks for release, with a word on the element', { opinion: asks, sheet: sheet({}) }, 'done', /须逐处写明放行理由/],
    ['releases it with a reason', { opinion: asks, sheet: sheet({ releases }) }, /^FORBIDDEN 只有三审/, 'done'],
    [
      'agrees, the element failed',
      { opinion: asks, sheet: sheet({ elements: { ...elements, ...failing(element) } }) },
      /要素不合格，不能同意/,
      /要素不合格，不能同意/,
    ],
    ['sends it back with the element', { action: 'sendBack', opinion: '须改', sheet: back }, 'done', 'done'],
    ['steps back with the element', { action: 'stepBack', opinion: '须改', sheet: back }, 'done', 'done'],
    ['refuses with the element', { action: 'refuse', opinion: '须改', sheet: back }, 'done', 'done'],
    [
      'sends it back and releases it',
      { action: 'sendBack', opinion: '须改', sheet: { ...back, releases } },
      /^FORBIDDEN/,
      /^FORBIDDEN/,
    ],
    [
      'sends it back without saying what is wrong',
      { action: 'sendBack', opinion: '须改' },
      /^REASON_MISSING 退回稿件须指明/,
      /^REASON_MISSING/,
    ],
    ['agrees, as it was released before', { released: new Set([one.key]) }, 'done', 'done'],
    ['agrees without a sheet', { sheet: null, opinion: asks }, /请打开审稿单/, /请打开审稿单/],
    [
      'agrees to a text that is another now',
      { sheet: sheet({ hash: 'b'.repeat(64) }), opinion: asks },
      /^VERSION_CONFLICT/,
      /^VERSION_CONFLICT/,
    ],
  ]
  const levels: readonly (ReviewLevel | null)[] = ['first', 'second', null, 'final']
  const all = lines.flatMap(([what, given, before, final]) =>
    levels.map((level) => [level ?? '会审', what, { ...given, level }, level === 'final' ? final : before] as const),
  )

  it.each(all)('%s: %s', (_level, _what, given, wanted) => {
    if (wanted === 'done') expect(open(given)).toBe('done')
    else expect(open(given)).toMatch(wanted)
  })
})

describe('what is not 严重', () => {
  const lesser = severityNames.filter((one) => one !== 'grave')

  it.each(lesser)('%s holds nobody up at any level, and is not released', (severity) => {
    const minor = finding('typo', { severity })
    for (const level of [...levelNames, null]) {
      expect(outcomeOf(facts({ level, findings: [minor] }))).toBe('done')
    }
    const releases = [{ key: minor.key, reason }]
    expect(
      outcomeOf(facts({ level: 'final', findings: [minor], sheet: { hash, elements: passed(), releases } })),
    ).toMatch(/不是本稿未处理的严重问题/)
  })
})

describe('三审', () => {
  const two = [finding('leader'), finding('secrecy', { key: 'title:test.secrecy@0:机密', text: '机密' })]
  const release = (n: number) => ({ key: two[n]?.key ?? '', reason })
  const releasing = (...releases: { key: string; reason: string }[]) =>
    outcomeOf(facts({ level: 'final', findings: two, sheet: { hash, elements: passed(), releases } }))

  it('releases each one, not some', () => {
    expect(releasing(release(0))).toMatch(/有 1 处严重问题未处理（“机密”）/)
    expect(releasing(release(0), release(1))).toBe('done')
  })

  it('releases each one once, and nothing that is not there', () => {
    expect(releasing(release(0), release(1), release(1))).toMatch(/“机密”重复放行/)
    expect(releasing(release(0), { key: 'body:other@1:x', reason })).toMatch(/不是本稿未处理的严重问题/)
  })
})

describe('the seven elements', () => {
  it.each(elementNames)('%s must be judged before anybody agrees', (name) => {
    const { [name]: _, ...rest } = passed()
    expect(outcomeOf(facts({ sheet: { hash, elements: rest, releases: [] } }))).toBe(
      `INVALID_INPUT 请核对${reviewElements[name].zh}要素`,
    )
    expect(outcomeOf(facts({ sheet: { hash, elements: { ...passed(), ...failing(name) }, releases: [] } }))).toBe(
      `INVALID_INPUT ${reviewElements[name].zh}要素不合格，不能同意；请退回修改`,
    )
  })

  it.each(['sendBack', 'refuse', 'stepBack'] satisfies ReviewAction[])('%s needs one that failed', (action) => {
    expect(outcomeOf(facts({ action, opinion: '不妥' }))).toMatch(/^REASON_MISSING/)
    for (const name of elementNames) {
      const sheet = { hash, elements: failing(name), releases: [] }
      expect(outcomeOf(facts({ action, opinion: '不妥', sheet }))).toBe('done')
    }
  })
})

it.each<[GraveState, readonly string[], readonly string[]]>([
  ['none', [], []],
  ['none', [], ['a']],
  ['open', ['a'], []],
  ['open', ['a', 'b'], ['a']],
  ['released', ['a', 'b'], ['a', 'b', 'c']],
])('a manuscript is %s with %j of which %j are released', (state, graves, released) => {
  expect(graveStateOf(graves, new Set(released))).toBe(state)
})
