import type { CheckedText } from '../../checked-text.ts'
import type { BodyName } from '../../knowledge.ts'
import { prefectures } from '../../lexicon/wording/prefectures.data.ts'
import type { Hit, Rule } from '../../rule.ts'

const fullNames = '《党政机关公文处理工作条例》（中办发〔2012〕14号）第九条：发文机关、主送机关用全称或者规范化简称'

/** Names of bodies in a form the knowledge says is wrong. */
export const bodyNames: Rule = {
  id: 'unitName.bodies',
  category: 'unitName',
  severity: 'minor',
  reach: 'paragraph',
  title: '单位名称不规范',
  why: '单位名称用全称或者规范化简称，漏字、换字会指向不存在的单位。',
  basis: fullNames,
  examples: {
    fires: ['由工业与信息化部印发。', '国务院办公室印发通知'],
    quiet: ['国家发展和改革委员会、国家发展改革委、工业和信息化部印发通知。', '国务院台湾事务办公室', '国务院办公厅'],
  },
  find: (text, _context, { bodies }) =>
    bodies.filter(({ central }) => !central).flatMap((body) => wrongForms(body, text)),
}

function wrongForms({ full, short, wrong, source }: BodyName, { plain, spanOf }: CheckedText): Hit[] {
  return wrong.flatMap((form) =>
    placesOf(plain, form).map((at) => ({
      ...spanOf(at, at + form.length),
      message: `“${form}”不是规范名称，应为“${full}”${short[0] ? `或者“${short[0]}”` : ''}`,
      suggestions: [full, ...short],
      why: `机构名称的依据：${source}。`,
    })),
  )
}

/** 人力资源与社会保障局: the bodies of every county whose names have 和 and not 与. */
const joined = [
  '人力资源|社会保障',
  '住房|城乡建设',
  '发展|改革',
  '经济|信息化',
  '自然资源|规划',
  '文化|广电旅游体育',
  '文化|旅游',
  '工业|信息化',
  '规划|自然资源',
]

export const joinedNames: Rule = {
  id: 'unitName.joined-by-yu',
  category: 'unitName',
  severity: 'minor',
  reach: 'paragraph',
  title: '单位名称用字不规范',
  why: '这些部门的法定名称用“和”，不用“与”。',
  basis: fullNames,
  examples: {
    fires: ['县发展与改革局'],
    quiet: ['县人力资源和社会保障局负责', '经济与信息化发展趋势', '推动发展与改革'],
  },
  find: ({ plain, spanOf }) =>
    joined.flatMap((pair) => {
      const [first = '', second = ''] = pair.split('|')
      const form = `${first}与${second}`
      return placesOf(plain, form)
        .filter((at) => /^(?:局|厅|委员会)/.test(plain.slice(at + form.length)))
        .map((at) => ({
          ...spanOf(at + first.length, at + first.length + 1),
          message: `单位名称应为“${first}和${second}……”`,
          suggestions: ['和'],
        }))
    }),
}

const provinceOf = new Map(
  Object.entries(prefectures).flatMap(([province, cities]) =>
    cities.split(' ').map((city) => [city, province] as const),
  ),
)
const provinces = Object.keys(prefectures).join('|')
const address = new RegExp(`(${provinces})(?:省|自治区|壮族自治区|回族自治区|维吾尔自治区)([一-龥]{2,4}?)市`, 'g')

/** 浙江省南京市: a city of another province. */
export const cityOfProvince: Rule = {
  id: 'unitName.city-province',
  category: 'unitName',
  severity: 'minor',
  reach: 'paragraph',
  title: '省、市不匹配',
  why: '地级市不属于文中所写的省份，必有一处写错。',
  basis: '《中华人民共和国行政区划简册》；《地名管理条例》（国务院令第753号）',
  examples: {
    fires: ['注册地址：浙江省南京市鼓楼区', '江苏省嘉兴市'],
    quiet: ['浙江省丽水市', '江苏省南京市', '吉林省吉林市', '浙江省义乌市', '浙江省、江苏省南京市'],
  },
  find: ({ plain, spanOf }) =>
    [...plain.matchAll(address)].flatMap(({ 0: text, 1: province, 2: city = '', index }) => {
      const real = provinceOf.get(city)
      if (real === undefined || real === province) return []
      return [{ ...spanOf(index, index + text.length), message: `${city}市属于${real}，文中写作${province}，请核对` }]
    }),
}

function placesOf(text: string, part: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) places.push(at)
  return places
}
