import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Parsed, parsePattern } from './pattern.ts'
import { machineOf, runPattern } from './run-pattern.ts'

describe('what a pattern may be', () => {
  test.each([
    ['人民', '为人民服务', ['人民']],
    ['人民?政府', '人政府', ['人政府']],
    ['人?民政府', '民政府和人民政府', ['民政府', '人民政府']],
    ['(联系|咨询)电话[：:]?\\d{3,4}', '咨询电话：1234，联系电话123', ['咨询电话:1234', '联系电话123']],
    ['第[一二三]次会议', '第二次会议第四次会议', ['第二次会议']],
    ['[^市县]政府网', '省政府网市政府网', ['省政府网']],
    ['加微信.{0,3}号', '加微信我的小号', ['加微信我的小号']],
    ['(?:哈){3}', '哈哈哈哈', ['哈哈哈']],
    ['\\(一\\)章节', '(一)章节', ['(一)章节']],
    ['臺灣國', '台湾国', ['台湾国']],
    ['[０-９]号楼', '5号楼', ['5号楼']],
    ['好👍的', '好👍的', ['好👍的']],
  ])('%s in %s', (source, text, matches) => {
    expect(run(parsePattern(source), text.normalize('NFKC'))).toEqual(matches)
  })
})

describe('what a pattern may not be', () => {
  test.each([
    ['(人民)\\1', '不支持反向引用'],
    ['人民(?=政府)', '前后查找'],
    ['(?<!市)人民', '前后查找'],
    ['(?<name>人民)', '前后查找'],
    ['人民*', '“*”'],
    ['(人民)+', '“+”'],
    ['(人民+)+', '“+”'],
    ['人民{2,}', '写明上限'],
    ['人民{2,1}', '上限'],
    ['人民{0}', '上限'],
    ['人民{3,51}', '最多为50'],
    ['人民{9999}', '最多为50'],
    ['人民??', '不能再跟'],
    ['人民{1,2}{3}', '不能再跟'],
    ['人民{', '重复次数'],
    ['{2}人民', '前面没有'],
    ['?人民', '前面没有'],
    ['^人民', '“^”'],
    ['人民$', '“$”'],
    ['(人民', '没有配对'],
    ['人民)', '多余'],
    ['人民]', '多余'],
    ['[人民', '没有配对'],
    ['[]人民', '没有内容'],
    ['[民-人]人民', '颠倒'],
    ['[👍]人民', '这样的字符'],
    ['人民\\', '缺少字符'],
    ['人民\\w', '不支持'],
    ['', '空文本'],
    ['(人民)?', '空文本'],
    ['人民|', '空文本'],
    ['.{1,50}', '固定文字'],
    ['人.民', '固定文字'],
    ['人民|.', '固定文字'],
    ['((人民.{0,50}){1,50}){1,50}', '展开后'],
    ['(((((((((((((((((((((人民)))))))))))))))))))))', '嵌套过深'],
    [`人民${'(甲|乙)'.repeat(60)}`, '规则过长'],
    [`人民(${'甲|'.repeat(60)}乙){1,50}`, '展开后'],
    [`人民(${'甲|'.repeat(20)}乙){1,9}`, '过于复杂'],
  ])('%s', (source, why) => {
    const parsed = parsePattern(source)
    expect('refusal' in parsed && parsed.refusal).toContain(why)
  })

  it('is said of anything without throwing anything else', () => {
    const sign = fc.constantFrom(...'人民政府()[]{}|?*+.^$\\-,123:=<!d')
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 14 }), (signs) => {
        const parsed = parsePattern(signs.join(''))
        expect('refusal' in parsed ? parsed.refusal : parsed.pattern.anchors).not.toHaveLength(0)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('running', () => {
  // The shapes of which patterns are made, over two letters, so that matches and near misses are frequent.
  const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
    part: fc.oneof(
      fc.constantFrom('甲', '乙', '.', '[甲丙]', '[^甲]'),
      tie('pattern').map((inner) => `(${inner})`),
    ),
    pattern: fc
      .array(fc.tuple(tie('part'), fc.constantFrom('', '', '?', '{1,2}', '{0,2}')), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.map(([part, times]) => part + times).join('')),
  }))
  const source = fc.tuple(pattern, pattern).map(([a, b]) => `${a}丁丁(${b}|甲)`)
  const text = fc.array(fc.constantFrom('甲', '乙', '丙', '丁', '丁'), { maxLength: 25 }).map((units) => units.join(''))

  it('matches where the engine of the language would, and as far', () => {
    fc.assert(
      fc.property(source, text, (written, searched) => {
        const matches = run(parsePattern(written), searched)
        if (matches) expect(matches).toEqual(longestMatches(written, searched))
      }),
      { numRuns: 2000 },
    )
  })

  it('contains one of its anchors, not further from its ends than said', () => {
    fc.assert(
      fc.property(source, text, (written, searched) => {
        const parsed = parsePattern(written)
        if ('refusal' in parsed) return
        for (const match of run(parsed, searched) ?? []) {
          const fits = parsed.pattern.anchors.some(({ text: anchor, before, after }) => {
            const at = match.indexOf(anchor)
            return at >= 0 && at <= before && match.length - match.lastIndexOf(anchor) - anchor.length <= after
          })
          expect(fits).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

function run(parsed: Parsed, text: string): string[] | undefined {
  if ('refusal' in parsed) return undefined
  const spans = runPattern(machineOf(parsed.pattern.root), text, { start: 0, end: text.length })
  return spans.map(({ start, end }) => text.slice(start, end))
}

/** From the left, the longest at each place, by trying every stretch: slow and plain. */
function longestMatches(source: string, text: string): string[] {
  const whole = new RegExp(`^(?:${source})$`)
  const found: string[] = []
  for (let start = 0; start < text.length; start++) {
    for (let end = text.length; end > start; end--) {
      if (!whole.test(text.slice(start, end))) continue
      found.push(text.slice(start, end))
      start = end - 1
      break
    }
  }
  return found
}
