import { v7 } from 'uuid'

/** A new record's id: time-ordered, so that indexes stay compact, and not to be guessed. */
export function newId(): string {
  return v7()
}
