import type { CheckedText } from '../../checked-text.ts'

/** A document as a text cites it; places are those of the plain text. */
export type Citation = {
  title: string
  titleAt: number
  /** Whether the title stands in 《》; without them its beginning is uncertain. */
  marked: boolean
  number?: { text: string; at: number }
}

/** 国办发〔2018〕123号, 国务院令第711号, GB/T 9704-2012. */
const number =
  /\p{Script=Han}{1,12}[〔[【(]\s?\d{4}\s?[〕\]】)]\s?第?\s?\d{1,5}\s?号|(?:国务院|主席)令\s?\(?第\s?\d{1,4}\s?号|GB(?:\/T)?\s?\d{3,6}(?:\.\d{1,2})?\s?[-—–]\s?\d{4}/u
/** 《title》, with titles in it in 〈〉, then perhaps its number in brackets. */
const marked = new RegExp(`《([^《》\\n]{2,120})》(?:\\s?[(,]?\\s?(?:中华人民共和国)?(${number.source}))?`, 'gu')
const bracketed = new RegExp(`\\((${number.source})\\)`, 'gu')
/** A title without marks, told by 关于…的…, that ends where its number begins. */
const unmarked = /(\p{Script=Han}{2,20}关于[^《》,。;:!?\n]{4,80}的(?:通知|意见|决定|办法|规定|方案|通报|批复|函))\s?$/u
const longestTitle = 140

const found = new WeakMap<CheckedText, readonly Citation[]>()

/** What a text cites; several rules ask for the same text. */
export function citationsIn(text: CheckedText): readonly Citation[] {
  const known = found.get(text)
  if (known) return known
  const citations = [...markedIn(text.plain), ...unmarkedIn(text.plain)]
  found.set(text, citations)
  return citations
}

function markedIn(plain: string): Citation[] {
  if (!plain.includes('《')) return []
  return [...plain.matchAll(marked)].map((match) => {
    const [all, title = '', written] = match
    return {
      title,
      titleAt: match.index + 1,
      marked: true,
      ...(written !== undefined && { number: { text: written, at: match.index + all.lastIndexOf(written) } }),
    }
  })
}

function unmarkedIn(plain: string): Citation[] {
  if (!plain.includes('关于')) return []
  return [...plain.matchAll(bracketed)].flatMap(({ 1: written = '', index }) => {
    const before = plain.slice(Math.max(0, index - longestTitle), index)
    const match = unmarked.exec(before)
    if (!match) return []
    const titleAt = index - before.length + match.index
    return [{ title: match[1] ?? '', titleAt, marked: false, number: { text: written, at: index + 1 } }]
  })
}
