import { isAlike, isNearlyAlike } from './alike.ts'

/** A wording that has one right form (固定提法, a name), and how far from it a text may be before it is told. */
export type SetPhrase = {
  right: string
  /** One character off inside is always a slip: no other wording runs like this. Otherwise it has to sound or look alike. */
  firm?: boolean
  /** What stands before its last character is a word of its own: the last one is not judged. */
  open?: boolean
  /** Slips known from practice that lie further off than one character, or that chance would not tell. */
  wrongs?: readonly string[]
  /** Wordings close by that are right. */
  spare?: readonly string[]
  /** A slip here is a plain misnomer, not a grave one. */
  minor?: boolean
}

/** A place where a text comes within one character of a set phrase and misses it. `at` is where it goes wrong. */
export type Deviation = { phrase: SetPhrase; start: number; end: number; at: number; kind: DeviationKind }
export type DeviationKind = 'replaced' | 'missing' | 'doubled' | 'swapped'

type Anchor = { phrase: SetPhrase; half: 'head' | 'tail' }
export type PhraseIndex = { anchors: ReadonlyMap<string, readonly Anchor[]> }

/** With one slip in a phrase, one of its halves is whole: both are indexed by their first two characters. */
export function indexPhrases(phrases: readonly SetPhrase[]): PhraseIndex {
  const anchors = new Map<string, Anchor[]>()
  const add = (key: string, anchor: Anchor) => anchors.set(key, [...(anchors.get(key) ?? []), anchor])
  for (const phrase of phrases) {
    if (phrase.right.length < 4) throw new RangeError(`set phrase too short to be told from chance: ${phrase.right}`)
    add(phrase.right.slice(0, 2), { phrase, half: 'head' })
    const half = halfOf(phrase.right)
    add(phrase.right.slice(half, half + 2), { phrase, half: 'tail' })
  }
  return { anchors }
}

/** All places one character off a set phrase. Linear in the text: each place is compared with few phrases. */
export function findDeviations(text: string, { anchors }: PhraseIndex): Deviation[] {
  const whole: { start: number; end: number }[] = []
  const found: Deviation[] = []
  for (let at = 0; at + 1 < text.length; at++) {
    for (const { phrase, half } of anchors.get(text.slice(at, at + 2)) ?? []) {
      if (half === 'head' && text.startsWith(phrase.right, at)) {
        whole.push({ start: at, end: at + phrase.right.length })
        continue
      }
      const deviation = half === 'head' ? deviationAfter(text, at, phrase) : deviationBefore(text, at, phrase)
      if (deviation && isSlip(text, deviation)) found.push(deviation)
    }
  }
  return distinct(found.filter(({ at }) => !covers(whole, at)))
}

const halfOf = (right: string) => right.length >> 1
const isHan = (character: string | undefined) => character !== undefined && /^\p{Script=Han}$/u.test(character)

/** The head stands whole at `at`; does the rest follow with one slip? */
function deviationAfter(text: string, at: number, phrase: SetPhrase): Deviation | undefined {
  const { right } = phrase
  const half = halfOf(right)
  if (!text.startsWith(right.slice(0, half), at)) return undefined
  let k = half
  while (k < right.length && text[at + k] === right[k]) k++
  if (k === right.length) return undefined
  const place = at + k
  const then = (textFrom: number, rightFrom: number) => text.startsWith(right.slice(rightFrom), textFrom)
  const make = (kind: DeviationKind, length: number) => ({ phrase, start: at, end: at + length, at: place, kind })

  if (text[place] === right[k + 1] && text[place + 1] === right[k] && then(place + 2, k + 2))
    return make('swapped', right.length)
  if (text[place] === right[k - 1] && then(place + 1, k)) return make('doubled', right.length + 1)
  if (k < right.length - 1 && then(place, k + 1)) return make('missing', right.length - 1)
  if (isHan(text[place]) && then(place + 1, k + 1)) return make('replaced', right.length)
  return undefined
}

/** The tail stands whole at `at`; does the head run up to it with one slip? */
function deviationBefore(text: string, at: number, phrase: SetPhrase): Deviation | undefined {
  const { right } = phrase
  const half = halfOf(right)
  if (!text.startsWith(right.slice(half), at)) return undefined
  const end = at + right.length - half
  let k = half - 1
  while (k >= 0 && text[at - half + k] === right[k]) k--
  if (k < 0) return undefined
  const place = at - half + k
  const runsUp = (textTo: number, rightTo: number) =>
    textTo >= rightTo && text.startsWith(right.slice(0, rightTo), textTo - rightTo)
  const make = (kind: DeviationKind, length: number) => ({ phrase, start: end - length, end, at: place, kind })

  if (k > 0 && text[place] === right[k - 1] && text[place - 1] === right[k] && runsUp(place - 1, k - 1))
    return make('swapped', right.length)
  if (text[place] === right[k + 1] && runsUp(place, k + 1)) return make('doubled', right.length + 1)
  if (k > 0 && runsUp(place + 1, k)) return make('missing', right.length - 1)
  if (isHan(text[place]) && runsUp(place, k)) return make('replaced', right.length)
  return undefined
}

function isSlip(text: string, { phrase, start, end, at, kind }: Deviation): boolean {
  const { right, firm, open, spare } = phrase
  if (spare?.some((word) => standsOver(text, word, at))) return false
  if (kind === 'doubled' || kind === 'swapped') return true
  if (kind === 'missing') return right.length >= 6 || (firm === true && right.length >= 5)

  const k = at - start
  const written = text[at] ?? ''
  const alike = right.length >= 6 ? isNearlyAlike(written, right[k] ?? '') : isAlike(written, right[k] ?? '')
  if (k === 0) return alike && (firm === true || right.length >= 6)
  if (end - 1 === at) return alike && open !== true
  return alike || firm === true
}

function standsOver(text: string, word: string, at: number): boolean {
  for (let shift = 0; shift < word.length; shift++) {
    if (at >= shift && text.startsWith(word, at - shift)) return true
  }
  return false
}

function covers(whole: readonly { start: number; end: number }[], at: number): boolean {
  let low = 0
  let high = whole.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((whole[middle]?.start ?? 0) <= at) low = middle + 1
    else high = middle
  }
  // Phrases hold at most some dozens of characters, and few of them overlap: a short look back is enough.
  return whole.slice(Math.max(0, low - 8), low).some(({ start, end }) => start <= at && at < end)
}

/** Two phrases may share a slip; the longer tells more. */
function distinct(found: readonly Deviation[]): Deviation[] {
  const best = new Map<number, Deviation>()
  for (const deviation of found) {
    const known = best.get(deviation.at)
    if (!known || deviation.end - deviation.start > known.end - known.start) best.set(deviation.at, deviation)
  }
  return [...best.values()]
}
