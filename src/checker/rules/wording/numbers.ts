import type { CheckedText } from '../../checked-text.ts'
import type { Hit, Rule } from '../../rule.ts'

const figures = '《出版物上数字用法》（GB/T 15835—2011）'

type Fault = { find: RegExp; say: (match: RegExpMatchArray) => string; right?: (match: RegExpMatchArray) => string }

function hitsOf({ find, say, right }: Fault, { plain, spanOf }: CheckedText): Hit[] {
  return [...plain.matchAll(find)].map((match) => ({
    ...spanOf(match.index, match.index + match[0].length),
    message: say(match),
    ...(right && { suggestions: [right(match)] }),
  }))
}

const amount = '(?:\\d+(?:\\.\\d+)?[万亿千百]{0,2}|[一二三四五六七八九十百千万亿两]{1,6})'
const unit =
  '(?:个|人|名|次|家|户|件|项|年|天|日|月|小时|分钟|元|吨|亩|公里|千米|米|平方米|公斤|千克|斤|辆|台|份|条|处|场|倍|岁|周|公顷|%)'

// biome-ignore format: read as a table
const numeralFaults: readonly Fault[] = [
  { find: /(?<![\d.])\d{1,3}千\d{1,3}(?:百\d{0,2})?(?![\d瓦克米])|(?<![\d.])\d百\d{1,2}(?![\d%帕])|(?<![\d.])\d{1,4}万\d千(?![瓦克米帕])/g, say: ([text]) => `“${text}”混用了阿拉伯数字和汉字数字：除“万”“亿”外，一个数里两者不混用` },
  { find: /(?<!\d)\d+\.\d+\.\d+%/g, say: ([text]) => `“${text}”有两个小数点，请核对` },
  { find: /\d%%/g, say: () => '百分号重复', right: ([text]) => text.slice(0, -1) },
  { find: /\d(?:亿万|万万|亿亿|万亿万)(?=元|人|亩|吨|立方|平方)/g, say: ([text]) => `“${text}”数量级有误，请核对` },
]

/** 5千3百, 1.2.3%, 5亿万元. */
export const mixedNumerals: Rule = {
  id: 'number.mixed-numerals',
  category: 'number',
  severity: 'minor',
  reach: 'paragraph',
  title: '数字写法有误',
  why: '数字写法不统一或有多余的小数点、单位，读者会看错数量。',
  basis: figures,
  examples: {
    fires: ['共5千3百人参加。', '增长3.5.2%。', '增长8%%。', '投资5亿万元。', '惠及1万2千人。'],
    quiet: [
      '共5300人参加，投资5.3亿元、惠及1.2万人。',
      '装机3千瓦，重5千克，长2千米',
      '5万2000元',
      '第1.2.3条',
      '3万亿元',
    ],
  },
  find: (text) => numeralFaults.flatMap((fault) => hitsOf(fault, text)),
}

// biome-ignore format: read as a table
const redundancies: readonly Fault[] = [
  { find: new RegExp(`(?:大约|约|将近|近)${amount}多?${unit}?(?:左右|上下)`, 'g'), say: ([text]) => `“${text}”前后都表示约数，请删去一处` },
  { find: new RegExp(`(?:超过|突破|不少于|不低于|至少|逾)(?:了)?${amount}${unit}?以上`, 'g'), say: ([text]) => `“${text}”意思重复，请删去“以上”`, right: ([text]) => text.replace(/以上$/, '') },
  { find: new RegExp(`(?:不超过|不多于|不高于|低于|不足)${amount}${unit}?以下`, 'g'), say: ([text]) => `“${text}”意思重复，请删去“以下”`, right: ([text]) => text.replace(/以下$/, '') },
  { find: new RegExp(`(?:逾|超过)${amount}(?:余|多)${unit}`, 'g'), say: ([text]) => `“${text}”意思重复，请删去一处` },
]

export const doubledEstimate: Rule = {
  id: 'number.doubled-estimate',
  category: 'number',
  severity: 'hint',
  reach: 'paragraph',
  title: '约数表达重复',
  why: '“约……左右”“超过……以上”一类说法前后重复，公文应当简明准确。',
  basis: `${figures}；《现代汉语词典》（第7版）`,
  examples: {
    fires: ['约300人左右参加活动。', '覆盖率超过90%以上。', '时间不超过3天以下。', '工龄至少3年以上', '逾200余人参加'],
    quiet: [
      '约300人参加活动。',
      '300人左右参加活动。',
      '覆盖率超过90%。',
      '达到90%以上',
      '超过3年的，以上述规定为准',
      '近年来上下联动',
    ],
  },
  find: (text) => redundancies.flatMap((fault) => hitsOf(fault, text)),
}

const fall = '(?:减少|降低|下降|缩小|缩短|减轻|压缩|削减|减)'

/** 减少3倍: what falls by once itself is gone. */
export const fallByTimes: Rule = {
  id: 'number.fall-by-times',
  category: 'number',
  severity: 'minor',
  reach: 'paragraph',
  title: '减少不能用倍数',
  why: '“倍”只用于增加；减少一倍即为零。减少应当用分数或百分数，如“减少四分之三”“下降75%”。',
  basis: `${figures}；《现代汉语词典》（第7版）“倍”`,
  examples: {
    fires: ['事故起数比去年减少了3倍。', '成本下降两倍。', '办理时限缩短近1倍。'],
    quiet: ['产值增加了3倍。', '事故起数减少三成，下降30%。', '由原来的3倍降低到2倍', '降低倍率', '减少加倍处罚的情形'],
  },
  find: (text) =>
    hitsOf(
      {
        find: new RegExp(
          `${fall}了?(?:近|约|超过|将近|达)?(?:\\d+(?:\\.\\d+)?|[一二两三四五六七八九十几]{1,2})倍`,
          'g',
        ),
        say: ([found]) => `“${found}”不成立：减少、下降不用“倍”，请改用分数或百分数`,
      },
      text,
    ),
}

const percent = '(\\d{1,3}(?:\\.\\d{1,2})?)%'

/** 从10%提高到15%，提高5%: a difference of percentages is told in 百分点. */
export const percentPoints: Rule = {
  id: 'number.percentage-points',
  category: 'number',
  severity: 'minor',
  reach: 'paragraph',
  title: '百分数之差应为百分点',
  why: '两个百分数相减，差用“百分点”表示；写成“％”就成了相对增幅，数量不对。',
  basis: '《现代汉语词典》（第7版）“百分点”',
  examples: {
    fires: ['占比由10%提高到15%，提高5%。', '合格率从92.5%上升到95%，上升了2.5%。'],
    quiet: ['占比由10%提高到15%，提高5个百分点。', '占比由10%提高到15%，增长50%。'],
  },
  find: ({ plain, spanOf }) => {
    const shape = new RegExp(
      `[从由]${percent}[^。;\\d%]{0,10}(?:到|至|为)了?${percent}[^。;\\d%]{0,12}(?:提高|上升|增长|增加|提升|下降|降低|减少|回落)了?${percent}`,
      'g',
    )
    return [...plain.matchAll(shape)]
      .filter(([, a, b, difference]) => Math.abs(Math.abs(Number(b) - Number(a)) - Number(difference)) < 0.005)
      .map(({ 0: text, 3: difference = '', index }) => {
        const end = index + text.length
        return {
          ...spanOf(end - difference.length - 1, end),
          message: `两个百分数之差应为“${difference}个百分点”`,
          suggestions: [`${difference}个百分点`],
        }
      })
  },
}
