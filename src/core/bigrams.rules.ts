/**
 * Words for full-text search of Chinese: every two neighbouring characters, so that a two-character
 * word is found by an index. Letters and digits stay whole words and give their own prefixes of ≥ 2.
 */
export function bigrams(text: string): string[] {
  return [...new Set(runsOf(text).flatMap((run) => [...pairsOf(run), ...run]))]
}

/** The words that a search text asks for: its bigrams, and a single character only where it stands alone. */
export function searchWords(text: string): string[] {
  return [...new Set(runsOf(text).flatMap((run) => ([...run].length === 1 ? [run] : pairsOf(run))))]
}

function runsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{Script=Han}]+|[a-z0-9_]+/gu) ?? []
  )
}

function pairsOf(run: string): string[] {
  const letters = [...run]
  return letters.slice(0, -1).map((letter, i) => `${letter}${letters[i + 1]}`)
}
