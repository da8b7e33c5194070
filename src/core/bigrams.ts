/**
 * Words for full-text search of Chinese: every two neighbouring characters, so that a two-character
 * word is found by an index. Letters and digits stay whole words and give their own prefixes of ≥ 2.
 */
export function bigrams(text: string): string[] {
  const words = new Set<string>()
  for (const run of text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{Script=Han}]+|[a-z0-9_]+/gu) ?? []) {
    const letters = [...run]
    if (letters.length === 1) words.add(run)
    for (let i = 0; i + 1 < letters.length; i++) words.add(`${letters[i]}${letters[i + 1]}`)
    for (const letter of letters) words.add(letter)
  }
  return [...words]
}

/** The words that a search text asks for: bigrams only, or the single character when there is but one. */
export function searchWords(text: string): string[] {
  return bigrams(text).filter((word, _, all) => [...word].length > 1 || all.length === 1)
}
