import { remember, remembered } from './memory.ts'

/** What a person has chosen to see of a table: hidden and shown apart, so that a column added later follows its default. */
type Choice = { hidden: string[]; shown: string[] }

export type ColumnRule = { key: string; always?: boolean; hiddenAtFirst?: boolean }

/** The keys of the columns to show, in the table's order. */
export function shownColumns(columns: readonly ColumnRule[], name: string): string[] {
  const { hidden, shown } = read(name)
  return columns
    .filter(({ key, always, hiddenAtFirst }) => {
      if (always) return true
      return hiddenAtFirst ? shown.includes(key) : !hidden.includes(key)
    })
    .map(({ key }) => key)
}

export function chooseColumns(columns: readonly ColumnRule[], name: string, keys: readonly string[]): void {
  const choice: Choice = {
    hidden: columns.filter((c) => !c.always && !c.hiddenAtFirst && !keys.includes(c.key)).map((c) => c.key),
    shown: columns.filter((c) => c.hiddenAtFirst && keys.includes(c.key)).map((c) => c.key),
  }
  const isDefault = choice.hidden.length === 0 && choice.shown.length === 0
  remember(`columns.${name}`, isDefault ? null : JSON.stringify(choice))
}

function read(name: string): Choice {
  try {
    const value: unknown = JSON.parse(remembered(`columns.${name}`, '{}'))
    const texts = (list: unknown) => (Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [])
    const { hidden, shown } = (value ?? {}) as Record<string, unknown>
    return { hidden: texts(hidden), shown: texts(shown) }
  } catch {
    return { hidden: [], shown: [] }
  }
}
