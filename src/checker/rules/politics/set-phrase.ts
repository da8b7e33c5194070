import { bodyPhrases } from '../../lexicon/politics/body-phrases.data.ts'
import { setPhrases } from '../../lexicon/politics/set-phrases.data.ts'
import type { Hit, Rule } from '../../rule.ts'
import { findDeviations, indexPhrases, type SetPhrase } from './phrase-deviation.ts'

const phraseIndex = indexPhrases(setPhrases)
const bodyIndex = indexPhrases(bodyPhrases)

/** A set phrase with one character wrong, missing, doubled or out of place. */
export const miswrittenPhrase: Rule = {
  id: 'setPhrase.miswritten',
  category: 'setPhrase',
  severity: 'grave',
  reach: 'paragraph',
  title: '固定提法写错',
  why: '党和国家文件中的固定提法须一字不差；写错、漏字、多字都属政治性差错。',
  basis: '《国务院办公厅关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕123号）；党章和党的代表大会文件的表述',
  examples: {
    fires: [
      '全体干部要坚持和发展中国特设社会主义。',
      '认真学习习近平新时代中国特色社会主意思想。',
      '深入推进扫黑锄恶专项斗争。',
      '推动构建人类命运同体。',
      '大力弘扬社会主义核心价价值观。',
      '坚持绿水青山就是金山根山。',
      '统筹推进国家治理体系和治里能力现代化。',
      '扎实做好脱贫攻艰各项工作。',
      '始终坚持全面从严冶党。',
      '始终坚持实事求事的工作作风。',
      '铸牢中华民簇共同体意识。',
      '增强“四个意识”、坚定“四个自行”、做到“两个维护”。',
      '坚持人民致上、生命至上。',
    ],
    quiet: [
      '坚持以人为中心的城镇化，全心全意为居民服务。',
      '加强生态文化建设，优化招商环境。',
      '中国的现代化走出了自己的道路，中国现代化史值得研究。',
      '办实事就是要办到群众心坎上，办实事求实效。',
      '文件对四个方面、两个维度提出要求，并列出四个议题。',
      '学习贯彻党的十八大精神。',
      '推动“一带一路”会议和建议落到实处。',
      '县里举办脱贫攻坚展，农民集中制种。',
      '中国共产党愿同各国政党加强交流。',
      '建设社会主义现代化大国，完善中国特色社会主义法律体系。',
      '科学开展观测，科学发展关键在人。',
      '任何组织不得凌驾于人民之上。',
      '全面建设小康社会，走中国特色社会主义之路。',
    ],
  },
  find: (text) => hitsOf(text.plain, text.spanOf, phraseIndex, '固定提法'),
}

/** The country, an organ or a congress with one character wrong, missing, doubled or out of place. */
export const miswrittenBody: Rule = {
  id: 'institution.miswritten',
  category: 'institution',
  severity: 'grave',
  reach: 'paragraph',
  title: '国名、机构、会议名称写错',
  why: '国名、国家机构和重要会议的全称写错，属严重表述错误。',
  basis: '国家机构名称以《中华人民共和国宪法》《中国共产党章程》和国务院机构设置文件为准',
  examples: {
    fires: [
      '庆祝中华人民其和国成立。',
      '根据《中华人民共和和国城乡规划法》办理。',
      '中华共人民和国、中华人民共国公民依法享有权利。',
      '中国人民政治协商会仪第三次会议开幕。',
      '第十四届全国人民代表大会常务委员员会召开会议。',
      '县人民政付印发通知。',
      '市人民检擦院提起公诉。',
    ],
    quiet: [
      '县人力资源社会保障局、住房城乡建设局联合印发通知。',
      '国家发展改革委会同有关部门研究。',
      '为人民政协事业作出贡献，为人民服务。',
      '县人大常委会、县政协机关干部参加活动，区卫生健康局负责解释。',
      '中华苏维埃共和国是红色政权。',
      '检察委员会讨论了案件。',
      '全国人大代表来浙视察。',
    ],
  },
  find: (text) => hitsOf(text.plain, text.spanOf, bodyIndex, '规范名称'),
}

/** 和 for 与, a 的 too few or too many: a wording, not a blunder. */
const particles = '和与及的地得'

function hitsOf(
  plain: string,
  spanOf: (start: number, end: number) => { start: number; end: number },
  index: ReturnType<typeof indexPhrases>,
  kind: string,
): Hit[] {
  return findDeviations(plain, index).map(({ phrase, start, end, at }) => {
    const written = plain.slice(start, end)
    return {
      ...spanOf(start, end),
      suggestions: [phrase.right],
      message: `“${written}”与${kind}“${phrase.right}”不一致，应为“${phrase.right}”`,
      severity: isSlight(phrase, plain[at], phrase.right[at - start]) ? 'minor' : 'grave',
    }
  })
}

function isSlight(phrase: SetPhrase, written: string | undefined, right: string | undefined): boolean {
  return phrase.minor === true || (particles.includes(written ?? '#') && particles.includes(right ?? '#'))
}
