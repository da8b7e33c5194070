import path from 'node:path'
import { type Severity, severities, severityNames } from '../finding.ts'
import type { Term, TermList } from '../knowledge.ts'
import type { Day } from '../rule.ts'
import { explained } from './explained.ts'
import { listFromJson } from './knowledge-files.ts'

export type ReadList = { list: TermList; notices: readonly string[] }
type ReadTerm = { term?: Term; refused?: string }

const longestTerm = 60

/**
 * An office's own list of words: `.json` as the product has it; `.csv` with the columns 词, 建议 (several parted by
 * 、), 级别, 说明; `.txt` with one word a line, `错词=>正词` or the word alone, `#` for remarks.
 */
export async function readListFile(file: string, text: string, on: Day): Promise<ReadList> {
  const ending = path.extname(file).toLowerCase()
  if (ending === '.json') return { list: listFromJson(file, text), notices: [] }
  if (ending !== '.csv' && ending !== '.txt') throw explained(`${file}：词表应为 .txt、.csv 或 .json 文件`)
  const rows = ending === '.csv' ? await csvTerms(file, text) : textTerms(text)

  const terms = new Map<string, Term>()
  const notices: string[] = []
  for (const [i, { term, refused }] of rows.entries()) {
    if (refused) notices.push(`${file} 第 ${i + 1} 行：${refused}，已略过`)
    else if (term && terms.has(term.text)) notices.push(`${file} 第 ${i + 1} 行：“${term.text}”重复，已略过`)
    else if (term) terms.set(term.text, term)
  }
  if (terms.size === 0) throw explained(`${file}：词表中没有可用的词`)
  return { list: customList(path.basename(file, ending), [...terms.values()], on), notices }
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
  if (text === '') return { refused: '没有词' }
  if (/^[=+@]|^-\S*\(/.test(text)) return { refused: `“${text.slice(0, 20)}”像是公式` }
  if (text.length < 2) return { refused: `“${text}”只有一个字，会处处误报` }
  if (text.length > longestTerm) return { refused: `超过 ${longestTerm} 字` }
  const graded = severityNames.find((name) => severities[name] === severity?.trim())
  if (severity?.trim() && !graded) return { refused: `级别“${severity}”应为 ${Object.values(severities).join('、')}` }
  const suggest = (right ?? '').split('、').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]))
  if (suggest.includes(text)) return { refused: `“${text}”的建议就是它自己` }
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
