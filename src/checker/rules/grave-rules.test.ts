import { describe, expect, it } from 'vitest'
import { readText } from '../checked-text.ts'
import { createChecker } from '../checker.ts'
import { shippedKnowledge } from '../lexicon/shipped.ts'
import { allRules } from './all-rules.ts'

const checker = createChecker({ rules: allRules, knowledge: { ...shippedKnowledge, lists: [] } })
const check = (text: string) => checker.check(text, { on: '2018-06-01' })

describe('what is found', () => {
  it.each([
    ['an identity number', '张三，身份证号11010519491231002X。', '11010519491231002X'],
    ['a mobile number', '村民李四（138-1234-5678）领取了补贴。', '138-1234-5678'],
    ['a bank card', '李四，卡号：6222 0200 0000 0000 000。', '6222 0200 0000 0000 000'],
    ['a passport', '张三，护照号码E12345678。', 'E12345678'],
  ])('%s is pointed at in full, and told only in part', (_case, text, written) => {
    const [finding] = check(text)
    expect(finding?.text).toBe(written)
    const digits = written.replace(/[ -]/g, '')
    expect(`${finding?.message}${finding?.suggestions}`.replace(/[ -]/g, '')).not.toContain(digits)
  })

  it('points at the characters as they were written, full width and broken up by invisible ones', () => {
    const text = '张三，身份证号１１０１０５１９４９１２\u200b３１００２Ｘ；县人民政\u200b付通知。'
    expect(check(text).map(({ text: written }) => written)).toEqual([
      '１１０１０５１９４９１２\u200b３１００２Ｘ',
      '人民政\u200b付',
    ])
  })
})

describe('one line of a megabyte', () => {
  // Each rule by itself: what grows with the square of the text would run for hours here.
  it.each([
    ['mobile numbers', '13812345678 '],
    ['halves of set phrases', '中国特色社会'],
    ['titles and slips of names', '湖南省委书记杜家豪、'],
    ['marks of secrecy', '机密★'],
    ['regions and conjunctions', '香港、和和和和和'],
    ['addresses', '家住1号'],
    ['persons', '领导亲自到抓获罪犯'],
  ])(
    '%s hold up no rule',
    (_case, part) => {
      const text = readText(part.repeat(Math.ceil(333_000 / part.length))) // a Chinese character has three bytes
      for (const rule of mine) expect(() => rule.find(text, { on: '2018-06-01' }, shippedKnowledge)).not.toThrow()
    },
    60_000,
  )
})

const mine = allRules.filter(({ category }) =>
  ['leader', 'institution', 'territory', 'setPhrase', 'ethnic', 'banned', 'privacy', 'secrecy'].includes(category),
)
