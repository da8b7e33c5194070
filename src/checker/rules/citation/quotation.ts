import type { Policy } from '../../knowledge.ts'
import type { Hit, Rule } from '../../rule.ts'
import { citationsIn } from './citations.ts'
import { editDistance } from './edit-distance.ts'
import { libraryOf } from './library.ts'
import { coreOf } from './titles.ts'

/** Shorter quotations are words, not sentences; longer ones are compared by their beginning. */
const shortest = 10
const longest = 300
const seed = 4

export const alteredQuotation: Rule = {
  id: 'citation.quotation',
  category: 'citation',
  severity: 'minor',
  reach: 'paragraph',
  title: '引文与原文不符',
  why: '引号内的文字应当与所引文件的原文一致。',
  basis: '《标点符号用法》（GB/T 15834-2011）4.8.3.1（标示语段中直接引用的内容）；所引文件见政策库',
  // Only policies whose text is in the library can be quoted wrongly; none of the starter has one.
  examples: { fires: [], quiet: ['《中华人民共和国档案法》指出，“档案工作应当做得更好更细更实”。'] },
  find(text, _context, { policies }) {
    const { byCore } = libraryOf(policies)
    const citations = citationsIn(text).filter(({ marked }) => marked)
    return citations.flatMap((citation, i): Hit[] => {
      const originals = (byCore.get(coreOf(citation.title)) ?? []).flatMap(originalOf)
      if (originals.length === 0) return []
      const until = citations[i + 1]?.titleAt ?? text.plain.length
      return quotationsIn(text.plain, citation.titleAt, until).flatMap(({ quoted, at }) => {
        if (originals.some(({ plain }) => plain.includes(tidy(quoted)))) return []
        const right = originals
          .map((original) => likeliest(tidy(quoted), original))
          .find((found) => found !== undefined)
        if (right === undefined) return []
        return [
          {
            ...text.spanOf(at, at + tidy(quoted).length),
            message: `引文与《${citation.title}》原文不一致，原文为“${right}”`,
            suggestions: [right],
          },
        ]
      })
    })
  },
}

/** The text of a policy without spaces and in half width, with the way back to how it is written. */
type Original = { plain: string; written: string; at: readonly number[] }
const originals = new WeakMap<Policy, Original>()

function originalOf(policy: Policy): Original[] {
  if (policy.text === undefined) return []
  const known = originals.get(policy)
  if (known) return [known]
  let plain = ''
  const at: number[] = []
  for (let i = 0; i < policy.text.length; i++) {
    const said = policy.text.charAt(i).normalize('NFKC').replace(/\s/g, '')
    plain += said
    for (let n = 0; n < said.length; n++) at.push(i)
  }
  const original = { plain, written: policy.text, at }
  originals.set(policy, original)
  return [original]
}

function quotationsIn(plain: string, from: number, until: number): { quoted: string; at: number }[] {
  return [...plain.slice(from, until).matchAll(/“([^“”]{10,600})”/g)].map((match) => ({
    quoted: match[1] ?? '',
    at: from + match.index + 1,
  }))
}

/** The stop at the end may belong to the sentence that quotes. */
function tidy(quoted: string): string {
  return quoted
    .replace(/\s/g, '')
    .replace(/[,。;!?]$/, '')
    .slice(0, longest)
}

/** The stretch of the original that a quotation was altered from; undefined where it is no near one. */
function likeliest(quoted: string, { plain: original, written, at }: Original): string | undefined {
  if (quoted.length < shortest) return undefined
  const limit = Math.max(1, Math.floor(quoted.length / 5))
  let best: { rank: number; start: number; end: number } | undefined
  for (const start of startsIn(quoted, original)) {
    for (const length of lengthsAround(quoted.length)) {
      const candidate = original.slice(start, start + length)
      const distance = editDistance(quoted, candidate, limit)
      // Of equals the one that begins as the quotation does: what was left out lies within.
      const rank = distance * 2 + (candidate[0] === quoted[0] ? 0 : 1)
      if (distance <= limit && (!best || rank < best.rank)) best = { rank, start, end: start + candidate.length }
    }
  }
  if (!best) return undefined
  return written.slice(at[best.start], (at[best.end - 1] ?? 0) + 1)
}

/** Where the original shares four characters with the quotation, brought back to the quotation's beginning. */
function startsIn(quoted: string, original: string): Set<number> {
  const starts = new Set<number>()
  for (let i = 0; i + seed <= quoted.length && starts.size < 20; i += seed) {
    const part = quoted.slice(i, i + seed)
    for (let at = original.indexOf(part); at >= 0 && starts.size < 20; at = original.indexOf(part, at + 1)) {
      for (const shift of [0, -1, 1]) starts.add(Math.max(0, at - i + shift))
    }
  }
  return starts
}

function lengthsAround(length: number): number[] {
  return [0, -1, 1, -2, 2].map((more) => length + more)
}
