import type { Policy } from '../../knowledge.ts'
import type { Day, Hit, Rule } from '../../rule.ts'
import { sentenceAround } from '../source/quoted.ts'
import { type Citation, citationsIn } from './citations.ts'
import { isInForce, libraryOf, numberKey } from './library.ts'
import { coreOf } from './titles.ts'

/** Who tells the history of a law, or judges what happened under it, cites it rightly. */
const historical =
  /废止|失效|停止执行|不再执行|取代|代替|替代|原《|旧|沿革|历史|曾|当时|施行前|修订前|颁布|通过|诞生|出台|起草|制定于|编纂|司法解释|判决|裁定|案件|年《|时期|以来|回顾/

export const noLongerInForce: Rule = {
  id: 'citation.repealed',
  category: 'citation',
  severity: 'minor',
  reach: 'paragraph',
  title: '引用已失效的文件',
  why: '作为依据引用的文件应当现行有效。',
  basis: '所引文件的废止规定见政策库',
  examples: {
    fires: [
      '根据《国家行政机关公文处理办法》的规定，公文应当准确规范。',
      '依据《中华人民共和国婚姻法》办理结婚登记。',
      '依照《合同法》签订采购协议。',
      '公文格式按照《国家行政机关公文格式》（GB/T 9704-1999）执行。',
      '根据《政府信息公开条例》（国务院令第492号）的规定，现予公布。',
    ],
    quiet: [
      '根据《政府信息公开条例》的规定，现予公布。',
      '根据《党政机关公文处理工作条例》的规定，公文应当准确规范。',
      '《中华人民共和国民法典》施行后，《中华人民共和国婚姻法》同时废止。',
      '1950年《中华人民共和国婚姻法》颁布实施。',
      '依照《中华人民共和国劳动合同法》签订合同。',
    ],
  },
  find(text, { on }, { policies }) {
    const library = libraryOf(policies)
    return citationsIn(text).flatMap((citation): Hit[] => {
      const cited = citedPolicies(citation, library.byCore, library.byNumber)
      const gone = cited.find((policy) => policy.repealedOn && policy.repealedOn <= on)
      if (!gone || cited.some((policy) => isInForce(policy, on))) return []
      const { before, after } = sentenceAround(text.plain, text.sentences, citation.titleAt)
      if (historical.test(before + after)) return []
      const { titleAt, title } = citation
      return [{ ...text.spanOf(titleAt, titleAt + title.length), ...explain(gone, title) }]
    })
  },
}

/** By number where one is given: an old edition has the title of the new one. */
function citedPolicies(
  { title, number, marked }: Citation,
  byCore: ReadonlyMap<string, readonly Policy[]>,
  byNumber: ReadonlyMap<string, readonly Policy[]>,
): readonly Policy[] {
  const titled = (marked && byCore.get(coreOf(title))) || []
  const numbered = (number && byNumber.get(numberKey(number.text))) || []
  const both = titled.filter((policy) => numbered.includes(policy))
  return both.length > 0 ? both : titled
}

function explain({ repealedOn, replacedBy }: Policy, title: string): { message: string; suggestions: string[] } {
  const since = repealedOn ? chineseDay(repealedOn) : ''
  return replacedBy === undefined
    ? { message: `《${title}》已于${since}失效，请核对依据`, suggestions: [] }
    : { message: `《${title}》已于${since}失效，现行的是《${replacedBy}》`, suggestions: [] }
}

function chineseDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
