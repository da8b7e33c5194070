import type { CheckedText } from '../../checked-text.ts'
import type { Hit, Rule } from '../../rule.ts'
import { numberOf } from './calendar.ts'

const basis = '《党政机关公文处理工作条例》（中办发〔2012〕14号）第十九条第三项：表述准确'

/** Kinds that together make the whole and share nothing. */
const halves: readonly (readonly [string, string])[] = [
  ['男', '女'],
  ['男性', '女性'],
  ['城镇', '农村'],
  ['线上', '线下'],
  ['镇', '乡'],
  ['微信', '微博'],
  ['合格', '不合格'],
  ['优秀', '良好'],
  ['国内', '国外'],
]
const money = /^(?:[万亿]?元|[万亿]美元)$/
/** The last part when the parts are all of it. */
const rest = /^(?:其他|其余|剩余|其它)/

const number = '\\d{1,9}(?:\\.\\d{1,4})?'
const unit = '[万亿]?(?:元|美元|人|名|个|件|户|场|家|项|条|亩|吨|篇|次|处|辆|套|宗)'
const whole = new RegExp(`(${number})(${unit})[,，。;]?[(]?其中[:,]?`, 'g')
const part = new RegExp(`^[、,;和及]?\\s?([^\\d。;,、()%]{1,12}?)(${number})(${unit})`)

type Part = { label: string; amount: number; unit: string }

/** The parts that follow one another from a place on, and where they end. */
function partsFrom(plain: string, from: number): { parts: Part[]; end: number } {
  const parts: Part[] = []
  let end = from
  for (;;) {
    const match = part.exec(plain.slice(end, end + 40))
    if (!match) return { parts, end }
    const [written, label = '', amount = '', ofUnit = ''] = match
    parts.push({ label, amount: Number(amount), unit: ofUnit })
    end += written.length
  }
}

/** How the parts disagree with the whole; nothing where they may overlap or be only some of it. */
function disagreement(all: number, ofUnit: string, parts: readonly Part[]): number | undefined {
  if (parts.length < 2 || parts.some((one) => one.unit !== ofUnit)) return undefined
  // In hundredths of hundredths, so that 0.1 + 0.2 is 0.3.
  const sum = Math.round(parts.reduce((total, { amount }) => total + amount * 10_000, 0)) / 10_000
  if (sum === all) return undefined
  const labels = parts.map(({ label }) => label.replace(/^(?:为|有|是|占)/, ''))
  const isPartition =
    rest.test(labels.at(-1) ?? '') ||
    (parts.length === 2 && halves.some(([a, b]) => labels[0]?.startsWith(a) && labels[1]?.startsWith(b)))
  return isPartition || (money.test(ofUnit) && sum > all) ? sum : undefined
}

/** 共12人，其中男7人、女6人: the parts do not make the whole. */
export const wrongTotal: Rule = {
  id: 'number.total',
  category: 'number',
  severity: 'minor',
  reach: 'paragraph',
  title: '合计与分项不符',
  why: '分项相加不等于合计，数据必有一处有误。',
  basis,
  examples: {
    fires: [
      '全队共12人，其中男7人、女6人。',
      '共受理诉求120件，其中线上80件，线下50件。',
      '总投入8.5亿元，其中省级资金4亿元、市级资金3亿元、县级资金2亿元。',
      '共有账号36个，其中微信28个、微博10个。',
      '全年支出1000万元，其中项目支出600万元、其他支出300万元。',
    ],
    quiet: [
      '全队共12人，其中男7人、女5人。',
      '共12人，其中男性占60%、女性占40%。',
      '共120件，其中线上80件，占66.7%，线下40件',
      '代表团共8人，其中党员5人、妇女4人。',
      '总投入8.5亿元，其中省级资金4亿元、市级资金3亿元。',
      '总投入0.3亿元，其中省级0.1亿元、县级0.2亿元。',
    ],
  },
  find: (text) =>
    [...text.plain.matchAll(whole)].flatMap((match) => {
      const { parts, end } = partsFrom(text.plain, match.index + match[0].length)
      const sum = disagreement(Number(match[1]), match[2] ?? '', parts)
      if (sum === undefined) return []
      const message = `合计${match[1]}${match[2]}，各分项相加为${sum}${match[2]}，请核对`
      return [{ ...text.spanOf(match.index, end), message }]
    }),
}

const change = new RegExp(
  `(?:从|由)[^\\d。;]{0,8}(${number})(${unit})[^\\d。;]{0,8}?(增加|提高|上升|增长|减少|下降|降低)(?:到|至)(?:了)?[^\\d。;]{0,8}(${number})(${unit})[,，]?\\s?(?:净)?(增加|增长|减少|下降|降低)(?:了)?(${number})(${unit}|%)`,
  'g',
)

/** 由5亿元增加到8亿元，增加4亿元; 由100件减少到80件，下降30%. */
export const wrongDifference: Rule = {
  id: 'number.difference',
  category: 'number',
  severity: 'minor',
  reach: 'paragraph',
  title: '增减数与前后数不符',
  why: '前后两个数相减与所写的增减数不一致，数据必有一处有误。',
  basis,
  examples: {
    fires: ['完成投资由5亿元增加到8亿元，增加4亿元。', '投诉量由100件减少到80件，下降30%。'],
    quiet: [
      '完成投资由5亿元增加到8亿元，增加3亿元。',
      '投诉量由100件减少到80件，下降20%。',
      '产值由3亿元增长到4亿元，增长33.3%。',
      '产值由3亿元增长到4亿元，增长33%。',
    ],
  },
  find: (text) => [...text.plain.matchAll(change)].flatMap((match) => differenceHits(text, match)),
}

function differenceHits({ spanOf }: CheckedText, match: RegExpMatchArray): Hit[] {
  const [written, before, unitBefore, , after, unitAfter, , said = '', unitSaid] = match
  if (unitBefore !== unitAfter || Number(before) === 0) return []
  const difference = Math.abs(Number(after) - Number(before))
  const isShare = unitSaid === '%'
  if (!isShare && unitSaid !== unitBefore) return []
  const real = isShare ? (difference / Number(before)) * 100 : difference
  // As exact as it is written, and a little more: the numbers before and after are rounded themselves.
  const step = 10 ** -(said.split('.')[1]?.length ?? 0)
  const slack = isShare ? Math.max(step, real * 0.02) : step / 2
  if (Math.abs(real - Number(said)) <= slack) return []
  const at = match.index ?? 0
  const shown = Number(real.toFixed(isShare ? 1 : 4))
  return [
    {
      ...spanOf(at, at + written.length),
      message: `按前后两数计算应为${shown}${unitSaid}，文中写作${said}${unitSaid}，请核对`,
    },
  ]
}

const bracketed =
  /(?<![\d.])([2-9]|1\d|[二两三四五六七八九])个(?:县|市|区|乡镇|镇|乡|街道|村|社区|部门|单位)\(([一-龥]{2,8}(?:、[一-龥]{2,8}){1,18})\)/g

/** 5个乡镇（沿溪镇、大源乡、上坞乡、石门乡）: as many names as the number says, where no 等 leaves any out. */
export const bracketedCount: Rule = {
  id: 'number.bracketed-count',
  category: 'number',
  severity: 'minor',
  reach: 'paragraph',
  title: '括号内列举个数与数目不符',
  why: '括号内列出的名称与前面的数目对不上，必有遗漏或数字有误。',
  basis,
  examples: {
    fires: ['全县5个乡镇（甲坑镇、乙坑乡、丙坑乡、丁坑乡）开展试点。'],
    quiet: ['全县4个乡镇（甲坑镇、乙坑乡、丙坑乡、丁坑乡）开展试点。', '全县5个乡镇（甲坑镇、乙坑乡等）开展试点。'],
  },
  find: ({ plain, spanOf }) =>
    [...plain.matchAll(bracketed)].flatMap(({ 0: text, 1: written = '', 2: names = '', index }) => {
      const count = names.split('、').length
      if (/等$|和|及/.test(names) || count === numberOf(written)) return []
      return [{ ...spanOf(index, index + text.length), message: `写作“${written}个”，括号内列出${count}个，请核对` }]
    }),
}
