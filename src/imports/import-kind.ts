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
}

/** A cell's fault: which column (its key), and what to do about it. */
export type CellError = { column?: string; message: string }

/** What a row's cells mean, or why they cannot be used. */
export type Parsed<R> = { row: R } | { errors: CellError[] }

/**
 * One kind of import as data. The framework reads the file, maps the columns, calls `parse` for every row (pure),
 * then `judge` for a batch of parsed rows (compares with what is stored, within the actor's scope), shows the dry
 * run, and on confirmation calls `apply` for every batch within ONE transaction, so that nothing is half-written.
 * Applying the same rows twice changes nothing (`same`).
 */
export type ImportKind<R = unknown> = {
  kind: string
  zh: string
  permission: Permission
  columns: readonly ImportColumn[]
  /** Options that the upload form asks for, e.g. the capture time; parsed by the kind itself. */
  parseOptions: (given: unknown) => Record<string, unknown>
  parse: (cells: Record<string, string>, at: { today: string; options: Record<string, unknown> }) => Parsed<R>
  judge: (work: Work, rows: readonly R[], options: Record<string, unknown>) => Promise<Judgement[]>
  apply: (work: Work, rows: readonly R[], at: { batchId: string; options: Record<string, unknown> }) => Promise<void>
  /** The Beijing days whose monthly partitions `apply` writes to, made before the transaction. */
  partitionDays?: (rows: readonly R[]) => string[]
}

export type Judgement = { outcome: 'new' | 'changed' | 'same' } | { outcome: 'error'; errors: CellError[] }
