import { textOf, titlesOf } from './html-text.rules.ts'

export type Verified = 'verified' | 'differs' | 'unreachable'

const leastTitle = 0.9
const leastText = 0.8
/** A page with fewer characters of text is a shell that a script fills, or a request to sign in: it shows nothing. */
const leastPage = 30

/**
 * Whether a page shows what was signed: its title, and of its text the pairs of neighbouring characters. A platform adds
 * its own words to a page, so what is more does not count; what is missing does.
 */
export function verifiedBy(page: { status: number; body: string }, signed: { title: string; text: string }): Verified {
  if (page.status < 200 || page.status >= 300) return 'unreachable'
  const shown = lettersOf(`${titlesOf(page.body).join('')}${textOf(page.body)}`)
  if (shown.length < leastPage) return 'unreachable'
  const pairs = pairsOf(shown)
  const has = (text: string) => {
    const wanted = [...pairsOf(lettersOf(text))]
    return wanted.length === 0 ? 1 : wanted.filter((pair) => pairs.has(pair)).length / wanted.length
  }
  return has(signed.title) >= leastTitle && has(signed.text) >= leastText ? 'verified' : 'differs'
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

function pairsOf(text: string): Set<string> {
  const letters = [...text]
  return new Set(letters.slice(0, -1).map((letter, at) => `${letter}${letters[at + 1]}`))
}
