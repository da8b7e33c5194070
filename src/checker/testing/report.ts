import { createChecker } from '../checker.ts'
import { shippedTypos } from '../command/typo-files.ts'
import { categories } from '../finding.ts'
import type { TermList } from '../knowledge.ts'
import { shippedKnowledge } from '../lexicon/shipped.ts'
import { allRules } from '../rules/all-rules.ts'
import type { EvasionCase } from './evasions.data.ts'
import { type CategoryScore, finalSets, measure, measureEvasions, workingSets } from './measure.ts'

/** The day as of which the sets were written; rules and posts are judged by it. */
const on = '2026-06-01'

const checker = createChecker({ rules: allRules, knowledge: shippedKnowledge, typos: shippedTypos() })
// The final sets are for measuring only: their sentences are not shown, lest anybody mend what stands in them.
const isFinal = process.argv.includes('--final')
const quality = measure((text) => checker.check(text, { on }), isFinal ? finalSets : workingSets)

console.log('类别\t错例\t检出\t召回率\t同类检出\t报出\t命中\t准确率\t每千句误报')
for (const score of [...quality.scores, quality.all]) console.log(row(score))

console.log(`\n误报与误指（${quality.wrong.length}）`)
for (const { text, finding, clean } of isFinal ? [] : quality.wrong) {
  console.log(`${clean ? '正' : '误'}\t${finding.ruleId}\t${finding.text}\t${text}`)
}

console.log(`\n漏报（${quality.missed.length}）`)
for (const { category, text, marks } of isFinal ? [] : quality.missed) {
  console.log(
    `${categories[category].zh}\t${marks.map(({ start, end }) => text.slice(start, end)).join('、')}\t${text}`,
  )
}

const evasion = measureEvasions(findOne)
console.log(`\n变形规避：${evasion.cases}例，符合${evasion.right}例`)
for (const { term, level, text, found } of evasion.wrong) {
  console.log(`${level}\t${term}\t${found ? `应报 ${found.join('–')}` : '不应报'}\t${JSON.stringify(text)}`)
}

function row({ category, errors, found, foundAsSuch, findings, hits, falseAlarms }: CategoryScore): string {
  const name = category === 'all' ? '合计' : categories[category].zh
  const thousand = ((falseAlarms / quality.cleanCount) * 1000).toFixed(1)
  return [
    name,
    errors,
    found,
    percent(found, errors),
    foundAsSuch,
    findings,
    hits,
    percent(hits, findings),
    thousand,
  ].join('\t')
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`
}

/** A checker that knows nothing but the one term. */
function findOne({ term, level, text, unless }: EvasionCase) {
  const list: TermList = {
    id: 'banned.one',
    title: term,
    severity: 'grave',
    category: 'banned',
    why: term,
    basis: term,
    provenance: term,
    licence: term,
    asOf: on,
    terms: [{ text: term, suggest: [], evasion: level, ...(unless && { unless }) }],
  }
  const none = { lists: [list], tenures: [], bodies: [], policies: [], sources: [], accepted: [] }
  return createChecker({ rules: [], knowledge: none }).check(text, { on })
}
