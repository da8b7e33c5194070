import { shapes } from '../../lexicon/politics/shapes.data.ts'
import { sounds } from '../../lexicon/politics/sounds.data.ts'

const syllablesOf = new Map<string, string[]>()
for (const [syllable, characters] of Object.entries(sounds)) {
  for (const character of characters) syllablesOf.set(character, [...(syllablesOf.get(character) ?? []), syllable])
}

const shapeGroups = new Map<string, Set<string>>()
for (const group of shapes) {
  for (const character of group) {
    shapeGroups.set(character, new Set([...(shapeGroups.get(character) ?? []), ...group]))
  }
}

/** Whether one character is easily written for the other: read the same (tones aside), or known to look alike. */
export function isAlike(a: string, b: string): boolean {
  return soundsAlike(a, b, (syllable) => syllable) || (shapeGroups.get(a)?.has(b) ?? false)
}

/** As `isAlike`, and also where many speakers make no difference: zh/z, ch/c, sh/s, -ng/-n. */
export function isNearlyAlike(a: string, b: string): boolean {
  return isAlike(a, b) || soundsAlike(a, b, withoutRetroflexAndVelar)
}

function soundsAlike(a: string, b: string, key: (syllable: string) => string): boolean {
  const known = (syllablesOf.get(a) ?? []).map(key)
  return (syllablesOf.get(b) ?? []).some((syllable) => known.includes(key(syllable)))
}

function withoutRetroflexAndVelar(syllable: string): string {
  return syllable.replace(/^([zcs])h/, '$1').replace(/ng$/, 'n')
}
