import { createAnalyst, withModelMarks } from '../analysis.ts'
import { type Candidate, findCandidates } from '../candidates.ts'
import { coverOf, featuresOf } from '../features.ts'
import type { TypoModel } from '../model.ts'
import type { Sample } from './boosting.ts'
import { type ErrorKind, type ErrorSource, randomNumbers, type Spoiled, spoil } from './errors.ts'

/** A text to judge: as it is, or with one error in it. */
export type Item = { text: string; clean: string; error?: Pick<Spoiled, 'kind' | 'start' | 'end'> }

/** Every text once as it is and `rounds` times with an error. */
export function itemsOf(
  texts: readonly string[],
  rounds: number,
  seed: number,
  source: ErrorSource,
  kind?: ErrorKind,
): Item[] {
  const random = randomNumbers(seed)
  const spoiled = Array.from({ length: rounds }, () => texts.flatMap((text) => spoil(text, source, random, kind) ?? []))
  return [
    ...texts.map((text) => ({ text, clean: text })),
    ...spoiled.flat().map(({ text, clean, kind, start, end }) => ({ text, clean, error: { kind, start, end } })),
  ]
}

export type Judged = { candidate: Candidate; features: Int32Array; mends: boolean; touches: boolean }

/** The candidates of a text with what they are: whether they mend the error, or at least touch it. */
export function judgedOf(model: TypoModel, { text, clean, error }: Item, leaveOwnOut: boolean): Judged[] {
  const analyst = createAnalyst(model)
  const stretch = withModelMarks(text)
  const analysis = analyst.analyse(stretch)
  const cover = coverOf(model, stretch)
  const candidates = findCandidates(model, analyst, analysis, cover)
  if (candidates.length === 0) return []
  const own = leaveOwnOut ? new Set(wordsRead(model, clean)) : undefined
  return candidates.map((candidate) => {
    const { start, end, fix } = candidate
    return {
      candidate,
      features: featuresOf(model, analysis, cover, candidate, candidates, own),
      mends: error !== undefined && stretch.slice(0, start) + fix + stretch.slice(end) === withModelMarks(clean),
      touches: error !== undefined && start <= error.end && error.start <= end,
    }
  })
}

/** What touches an error without mending it is neither right nor wrong: it is left out. */
export function samplesOf(model: TypoModel, items: readonly Item[]): Sample[] {
  return items.flatMap((item) =>
    judgedOf(model, item, true)
      .filter(({ mends, touches }) => mends || !touches)
      .map(({ features, mends }) => ({ features, label: mends ? 1 : 0 })),
  )
}

/** The words of more than one character in the best readings of a text, each once. */
export function wordsRead(model: TypoModel, text: string): number[] {
  const { views } = createAnalyst(model).analyse(withModelMarks(text))
  const words = views.flatMap(({ wordOf }) => [...wordOf])
  return [...new Set(words)].filter((word) => word >= 0 && model.words[word]!.length > 1)
}
