import { conditionNames } from '../engine/conditions.ts'
import { lintTerms } from '../engine/lint-terms.ts'
import { type Category, categoryNames, type Severity, severityNames } from '../finding.ts'
import type { Knowledge, Term, TermList } from '../knowledge.ts'
import { explained } from './explained.ts'

type Kind = 'text' | 'texts' | 'optional' | 'perhapsTexts' | 'severity' | 'category' | 'terms'
type Fields = Readonly<Record<string, Kind>>

/** What each kind of row must have, and what kind each field is; fields that are not named here are let pass. */
const shapes = {
  tenures: { name: 'text', body: 'text', post: 'text', from: 'text', until: 'optional', source: 'text' },
  bodies: { full: 'text', short: 'texts', wrong: 'texts', source: 'text' },
  policies: {
    title: 'text',
    issuers: 'texts',
    source: 'text',
    number: 'optional',
    issuedOn: 'optional',
    effectiveOn: 'optional',
    repealedOn: 'optional',
    replacedBy: 'optional',
    text: 'optional',
  },
  sources: { name: 'text', aliases: 'texts', hosts: 'texts', source: 'text', from: 'optional', until: 'optional' },
  accepted: { ruleId: 'text', text: 'text' },
  lists: {
    id: 'text',
    title: 'text',
    severity: 'severity',
    category: 'category',
    why: 'text',
    basis: 'text',
    provenance: 'text',
    licence: 'text',
    asOf: 'text',
    terms: 'terms',
  },
} as const satisfies Record<keyof Knowledge, Fields>

const termShape: Fields = {
  text: 'text',
  suggest: 'texts',
  why: 'optional',
  basis: 'optional',
  message: 'optional',
  from: 'optional',
  until: 'optional',
  ...Object.fromEntries(['unless', ...conditionNames].map((field) => [field, 'perhapsTexts' as const])),
}

const kinds = Object.keys(shapes) as (keyof Knowledge)[] // the keys of a constant table

/** Adds what a file holds to what is known: any part of `Knowledge`, each an array. */
export function withKnowledge(known: Knowledge, file: string, json: string): Knowledge {
  const given = parse(file, json)
  if (!isRecord(given)) throw explained(`${file}：应为对象，含 ${kinds.join('、')} 中的一项或几项`)
  const strange = Object.keys(given).find((key) => !Object.hasOwn(shapes, key))
  if (strange !== undefined) throw explained(`${file}：不认识“${strange}”，可用 ${kinds.join('、')}`)
  for (const kind of kinds) if (given[kind] !== undefined) checkRows(`${file}：${kind}`, shapes[kind], given[kind])
  // Every part that is there has just been checked row for row.
  const parts = given as Partial<Knowledge>
  return {
    lists: [...known.lists, ...(parts.lists ?? [])],
    tenures: [...known.tenures, ...(parts.tenures ?? [])],
    bodies: [...known.bodies, ...(parts.bodies ?? [])],
    policies: [...known.policies, ...(parts.policies ?? [])],
    sources: [...known.sources, ...(parts.sources ?? [])],
    accepted: [...known.accepted, ...(parts.accepted ?? [])],
  }
}

/** A `TermList` as it is in the product, in JSON. */
export function listFromJson(file: string, json: string): TermList {
  const given = parse(file, json)
  checkRow(`${file}`, shapes.lists, given)
  return given as TermList // just checked
}

function parse(file: string, json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw explained(`${file}：不是有效的 JSON`)
  }
}

function checkRows(where: string, shape: Fields, rows: unknown) {
  if (!Array.isArray(rows)) throw explained(`${where} 应为数组`)
  rows.forEach((row, i) => {
    checkRow(`${where} 第 ${i + 1} 项`, shape, row)
  })
}

function checkRow(where: string, shape: Fields, row: unknown) {
  if (!isRecord(row)) throw explained(`${where} 应为对象`)
  for (const [field, kind] of Object.entries(shape)) {
    const value = row[field]
    if (kind === 'terms') checkTerms(`${where}：${field}`, value)
    else if (!fits[kind](value)) throw explained(`${where}：${field} ${demands[kind]}`)
  }
}

function checkTerms(where: string, terms: unknown) {
  checkRows(where, termShape, terms)
  const [refused] = lintTerms(terms as Term[]) // just checked
  if (refused) throw explained(`${where} 第 ${refused.row} 项：${refused.field} ${refused.message}`)
}

const fits: Readonly<Record<Exclude<Kind, 'terms'>, (value: unknown) => boolean>> = {
  text: (value: unknown) => typeof value === 'string' && value.trim() !== '',
  optional: (value: unknown) => value === undefined || typeof value === 'string',
  texts: (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  perhapsTexts: (value: unknown) => value === undefined || fits.texts(value),
  category: (value: unknown) => categoryNames.includes(value as Category), // asks whether it is one
  severity: (value: unknown) => severityNames.includes(value as Severity), // asks whether it is one
}

const demands = {
  text: '应为非空文字',
  optional: '应为文字',
  texts: '应为文字的数组',
  perhapsTexts: '应为文字的数组',
  category: `应为 ${categoryNames.join('、')} 之一`,
  severity: `应为 ${severityNames.join('、')} 之一`,
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
