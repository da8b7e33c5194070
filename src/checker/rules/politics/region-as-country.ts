import type { Rule } from '../../rule.ts'

const region = '香港|澳门|台湾|港澳台?'
/** What may follow 等国 without meaning countries: 等国家级, 等国际, 等国有企业. */
const otherWord =
  '级|重点|标准|机关|部|公|战略|法|政策|安全|工作|通用|规定|有关|大|政权|主权|统一|治理|和地区|及地区|或地区|与地区|、地区|\\(地区|\\(或地区|\\(和地区'

/** 港澳台等国家, 日本、台湾等国家: regions listed under the head of countries. */
export const regionAsCountry: Rule = {
  id: 'territory.region-as-country',
  category: 'territory',
  severity: 'grave',
  reach: 'paragraph',
  title: '把港澳台与国家并列',
  why: '香港、澳门是中国的特别行政区，台湾是中国的一个省；与国家并列时须写“国家和地区”。',
  basis:
    '《新华社新闻信息报道中的禁用词和慎用词（2016年7月修订）》港澳台和领土主权类；《关于正确使用涉台宣传用语的意见》（2016年3月修订）',
  examples: {
    fires: [
      '产品远销日本、韩国、台湾等国家。',
      '来自香港、新加坡等国家的客商参加展会。',
      '产品出口到港澳台和其他国家。',
      '游客来自美国、台湾、泰国等5个国家。',
      '引进台湾、美国等国的先进技术。',
    ],
    quiet: [
      '产品远销日本、韩国、台湾等国家和地区。',
      '来自香港、澳门等地区的客商参加展会。',
      '项目落户香港，等国家级平台。',
      '台湾等国际知名品牌参展，香港、上海等国有企业代表出席。',
      '产品远销日本、韩国等国家以及香港、台湾地区。',
      '来自台湾、韩国等国家(地区)的选手。',
      '台胞证持有人可在日本等国家使用。',
    ],
  },
  find: (text) => {
    const listed = new RegExp(
      `(?:${region})(?:[、和与及][^、和与及等,。;\\s\\w]{2,6}){0,8}等(?:[0-9一二两三四五六七八九十多]{1,4}个?)?(?:国家(?!${otherWord})|国(?=的|、|,|。|引进|进口|出口|游客|客商|$))`,
      'gu',
    )
    const others = new RegExp(`(?:${region})(?:和|及|与|以及)其[他它]国家(?!${otherWord})`, 'gu')
    return [...text.plain.matchAll(listed), ...text.plain.matchAll(others)].map(({ 0: written, index }) => ({
      ...text.spanOf(index, index + written.length),
      suggestions: /国家$/.test(written) ? [`${written}和地区`] : [],
      message: `“${written}”把港澳台与国家并列，应写“国家和地区”`,
    }))
  },
}
