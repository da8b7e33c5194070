import type { CheckedText } from '../../checked-text.ts'
import type { Context, Hit, Rule } from '../../rule.ts'
import { daysIn, exists, type NamedDate, nearestYear, numberOf, weekdayOf, weekdays } from './calendar.ts'

const figures = '《出版物上数字用法》（GB/T 15835—2011）'
const timeStandard = '公历历法与24小时计时'

const arabic = '(?:(?<![\\d.])(\\d{4})年)?(?<![\\d.])(\\d{1,2})月(\\d{1,2})日'
const chinese =
  '(?:([一二][〇○零一二三四五六七八九]{3})年)?([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日'
const dashed = '(?<![\\d./-])((?:19|20)\\d\\d)([-/.])(\\d{1,2})\\2(\\d{1,2})(?![\\d./-])'
const lunar = /(?:农历|阴历|旧历|夏历)[^。,;]{0,8}$/

type Found = NamedDate & { start: number; end: number; text: string }

function datesOf(plain: string): Found[] {
  return [
    ...[...plain.matchAll(new RegExp(arabic, 'g'))].map((m) => found(m, m[1], m[2], m[3])),
    ...[...plain.matchAll(new RegExp(chinese, 'g'))].map((m) => found(m, m[1], m[2], m[3])),
    ...[...plain.matchAll(new RegExp(dashed, 'g'))].map((m) => found(m, m[1], m[3], m[4])),
  ].filter(({ start }) => !lunar.test(plain.slice(Math.max(0, start - 16), start)))
}

function found(m: RegExpMatchArray, year: string | undefined, month = '', day = ''): Found {
  const start = m.index ?? 0
  const named = { month: numberOf(month), day: numberOf(day), ...(year && { year: numberOf(year) }) }
  return { ...named, start, end: start + m[0].length, text: m[0] }
}

/** 2月30日, 2025年2月29日, 4月31日, 2025年13月. */
export const impossibleDate: Rule = {
  id: 'date.impossible',
  category: 'date',
  severity: 'minor',
  reach: 'paragraph',
  title: '日期不存在',
  why: '历法上没有的日期必是笔误，会误导群众办事。',
  basis: timeStandard,
  examples: {
    fires: [
      '报名截止到2026年2月30日。',
      '2025年2月29日召开会议。',
      '4月31日前报送。',
      '计划于2025年13月完工。',
      '二〇二六年二月三十日',
      '发布日期：2026-06-31',
    ],
    quiet: [
      '2024年2月29日召开会议。',
      '4月30日前报送。',
      '农历2月30日',
      '建设周期为13个月，共2.30公里',
      '版本2026.13.40.1',
      '二〇二六年六月一日',
    ],
  },
  find: ({ plain, spanOf }) => [
    ...datesOf(plain)
      .filter((date) => !exists(date))
      .map(({ start, end, text, ...date }) => ({ ...spanOf(start, end), message: `“${text}”不存在：${reason(date)}` })),
    ...[...plain.matchAll(/(?<!\d)(\d{4})年(\d{1,2})月(?!\d)/g)]
      .filter(([, , month]) => Number(month) < 1 || Number(month) > 12)
      .map(({ 0: text, index }) => ({
        ...spanOf(index, index + text.length),
        message: `“${text}”不存在：一年只有12个月`,
      })),
  ],
}

function reason({ year, month, day }: NamedDate): string {
  if (month < 1 || month > 12) return '一年只有12个月'
  if (day < 1) return '日期从1日起'
  return `${year === undefined ? '' : `${year}年`}${month}月只有${daysIn(month, year)}天`
}

/** 2026年6月1日（星期二): that day was a Monday. */
export const wrongWeekday: Rule = {
  id: 'date.weekday',
  category: 'date',
  severity: 'minor',
  reach: 'paragraph',
  title: '日期与星期不符',
  why: '日期与星期对不上，读者无从判断哪一个是对的；多为改稿时只改了一处，或沿用去年的通知。',
  basis: '公历推算',
  examples: {
    fires: [
      '会议定于2026年6月1日（星期二）召开。',
      '2026年6月1日（星期一）至6月3日（周四）放假',
      '二〇二六年六月一日，星期三',
      '定于6月10日（星期一）召开',
    ],
    quiet: [
      '会议定于2026年6月1日（星期一）召开。',
      '2026年6月1日（星期一）至6月3日（周三）放假',
      '6月1日（周一至周五工作时间）',
      '12月25日（星期日）的活动',
      '农历2026年6月1日（星期二）',
    ],
  },
  find: (text, context) => {
    let year: number | undefined
    return datesOf(text.plain)
      .sort((a, b) => a.start - b.start)
      .flatMap((date) => {
        year = date.year ?? year
        return weekdayHits(text, { ...date, ...(year !== undefined && { year }) }, context)
      })
  },
}

function weekdayHits({ plain, spanOf }: CheckedText, date: Found, context: Context): Hit[] {
  const said = /^[,(\s]{0,2}(?:星期|周|礼拜)([一二三四五六日天])(?![至到—~-]|、|以|前|后|期)/.exec(
    plain.slice(date.end, date.end + 10),
  )
  const year = date.year ?? nearestYear(context.on, date.month, date.day, 60)
  if (!said || year === undefined || year < 1900 || !exists({ ...date, year })) return []
  const real = weekdays[weekdayOf({ ...date, year })] ?? ''
  const named = said[1] === '天' ? '日' : said[1]
  if (named === real) return []
  const at = date.end + said[0].length - 1
  return [
    {
      ...spanOf(at, at + 1),
      message: `${year}年${date.month}月${date.day}日是星期${real}，文中写作星期${named}，请核对`,
      suggestions: [real],
    },
  ]
}

const to = '(?:至|到|—{1,2}|-|~|–)'

/** A range that ends before it begins. */
export const reversedRange: Rule = {
  id: 'date.reversed',
  category: 'date',
  severity: 'minor',
  reach: 'paragraph',
  title: '起止时间颠倒',
  why: '起止时间前后颠倒，多为数字写错。',
  basis: timeStandard,
  examples: {
    fires: [
      '2025年—2021年的五年间',
      '公示期为5月10日至5月3日。',
      '2026年5月10日至3日',
      '2026年5月10日至2026年4月20日',
      '办公时间：上午11:30—9:00',
    ],
    quiet: [
      '2021年—2025年',
      '12月20日至1月5日',
      '9月1日至次年6月30日',
      '5月3日至10日',
      '2025年12月30日至2026年1月3日',
      'GB/T 15834—2011',
      '上午8:30—11:30，下午14:00—17:30',
    ],
  },
  find: ({ plain, spanOf }) => {
    const years = new RegExp(`(?<![\\d.])((?:19|20)\\d\\d)年?${to}((?:19|20)\\d\\d)年`, 'g')
    const days = new RegExp(
      `(?:(?<!\\d)(\\d{4})年)?(?<!\\d)(\\d{1,2})月(\\d{1,2})日${to}(?:(\\d{4})年)?(?:(\\d{1,2})月)?(\\d{1,2})日(?!内)`,
      'g',
    )
    const hours = new RegExp(`(上午|下午)\\s?(\\d{1,2}):(\\d\\d)${to}(\\d{1,2}):(\\d\\d)`, 'g')
    const wrong = [
      ...[...plain.matchAll(years)].filter(([, a, b]) => Number(a) > Number(b)),
      ...[...plain.matchAll(days)].filter(isReversed),
      ...[...plain.matchAll(hours)].filter(
        ([, , h = '', m = '', k = '', n = '']) =>
          Number(h) * 60 + Number(m) > Number(k) * 60 + Number(n) && Number(k) > 6,
      ),
    ]
    return wrong.map(({ 0: text, index }) => ({
      ...spanOf(index, index + text.length),
      message: `“${text}”起止颠倒，请核对`,
    }))
  },
}

/** Without years a range may run over New Year, so an end a few months earlier is let be. */
function isReversed([, year, month, day, endYear, endMonth = month, endDay]: RegExpMatchArray): boolean {
  const sameYear = endYear === undefined || endYear === year
  if (!sameYear) return year !== undefined && Number(endYear) < Number(year)
  if (endMonth === month) return Number(endDay) < Number(day)
  const back = Number(month) - Number(endMonth)
  return back > 0 && (back <= 2 || endYear !== undefined)
}

const moment = '(?:日|上午|下午|晚上|今晚|当晚|凌晨|中午|早上|时间[:为])\\s?'

/** 25时, 9:75, 24:30, 上午15时. */
export const impossibleTime: Rule = {
  id: 'date.time',
  category: 'date',
  severity: 'minor',
  reach: 'paragraph',
  title: '时刻不存在',
  why: '钟点超出范围或与“上午”“凌晨”不符，多为笔误。',
  basis: timeStandard,
  examples: {
    fires: ['定于6月1日25时起停水。', '6月1日24:30恢复供水。', '下午2:75集合', '会议于上午15时召开。', '6月1日9时65分'],
    quiet: ['6月1日24时前', '下午15:00召开', '上午12时', '比例为1:75', '6月1日0时起', '上午9:30—11:30', '持续48小时'],
  },
  find: ({ plain, spanOf }) => {
    const hour = new RegExp(`(?<=${moment})(\\d{1,2})(?:时(?![间期代])|点|:)(?:(\\d{2})分?)?(?![\\d个])`, 'g')
    const clock = [...plain.matchAll(hour)].filter(
      ([, h, m = '0']) => Number(h) > 24 || Number(m) > 59 || (Number(h) === 24 && Number(m) > 0),
    )
    const halves = [
      ...plain.matchAll(/(?:上午\s?(?:1[3-9]|2[0-3])|凌晨\s?(?:[89]|1\d|2[0-3]))(?:时(?![间期代])|点|:\d\d)/g),
    ]
    return [...clock, ...halves].map(({ 0: text, index }) => ({
      ...spanOf(index, index + text.length),
      message: `时刻“${text}”有误，请核对`,
    }))
  },
}

/** 二0一八年: the figure 0 or the letter O among Chinese numerals; 2026年六月1日: two kinds in one date. */
export const mixedDate: Rule = {
  id: 'date.mixed-numerals',
  category: 'date',
  severity: 'minor',
  reach: 'paragraph',
  title: '日期数字混用',
  why: '同一个日期不混用阿拉伯数字和汉字；汉字年份中的“0”写作“〇”。',
  basis: figures,
  examples: {
    fires: ['二0一八年六月一日', '二O二六年', '2026年六月1日', '二〇二六年6月1日'],
    quiet: ['二〇一八年六月一日', '2026年6月1日', '2026年正月', '二○一八年'],
  },
  find: ({ plain, spanOf }) => [
    ...[...plain.matchAll(/[一二][0Oo一二三四五六七八九〇○零]{3}年/g)]
      .filter(([text]) => /[0Oo]/.test(text))
      .map(({ 0: text, index }) => ({
        ...spanOf(index, index + 4),
        message: '汉字年份中的“0”应写作“〇”',
        suggestions: [text.slice(0, 4).replace(/[0Oo]/g, '〇')],
      })),
    ...[
      ...plain.matchAll(/\d{4}年[一二三四五六七八九十]{1,2}月\d{1,2}日|[一二][〇○零一二三四五六七八九]{3}年\d{1,2}月/g),
    ].map(({ 0: text, index }) => ({
      ...spanOf(index, index + text.length),
      message: '同一个日期混用了阿拉伯数字和汉字，请统一',
    })),
  ],
}
