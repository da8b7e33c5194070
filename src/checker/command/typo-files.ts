import { readFileSync } from 'node:fs'
import type { TypoFinder } from '../checker.ts'
import { createTypoFinder } from '../typos/finder.ts'
import { loadTypoModel, type TypoFile, typoFiles } from '../typos/model.ts'

/** The files of the typo model from the folder they are kept in; throws as `readFileSync` does when one is missing. */
export function readTypoFiles(): Record<TypoFile, Uint8Array> {
  const files = typoFiles.map((name) => {
    const { buffer, byteOffset, length } = readFileSync(new URL(`../typos/data/${name}`, import.meta.url))
    return [name, new Uint8Array(buffer, byteOffset, length)] as const
  })
  return Object.fromEntries(files) as Record<TypoFile, Uint8Array>
}

/** The finder with the model that ships; takes about a second to make, so keep it. */
export function shippedTypos(): TypoFinder {
  return createTypoFinder(loadTypoModel(readTypoFiles()))
}
