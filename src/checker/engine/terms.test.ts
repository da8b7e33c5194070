import { describe, expect, it, test } from 'vitest'
import { readText } from '../checked-text.ts'
import type { Evasion, Term, TermList } from '../knowledge.ts'
import { compileInSlices, compileTerms } from './terms.ts'

describe('exceptions', () => {
  test.each<[string, string, string[], string]>([
    ['黄片', '违法售卖黄片', [], '黄片'],
    ['黄片', '服用三黄片', ['三黄片'], ''],
    ['口交', '路口交通拥堵', ['路口交通'], ''],
    ['口交', '路口交通，涉及口交', ['路口交通'], '口交'],
    ['共产', '中国共产党', ['共产党', '共产主义'], ''],
    ['共产', '共产共妻', ['共产党'], '共产'],
    ['黄片', '三黃片', ['三黄片'], ''],
    ['黄片', '三\u200b黄片', ['三黄片'], ''],
    ['哈', '哈哈哈', ['哈哈'], ''],
  ])('%s in %s, unless %j', (text, written, unless, found) => {
    expect(find([{ text, suggest: [], unless }], written).join('')).toBe(found)
  })

  it('excuse the term they belong to and no other', () => {
    const terms: Term[] = [
      { text: '黄片', suggest: [], unless: ['三黄片'] },
      { text: '三黄', suggest: [] },
    ]
    expect(find(terms, '三黄片')).toEqual(['三黄'])
  })
})

describe('conditions', () => {
  const sentence = '会议要求落实台湾政策。台湾地区天气良好。'
  test.each<[string, Partial<Term>, number]>([
    ['none', {}, 2],
    ['before', { before: ['落实'] }, 1],
    ['before, too early in the text', { before: ['会议要求落实啊'] }, 0],
    ['after', { after: ['地区'] }, 1],
    ['near, in the same sentence', { near: ['天气'] }, 1],
    ['near, several', { near: ['会议', '天气'] }, 2],
    ['notBefore', { notBefore: ['落实'] }, 1],
    ['notAfter', { notAfter: ['地区', '政策'] }, 0],
    ['notNear', { notNear: ['会议'] }, 1],
    ['written otherwise than the text', { after: ['地區'] }, 1],
    ['in force from the day', { from: '2026-06-01' }, 2],
    ['not yet in force', { from: '2026-06-02' }, 0],
    ['in force until the day', { until: '2026-06-01' }, 2],
    ['no longer in force', { until: '2026-05-31' }, 0],
  ])('%s', (_what, conditions, count) => {
    expect(find([{ text: '台湾', suggest: [], ...conditions }], sentence)).toHaveLength(count)
  })

  it('at the very start and end of a text', () => {
    expect(find([{ text: '台湾', suggest: [], notBefore: ['台'], notAfter: ['湾'] }], '台湾')).toEqual(['台湾'])
    expect(find([{ text: '乙', suggest: [], before: ['甲乙'] }], '乙乙')).toEqual([])
  })
})

describe('words of their own', () => {
  test.each([
    ['中澳', '活动集中澳门举办', ''],
    ['中澳', '深化中澳合作', '中澳'],
    ['口交', '路口交通信号灯', ''],
    ['口交', '十字路口交汇处', ''],
    ['口交', '提供口交服务', '口交'],
    ['内港', '国内港口吞吐量增长', ''],
    ['内港', '澳门内港码头', '内港'],
    ['共产', '中国共产党', ''],
    ['儿在', '女儿在美国读书', ''],
    ['文明', '人文明显改善', ''],
    ['文明', '建设文明城市', '文明'],
    ['SB', 'USB接口', ''],
    ['SB', '骂人SB了', 'SB'],
    ['12', '第123号', ''],
  ])('%s in %s', (text, written, found) => {
    expect(find([{ text, suggest: [], wholeWord: true }], written).join('')).toBe(found)
  })
})

describe('disguises', () => {
  test.each<[Evasion, string, string]>([
    // Found at every grade: how the characters are written.
    ['none', '修炼法輪功', '法輪功'],
    ['none', '修炼法\u200b轮\u0338功', '法\u200b轮\u0338功'],
    ['none', '修炼法.轮.功', ''],
    ['separated', '修炼法.轮.功', '法.轮.功'],
    ['separated', '修炼法 轮 功', '法 轮 功'],
    ['separated', '修炼法轮*功', '法轮*功'],
    ['separated', '修炼法👍轮🇨🇳功', '法👍轮🇨🇳功'],
    ['separated', '修炼法（轮）功', '法（轮）功'],
    ['separated', '修炼法★轮☆功', '法★轮☆功'],
    ['separated', '法、轮、功', ''],
    ['separated', '方法，轮到功能', ''],
    ['separated', '“法”“轮”“功”', ''],
    ['separated', '法。轮。功', ''],
    ['separated', '法——轮——功', ''],
    ['separated', '法.........轮功', ''],
    ['separated', '办法 轮 功能', ''],
    ['separated', '修炼fa轮功', ''],
    ['pinyin', '修炼fa轮功', 'fa轮功'],
    ['pinyin', '修炼法lun功吧', '法lun功'],
    ['pinyin', '修炼FALUNGONG', 'FALUNGONG'],
    ['pinyin', '修炼fǎ lún gōng', 'fǎ lún gōng'],
    ['pinyin', '修炼f.a.l.u.n.g.o.n.g', 'f.a.l.u.n.g.o.n.g'],
    ['pinyin', '修炼ｆａ轮功', 'ｆａ轮功'],
    ['pinyin', '品牌alfa轮功率', ''],
    ['pinyin', '修炼fal ungong', ''],
    ['pinyin', '修炼falungongs', ''],
    ['pinyin', '修炼氵去车仑工力', ''],
    ['split', '修炼氵去车仑工力', '氵去车仑工力'],
    ['split', '修炼氵去車侖功', '氵去車侖功'],
    ['split', '修炼法lun工力', '法lun工力'],
  ])('%s: %s', (evasion, written, found) => {
    expect(find([{ text: '法轮功', suggest: [], evasion }], written).join('')).toBe(found)
  })

  test.each([
    ['口交', '前方路口 交通拥堵', ''],
    ['口交', '前方路口(交通)', ''],
    ['卖淫', '提供卖 淫服务', '卖 淫'],
    ['卖淫', '提供maiyin服务', 'maiyin'],
    ['大麻', 'see madame Dama', ''],
    ['冰毒', '饮冰 毒性', ''],
    ['强奸', '被弓虽女干了', '弓虽女干'],
  ])('%s in %s', (text, written, found) => {
    expect(find([{ text, suggest: [], evasion: 'split' }], written).join('')).toBe(found)
  })

  it('hold to exceptions and conditions as if written openly', () => {
    expect(find([{ text: '黄片', suggest: [], unless: ['三黄片'], evasion: 'separated' }], '三 黄 片')).toEqual([])
    const term: Term = { text: '冰毒', suggest: [], after: ['交易'], evasion: 'pinyin' }
    expect(find([term], '进行冰 毒 交易')).toEqual(['冰 毒'])
    expect(find([term], '查获冰 毒')).toEqual([])
  })

  it('say what is disguised', () => {
    const [finding] = findings([{ text: '法轮功', suggest: [], evasion: 'separated' }], '法-轮-功')
    expect(finding?.message).toBe('“法-轮-功”疑为“法轮功”的变形写法，请核对')
  })
})

describe('patterns', () => {
  const pattern = { text: '提供.{0,6}发票(代开)?', pattern: true, suggest: [] }

  it('find the longest match from the left', () => {
    expect(find([pattern], '长期提供各类正规发票代开，提供发票')).toEqual(['提供各类正规发票代开', '提供发票'])
  })

  it('hold to exceptions, conditions and dates', () => {
    expect(find([{ ...pattern, unless: ['请提供购物发票'] }], '请提供购物发票')).toEqual([])
    expect(find([{ ...pattern, near: ['联系'] }], '提供发票')).toEqual([])
    expect(find([{ ...pattern, until: '2026-01-01' }], '提供发票')).toEqual([])
  })

  it('are refused by name when they cannot be run', () => {
    expect(() => compile([{ text: '(发票)*', pattern: true, suggest: [] }])).toThrow('test.list#(发票)*')
  })
})

describe('compiling', () => {
  it('refuses by name a term that is empty or too long', () => {
    expect(() => compile([{ text: '\u200b', suggest: [] }])).toThrow(RangeError)
    expect(() => compile([{ text: '长'.repeat(65), suggest: [] }])).toThrow('test.list#')
  })

  it('gives the same in slices, none of which is much longer than asked for', async () => {
    const terms = Array.from({ length: 20_000 }, (_, i): Term => ({ text: `${han(i)}${han(i * 7)}词`, suggest: [] }))
    const slices: number[] = []
    const matcher = await compileInSlices([listOf(terms)], async (units) => void slices.push(units), 2000)
    expect(Math.max(...slices)).toBeLessThan(2100)
    expect(slices.length).toBeGreaterThan(40)
    const text = readText(`文字${terms[11]?.text}文字${terms[19_999]?.text}`)
    expect(matcher.find(text, '2026-06-01')).toEqual(compileTerms([listOf(terms)]).find(text, '2026-06-01'))
  })

  it('takes lists that share a word', () => {
    const matcher = compileTerms([
      listOf([{ text: '台湾', suggest: [] }]),
      { ...listOf([{ text: '台灣', suggest: [] }]), id: 'b' },
    ])
    const ids = matcher.find(readText('台湾'), '2026-06-01').map(({ ruleId }) => ruleId)
    expect(ids).toEqual(['test.list#台湾', 'b#台灣'])
  })
})

function han(number: number): string {
  return String.fromCharCode(0x4e00 + (number % 5000))
}

function listOf(terms: readonly Term[]): TermList {
  const said = { why: '试验', basis: '试验', provenance: '试验', licence: '试验', asOf: '2026-06-01' }
  return { id: 'test.list', title: '试验', severity: 'minor', category: 'banned', ...said, terms }
}

function compile(terms: readonly Term[]) {
  return compileTerms([listOf(terms)])
}

function findings(terms: readonly Term[], written: string) {
  return compile(terms).find(readText(written), '2026-06-01')
}

function find(terms: readonly Term[], written: string): string[] {
  return findings(terms, written).map(({ start, end, text }) => {
    expect(written.slice(start, end)).toBe(text)
    return text
  })
}
