import path from 'node:path'
import { lintTerms } from '../engine/lint-terms.ts'
import { type Severity, severities, severityNames } from '../finding.ts'
import type { Term, TermList } from '../knowledge.ts'
import type { Day } from '../rule.ts'
import { explained } from './explained.ts'
import { listFromJson } from './knowledge-files.ts'

export type ReadList = { list: TermList; notices: readonly string[] }
type ReadTerm = { term?: Term; refused?: string }

/**
 * An office's own list of words: `.json` as the product has it; `.csv` with the columns 词, 建议 (several parted by
 * 、), 级别, 说明; `.txt` with one word a line, `错词=>正词` or the word alone, `#` for remarks.
 */
export async function readListFile(file: string, text: string, on: Day): Promise<ReadList> {
  const ending = path.extname(file).toLowerCase()
  if (ending === '.json') return { list: listFromJson(file, text), notices: [] }
  if (ending !== '.csv' && ending !== '.txt') throw explained(`${file}：词表应为 .txt、.csv 或 .json 文件`)
  const rows = ending === '.csv' ? await csvTerms(file, text) : textTerms(text)

  const written = rows.flatMap(({ term }, i) => (term ? [{ term, line: i + 1 }] : []))
  const refusals = lintTerms(written.map(({ term }) => term))
  const faulty = new Set(refusals.map(({ row }) => row))
  const terms = written.flatMap(({ term }, i) => (faulty.has(i + 1) ? [] : [term]))
  if (terms.length === 0) throw explained(`${file}：词表中没有可用的词`)

  const said = [
    ...rows.flatMap(({ refused }, i) => (refused ? [{ line: i + 1, message: refused }] : [])),
    ...refusals.map(({ row, message }) => ({ line: written[row - 1]?.line ?? row, message })),
  ].sort((a, b) => a.line - b.line)
  const notices = said.map(({ line, message }) => `${file} 第 ${line} 行：${message}，已略过`)
  return { list: customList(path.basename(file, ending), terms, on), notices }
}

function textTerms(text: string): ReadTerm[] {
  return text.split(/\r?\n/).map((line) => {
    if (line.trim() === '' || line.startsWith('#')) return {}
    const [wrong = '', right] = line.split(/=>|→|\t/)
    return termOf({ wrong, right })
  })
}

async function csvTerms(file: string, text: string): Promise<ReadTerm[]> {
  const { parse } = await import('csv-parse/sync')
  let rows: string[][]
  try {
    rows = parse(text, { relax_column_count: true, trim: true })
  } catch {
    throw explained(`${file}：不是有效的 CSV`)
  }
  const head = rows[0] ?? []
  const titled = head.includes('词')
  const column = (name: string, otherwise: number) => (titled ? head.indexOf(name) : otherwise)
  const [word, right, severity, why] = [column('词', 0), column('建议', 1), column('级别', 2), column('说明', 3)]
  return rows.map((cells, i) => {
    if ((titled && i === 0) || cells.every((cell) => cell === '')) return {}
    return termOf({ wrong: cells[word] ?? '', right: cells[right], severity: cells[severity], why: cells[why] })
  })
}

type Written = { wrong: string; right?: string | undefined; severity?: string | undefined; why?: string | undefined }

function termOf({ wrong, right, severity, why }: Written): ReadTerm {
  const text = wrong.trim()
  const graded = severityNames.find((name) => severities[name] === severity?.trim())
  if (severity?.trim() && !graded) return { refused: `级别“${severity}”应为 ${Object.values(severities).join('、')}` }
  const suggest = (right ?? '').split('、').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]))
  return { term: { text, suggest, ...(graded && { severity: graded }), ...(why?.trim() && { why: why.trim() }) } }
}

function customList(name: string, terms: readonly Term[], on: Day): TermList {
  const severity: Severity = 'minor'
  return {
    id: `custom.${name}`,
    title: `自有词表：${name}`,
    severity,
    category: 'banned',
    why: '本单位词表所列。',
    basis: `本单位词表“${name}”`,
    provenance: '使用者提供',
    licence: '使用者所有',
    asOf: on,
    terms,
  }
}
