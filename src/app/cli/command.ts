import type { Settings } from '../settings.ts'

/** One command: the words that call it, how it is written, and what it does. `run` gives the exit code. */
export type Command = {
  words: readonly string[]
  usage: string
  zh: string
  run: (args: string[], settings: Settings) => Promise<number>
}
