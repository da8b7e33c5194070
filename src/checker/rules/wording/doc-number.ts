import type { CheckedText } from '../../checked-text.ts'
import type { Hit, Rule } from '../../rule.ts'

/**
 * Letters of an issuing body before the year: 国办发, 浙政办发函, 国函, 财税. Courts number their cases with round
 * brackets and the year first ((2021)浙01民终123号), so something must stand before the bracket.
 */
const code = '[一-龥]{2,10}[发函字文办规令通知电督任请报议告复联便综改财税法政建环教人社审监管安农水商外民市监局]?'
const opening = '[\\[(【〔［（{<〈「《]'
const closing = '[\\])】〕］）}>〉」》]'
const shape = new RegExp(
  `(${code})\\s?(${opening})\\s?((?:19|20)?\\d\\d)\\s?(年?)\\s?(${closing})\\s?([第-]?)\\s?(0*)([1-9]\\d{0,4})\\s?(号?)`,
  'g',
)
/** What ends the letters of a body; without one of these a bracketed year is something else. */
const ending =
  /(?:发|函|字|文|办|规|令|通|电|督|任|请|报|议|告|复|联|综|改|财|税|政|建|环|教|社|审|监|管|安|农|水|商|外|民|科|卫|医|药|交|运|旅|体|资|林|人|组|宣|纪|委|府|厅|局|秘|明|传|便|办法|标|价|信|基|险|保|企|工|经|贸|知|司|公|检|院|气|海|渔|粮|档|史|团|妇|残|侨|台|统|网|调|统计|金|银|证|汇|会|注|预|行|库|采|国|土|自然|房|住|城|防|震|应急|消|疾|食)$/
const judicial = /(?:案|判决|裁定|法释|解释|法院|诉|民终|民初|刑初|行初|执|仲|公证字)/

/** 发文字号: 国办发〔2018〕123号, and nothing else: brackets, the whole year, no 第, no leading zero, 号 at the end. */
export const documentNumber: Rule = {
  id: 'docNumber.form',
  category: 'docNumber',
  severity: 'minor',
  reach: 'paragraph',
  title: '发文字号格式',
  why: '发文字号由发文机关代字、年份、发文顺序号组成：年份标全称，用六角括号“〔〕”括入；顺序号不加“第”、不编虚位，后加“号”。',
  basis: '《党政机关公文格式》（GB/T 9704—2012）7.2.5；《党政机关公文处理工作条例》（中办发〔2012〕14号）第九条',
  examples: {
    fires: [
      '《关于推进政务新媒体健康有序发展的意见》（国办发[2018]123号）',
      '根据浙政办发（2019）29号文件要求',
      '根据浙政办发【2019】29号文件要求',
      '见国办发〔18〕123号。',
      '见国办发〔2018〕第123号。',
      '见国办发〔2018〕08号。',
      '（国办发〔2018〕123）',
      '依据浙委办发［2020］15号精神',
      '见浙政办函〔2020年〕15号。',
      '按照浙政办函〔2020〕二十五号执行。',
      '见国办发〔2018〕123文件。',
      '云民{2020}4号文件作废。',
      '依据云政发2024年第9号文。',
    ],
    quiet: [
      '《意见》（国办发〔2018〕123号）',
      '浙江省高级人民法院（2021）浙01民终123号判决',
      '《党政机关公文格式》（GB/T 9704—2012）',
      '法释〔2020〕17号',
      '浙政办发〔2019〕29号、浙政办发函〔2020〕195号',
      '我县今年（2026）年实施12个项目',
      '本办法（2026年第3号）自公布之日起施行',
    ],
  },
  find: (text) => [
    ...[...text.plain.matchAll(shape)].flatMap((match) => judge(text, match)),
    ...[...text.plain.matchAll(inChinese)].flatMap((match) => judgeChinese(text, match)),
    ...[...text.plain.matchAll(withoutBrackets)].map(({ 0: all, 1: letters = '', 2: year, 3: number, index }): Hit => {
      const right = `〔${year}〕${number}号`
      const span = text.spanOf(index + letters.length, index + all.length)
      return { ...span, message: '发文字号的年份应当用六角括号“〔〕”括入', suggestions: [right] }
    }),
  ],
}

/** 〔2025〕三十号, 〔二〇二五〕30号: years and numbers of documents are written in digits. */
const inChinese =
  /[一-龥]{2,10}([〔[(【](?:\d{4}|[一二三四五六七八九〇零○]{4})年?[〕\])】])第?([一二三四五六七八九十百〇零]{1,7}|\d{1,5})号/g
/** 云人社发2025年第8号文. */
const withoutBrackets = /([一-龥]{1,8}(?:发|函|办|规|通))(20\d\d)年?第?-?([1-9]\d{0,3})号(?=文)/g

function judgeChinese({ plain, spanOf }: CheckedText, match: RegExpMatchArray): Hit[] {
  const [all, year = '', number = ''] = match
  const at = match.index ?? 0
  if (/^[\d\W]{6,7}$/.test(year) && /^\d/.test(number)) return []
  if (!/(?:发|函|字|办|令|规|通|文|电|复|联)$/.test(all.slice(0, all.indexOf(year)))) return []
  if (judicial.test(plain.slice(Math.max(0, at - 6), at + all.length))) return []
  const start = at + all.indexOf(year)
  const right = `〔${digitsOf(year.slice(1, -1).replace('年', ''))}〕${digitsOf(number)}号`
  return [{ ...spanOf(start, at + all.length), message: '发文字号的年份和顺序号用阿拉伯数字', suggestions: [right] }]
}

const numerals = '〇一二三四五六七八九'

/** 三十 → 30, 二〇二五 → 2025, 一百二十 → 120; digits stay. */
function digitsOf(written: string): string {
  const plain = written.replace(/[零○]/g, '〇')
  if (/^\d+$/.test(plain)) return plain
  if (!/[十百]/.test(plain)) return [...plain].map((sign) => numerals.indexOf(sign)).join('')
  const [, hundreds = '', tens, ten = '', ones = ''] = /^(?:(.)百)?〇?((.?)十)?(.?)$/.exec(plain) ?? []
  const value = (sign: string) => Math.max(0, numerals.indexOf(sign))
  return String(value(hundreds) * 100 + (tens ? (ten === '' ? 1 : value(ten)) * 10 : 0) + value(ones))
}

function judge({ plain, raw, spanOf }: CheckedText, match: RegExpMatchArray): Hit[] {
  const [all, letters = '', open, year = '', yearSaid, close, order, zeros, number = '', mark] = match
  const at = match.index ?? 0
  const tail = plain.slice(at + all.length, at + all.length + 6)
  if (!ending.test(letters) || judicial.test(plain.slice(Math.max(0, at - 6), at + all.length))) return []
  const faults = [
    ...(open === '〔' && close === '〕' ? [] : ['年份应当用六角括号“〔〕”']),
    ...(year.length === 4 ? [] : ['年份应当标全称']),
    ...(yearSaid === '' ? [] : ['年份后不加“年”']),
    ...(order === '' ? [] : [`顺序号前不加“${order}”`]),
    ...(zeros === '' ? [] : ['顺序号不编虚位']),
    ...(mark === '号' ? [] : ['顺序号后应当加“号”']),
  ]
  if (faults.length === 0) return []
  // without 号 only the closing bracket of a citation tells that this is a document number
  if (mark !== '号' && (open !== '〔' || !/^(?:[)\]】》,、。;]|文件|精神|要求|文(?![\p{Script=Han}]))/u.test(tail)))
    return []
  // round and square brackets also hold ordinary years: then the letters must be those of a circular
  if (
    open !== '〔' &&
    !'{〈<「'.includes(open ?? '') &&
    !/(?:发|函|字|办|令|规|通|文|电|督|任|请|复|联|告|综|税|办法)$/.test(letters)
  )
    return []
  const start = at + letters.length
  const span = spanOf(start, at + all.length)
  const full = year.length === 4 ? year : Number(year) > 49 ? `19${year}` : `20${year}`
  const right = `〔${full}〕${number}号`
  return raw.slice(span.start, span.end) === right
    ? []
    : [{ ...span, message: `发文字号${faults.join('，')}`, suggestions: [right] }]
}
