import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createChecker, createCheckerInSlices } from './checker.ts'
import { withoutOverlaps } from './engine/overlaps.ts'
import { type Finding, severityNames } from './finding.ts'
import type { Knowledge, Term } from './knowledge.ts'
import type { Context, Rule } from './rule.ts'
import { createSession } from './session.ts'

const context: Context = { on: '2026-06-01' }

describe('a checker', () => {
  const checker = createChecker({
    rules: [doubled('paragraph')],
    knowledge: knowing([{ text: '帐号', suggest: ['账号'] }]),
  })

  it('points at the text as it was given, line by line', () => {
    const raw = '\n一个\u200b帐\u200b号\r\n\n的的，帳號'
    const found = checker.check(raw, context)
    expect(found.map(({ start, end, text }) => [raw.slice(start, end) === text, text])).toEqual([
      [true, '帐\u200b号'],
      [true, '的的'],
      [true, '帳號'],
    ])
  })

  it('finds nothing in nothing', () => {
    expect(checker.check('', context)).toEqual([])
    expect(checker.check('\n\n\r\n', context)).toEqual([])
  })

  it('gives way to “此处无误”', () => {
    const accepting = {
      ...knowing([{ text: '帐号', suggest: [] }]),
      accepted: [{ ruleId: 'test.list#帐号', text: '帐号' }],
    }
    expect(createChecker({ rules: [], knowledge: accepting }).check('帐号，帳號', context)).toHaveLength(1)
  })

  it('brings nothing up from under what was accepted', () => {
    const two = knowing([
      { text: '帐号', suggest: [] },
      { text: '号', suggest: [] },
    ])
    const accepting = { ...two, accepted: [{ ruleId: 'test.list#帐号', text: '帐号' }] }
    expect(createChecker({ rules: [], knowledge: accepting }).check('帐号', context)).toEqual([])
  })

  it('names the rule that throws instead of leaving it out', () => {
    const thrower: Rule = {
      ...doubled('paragraph'),
      id: 'test.broken',
      find: () => {
        throw new TypeError('no such thing')
      },
    }
    expect(() => createChecker({ rules: [thrower], knowledge: knowing([]) }).check('文', context)).toThrow(
      'test.broken',
    )
  })

  it('holds to the days of its rules', () => {
    const dated = { ...doubled('paragraph'), from: '2026-06-01', until: '2026-06-30' }
    const inForce = (on: string) =>
      createChecker({ rules: [dated], knowledge: knowing([]) }).check('的的', { on }).length
    expect(['2026-05-31', '2026-06-01', '2026-06-30', '2026-07-01'].map(inForce)).toEqual([0, 1, 1, 0])
  })

  it('is the same when it was made in slices', async () => {
    const parts = { rules: [doubled('document')], knowledge: knowing(manyTerms(3000)) }
    const sliced = await createCheckerInSlices(parts, async () => {})
    const text = `的的${parts.knowledge.lists[0]?.terms[2999]?.text}`
    expect(sliced.check(text, context)).toHaveLength(2)
    expect(sliced.check(text, context)).toEqual(createChecker(parts).check(text, context))
  })
})

describe('one finding a place', () => {
  const some = fc.record({
    start: fc.nat(30),
    length: fc.nat(6),
    severity: fc.constantFrom(...severityNames),
    ruleId: fc.constantFrom('test.a', 'typo.open'),
  })

  it('is chosen as comparing each with each would choose', () => {
    fc.assert(
      fc.property(fc.array(some, { maxLength: 40 }), (drawn) => {
        const found = drawn.map(
          ({ start, length, ...rest }): Finding => ({ ...finding, ...rest, start, end: start + length }),
        )
        expect(withoutOverlaps(found)).toEqual(eachWithEach(found))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a session', () => {
  it('checks only lines that were not there before, and documents each time', () => {
    const seen: string[] = []
    const watching = (reach: Rule['reach']): Rule => ({
      ...doubled(reach),
      find: ({ raw }) => {
        seen.push(`${reach} ${raw}`)
        return []
      },
    })
    const rules = [watching('paragraph'), watching('document')]
    const session = createSession(createChecker({ rules, knowledge: knowing([]) }))
    session.check('甲\n乙\n甲', context)
    expect(seen.splice(0)).toEqual(['paragraph 甲', 'paragraph 乙', 'document 甲\n乙\n甲'])
    session.check('甲\n乙丙\n甲', context)
    expect(seen.splice(0)).toEqual(['paragraph 乙丙', 'document 甲\n乙丙\n甲'])
    session.check('乙丙\n甲', { on: '2026-06-02' })
    expect(seen.splice(0)).toEqual(['paragraph 乙丙', 'paragraph 甲', 'document 乙丙\n甲'])
  })

  it('finds what a full check finds, whatever is typed', () => {
    const parts = {
      rules: [doubled('paragraph'), doubled('document')],
      knowledge: knowing([
        { text: '帐号', suggest: ['账号'], near: ['登录'] },
        { text: '登录帐', suggest: [] },
      ]),
    }
    const checker = createChecker(parts)
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat(4),
      insert: fc.array(fc.constantFrom('帐号', '登录', '\n', '。', '的', '\u200b', '帳'), { maxLength: 4 }),
    })
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 15 }), (edits) => {
        const session = createSession(checker)
        let text = ''
        for (const { at, remove, insert } of edits) {
          const place = at % (text.length + 1)
          text = text.slice(0, place) + insert.join('') + text.slice(place + remove)
          expect(session.check(text, context)).toEqual(checker.check(text, context))
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('bad input', () => {
  const terms: Term[] = [
    { text: '法轮功', suggest: [], evasion: 'split' },
    { text: '帐号', suggest: ['账号'], unless: ['帐号簿'], near: ['登录'], wholeWord: true },
    { text: '加.{0,20}微信', pattern: true, suggest: [] },
  ]
  const checker = createChecker({ rules: [], knowledge: knowing(terms) })
  const texts = (raw: string) => checker.check(raw, context).map(({ text }) => text)

  it('a megabyte in one line, of nothing but findings', () => {
    const raw = `登录${'帐号'.repeat(500_000)}`
    const found = checker.check(raw, context)
    expect(found).toHaveLength(500_000)
    expect(found.at(-1)).toMatchObject({ start: raw.length - 2, end: raw.length })
  })

  it('a megabyte that is nearly a finding at every place', () => {
    expect(checker.check('法轮'.repeat(500_000), context)).toEqual([])
    expect(checker.check('加微'.repeat(500_000), context)).toEqual([])
    expect(checker.check('加'.repeat(1_000_000), context)).toEqual([])
  })

  it('lone surrogates around and inside', () => {
    expect(texts('\udc00法轮功\ud800')).toEqual(['法轮功'])
    expect(texts('法\ud800轮功')).toEqual([])
  })

  it('direction marks and hundreds of marks on one character', () => {
    expect(texts('\u202e法\u202d轮\u202c功。\u200f')).toEqual(['法\u202d轮\u202c功'])
    const marks = '\u0301\u0323\u20dd'.repeat(300)
    expect(texts(`法${marks}轮${marks}功${marks}。`)).toEqual([`法${marks}轮${marks}功${marks}`])
    expect(checker.check(`法${'\u0301\u0323'.repeat(500_000)}`, context)).toEqual([])
  })

  it('50,000 rules of a user', () => {
    const rules = Array.from({ length: 50_000 }, (_, i): Term => {
      const [a, b] = [String.fromCharCode(0x4e00 + (i % 250)), String.fromCharCode(0x5e00 + Math.floor(i / 250))]
      return { text: `${a}${b}[0-9]{1,3}(元|万元)?`, pattern: true, suggest: [] }
    })
    const many = createChecker({ rules: [], knowledge: knowing(rules) })
    expect(many.check('一\u5e0112元，'.repeat(1000), context)).toHaveLength(1000)
    expect(many.check('一二三四'.repeat(10_000), context)).toEqual([])
  })

  it('patterns made to explode', () => {
    const bomb = { text: '啊啊((啊?){0,4}啊?){0,20}啊啊', pattern: true, suggest: [] }
    const exploding = createChecker({ rules: [], knowledge: knowing([bomb]) })
    expect(exploding.check(`${'啊'.repeat(20_000)}吧`, context).length).toBeGreaterThan(100)
  })
})

const finding: Finding = {
  ruleId: 'test.a',
  category: 'typo',
  severity: 'minor',
  start: 0,
  end: 0,
  text: '',
  suggestions: [],
  message: '',
  why: '',
  basis: '',
}

function knowing(terms: readonly Term[]): Knowledge {
  const said = { why: '试验', basis: '试验', provenance: '试验', licence: '试验', asOf: '2026-06-01' }
  const list = { id: 'test.list', title: '试验', severity: 'minor', category: 'banned', ...said, terms } as const
  return { lists: [list], tenures: [], bodies: [], policies: [], sources: [], accepted: [] }
}

function manyTerms(count: number): Term[] {
  return Array.from({ length: count }, (_, i) => ({ text: `词${String.fromCharCode(0x4e00 + i)}语`, suggest: [] }))
}

/** Finds 的的, in a line or over the whole text. */
function doubled(reach: Rule['reach']): Rule {
  return {
    id: `test.doubled-${reach}`,
    category: 'repetition',
    severity: reach === 'document' ? 'grave' : 'hint',
    reach,
    title: '试验',
    why: '试验',
    basis: '试验',
    examples: { fires: [], quiet: [] },
    find: ({ plain, spanOf }) =>
      [...plain.matchAll(/的\n?的/g)].map(({ 0: all, index }) => ({
        ...spanOf(index, index + all.length),
        message: '多字',
      })),
  }
}

function eachWithEach(found: readonly Finding[]): Finding[] {
  const rank = (f: Finding) => severityNames.indexOf(f.severity) * 2 + (f.ruleId.startsWith('typo.') ? 1 : 0)
  const best = [...found].sort((a, b) => rank(a) - rank(b) || b.end - b.start - (a.end - a.start) || a.start - b.start)
  const kept: Finding[] = []
  for (const one of best) if (!kept.some((k) => k.start < one.end && one.start < k.end)) kept.push(one)
  return kept.sort((a, b) => a.start - b.start || a.end - b.end)
}
