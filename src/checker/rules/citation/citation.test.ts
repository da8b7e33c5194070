import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readText } from '../../checked-text.ts'
import { createChecker } from '../../checker.ts'
import type { Policy } from '../../knowledge.ts'
import { shippedPolicies } from '../../lexicon/citation/policies.data.ts'
import { shippedKnowledge } from '../../lexicon/shipped.ts'
import { citationRules } from './citation-rules.ts'
import { editDistance } from './edit-distance.ts'
import { numberKey, officeOf } from './library.ts'
import { coreOf } from './titles.ts'

const on = '2026-06-01'

function check(text: string, policies: readonly Policy[] = shippedPolicies, day = on) {
  const checker = createChecker({ rules: citationRules, knowledge: { ...shippedKnowledge, lists: [], policies } })
  return checker.check(text, { on: day })
}
const told = (text: string, policies?: readonly Policy[], day?: string) =>
  check(text, policies, day).map(({ ruleId, text: found, suggestions }) => [ruleId, found, suggestions[0]])

describe('number and title', () => {
  it('says which number the title has, as the text was written', () => {
    expect(told('按照《关于推进政务新媒体健康有序发展的意见》(国办发[2018]132号)执行。')).toEqual([
      ['citation.number', '国办发[2018]132号', '国办发〔2018〕123号'],
    ])
  })

  it('says whose number it is', () => {
    expect(told('按照《关于做好汛期安全工作的通知》（国办发〔2018〕123号）执行。')).toEqual([
      ['citation.number', '国办发〔2018〕123号', undefined],
    ])
  })

  it.each(['国办发〔2018〕123号', '国办发[2018]123号', '国办发（2018）123号', '国办发【2018】第123号'])(
    'is read whatever its brackets: %s',
    (number) => {
      expect(told(`《国务院办公厅关于推进政务新媒体健康有序发展的意见》（${number}）`)).toEqual([])
      expect(numberKey(number)).toBe('国办发|2018|123')
      expect(officeOf(number)).toBe('国办发')
    },
  )

  it('knows what a notice passes on', () => {
    expect(told('《政务移动互联网应用程序规范化管理办法》（国办函〔2026〕12号）')).toEqual([])
    expect(told('《政务移动互联网应用程序规范化管理办法》（国办函〔2026〕21号）')[0]?.[2]).toBe('国办函〔2026〕12号')
  })

  it('leaves alone what is not in the library', () => {
    expect(told('《关于某某工作的通知》（某办发〔2024〕5号）、《某市某条例》')).toEqual([])
    expect(told('《关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕132号）', [])).toEqual([])
  })

  it('puts a miswritten title right without touching what the writer put before it', () => {
    expect(told('根据《中华人民共和国个人信息保障法》第六条')).toEqual([
      ['citation.title', '中华人民共和国个人信息保障法', '中华人民共和国个人信息保护法'],
    ])
  })

  it('finds each of the starter by its own title and number, without objection', () => {
    const objected = shippedPolicies.flatMap(({ title, number, effectiveOn, repealedOn }) => {
      const day = repealedOn ? '2011-01-01' : (effectiveOn ?? on)
      return told(`根据《${title}》${number ? `（${number}）` : ''}的规定办理。`, shippedPolicies, day)
    })
    expect(objected).toEqual([])
  })

  it('finds any one character of a title that was exchanged', () => {
    const title = '互联网用户公众账号信息服务管理规定'
    fc.assert(
      fc.property(fc.nat(title.length - 1), (at) => {
        const wrong = `${title.slice(0, at)}误${title.slice(at + 1)}`
        expect(told(`依据《${wrong}》处理。`)).toEqual([['citation.title', wrong, title]])
      }),
    )
  })
})

describe('in force', () => {
  it.each([
    ['2020-12-31', []],
    ['2021-01-01', [['citation.repealed', '中华人民共和国婚姻法', undefined]]],
  ])('is judged as of %s', (day, expected) => {
    expect(told('依据《中华人民共和国婚姻法》办理登记。', shippedPolicies, day)).toEqual(expected)
  })

  it('tells by what it was replaced', () => {
    expect(check('依据《中华人民共和国婚姻法》办理登记。')[0]?.message).toBe(
      '《中华人民共和国婚姻法》已于2021年1月1日失效，现行的是《中华人民共和国民法典》',
    )
  })

  it('tells an old edition from the new one of the same title by its number', () => {
    expect(told('依据《标点符号用法》（GB/T 15834-1995）修改。')).toEqual([
      ['citation.repealed', '标点符号用法', undefined],
    ])
    expect(told('依据《标点符号用法》（GB/T 15834-2011）修改。')).toEqual([])
    expect(told('依据《标点符号用法》修改。')).toEqual([])
  })
})

describe('quotations', () => {
  const policy: Policy = {
    title: '某市河道管理办法',
    issuers: ['某市人民政府'],
    text: '第一条 为了加强河道管理，保障行洪安全，制定本办法。\n第二条 河道管理范围内的活动，应当符合防洪要求，不得妨碍行洪。',
    source: '自拟',
  }
  const quoting = (quoted: string) => told(`《某市河道管理办法》规定，“${quoted}”`, [policy])

  it.each([
    '为了加强河道管理，保障行洪安全，制定本办法。',
    '河道管理范围内的活动，应当符合防洪要求',
    '制定本办法。第二条 河道管理范围内的活动',
    '为了加强河道管理,保障行洪安全',
  ])('are right as they stand: %s', (quoted) => {
    expect(quoting(quoted)).toEqual([])
  })

  it.each([
    ['河道管理范围内的活动，应该符合防洪要求，不得妨碍行洪。', '河道管理范围内的活动，应当符合防洪要求，不得妨碍行洪'],
    ['为加强河道管理，保障行洪安全，制定本办法', '为了加强河道管理，保障行洪安全，制定本办法'],
  ])('differ: %s', (quoted, right) => {
    expect(quoting(quoted)).toEqual([['citation.quotation', quoted.replace(/。$/, ''), right]])
  })

  it.each(['河长制', '要把河道管理工作做得更加扎实有效', '河道'])('are another matter: %s', (quoted) => {
    expect(quoting(quoted)).toEqual([])
  })

  it('belong to the document cited last before them', () => {
    expect(
      told('《某市河道管理办法》已施行。《某市水库条例》规定，“河道管理范围内的活动，应该符合防洪要求”。', [policy]),
    ).toEqual([])
  })
})

describe('titles', () => {
  it.each([
    ['国务院办公厅关于做好某事的通知', '关于做好某事的通知'],
    ['中华人民共和国档案法', '档案法'],
    ['浙江省政务新媒体管理办法（试行）', '浙江省政务新媒体管理办法'],
    ['相关于某事的报告', '相关于某事的报告'],
  ])('%s is cited as %s', (title, core) => {
    expect(coreOf(title)).toBe(core)
  })
})

describe('edit distance', () => {
  const word = fc.string({ unit: fc.constantFrom('甲', '乙', '丙'), maxLength: 12 })

  it('agrees with the plain definition up to its limit', () => {
    fc.assert(
      fc.property(word, word, fc.nat(12), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(plainDistance(a, b), limit + 1))
      }),
    )
  })
})

describe('a megabyte in one line', () => {
  it.each(['《', '》', '关于', '关于的通知（', '国办发〔2018〕123号', '《关于', '“河道管理', '（2018）'])(
    'of %s is read to its end',
    (part) => {
      const text = readText(part.repeat(Math.ceil(500_000 / part.length)))
      for (const rule of citationRules) expect(() => rule.find(text, { on }, shippedKnowledge)).not.toThrow()
    },
  )
})

function plainDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)])
  for (let j = 0; j <= b.length; j++) rows[0]![j] = j
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      rows[i]![j] = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same)
    }
  }
  return rows[a.length]![b.length]!
}
