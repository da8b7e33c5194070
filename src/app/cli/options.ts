/** What a command was given: words in their order, and `--name value` or `--name` alone. */
export type Given = { words: string[]; options: Map<string, string[]>; unknown: string[] }

/** Splits arguments by the options that the command has; `flags` stand alone, `valued` take the next word. */
export function splitOptions(args: readonly string[], known: { flags?: string[]; valued?: string[] }): Given {
  const given: Given = { words: [], options: new Map(), unknown: [] }
  const put = (name: string, value: string) => given.options.set(name, [...(given.options.get(name) ?? []), value])
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? ''
    if (!word.startsWith('--')) given.words.push(word)
    else if (known.flags?.includes(word.slice(2))) put(word.slice(2), '')
    else if (known.valued?.includes(word.slice(2)) && args[at + 1] !== undefined) put(word.slice(2), args[++at] ?? '')
    else given.unknown.push(word)
  }
  return given
}

/** Says how a command is written; its exit code is that of a wrong call. */
export function wrongCall(usage: string, why?: string): number {
  console.error(`${why ? `${why}\n` : ''}用法：npm run cli -- ${usage}`)
  return 2
}
