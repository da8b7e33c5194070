/** One spelling for one user name: full-width letters, capitals and stray spaces make no other user. */
export function normalizeUsername(given: string): string {
  return given
    .normalize('NFKC')
    .replace(/\p{Cc}/gu, '')
    .toWellFormed()
    .trim()
    .toLowerCase()
}

/** A name that is nobody's is kept only in part: people type passwords into the wrong field. */
export function maskUnknownName(username: string): string {
  return `${[...username].slice(0, 2).join('')}***`
}
