import type { CheckedText, Span } from '../../checked-text.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Slogans known by their number. The noun alone is an everyday word, so a wrong number tells only in their company. */
const slogans = [
  { number: '四', measure: '个', noun: '意识' },
  { number: '四', measure: '个', noun: '自信' },
  { number: '两', measure: '个', noun: '维护' },
  { number: '两', measure: '个', noun: '确立' },
] as const

const wrongNumber = new RegExp(
  `[“"]?([一二两俩三四五六七八九十])([个种项大])(${slogans.map(({ noun }) => noun).join('|')})[”"]?`,
  'g',
)

/** “五个自信”, “四种意识”. */
export const numberedSlogan: Rule = {
  id: 'setPhrase.number',
  category: 'setPhrase',
  severity: 'grave',
  reach: 'paragraph',
  title: '数字类固定提法写错',
  why: '“四个意识”“四个自信”“两个维护”“两个确立”数目和量词都是固定的。',
  basis: '《中国共产党章程》总纲（“四个意识”“四个自信”“两个维护”）；党的文件的固定表述',
  examples: {
    fires: [
      '增强“四种意识”、坚定“四个自信”、做到“两个维护”。',
      '增强“四个意识”、坚定“五个自信”、做到“两个维护”。',
      '深刻领悟“三个确立”的决定性意义，做到“两个维护”。',
      '增强四个意识，坚定三个自信，做到两个维护。',
    ],
    quiet: [
      '增强“四个意识”、坚定“四个自信”、做到“两个维护”。',
      '班子成员要树立三种意识：服务意识、效率意识、法治意识。',
      '乡村教师给了孩子两个自信的理由。',
      '深刻领悟“两个确立”的决定性意义。',
      '要处理好两项维护任务，增强四个意识。',
    ],
  },
  find: (text) => text.sentences.flatMap((sentence) => hitsIn(text, sentence)),
}

function hitsIn(text: CheckedText, sentence: Span): Hit[] {
  const words = text.plain.slice(sentence.start, sentence.end)
  const found = [...words.matchAll(wrongNumber)].map((match) => ({ match, slogan: sloganOf(match[3]) }))
  const isRight = ({ match, slogan }: (typeof found)[number]) =>
    match[1] === slogan?.number && match[2] === slogan?.measure
  if (!found.some(isRight)) return []

  return found.flatMap((each) => {
    const { match, slogan } = each
    // 两项维护任务: with another measure it speaks of something else, unless it is marked as a slogan.
    const isMarked = /^[“"]/.test(match[0]) || match[2] === '个'
    if (!slogan || isRight(each) || !isMarked) return []
    const right = slogan.number + slogan.measure + slogan.noun
    const at = sentence.start + match.index + (/^[“"]/.test(match[0]) ? 1 : 0)
    const written = `${match[1]}${match[2]}${match[3]}`
    return [
      {
        ...text.spanOf(at, at + written.length),
        suggestions: [right],
        message: `“${written}”应为“${right}”`,
      },
    ]
  })
}

function sloganOf(noun: string | undefined) {
  return slogans.find((slogan) => slogan.noun === noun)
}
