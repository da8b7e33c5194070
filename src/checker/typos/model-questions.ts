import { moved } from '../checker.ts'
import type { Finding } from '../finding.ts'
import { longestQuestion, type ModelAnswer } from './model-endpoint.ts'

/** What a model found in a whole text, and why parts of it could not be looked at. */
export type ModelReport = { findings: Finding[]; failures: string[] }

/** Short paragraphs are asked about together up to this length: a question has a price even when it is one line. */
const joined = 1000
/** A model of an office's own has few seats. */
const atOnce = 2

type Part = { text: string; at: number }

/**
 * Asks about a text part by part, two at a time, and moves what is found to its place in the whole. What could not be
 * asked is a reason in Chinese and never an error. After `overall` is aborted no further part is asked about.
 */
export async function askInParts(
  text: string,
  ask: (part: string) => Promise<ModelAnswer>,
  overall?: AbortSignal,
): Promise<ModelReport> {
  const parts = questionsOf(text)
  const answers: { at: number; answer: ModelAnswer }[] = []
  let next = 0
  async function seat(): Promise<void> {
    for (let part = parts[next++]; part && !overall?.aborted; part = parts[next++]) {
      answers.push({ at: part.at, answer: await ask(part.text) })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, seat))
  answers.sort((a, b) => a.at - b.at)
  const failures = answers.flatMap(({ answer }) => answer.failure ?? [])
  const unasked = Array.from({ length: parts.length - answers.length }, () => '检查超过总时限，未送模型检查')
  return {
    findings: answers.flatMap(({ at, answer }) => moved(answer.findings, at)),
    failures: counted([...failures, ...unasked], parts.length),
  }
}

/** Each reason once, with how many of the parts it befell. */
function counted(reasons: readonly string[], parts: number): string[] {
  return [...new Set(reasons)].map((reason) => {
    const count = reasons.filter((one) => one === reason).length
    return parts === 1 ? reason : `${reason}（全文分 ${parts} 段，${count} 段未检查）`
  })
}

/** The parts of a text to ask about, in order, cut at line ends and, in a very long line, at sentence ends. */
export function questionsOf(text: string): Part[] {
  const pieces = [...text.matchAll(/[^\n]+/g)].flatMap(({ 0: line, index }) => cut(line, index))
  const spans: { start: number; end: number }[] = []
  for (const piece of pieces) {
    const last = spans.at(-1)
    if (last && piece.end - last.start <= joined) last.end = piece.end
    else spans.push(piece)
  }
  const parts = spans.map(({ start, end }) => ({ text: text.slice(start, end), at: start }))
  return parts.filter((part) => /\p{Script=Han}/u.test(part.text))
}

function cut(line: string, at: number): { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = []
  for (let start = 0; start < line.length; ) {
    const end = start + longestQuestion >= line.length ? line.length : cutBefore(line, start, start + longestQuestion)
    pieces.push({ start: at + start, end: at + end })
    start = end
  }
  return pieces
}

/** The last sentence end before a place, or the place itself, but never between the two halves of a character. */
function cutBefore(line: string, start: number, place: number): number {
  const piece = line.slice(start, place)
  const sentence = Math.max(...['。', '！', '？', '；'].map((mark) => piece.lastIndexOf(mark)))
  if (sentence >= 0) return start + sentence + 1
  return /[\uD800-\uDBFF]$/.test(piece) ? place - 1 : place
}
