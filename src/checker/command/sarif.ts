import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { categories, type Finding, type Severity, severities } from '../finding.ts'
import { type Checked, placesIn } from './report.ts'

/** SARIF 2.1.0 §3.27.10: what development tools make of a severity. */
const levels = { grave: 'error', minor: 'warning', hint: 'note' } as const satisfies Record<Severity, string>

/** The findings as SARIF 2.1.0, the interchange format of checkers (OASIS). Columns and offsets count UTF-16 units. */
export function sarifReport(checked: readonly Checked[]): string {
  const examples = new Map<string, Finding>()
  for (const { findings } of checked) {
    for (const found of findings) if (!examples.has(found.ruleId)) examples.set(found.ruleId, found)
  }
  const index = new Map([...examples.keys()].map((id, i) => [id, i]))
  return JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: '政媒通文本检查',
            language: 'zh-CN',
            rules: [...examples.values()].map(ruleOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: checked.flatMap((document) => resultsOf(document, index)),
      },
    ],
  })
}

/** What a rule says of itself is taken from its first finding: term lists have as many rules as terms. */
function ruleOf({ ruleId, category, severity, why, basis }: Finding) {
  return {
    id: ruleId,
    shortDescription: { text: categories[category].zh },
    fullDescription: { text: why },
    help: { text: `依据：${basis}` },
    defaultConfiguration: { level: levels[severity] },
    properties: { category, tags: [categories[category].element] },
  }
}

function resultsOf({ input, line, findings }: Checked, index: ReadonlyMap<string, number>) {
  const lineStart = line === undefined ? 0 : startOfLine(input.source, line)
  const placeOf = placesIn(input.source)
  return findings.map((found) => {
    const start = placeOf(found.start + lineStart)
    const end = placeOf(found.end + lineStart)
    return {
      ruleId: found.ruleId,
      ruleIndex: index.get(found.ruleId),
      level: levels[found.severity],
      message: { text: found.message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(input.file) },
            region: {
              startLine: start.line,
              startColumn: start.column,
              endLine: end.line,
              endColumn: end.column,
              charOffset: found.start + lineStart,
              charLength: found.end - found.start,
              snippet: { text: found.text },
            },
          },
        },
      ],
      properties: { severity: severities[found.severity], suggestions: found.suggestions },
    }
  })
}

function startOfLine(source: string, line: number): number {
  let at = 0
  for (let n = 1; n < line; n++) at = source.indexOf('\n', at) + 1
  return at
}

function uriOf(file: string): string {
  if (file === '-') return 'stdin'
  return path.isAbsolute(file) ? pathToFileURL(file).href : file.split(path.sep).map(encodeURIComponent).join('/')
}
