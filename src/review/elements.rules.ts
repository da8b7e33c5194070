import { type Category, categories, type Finding } from '../checker/finding.ts'

/** The seven elements that each level of review judges (§8.2.2), and who can: the checker prepares what it can. */
// biome-ignore format: a table is read by columns
export const reviewElements = {
  politics: { zh: '政治', clause: '8.2.2(1)', asks: '政治导向、政治立场正确',                     by: 'person' },
  policy:   { zh: '政策', clause: '8.2.2(2)', asks: '政策准确无误，引用格式规范',                 by: 'checker' },
  business: { zh: '业务', clause: '8.2.2(3)', asks: '行业知识和技术内容正确，没有常识性错误',     by: 'person' },
  law:      { zh: '法律', clause: '8.2.2(4)', asks: '符合法律法规要求',                           by: 'checker' },
  wording:  { zh: '文字', clause: '8.2.2(5)', asks: '文字规范、语言通畅、没有错别字',             by: 'checker' },
  secrecy:  { zh: '保密', clause: '8.2.2(6)', asks: '不涉及国家秘密、工作秘密和个人隐私',         by: 'checker' },
  opinion:  { zh: '舆情', clause: '8.2.2(7)', asks: '弘扬正能量，没有舆情风险',                   by: 'person' },
} as const satisfies Record<string, { zh: string; clause: string; asks: string; by: 'person' | 'checker' }>
export type ReviewElement = keyof typeof reviewElements
export const elementNames = Object.keys(reviewElements) as [ReviewElement, ...ReviewElement[]]

export const verdicts = { pass: '合格', failed: '不合格' } as const
export type Verdict = keyof typeof verdicts
export const verdictNames = Object.keys(verdicts) as [Verdict, ...Verdict[]]

/** A reviewer's judgement of one element; a failed one says why. */
export type Judged = { verdict: Verdict; note: string }
export type Elements = Record<ReviewElement, Judged>

const elementByZh = new Map(elementNames.map((name) => [reviewElements[name].zh as string, name]))

/** To which element a finding of the checker belongs. */
export function elementOf(category: Category): ReviewElement {
  return elementByZh.get(categories[category].element) ?? 'wording'
}

/** One finding of one text, the same again after the text was checked again; by it a release is remembered. */
export function findingKey(finding: Pick<Finding, 'ruleId' | 'text' | 'start'>): string {
  return `${finding.ruleId}@${finding.start}:${finding.text}`
}

/** The same of one part of a manuscript: the same words in the title and in the body are two findings. */
export function findingKeyIn(part: string, finding: Parameters<typeof findingKey>[0]): string {
  return `${part}|${findingKey(finding)}`
}

/**
 * What the checker can say of each element before the reviewer does: `failed` where something 严重 stands open, `look`
 * where there is something lesser, `clear` where it looked and found nothing, `person` where only a person can judge.
 */
export type Prefilled = { state: 'failed' | 'look' | 'clear' | 'person'; findings: readonly Finding[] }

export function prefilled(
  findings: readonly (Finding & { key?: string })[],
  released: ReadonlySet<string>,
): Record<ReviewElement, Prefilled> {
  const of = (name: ReviewElement): Prefilled => {
    const own = findings.filter(({ category }) => elementOf(category) === name)
    const open = own.filter((one) => one.severity === 'grave' && !released.has(one.key ?? findingKey(one)))
    if (open.length > 0) return { state: 'failed', findings: own }
    if (own.length > 0) return { state: 'look', findings: own }
    return { state: reviewElements[name].by === 'person' ? 'person' : 'clear', findings: [] }
  }
  // Every name is a key of the table, so the record is whole.
  return Object.fromEntries(elementNames.map((name) => [name, of(name)])) as Record<ReviewElement, Prefilled>
}
