import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readText } from '../../checked-text.ts'
import { createChecker } from '../../checker.ts'
import { shippedLists } from '../../lexicon/all-lists.ts'
import { shippedKnowledge } from '../../lexicon/shipped.ts'
import { allRules } from '../all-rules.ts'
import { daysIn, numberOf, weekdayOf } from './calendar.ts'
import { unpairedMarks } from './pairs.ts'

const on = '2026-06-01'
const checker = createChecker({ rules: allRules, knowledge: shippedKnowledge })
const found = (text: string) => checker.check(text, { on }).map((f) => f.text)

/** The general confusions published cases show, each in a sentence of its own: wrong, then right. */
// biome-ignore format: read as a table
const published: readonly (readonly [wrong: string, right: string])[] = [
  ['请妥善保管帐号和密码。',           '请妥善保管账号和密码。'],
  ['请登陆网站查询结果。',             '请登录网站查询结果。'],
  ['截止6月底，已完成投资的一半。',     '截至6月底，已完成投资的一半。'],
  ['截至日期为6月30日。',               '截止日期为6月30日。'],
  ['各单位必需遵守本规定。',           '各单位必须遵守本规定。'],
  ['保障生活必须品供应。',             '保障生活必需品供应。'],
  ['雨天出行的时侯注意安全。',         '雨天出行的时候注意安全。'],
  ['请在大厅耐心等侯。',               '请在大厅耐心等候。'],
  ['请到侯车室休息。',                 '请到候车室休息。'],
  ['会议布署了下阶段任务。',           '会议部署了下阶段任务。'],
  ['信息应当即使更新。',               '信息应当及时更新。'],
  ['群众反应情况属实。',               '群众反映情况属实。'],
  ['公民的权力与义务。',               '公民的权利与义务。'],
  ['现发布招领启示。',                 '现发布招领启事。'],
  ['双方签定了协议。',                 '双方签订了协议。'],
  ['其它人员不得入内。',               '其他人员不得入内。'],
  ['既使下雨也要坚持巡查。',           '即使下雨也要坚持巡查。'],
  ['市场竟争日趋激烈。',               '市场竞争日趋激烈。'],
  ['新按装路灯二十盏。',               '新安装路灯二十盏。'],
  ['我国辐员辽阔。',                   '我国幅员辽阔。'],
  ['欢迎来渡假。',                     '欢迎来度假。'],
  ['实现全复盖。',                     '实现全覆盖。'],
  ['召开坐谈会。',                     '召开座谈会。'],
  ['禁止焚烧秸杆。',                   '禁止焚烧秸秆。'],
  ['赴齐齐哈市考察。',                 '赴齐齐哈尔市考察。'],
  ['山势粗旷。',                       '山势粗犷。'],
  ['管理不能松驰。',                   '管理不能松弛。'],
  ['展现英雄气慨。',                   '展现英雄气概。'],
  ['一如继往支持基层。',               '一如既往支持基层。'],
  ['望再接再励。',                     '望再接再厉。'],
  ['他迫不急待地出发。',               '他迫不及待地出发。'],
  ['席间谈笑风声。',                   '席间谈笑风生。'],
  ['懂得人情事故。',                   '懂得人情世故。'],
  ['使其走头无路。',                   '使其走投无路。'],
  ['不能有持无恐。',                   '不能有恃无恐。'],
  ['费用可以报消。',                   '费用可以报销。'],
  ['加强安全防犯。',                   '加强安全防范。'],
  ['大会园满结束。',                   '大会圆满结束。'],
  ['依法严历打击。',                   '依法严厉打击。'],
  ['不能凑和了事。',                   '不能凑合了事。'],
  ['发扬坚苦奋斗精神。',               '发扬艰苦奋斗精神。'],
  ['摆脱恶运。',                       '摆脱厄运。'],
  ['见浙政发(2022)15号。',             '见浙政发〔2022〕15号。'],
]

describe('what the rules on wording find', () => {
  it.each(published)('%s', (wrong, right) => {
    expect(found(wrong)).not.toEqual([])
    expect(found(right)).toEqual([])
  })

  it('every word stands in one list only, and none is empty', () => {
    const texts = shippedLists.flatMap(({ terms }) => terms.map(({ text }) => text))
    expect(texts.filter((text, i) => text.trim() === '' || texts.indexOf(text) !== i)).toEqual([])
  })
})

describe('calendar', () => {
  it('knows the length of months and the day of the week', () => {
    expect([daysIn(2, 2023), daysIn(2, 2024), daysIn(2), daysIn(4, 2026)]).toEqual([28, 29, 29, 30])
    expect(weekdayOf({ year: 2026, month: 6, day: 1 })).toBe(1)
    expect(['二〇二六', '三十一', '十', '二十', '12', '两'].map(numberOf)).toEqual([2026, 31, 10, 20, 12, 2])
  })

  it('finds a weekday wrong exactly when it is', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 6 }), (date, said) => {
        const text = `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日（星期${'日一二三四五六'[said]}）召开。`
        expect(checker.check(text, { on }).length).toBe(date.getUTCDay() === said ? 0 : 1)
      }),
    )
  })
})

describe('paired marks', () => {
  const words = fc.constantFrom('意见', '通知', '谁主管', '县', '办法')
  const { nested } = fc.letrec<{ nested: string }>((tie) => ({
    nested: fc.oneof(
      { maxDepth: 4 },
      words,
      fc.tuple(words, tie('nested')).map(([a, b]) => `${a}（${b}）`),
      fc.tuple(tie('nested'), words).map(([a, b]) => `《${a}》${b}`),
    ),
  }))

  it('leaves balanced text alone, and misses no mark that is taken away', () => {
    fc.assert(
      fc.property(nested, fc.nat(), (text, pick) => {
        const find = (raw: string) => unpairedMarks.find(readText(raw), { on }, shippedKnowledge)
        expect(find(`${text}要求。`)).toEqual([])
        const marks = [...text.matchAll(/[《》（）]/g)]
        const gone = marks[pick % Math.max(marks.length, 1)]
        if (gone) expect(find(`${text.slice(0, gone.index)}${text.slice(gone.index + 1)}要求。`)).not.toEqual([])
      }),
    )
  })
})

it('a line of a megabyte of any one thing comes back', () => {
  for (const piece of ['一', '的', '《', '1', '（', '、', ' ', '一是', '2026年1月1日', '云和镇、', '约1', '从1%']) {
    const line = readText(piece.repeat(Math.ceil(300_000 / piece.length)))
    for (const rule of allRules) rule.find(line, { on }, shippedKnowledge)
  }
}, 120_000)
