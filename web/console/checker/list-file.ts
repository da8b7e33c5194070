import { categories, type Finding, severities } from '../../../src/checker/finding.ts'

const header = ['序号', '严重程度', '类别', '原文', '建议', '说明', '理由', '依据', '所在行', '行内位置', '规则编号']

/** The findings as a CSV file that spreadsheets open as they are: with a byte order mark, and nothing that computes. */
export function findingsCsv(text: string, findings: readonly Finding[]): string {
  const place = placesIn(text)
  const rows = findings.map((finding, index) => {
    const { line, column } = place(finding.start)
    return [
      index + 1,
      severities[finding.severity],
      categories[finding.category].zh,
      finding.text,
      finding.suggestions.map((one) => one || '（删去）').join('；'),
      finding.message,
      finding.why,
      finding.basis,
      line,
      column,
      finding.ruleId,
    ].map(String)
  })
  return `\uFEFF${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(value: string): string {
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** Line and column from 1; asked in ascending order. */
function placesIn(text: string): (at: number) => { line: number; column: number } {
  let line = 1
  let from = 0
  return (at) => {
    for (let end = text.indexOf('\n', from); end >= 0 && end < at; end = text.indexOf('\n', from)) {
      line++
      from = end + 1
    }
    return { line, column: at - from + 1 }
  }
}
