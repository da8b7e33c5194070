import { commonWords } from './words.data.ts'

/** How far to either side of a place its words are looked at. */
const neighbourhood = 10
const longestWord = 5
/** log2 of how many words were counted where the frequencies come from. */
const counted = 25.8
/** What a word costs that the dictionary does not have: as much as one that was seen about ten times. */
const unknownWord = counted - 3.5
const unknownCharacter = counted

/**
 * Whether the place is made of whole words: the likeliest way to divide its neighbourhood into words has a border at
 * its start and one at its end. 口交 in 路口交通 is not (路口 / 交通). The dictionary is our own, so that every engine
 * judges alike.
 */
export function isWholeWord(text: string, start: number, end: number): boolean {
  if (isAlphanumeric(text, start - 1) && isAlphanumeric(text, start)) return false
  if (isAlphanumeric(text, end) && isAlphanumeric(text, end - 1)) return false
  if (!isCrossed(text, start) && !isCrossed(text, end)) return true
  let from = start
  let to = end
  while (from > 0 && start - from < neighbourhood && isHan(text, from - 1)) from--
  while (to < text.length && to - end < neighbourhood && isHan(text, to)) to++
  const stretch = text.slice(from, to)
  const place = { start: start - from, end: end - from }
  return costOf(stretch, place, 'held') <= costOf(stretch, place, 'free')
}

/** Whether any word of the dictionary stands over a border; mostly none does, and there is nothing to weigh. */
function isCrossed(text: string, border: number): boolean {
  for (let from = Math.max(0, border - longestWord + 1); from < border; from++) {
    for (let to = border + 1; to <= Math.min(text.length, from + longestWord); to++) {
      if (words().has(text.slice(from, to))) return true
    }
  }
  return false
}

/** The least cost of dividing the stretch; `held` allows no word to reach over the ends of the place. */
function costOf(stretch: string, place: { start: number; end: number }, borders: 'held' | 'free'): number {
  const costs = new Float64Array(stretch.length + 1).fill(Number.POSITIVE_INFINITY)
  costs[0] = 0
  const put = (to: number, cost: number) => {
    if (cost < (costs[to] ?? 0)) costs[to] = cost
  }
  const crosses = (from: number, to: number) =>
    (from < place.start && to > place.start) || (from < place.end && to > place.end)
  for (let from = 0; from < stretch.length; from++) {
    const before = costs[from] ?? 0
    put(from + 1, before + (words().get(stretch.charAt(from)) ?? unknownCharacter))
    if (from === place.start) put(place.end, before + unknownWord)
    for (let to = from + 2; to <= Math.min(stretch.length, from + longestWord); to++) {
      const cost = words().get(stretch.slice(from, to))
      if (cost !== undefined && !(borders === 'held' && crosses(from, to))) put(to, before + cost)
    }
  }
  return costs[stretch.length] ?? 0
}

let loaded: Map<string, number> | undefined

/** The dictionary, by word what it costs: the rarer, the dearer. Unpacked when first asked for. */
function words(): Map<string, number> {
  loaded ??= new Map(
    commonWords
      .split(' ')
      .flatMap((group) =>
        [...group.slice(1).matchAll(/([^a-z]*)([a-z])/g)].map(([, rest = '', letter = '']): [string, number] => [
          group.charAt(0) + rest,
          counted - (letter.charCodeAt(0) - 97) - 0.5,
        ]),
      ),
  )
  return loaded
}

export function isHan(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf)
}

function isAlphanumeric(text: string, at: number): boolean {
  const unit = text.charCodeAt(at) | 0x20
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39 && text.charCodeAt(at) === unit)
}
