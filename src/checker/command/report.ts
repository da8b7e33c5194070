import { categories, type Finding, severities } from '../finding.ts'
import type { Input } from './read-input.ts'

/** What was found in one document: a file, or a line of one. Positions are those of the source. */
export type Checked = { input: Input; line?: number; findings: readonly Finding[] }

/** One row of the JSON output. */
export type Row = {
  file?: string
  line?: number
  ruleId: string
  category: string
  severity: string
  start: number
  end: number
  text: string
  suggestion: string | null
  message: string
}

export function jsonReport(checked: readonly Checked[], several: boolean): string {
  return JSON.stringify(
    checked.flatMap(({ input, line, findings }) =>
      findings.map(
        (found): Row => ({
          ...(several && { file: input.file }),
          ...(line !== undefined && { line }),
          ruleId: found.ruleId,
          category: categories[found.category].zh,
          severity: severities[found.severity],
          start: found.start,
          end: found.end,
          text: found.text,
          suggestion: found.suggestions[0] ?? null,
          message: found.message,
        }),
      ),
    ),
  )
}

/** `file:line:column: 严重 message [rule]`, which editors jump to; then why. */
export function textReport(checked: readonly Checked[]): string {
  const rows = checked.flatMap(({ input, line, findings }) => {
    const placeOf = placesIn(input.source)
    return findings.map((found) => {
      const place = line === undefined ? placeOf(found.start) : { line, column: found.start + 1 }
      const file = input.file === '-' ? '标准输入' : input.file
      const others =
        found.suggestions.length > 1 ? `；可改为：${found.suggestions.map((s) => s || '（删去）').join('、')}` : ''
      return [
        `${file}:${place.line}:${place.column}: ${severities[found.severity]} ${found.message}${others} [${found.ruleId}]`,
        `    ${found.why}依据：${found.basis}`,
      ].join('\n')
    })
  })
  return [...rows, summary(checked)].join('\n')
}

function summary(checked: readonly Checked[]): string {
  const all = checked.flatMap(({ findings }) => findings)
  if (all.length === 0) return '未发现问题'
  const counts = Object.entries(severities).map(([name, zh]) => [zh, all.filter((f) => f.severity === name).length])
  return `共 ${all.length} 处：${counts.map(([zh, n]) => `${zh} ${n}`).join('，')}`
}

/** Line and column, from 1, of places asked for in rising order of where their lines begin. */
export function placesIn(source: string): (at: number) => { line: number; column: number } {
  const starts = [0]
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
  return (at) => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= at) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1 }
  }
}
