import type { CheckedText } from '../../checked-text.ts'
import type { Hit, Rule } from '../../rule.ts'

const cautionBasis = '《新华社新闻信息报道中的禁用词和慎用词（2016年7月修订）》'

const underInvestigation = /抓获|抓捕|落网|刑拘|刑事拘留|批准逮捕|依法逮捕|移送审查起诉|侦查|涉嫌|嫌疑|公诉/
const afterJudgment =
  /判处|判决|宣判|服刑|刑满|监狱|减刑|假释|改造|矫正|徒刑|缓刑|死刑|收监|监外|越狱|脱逃|追逃|战争罪|罪犯档案|震慑|打击|管教|国际刑/

/** 罪犯 of somebody whom no court has sentenced yet. */
export const convictBeforeJudgment: Rule = {
  id: 'banned.convict-before-judgment',
  category: 'banned',
  severity: 'hint',
  reach: 'paragraph',
  title: '判决前称“罪犯”',
  why: '未经人民法院依法判决，对任何人都不得确定有罪；判决前称“犯罪嫌疑人”，起诉后称“被告人”。',
  basis: `《中华人民共和国刑事诉讼法》第十二条；${cautionBasis}法律法规类`,
  examples: {
    fires: ['昨日，民警在车站抓获一名盗窃罪犯。', '涉嫌诈骗的罪犯张某已被刑事拘留。'],
    quiet: [
      '民警抓获犯罪嫌疑人3名。',
      '法院依法判处罪犯李某有期徒刑三年。',
      '公安机关抓获脱逃罪犯一名。',
      '坚决打击犯罪，震慑罪犯，依法侦查。',
      '监狱对罪犯开展教育。',
    ],
  },
  find: (text) =>
    inSentences(text, /罪犯/g, {
      about: (sentence) => underInvestigation.test(sentence) && !afterJudgment.test(sentence),
      suggestions: ['犯罪嫌疑人', '被告人'],
      message: () => '人民法院判决前不宜称“罪犯”，应称“犯罪嫌疑人”；已提起公诉的称“被告人”',
    }),
}

/** 书记亲自来到: the manner in which leaders do what is their work. The call that they see to it themselves is set. */
export const leaderInPerson: Rule = {
  id: 'banned.leader-in-person',
  category: 'banned',
  severity: 'hint',
  reach: 'paragraph',
  title: '领导活动报道用“亲自”',
  why: '报道各级领导同志的活动，慎用“亲自”等词语。',
  basis: `${cautionBasis}时政和社会生活类第5条`,
  examples: {
    fires: ['县长李明亲自来到田间地头看望群众。', '镇党委书记亲自登门走访困难家庭。', '市领导亲自带队赴企业调研。'],
    quiet: [
      '党委书记要亲自抓、负总责。',
      '主要负责同志应当亲自部署、亲自推动。',
      '习近平总书记亲自谋划、亲自部署、亲自推动。',
      '孩子们亲自动手包粽子，院长在一旁指导。',
      '局长应当亲自接访。',
    ],
  },
  find: (text) =>
    inSentences(
      text,
      /(?:书记|省长|市长|区长|县长|镇长|乡长|局长|厅长|部长|处长|主席|主任|领导)\p{Script=Han}{0,4}亲自(?:来到|到|前往|赴|深入|带队|率队|看望|慰问|走访|登门|上门|出席|参加|主持|下厨|动手|送|为|给|将|把)/gu,
      {
        fits: (written) => !/要|应|须|必|需|总书记/.test(written),
        suggestions: [],
        message: () => '报道领导同志活动慎用“亲自”，建议删去',
      },
    ),
}

/** 局长老板: colloquial for those who lead. */
export const leaderAsBoss: Rule = {
  id: 'banned.leader-as-boss',
  category: 'banned',
  severity: 'hint',
  reach: 'paragraph',
  title: '称领导干部为“老板”',
  why: '对国内领导干部和国有企业负责人不称“老板”。',
  basis: `${cautionBasis}时政和社会生活类第6条`,
  examples: {
    fires: ['国有企业老板代表作了发言。', '央企老板们齐聚一堂。'],
    quiet: ['民营企业老板代表作了发言。', '书记和餐馆老板聊起了生意。', '县里的国企与民企老板座谈。'],
  },
  find: (text) =>
    inSentences(text, /(?:国有企业|国企|央企|局长|县长|市长|省长|厅长)老板(?!娘)/g, {
      suggestions: [],
      message: (written) => `“${written}”不规范，应使用职务称谓或“负责人”`,
    }),
}

type Wanted = {
  /** What the sentence has to speak of. */
  about?: (sentence: string) => boolean
  /** What the words found have to be. */
  fits?: (written: string) => boolean
  suggestions: readonly string[]
  message: (written: string) => string
}

function inSentences(text: CheckedText, pattern: RegExp, wanted: Wanted): Hit[] {
  const { about = () => true, fits = () => true, suggestions, message } = wanted
  return text.sentences.flatMap(({ start, end }) => {
    const sentence = text.plain.slice(start, end)
    if (!about(sentence)) return []
    return [...sentence.matchAll(pattern)]
      .filter(({ 0: written }) => fits(written))
      .map(({ 0: written, index }) => ({
        ...text.spanOf(start + index, start + index + written.length),
        suggestions,
        message: message(written),
      }))
  })
}
