import { severityNames } from '../finding.ts'
import { evasions, type Term } from '../knowledge.ts'
import { longestPattern } from './automaton.ts'
import { conditionNames } from './conditions.ts'
import { normalise } from './normalise.ts'
import { parsePattern } from './pattern.ts'

/** Why a row of a list cannot be taken as it is; `row` counts from 1. */
export type TermRefusal = { row: number; field: keyof Term; message: string }

const mostWords = 1000
const longestRemark = 500

/** Looks over terms before they are taken into a list: everything that is wrong, row by row. */
export function lintTerms(terms: readonly Term[]): TermRefusal[] {
  const rows = new Map<string, number>()
  return terms.flatMap((term, index) => {
    const row = index + 1
    const key = `${term.pattern ? 'pattern' : 'word'} ${normalise(term.text).plain}`
    const earlier = rows.get(key)
    if (earlier === undefined) rows.set(key, row)
    const faults = [...textFaults(term), ...wordFaults(term), ...choiceFaults(term)]
    const repeated: Fault[] = earlier ? [['text', `与第${earlier}行重复`]] : []
    return [...faults, ...repeated].map(([field, message]) => ({ row, field, message }))
  })
}

type Fault = readonly [field: keyof Term, message: string]

function textFaults(term: Term): Fault[] {
  const said = sayable(term.text)
  if (said !== undefined) return [['text', said]]
  if (term.pattern) {
    const parsed = parsePattern(term.text)
    return 'refusal' in parsed ? [['text', parsed.refusal]] : []
  }
  const { plain } = normalise(term.text)
  if (!/[\p{L}\p{N}]/u.test(plain)) return [['text', '词语中没有文字，会处处命中']]
  if ([...plain].length < 2) return [['text', '单个字会大量误报，请写完整的词语']]
  if (plain.length > longestPattern) return [['text', `词语过长，最多${longestPattern}个字`]]
  return []
}

/** What no cell of a list may hold. */
function sayable(text: string): string | undefined {
  if (text.trim() === '') return '内容为空'
  if (text !== text.trim()) return '前后有空格'
  if (/^[=+\-@＝＋－＠]/.test(text)) return '不能以“=”“+”“-”“@”开头，以免被表格软件当作公式'
  if (/\p{Cc}/u.test(text)) return '含有换行、制表符等控制字符'
  if (!text.isWellFormed()) return '含有不完整的字符'
  return undefined
}

function wordFaults(term: Term): Fault[] {
  const lists = ['unless', ...conditionNames] as const
  const faults = lists.flatMap((field) => {
    const words = term[field] ?? []
    if (words.length > mostWords) return [[field, `最多${mostWords}个词语`] as const]
    return words.flatMap((word): Fault[] => {
      const said = word.length > longestPattern ? `过长，最多${longestPattern}个字` : sayable(word)
      return said === undefined ? [] : [[field, `“${word.slice(0, 20)}”：${said}`]]
    })
  })
  return [...faults, ...exceptionFaults(term)]
}

/** An exception that does not contain the term never excuses it; one that is the term silences it for good. */
function exceptionFaults(term: Term): Fault[] {
  if (term.pattern) return []
  const { plain } = normalise(term.text)
  return (term.unless ?? []).flatMap((word): Fault[] => {
    const longer = normalise(word).plain
    if (longer === plain) return [['unless', `例外“${word}”就是词语本身，词语将不起作用`]]
    return longer.includes(plain) ? [] : [['unless', `例外“${word}”不包含词语“${term.text}”，不起作用`]]
  })
}

function choiceFaults(term: Term): Fault[] {
  const faults: Fault[] = term.suggest.flatMap((word): Fault[] => {
    if (normalise(word).plain === normalise(term.text).plain) return [['suggest', '建议与词语相同']]
    const said = word === '' ? undefined : sayable(word)
    return said === undefined ? [] : [['suggest', `“${word.slice(0, 20)}”：${said}`]]
  })
  for (const field of ['why', 'basis', 'message'] as const) {
    if ((term[field]?.length ?? 0) > longestRemark) faults.push([field, `过长，最多${longestRemark}个字`])
  }
  if (term.severity && !severityNames.includes(term.severity))
    faults.push(['severity', '严重程度只能是严重、一般、提示'])
  if (term.evasion && !evasions.includes(term.evasion)) faults.push(['evasion', '变形程度不在可选范围内'])
  if (term.evasion && term.evasion !== 'none' && term.pattern) faults.push(['evasion', '规则式条目不能再查变形'])
  for (const field of ['from', 'until'] as const) {
    if (term[field] && !isDay(term[field])) faults.push([field, '日期须写成2026-01-31这样'])
  }
  if (term.from && term.until && term.from > term.until) faults.push(['until', '失效日期早于生效日期'])
  return faults
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}
