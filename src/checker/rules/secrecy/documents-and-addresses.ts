import type { Hit, Rule } from '../../rule.ts'
import { masked } from './personal-numbers.ts'

/** Numbers of travel documents, each only where the document is named shortly before. */
const travelDocuments = [
  { name: '护照', pattern: /护照[^。;\n]{0,12}?(?<![A-Za-z0-9])([EGDSP]\d{8}|E[A-HJ-NP-Z]\d{7})(?![A-Za-z0-9*])/g },
  { name: '通行证', pattern: /通行证[^。;\n]{0,12}?(?<![A-Za-z0-9])([CW]\d{8}|C[A-HJ-NP-Z]\d{7})(?![A-Za-z0-9*])/g },
] as const

export const travelDocument: Rule = {
  id: 'privacy.travel-document',
  category: 'privacy',
  severity: 'grave',
  reach: 'paragraph',
  title: '公开护照、通行证号码',
  why: '护照、通行证号码属于个人信息，公开发布须遮盖。',
  basis: '《中华人民共和国个人信息保护法》第十条、第二十五条',
  examples: {
    fires: ['张三，护照号码E12345678。', '李四的港澳通行证（C12345678）已办结。', '护照号：EA1234567。'],
    quiet: ['张三，护照号码E1****678。', '产品型号E12345678。', '换发护照须提交材料。'],
  },
  find: ({ plain, spanOf }) =>
    travelDocuments.flatMap(({ name, pattern }) =>
      [...plain.matchAll(pattern)].map(({ 0: written, 1: number = '', index }) => {
        const at = index + written.length - number.length
        return {
          ...spanOf(at, at + number.length),
          suggestions: [masked(number, 2, 3)],
          message: `疑似公开了${name}号码（${masked(number, 2, 3)}），应当删除或者遮盖`,
        }
      }),
    ),
}

/** Where somebody lives, to the door. */
const homeAddress =
  /(?:家庭住址|家庭地址|现住址|户籍地址|户籍所在地|居住地址|住址|家住|居住在|现住)[:为是在]?([\p{Script=Han}A-Za-z\d-]{2,40}?\d{1,5}(?:室|号|户))(?!楼|院|线|公路|门店|店|厂|基地|坑|机)/gu
const masking = /某|\*|×|XX|附近/
/** Courts and agencies have to name people and addresses when they serve documents. */
const lawfulNotice = /送达|传票|被执行人|失信|判决书|裁定书|听证|处罚决定|催告书|拆迁|征收/

export const addressOfPerson: Rule = {
  id: 'privacy.address',
  category: 'privacy',
  severity: 'grave',
  reach: 'paragraph',
  title: '公开个人住址',
  why: '精确到门牌的住址连同姓名等信息可以识别特定个人，公开发布应当略去门牌。',
  basis: '《中华人民共和国个人信息保护法》第十条、第二十五条；《中华人民共和国政府信息公开条例》第十五条',
  examples: {
    fires: [
      '张三，男，家庭住址：临江市城东区人民路18号3幢201室。',
      '家住城西小区3幢2单元502室的王秀兰领到了补贴。',
      '李四，身份证号已核，现住址为青山县和平路66号。',
    ],
    quiet: [
      '办公地址：临江市城东区人民路18号201室。',
      '家住幸福社区5号楼的王大妈说。',
      '家住城西小区的王秀兰领到了补贴。',
      '张某某，住址：临江市城东区**路18号。',
      '本院依法向你公告送达，张三，住址：临江市人民路18号。',
      '家住104国道18号线附近。',
    ],
  },
  find: ({ plain, spanOf, sentences }) => {
    if (lawfulNotice.test(plain)) return []
    return sentences.flatMap(({ start, end }) => {
      const sentence = plain.slice(start, end)
      if (masking.test(sentence)) return []
      const isNamed = tellsWho(sentence)
      return [...sentence.matchAll(homeAddress)]
        .filter(({ 1: address = '' }) => isNamed || /室$|户$/.test(address))
        .map(
          ({ 0: written, index }): Hit => ({
            ...spanOf(start + index, start + index + written.length),
            suggestions: [],
            message: '疑似公开了个人的详细住址，应当略去门牌或者改写到社区（村）一级',
          }),
        )
    })
  },
}

const tellsWho = (sentence: string) => /身份证|姓名|出生|男[,、]|女[,、]|手机|户主/.test(sentence)

const plate =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·. -]?(?:[A-HJ-NP-Z\d]{5}|[A-HJ-NP-Z\d]{6})(?![A-Z\d*])/g
const owner = /车主|驾驶人|驾驶员|司机|当事人|姓名/
const publicVehicle =
  /公务|公车|执法车|号牌种类|报废|失窃|悬赏|拍卖|认领|违法停车|抄告|曝光|交通违法|营运|出租车|公交|校车|渣土车|危险品/

export const plateOfPerson: Rule = {
  id: 'privacy.plate',
  category: 'privacy',
  severity: 'hint',
  reach: 'paragraph',
  title: '车牌号与个人同时出现',
  why: '车牌号连同姓名可以识别特定个人，非依法曝光的应当遮盖。',
  basis: '《中华人民共和国个人信息保护法》第十条',
  examples: {
    fires: ['车主张三驾驶浙E12345小型轿车来到现场。'],
    quiet: [
      '拍卖车辆：浙E12345，原车主某公司。',
      '车主张三驾驶浙E12***来到现场。',
      '浙E牌照车辆可以办理。',
      '车主可凭证办理，G2次列车正点。',
    ],
  },
  find: ({ plain, spanOf, sentences }) =>
    sentences.flatMap(({ start, end }) => {
      const sentence = plain.slice(start, end)
      if (!owner.test(sentence) || publicVehicle.test(sentence)) return []
      return [...sentence.matchAll(plate)].map(
        ({ 0: written, index }): Hit => ({
          ...spanOf(start + index, start + index + written.length),
          suggestions: [],
          message: '车牌号与个人信息同时出现，请确认是否需要遮盖',
        }),
      )
    }),
}

const vulnerable =
  /(?:艾滋病(?:患者|感染者)|精神病患者|吸毒人员|强制戒毒人员|性侵受害人|被性侵|被拐(?:妇女|儿童)|受害(?:女童|女孩|少女|未成年人)|未成年(?:受害人|被害人|嫌疑人|犯罪嫌疑人)|确诊(?:病例|患者))([赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许吕施张孔曹严魏陶姜谢邹潘范彭鲁韦俞袁柳唐罗薛雷贺倪汤郝傅康余顾孟黄尹姚邵汪祁毛宋庞熊纪舒项祝董梁杜阮蓝季贾江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫丁邓洪石崔龚程陆翁刘叶黎白赖乔谭温庄晏柴阎廖耿])(\p{Script=Han}{1,2})(?=[,(、]|(?:男|女)|今年|家住|的父|的母|现年)/gu

export const nameToWithhold: Rule = {
  id: 'privacy.name-to-withhold',
  category: 'privacy',
  severity: 'hint',
  reach: 'paragraph',
  title: '不宜公开真实姓名',
  why: '涉案未成年人、妇女儿童，严重传染病、精神病、艾滋病患者和有吸毒史人员等，只写姓氏加“某”，不用化名。',
  basis:
    '《新华社新闻信息报道中的禁用词和慎用词（2016年7月修订）》法律法规类；《中华人民共和国未成年人保护法》第一百零三条',
  examples: {
    fires: ['艾滋病患者张建国，男，今年四十岁。', '未成年受害人李小红（女）已得到救助。'],
    quiet: [
      '艾滋病患者张某，男，今年四十岁。',
      '确诊病例王某某（女）已出院。',
      '精神病患者管理办法施行。',
      '关爱艾滋病患者高度重视心理疏导。',
    ],
  },
  find: ({ plain, spanOf }) =>
    [...plain.matchAll(vulnerable)]
      .filter(({ 2: given = '' }) => !given.includes('某'))
      .map(({ 0: written, 1: surname = '', 2: given = '', index }) => {
        const at = index + written.length - surname.length - given.length
        return {
          ...spanOf(at, at + surname.length + given.length),
          suggestions: [`${surname}某`],
          message: '此类人员不宜公开真实姓名，应写姓氏加“某”',
        }
      }),
}
