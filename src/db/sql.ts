import { type RawBuilder, sql } from 'kysely'
import { bigrams, searchWords } from '../core/bigrams.rules.ts'

/** A value for a `jsonb` column. */
export function json(value: unknown): string {
  return JSON.stringify(value)
}

/** The search column of a record: the bigrams of all its texts. */
export function searchVector(...texts: (string | null | undefined)[]): RawBuilder<string> {
  const words = bigrams(texts.filter(Boolean).join(' '))
  return sql<string>`array_to_tsvector(${words}::text[])`
}

/** The `tsquery` text that a search box's text asks for; null when there is nothing to look for. */
export function searchQuery(text: string): string | null {
  const words = searchWords(text)
  return words.length === 0 ? null : words.map((word) => `'${word.replaceAll("'", "''")}'`).join(' & ')
}

/** The `tsquery` text of everything that shares a pair of characters with a text; null when it has none. */
export function likeQuery(text: string): string | null {
  const words = bigrams(text).filter((word) => [...word].length === 2)
  return words.length === 0 ? null : words.map((word) => `'${word.replaceAll("'", "''")}'`).join(' | ')
}
