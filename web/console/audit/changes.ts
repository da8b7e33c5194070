export type FieldChange = { path: readonly string[]; before: string | null; after: string | null }

/** What differs between two states of a record, field by field, down to the values themselves. */
export function changesOf(before: unknown, after: unknown, path: readonly string[] = []): FieldChange[] {
  if (isRecord(before) || isRecord(after)) {
    const [was, is] = [fieldsOf(before), fieldsOf(after)]
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    return names.flatMap((name) => changesOf(was[name], is[name], [...path, name]))
  }
  const [was, is] = [textOf(before), textOf(after)]
  return was === is ? [] : [{ path, before: was, after: is }]
}

type Fields = Readonly<Record<string, unknown>>

/** An object, or a list of such: their parts are compared one by one. A list of plain values is one value. */
function isRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return !Array.isArray(value) || value.some((item) => typeof item === 'object' && item !== null)
}

function fieldsOf(value: unknown): Fields {
  // An object or a list of objects, as said above; a list's names are its places.
  return isRecord(value) ? (value as Fields) : {}
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  if (value === true) return '是'
  if (value === false) return '否'
  if (Array.isArray(value)) return value.length > 0 ? value.map((item) => textOf(item) ?? '（空）').join('、') : null
  return String(value)
}
