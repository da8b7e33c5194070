import type { CheckedText } from '../../checked-text.ts'
import type { Hit, Rule } from '../../rule.ts'
import { doubledWords, doubleExcuses, doubleFunction } from './repetition.data.ts'

const basis = '《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）内容保障类指标：一般表述错误'
const why = '多半是修改、粘贴时留下的重复文字，读者一眼可见。'

/** The same word twice side by side: 进行进行, 工作工作. Two characters may be right twice, so those stand in a table. */
export const repeatedWords: Rule = {
  id: 'repetition.words',
  category: 'repetition',
  severity: 'minor',
  reach: 'paragraph',
  title: '词语重复',
  why,
  basis,
  examples: {
    fires: [
      '对全县开展进行进行检查。',
      '各单位各单位要高度重视。',
      '国务院办公厅国务院办公厅印发通知。',
      '做好防汛工作工作。',
    ],
    quiet: [
      '大家一起研究研究、讨论讨论。',
      '一项一项抓落实，一件一件办实事。',
      '点点滴滴、家家户户、世世代代。',
      '电话12341234。',
      '人民调解委员会',
      '哈哈哈哈，大家很多很多。',
    ],
  },
  find: (text) => [...text.plain.matchAll(/([一-龥]{2,14})\1/g)].flatMap((match) => repeated(text, match)),
}

function repeated({ spanOf }: CheckedText, { 0: both, 1: word = '', index }: RegExpMatchArray): Hit[] {
  if (doubledWords.has(both) || (word.length === 2 && word[0] === word[1])) return []
  if (word.length === 2 && !/[^一二三四五六七八九十百千两几个某]/.test(word)) return []
  const half = index ?? 0
  return [
    {
      ...spanOf(half + word.length, half + both.length),
      message: `“${word}”重复，请删去一个`,
      suggestions: [''],
    },
  ]
}

const doubled = new RegExp(`([${doubleFunction}])\\1`, 'g')

/** A particle typed twice: 的的, 了了, where no right word has it twice. */
export const repeatedParticles: Rule = {
  id: 'repetition.particles',
  category: 'repetition',
  severity: 'minor',
  reach: 'paragraph',
  title: '虚词重复',
  why,
  basis,
  examples: {
    fires: ['这是我们的的职责。', '取得了了显著成效。', '会议将将在下周召开。', '在在各单位支持下。'],
    quiet: [
      '目的的实现，的的确确如此。',
      '为了了解情况，此事不了了之。',
      '对在在建项目、在在校学生开展检查。',
      '基层干部等等。',
      '把好关口放在首位',
      '是是非非要分清，参与与监督并重。',
    ],
  },
  find: (text) =>
    [...text.plain.matchAll(doubled)].flatMap(({ 0: both, 1: one = '', index }) =>
      excused(text.plain, index)
        ? []
        : [{ ...text.spanOf(index + 1, index + 2), message: `“${both}”多了一个“${one}”`, suggestions: [''] }],
    ),
}

function excused(plain: string, at: number): boolean {
  const around = plain.slice(Math.max(0, at - 4), at + 6)
  return (
    plain[at] === plain[at + 2] ||
    (at > 0 && plain[at - 1] === plain[at]) ||
    doubleExcuses.some((word) => around.includes(word))
  )
}
