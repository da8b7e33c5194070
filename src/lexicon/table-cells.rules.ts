import { type Category, categories, type Severity, severities } from '../checker/finding.ts'
import { type Cell, parseChoice, yesNo } from '../core/sheet/cells.rules.ts'
import { evasionWords, type TableColumn } from './table-columns.rules.ts'

const choicesOf = <K extends string>(table: Record<K, string | { zh: string }>) =>
  (Object.keys(table) as K[]).map((value) => {
    const row = table[value]
    return { value, zh: typeof row === 'string' ? row : row.zh }
  })
const severityChoices = choicesOf<Severity>(severities)
const categoryChoices = choicesOf<Category>(categories)
const evasionChoices = choicesOf(evasionWords)
/** How a table writes the suggestion to leave a word out. */
const deletion = '（删去）'

/** What a cell of a table says; undefined for nothing, so that the contract's own defaults apply. */
export function readCell({ form, key }: TableColumn, text: string): Cell<unknown> {
  const value = text.normalize('NFC').trim()
  if (value === '') return { value: undefined }
  switch (form) {
    case 'text':
      return { value }
    case 'words':
      return { value: wordsIn(value).map((word) => (key === 'suggest' && word === deletion ? '' : word)) }
    case 'day':
      return readDay(value)
    case 'number':
      return /^\d{1,4}$/.test(value) ? { value: Number(value) } : { error: '应为整数' }
    case 'flag':
      return parseChoice(value, yesNo)
    case 'severity':
      return parseChoice(value, severityChoices)
    case 'category':
      return parseChoice(value, categoryChoices)
    case 'evasion':
      return parseChoice(value, evasionChoices)
    default:
      return form satisfies never
  }
}

/** Words are separated by 、 or line ends; a comma may be part of a word. */
function wordsIn(text: string): string[] {
  const parts = text.split(/[、\n;；|]/).map((word) => word.trim())
  return [...new Set(parts.filter(Boolean))]
}

/** Unlike dates of posts, these may lie far back or ahead. */
function readDay(text: string): Cell<string> {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00)?)?$/.exec(text.normalize('NFKC'))
  if (!parts) return { error: `“${text.slice(0, 20)}”不是日期，请写成 2026-12-01` }
  const [, year = '', month = '', date = ''] = parts
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const instant = Date.parse(`${day}T00:00:00Z`)
  const exists = !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day)
  return exists ? { value: day } : { error: `日历中没有 ${day} 这一天` }
}

/** The same way back, for an export that can be imported again. */
export function writeCell({ form, key }: TableColumn, value: unknown): unknown {
  if (value === undefined || value === null) return ''
  switch (form) {
    case 'words':
      return (value as string[]).map((word) => (key === 'suggest' && word === '' ? deletion : word)).join('、')
    case 'flag':
      return value === true ? '是' : ''
    case 'severity':
      return severities[value as Severity]
    case 'category':
      return categories[value as Category].zh
    case 'evasion':
      return value === 'none' ? '' : evasionWords[value as keyof typeof evasionWords]
    case 'text':
    case 'day':
    case 'number':
      return value
    default:
      return form satisfies never
  }
}
