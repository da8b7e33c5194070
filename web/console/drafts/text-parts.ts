import type { DraftContent } from '../../../src/publishing/content.contract.ts'

/** One field of a manuscript within the text that is checked as a whole. */
export type Part = { part: 'title' | 'digest' | 'author' | 'body'; zh: string; start: number; end: number }
export type Parts = { text: string; parts: readonly Part[] }

const words = { title: '标题', digest: '摘要', author: '作者', body: '正文' } as const

/** Title, digest, author and body one below the other, and where each of them begins. */
export function partsOf(
  { title, digest, author }: Pick<DraftContent, 'title' | 'digest' | 'author'>,
  body: string,
): Parts {
  const given = { title, digest, author, body }
  const parts: Part[] = []
  const lines: string[] = []
  let at = 0
  for (const part of ['title', 'digest', 'author', 'body'] as const) {
    const text = given[part]
    if (text === '') continue
    parts.push({ part, zh: words[part], start: at, end: at + text.length })
    lines.push(text)
    at += text.length + 1
  }
  return { text: lines.join('\n'), parts }
}

/** The part that holds a stretch of the whole; null for one that reaches over an edge. */
export function partAt({ parts }: Pick<Parts, 'parts'>, { start, end }: { start: number; end: number }): Part | null {
  return parts.find((one) => one.start <= start && end <= one.end) ?? null
}
