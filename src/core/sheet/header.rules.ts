/** Finding the header row of a table somebody else made: titles above it, columns in any order, names by habit. */
export type ColumnSpec = { key: string; zh: string; synonyms: readonly string[]; required: 'required' | 'optional' }

export type HeaderMatch = {
  /** Index into the rows given, not the row number of the file. */
  headerIndex: number
  columns: Partial<Record<string, number>>
  unknown: { column: number; text: string }[]
  /** The required columns nobody found, as specified. */
  missing: ColumnSpec[]
  /** Columns that go by the same name, or by two names of one thing; the first of `columns` was taken. */
  duplicates: { zh: string; columns: number[] }[]
}

/** The column our error files add; a corrected file may be uploaded with it (U37). */
export const errorColumn = '错误说明'

const rowsToSearch = 20

/** Notes that say how to fill a column; any other bracket, such as （万）, changes what the column means. */
const fillingNote =
  /[([【〔](?:必填|必选|选填|可选|非必填|可不填|自动计算|(?:格式|示例|例如|例|如|单位)[::]?[^)\]】〕万亿千%]*)[)\]】〕]/g

export function normaliseHeader(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b-\u200d\u2060\ufeff*]/g, '')
}

const withoutNotes = (name: string) => name.replace(fillingNote, '')

/** The row of the first twenty that names most columns, the earliest if several do; undefined if none names any. */
export function findHeader(
  rows: readonly (readonly string[])[],
  specs: readonly ColumnSpec[],
): HeaderMatch | undefined {
  const names = namesOf(specs)
  const matches = rows.slice(0, rowsToSearch).map((row, at) => matchRow(row, at, { specs, names }))
  const best = matches.toSorted((a, b) => size(b) - size(a) || a.headerIndex - b.headerIndex)[0]
  return best && size(best) > 0 ? best : undefined
}

const size = (match: HeaderMatch) => Object.keys(match.columns).length

type Named = { key: string; rank: number }

function namesOf(specs: readonly ColumnSpec[]): Map<string, Named> {
  const names = new Map<string, Named>()
  for (const { key, zh, synonyms } of specs) {
    for (const [rank, name] of [zh, ...synonyms].entries()) {
      const normal = normaliseHeader(name)
      if (!names.has(normal)) names.set(normal, { key, rank })
    }
  }
  return names
}

type Known = { specs: readonly ColumnSpec[]; names: Map<string, Named> }

function matchRow(row: readonly string[], headerIndex: number, { specs, names }: Known): HeaderMatch {
  const found = new Map<string, { column: number; rank: number }[]>()
  const unknown: HeaderMatch['unknown'] = []
  for (const [column, text] of row.entries()) {
    const name = normaliseHeader(text)
    if (name === '' || name === errorColumn) continue
    const named = names.get(name) ?? names.get(withoutNotes(name))
    if (!named) unknown.push({ column, text })
    else found.set(named.key, [...(found.get(named.key) ?? []), { column, rank: named.rank }])
  }
  const columns: HeaderMatch['columns'] = {}
  const duplicates: HeaderMatch['duplicates'] = []
  for (const { key, zh } of specs) {
    const hits = (found.get(key) ?? []).toSorted((a, b) => a.rank - b.rank || a.column - b.column)
    const [first] = hits
    if (first) columns[key] = first.column
    if (hits.length > 1) duplicates.push({ zh, columns: hits.map((hit) => hit.column) })
  }
  const missing = specs.filter((spec) => spec.required === 'required' && !found.has(spec.key))
  return { headerIndex, columns, unknown, missing, duplicates: [...duplicates, ...sameUnknown(unknown)] }
}

/** Unknown columns of one name matter too: nobody could map them by that name. */
function sameUnknown(unknown: HeaderMatch['unknown']): HeaderMatch['duplicates'] {
  const byName = Map.groupBy(unknown, ({ text }) => normaliseHeader(text))
  return [...byName.values()]
    .filter((columns) => columns.length > 1)
    .map((columns) => ({ zh: columns[0]?.text ?? '', columns: columns.map(({ column }) => column) }))
}
