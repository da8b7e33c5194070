/** What we ask of the peers that ship no types. */
declare module 'fastscan' {
  export default class FastScanner {
    constructor(words: readonly string[])
    search(text: string): [number, string][]
  }
}

declare module 'ahocorasick' {
  export default class AhoCorasick {
    constructor(words: readonly string[])
    /** By last character, the words that end there. */
    search(text: string): [number, string[]][]
  }
}
