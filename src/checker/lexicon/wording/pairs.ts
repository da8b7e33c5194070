import type { Term } from '../../knowledge.ts'

/** Right word → its miswritings, separated by blanks: `{ 部署: '布署 布暑' }`. */
export type Miswritings = Readonly<Record<string, string>>

/** Miswriting → words or word borders in which the same characters are right: `{ 布署: '发布署名' }`. */
export type Excuses = Readonly<Record<string, string>>

/** Terms that are wrong wherever they stand, but for their excuses. */
export function termsOf(miswritings: Miswritings, excuses: Excuses = {}): Term[] {
  return Object.entries(miswritings).flatMap(([right, wrongs]) =>
    wrongs.split(' ').map((text) => {
      const unless = excuses[text]?.split(' ')
      return { text, suggest: [right], ...(unless && { unless }) }
    }),
  )
}
