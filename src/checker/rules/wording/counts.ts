import type { CheckedText } from '../../checked-text.ts'
import type { Hit, Rule } from '../../rule.ts'
import { numberOf } from './calendar.ts'

const numeral = '一二三四五六七八九十'

type Point = { number: number; start: number; end: number }

const shapes = {
  /** 一是, 二是 … */
  points: /(?<=^|[。;:,!?\n“])\s{0,4}([一二三四五六七八九十]{1,2})(?:是|要)(?!一是一|否|二非)/g,
  /** 第一, 第二 … */
  ordinals: /(?<=^|[。;:!?\n“])\s{0,4}第([一二三四五六七八九十]{1,2})[,、](?!第)/g,
}

/** The numbered points that open a clause, in the order of the text. */
function pointsOf(plain: string, shape = shapes.points): Point[] {
  return [...plain.matchAll(shape)].map(({ 0: text, 1: written = '', index }) => ({
    number: numberOf(written),
    start: index + text.indexOf(written),
    end: index + text.length,
  }))
}

/** 一是…三是…: a number is left out or comes twice. Only within one list: a list inside another begins with 一 again. */
export const skippedPoint: Rule = {
  id: 'number.enumeration',
  category: 'number',
  severity: 'minor',
  reach: 'paragraph',
  title: '序号缺漏或重复',
  why: '列举的序号不连续，多为增删内容后没有改序号。',
  basis: '《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条第三项：结构严谨、表述准确',
  examples: {
    fires: [
      '一是加强领导。三是落实责任。',
      '第一，提高认识；第二，压实责任；第四，严肃纪律。',
      '一是加强领导；二是落实责任；二是严格督查。',
    ],
    quiet: [
      '一是加强领导；二是落实责任；三是严格督查。',
      '三是严格督查。四是强化保障。',
      '一是加强领导：一是抓组织，二是抓人员。二是落实责任。',
      '有一是一，有二是二。',
    ],
  },
  find: (text) => Object.values(shapes).flatMap((shape) => gaps(text, pointsOf(text.plain, shape))),
}

function gaps({ spanOf }: CheckedText, points: readonly Point[]): Hit[] {
  if (points[0]?.number !== 1 || points.filter(({ number }) => number === 1).length > 1) return []
  return points.flatMap(({ number, start, end }, i) => {
    const before = points[i - 1]?.number ?? 0
    const skipped = number === before + 2 && `序号不连续：“${numeral[before - 1]}”之后缺“${numeral[before]}”`
    const repeated = number === before && `序号“${numeral[number - 1]}”重复`
    const message = skipped || repeated
    return message ? [{ ...spanOf(start, end), message }] : []
  })
}

const announced =
  /(?<![第之])([二两三四五六七八九2-9])(?:点|个方面|方面|项|条|个)(?:要求|意见|建议|措施|工作|问题|内容|任务|重点|原因|情况)?[^。;!?\n]{0,6}[:。]\s?(?=一是)/g

/** 提出三点要求：一是…四是…: the number announced is not the number that follows. */
export const announcedCount: Rule = {
  id: 'number.announced-count',
  category: 'number',
  severity: 'minor',
  reach: 'document',
  title: '列举数目与前文不符',
  why: '前文说的数目与实际列举的数目不一致，多为增删内容后没有改数字。',
  basis: '《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条第三项：结构严谨、表述准确',
  examples: {
    fires: [
      '会议提出三点要求：一是加强领导；二是落实责任；三是严格督查；四是强化保障。',
      '要抓好四项工作：一是加强领导；二是落实责任；三是严格督查。\n会议还研究了其他事项。',
    ],
    quiet: [
      '会议提出三点要求：一是加强领导；二是落实责任；三是严格督查。',
      '会议提出三点要求：一是加强领导。\n二是落实责任。\n三是严格督查。',
      '要抓好四项工作：一是加强领导；二是落实责任；',
    ],
  },
  find: (text) => [...text.plain.matchAll(announced)].flatMap((match) => announcedHits(text, match)),
}

function announcedHits({ plain, spanOf }: CheckedText, match: RegExpMatchArray): Hit[] {
  const said = numberOf(match[1] ?? '')
  const from = (match.index ?? 0) + match[0].length
  const line = plain.slice(from, plain.indexOf('\n', from) < 0 ? undefined : plain.indexOf('\n', from))
  const rest = plain.slice(from + line.length)
  const numbers = pointsOf(line).map(({ number }) => number)
  const last = numbers.at(-1) ?? 0
  const straight = numbers.every((number, i) => number === i + 1)
  const goesOn = rest === '' ? !line.endsWith('。') : pointsOf(rest).some(({ number }) => number > last)
  if (!straight || last < 2 || last === said || (last < said && (goesOn || rest.trim() === ''))) return []
  const at = match.index ?? 0
  return [
    {
      ...spanOf(at, at + 1),
      message: `前文说“${match[1]}”，实际列举了${last}项，请核对`,
      suggestions: [numeral[last - 1] ?? String(last)],
    },
  ]
}

const kind = '(?:镇|乡|村|街道|社区|县|市|区|省|局|委|办|厅)'
const listed = new RegExp(
  `((?:[一-龥]{1,7}${kind}、){1,15}[一-龥]{1,7}${kind}(?:(?:和|及|以及)[一-龥]{1,7}${kind})?)(等)?([2-9]|1\\d|[二两三四五六七八九])个(?:县|市|区|镇|乡|街道|村|社区|部门|单位|省|地|局)`,
  'g',
)

/** 云和镇、崇头镇、石塘镇4个镇: as many names as the number says; after 等 there may be more than are named. */
export const listedCount: Rule = {
  id: 'number.listed-count',
  category: 'number',
  severity: 'minor',
  reach: 'paragraph',
  title: '列举个数与数目不符',
  why: '列出的名称与后面的数目对不上，必有遗漏或数字有误。',
  basis: '《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条第三项：表述准确',
  examples: {
    fires: ['涉及云和镇、崇头镇、石塘镇4个镇。', '涉及云和镇、崇头镇、石塘镇、赤石镇等3个镇。'],
    quiet: [
      '涉及云和镇、崇头镇、石塘镇3个镇。',
      '涉及云和镇、崇头镇等10个乡镇。',
      '省、市、县3个层级',
      '杭州市、宁波市和温州市3个市',
    ],
  },
  find: ({ plain, spanOf }) =>
    [...plain.matchAll(listed)].flatMap(({ 0: text, 1: names = '', 2: etc, 3: written = '', index }) => {
      const said = numberOf(written)
      const least = (names.match(/、/g)?.length ?? 0) + 1
      const joined = new RegExp(`${kind}(?:和|及|以及)[一-龥]{1,7}${kind}$`).test(names) ? least + 1 : least
      const fits = etc ? said >= least : said === least || said === joined
      if (fits) return []
      return [{ ...spanOf(index, index + text.length), message: `列出了${joined}个，后面写作“${written}个”，请核对` }]
    }),
}
