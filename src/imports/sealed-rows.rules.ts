import { maskPhone } from '../core/mask.rules.ts'
import type { SecretBox } from '../core/secret-box.ts'
import type { ImportColumn } from './import-kind.ts'

/** What is stored of a row: plain JSON, or, where the kind has personal columns, its sealed text. */
type Sealed = { sealed: string }

export function hasPersonal(columns: readonly ImportColumn[]): boolean {
  return columns.some(({ personal }) => personal)
}

const placeOf = (batchId: string, row: number, what: 'cells' | 'parsed') => `import_row.${what}.${batchId}.${row}`

/** Seals a whole row: a telephone number may stand in any cell of a file, also in one that no column is mapped to. */
export function sealRow<R extends { row_no: number; cells: unknown; parsed: unknown }>(
  box: SecretBox,
  batchId: string,
  row: R,
) {
  const seal = (value: unknown, what: 'cells' | 'parsed'): Sealed => ({
    sealed: box.seal(JSON.stringify(value), placeOf(batchId, row.row_no, what)),
  })
  return { ...row, cells: seal(row.cells, 'cells'), parsed: row.parsed === null ? null : seal(row.parsed, 'parsed') }
}

/** A stored value, opened where it is sealed. */
export function openStored(
  box: SecretBox,
  at: { batchId: string; row: number; what: 'cells' | 'parsed' },
  stored: unknown,
): unknown {
  if (!isSealed(stored)) return stored
  return JSON.parse(box.open(stored.sealed, placeOf(at.batchId, at.row, at.what)))
}

function isSealed(stored: unknown): stored is Sealed {
  return typeof stored === 'object' && stored !== null && !Array.isArray(stored) && 'sealed' in stored
}

/** A mobile number, or a landline with its area code; anything vaguer would be dates and account numbers as well. */
const phones = /(?<!\d)(?:1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]\d{7,8})(?!\d)/g

/** A row's cells as they are shown: telephone numbers masked in every column, and whatever has as many digits in a personal one. */
export function maskCells(cells: readonly string[], columns: readonly ImportColumn[], mapping: Record<string, number>) {
  if (!hasPersonal(columns)) return [...cells]
  const personal = new Set(columns.filter((column) => column.personal).map(({ key }) => mapping[key]))
  return cells.map((text, n) => {
    const plain = text.normalize('NFKC')
    if (personal.has(n) && plain.replace(/\D/g, '').length >= 7) return maskPhone(plain)
    const masked = plain.replace(phones, maskPhone)
    return masked === plain ? text : masked
  })
}
