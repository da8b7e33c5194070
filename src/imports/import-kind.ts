import type { Work } from '../core/context.ts'
import type { Permission } from '../units/permissions.rules.ts'

/** One column of a template: how it is named in our template and in the exports of the platforms. */
export type ImportColumn = {
  key: string
  zh: string
  synonyms: readonly string[]
  required: boolean
  /** One line below the header of the template: what to write, with an example. */
  hint: string
  /** The words that may stand in the column; listed on the second sheet of the template. */
  choices?: readonly string[]
  /** Telephone numbers: rows of such a kind are stored sealed and shown masked. */
  personal?: true
}

/** A question that the upload form asks about the whole file. */
export type ImportOption = {
  key: string
  zh: string
  input: 'dateTime' | 'text' | 'choice' | 'flag' | 'account'
  hint: string
  choices?: readonly string[]
}

/** A cell's fault: which column (its key), and what to do about it. */
export type CellError = { column?: string; message: string }

/** What a row's cells mean, or why they cannot be used. A parsed row is plain JSON: it is stored until it is applied. */
export type Parsed<R> = { row: R } | { errors: CellError[] }

/**
 * One kind of import as data. The framework reads the file, maps the columns, calls `parse` for every row (pure),
 * then `judge` for a batch of parsed rows (compares with what is stored, within the actor's scope), shows the dry
 * run, and on confirmation calls `judge` and `apply` for every batch within ONE transaction, so that nothing is
 * half-written. Applying the same rows twice changes nothing (`same`).
 */
export type ImportKind<R = unknown> = {
  kind: string
  zh: string
  permission: Permission
  columns: readonly ImportColumn[]
  options?: readonly ImportOption[]
  /** The form's options, checked; refuses with `INVALID_INPUT`. What it gives is stored as JSON. */
  parseOptions: (given: unknown, at: { now: Date }) => Record<string, unknown>
  /** `cells` has the mapped columns only: an absent key is a column that the file does not have. */
  parse: (cells: Record<string, string>, at: { today: string; options: Record<string, unknown> }) => Parsed<R>
  judge: (work: Work, rows: readonly R[], options: Record<string, unknown>) => Promise<Judgement[]>
  apply: (work: Work, rows: readonly R[], at: { batchId: string; options: Record<string, unknown> }) => Promise<void>
  /** A file with a single faulty row is not imported at all: its rows make sense together only. */
  whole?: true
  /** `apply` is given the rows that change nothing as well: a list says also by repeating a row that it still stands there. */
  keepsSame?: true
  /** After the last row has been applied, in the same transaction: what the file as a whole means. */
  finish?: (work: Work, at: { batchId: string; options: Record<string, unknown> }) => Promise<void>
  /** The Beijing days whose monthly partitions `apply` writes to, made before the transaction. */
  partitionDays?: (rows: readonly R[]) => string[]
}

/** `key`: what the row is about; a second row of the same file about the same thing is refused. */
export type Judgement =
  | { outcome: 'new' | 'changed' | 'same'; key?: string }
  | { outcome: 'error'; errors: CellError[] }

/** Puts a kind into the list of all kinds. */
export function importKind<R>(kind: ImportKind<R>): ImportKind {
  // The framework gives `judge` and `apply` only what the same kind's `parse` made, so the row types agree.
  return kind as unknown as ImportKind
}
