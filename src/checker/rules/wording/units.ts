import type { CheckedText } from '../../checked-text.ts'
import type { Severity } from '../../finding.ts'
import type { Hit, Rule } from '../../rule.ts'

type Unit = { wrong: string; right: string; say: string; severity?: Severity }

const symbol = '单位符号的字母、大小写有规定'
const spoken = '公文用法定计量单位的名称'

/** A unit after a number; `wrong` is a regular expression over the text as written. */
// biome-ignore format: read as a table
const units: readonly Unit[] = [
  { wrong: 'KM|Km|kM',                          right: 'km',     say: symbol },
  { wrong: 'KG|Kg|kG',                          right: 'kg',     say: symbol },
  { wrong: 'KW·?[Hh]|K[wW]h|kw·?h|Kw·?[hH]',    right: 'kW·h',   say: symbol },
  { wrong: 'KW|Kw|kw',                          right: 'kW',     say: symbol },
  { wrong: 'CM|Cm',                             right: 'cm',     say: symbol },
  { wrong: 'MM',                                right: 'mm',     say: symbol },
  { wrong: 'ML|Ml',                             right: 'mL',     say: symbol },
  { wrong: 'KPA|KPa|Kpa|kpa',                   right: 'kPa',    say: symbol },
  { wrong: 'MPA|Mpa|mpa',                       right: 'MPa',    say: symbol },
  { wrong: 'HZ|hz',                             right: 'Hz',     say: symbol },
  { wrong: 'M²',                             right: 'm²',     say: symbol },
  { wrong: 'M³',                             right: 'm³',     say: symbol },
  { wrong: '平米',                              right: '平方米', say: spoken, severity: 'hint' },
  { wrong: '公分',                              right: '厘米',   say: spoken, severity: 'hint' },
  { wrong: '公升',                              right: '升',     say: spoken, severity: 'hint' },
  { wrong: '平方(?=[,，。；、）])',              right: '平方米', say: spoken, severity: 'hint' },
  { wrong: '立方(?=[,，。；、）])',              right: '立方米', say: spoken, severity: 'hint' },
]

const compiled = units.map((unit) => ({
  ...unit,
  find: new RegExp(`(?<=\\d[\\s　]?(?:[余多万亿千百]{0,2}))(?:${unit.wrong})(?![A-Za-z0-9²³])`, 'g'),
}))

export const unitSymbols: Rule = {
  id: 'number.unit-symbol',
  category: 'number',
  severity: 'minor',
  reach: 'paragraph',
  title: '计量单位不规范',
  why: '公文使用法定计量单位，单位名称、符号不能自造。',
  basis: '《国务院关于在我国统一实行法定计量单位的命令》（1984年2月27日）；《国际单位制及其应用》（GB 3100—1993）',
  examples: {
    fires: [
      '全长12KM。',
      '净重50Kg。',
      '装机容量300KW',
      '面积120M²',
      '新增绿地500平米。',
      '积水深30公分',
      '库容2万立方。',
    ],
    quiet: [
      '全长12km，净重50kg，装机300kW，面积120m²。',
      '新增绿地500平方米，水深30厘米，库容2万立方米。',
      '电话KM12',
      'MM级',
      '5平方公里、6立方分米',
      '3M2型',
    ],
  },
  find: (text) => compiled.flatMap((unit) => hitsOf(unit, text)),
}

function hitsOf({ find, right, say, severity }: Unit & { find: RegExp }, { raw }: CheckedText): Hit[] {
  return [...raw.matchAll(find)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    message: `“${found}”应为“${right}”：${say}`,
    suggestions: [right],
    ...(severity && { severity }),
  }))
}
