/**
 * Measures the finder on clean texts, one a line, and on the same texts with one error each:
 *
 *   node src/checker/typos/training/evaluate.ts --packages DIR --texts FILE [--part 0|1] [--seed N] [--show N]
 *
 * The lines are taken in blocks of twenty by turns: part 0 is for looking and setting the threshold, part 1 is left
 * alone until the end.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createAnalyst, withModelMarks } from '../analysis.ts'
import { type Suspicion, suspicionsIn } from '../finder.ts'
import { loadTypoModel, type TypoFile, typoFiles } from '../model.ts'
import { sourceOfErrors } from './build-model.ts'
import { type ErrorKind, errorKinds } from './errors.ts'
import { openPackages } from './packages.ts'
import { type Item, itemsOf } from './samples.ts'

const { values } = parseArgs({
  options: {
    packages: { type: 'string' },
    texts: { type: 'string' },
    part: { type: 'string' },
    seed: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '2' },
    show: { type: 'string', default: '0' },
  },
})
if (!values.packages || !values.texts) throw new Error('--packages DIR and --texts FILE are needed')

const data = path.join(import.meta.dirname, '../data')
const files = Object.fromEntries(typoFiles.map((name) => [name, readFileSync(path.join(data, name))]))
const model = loadTypoModel(files as unknown as Record<TypoFile, Uint8Array>)
const own = (name: TypoFile) => readFileSync(path.join(data, name), 'utf8')
const source = sourceOfErrors(openPackages(path.resolve(values.packages)), own('shapes.txt'), own('wubi.txt'))
const lines = readFileSync(values.texts, 'utf8')
  .split('\n')
  .filter((line) => line.length >= 8 && !line.startsWith('#'))
const texts = lines.filter((_, i) => !values.part || Math.floor(i / 20) % 2 === Number(values.part))

const analyst = createAnalyst(model)
const judged = itemsOf(texts, Number(values.rounds), Number(values.seed), source).map((item) => ({
  item,
  found: suspicionsIn(model, analyst, withModelMarks(item.text), -3000),
}))
const clean = judged.filter(({ item }) => !item.error)
const spoiled = judged.filter(({ item }) => item.error)
const best = (found: readonly Suspicion[]) => Math.max(-9999, ...found.map(({ score }) => score))

const alarms = clean.map(({ found }) => best(found)).sort((a, b) => b - a)
report('threshold in use', model.judge.threshold)
for (const share of [0.002, 0.005, 0.01, 0.02]) {
  report(`${share * 100} % alarms`, alarms[Math.floor(share * alarms.length)]!)
}
for (const { item, found } of [...clean].sort((a, b) => best(b.found) - best(a.found)).slice(0, Number(values.show))) {
  const { candidate, score } = [...found].sort((a, b) => b.score - a.score)[0]!
  const { start, end, fix, kind } = candidate
  const marked = `${item.text.slice(Math.max(0, start - 6), start)}[${item.text.slice(start, end)}→${fix}]`
  console.log(score, kind, marked + item.text.slice(end, end + 6))
}

function report(name: string, threshold: number): void {
  const above = (found: readonly Suspicion[]) => found.filter(({ score }) => score > threshold)
  const touches = ({ error }: Item) => {
    return ({ candidate }: Suspicion) => candidate.start <= error!.end && error!.start <= candidate.end
  }
  const alarmed = clean.filter(({ found }) => above(found).length > 0).length
  const hits = spoiled.filter(({ item, found }) => above(found).some(touches(item)))
  const mended = hits.filter(({ item, found }) =>
    above(found).some(({ candidate: { start, end, fix } }) => {
      const text = withModelMarks(item.text)
      return text.slice(0, start) + fix + text.slice(end) === withModelMarks(item.clean)
    }),
  )
  const wrong = spoiled.reduce((sum, { item, found }) => sum + above(found).filter((s) => !touches(item)(s)).length, 0)
  const percent = (part: number, whole: number) => ((100 * part) / Math.max(1, whole)).toFixed(1)
  const recall = hits.length / spoiled.length
  const precision = hits.length / Math.max(1, hits.length + alarmed + wrong)
  const byKind = (Object.keys(errorKinds) as ErrorKind[]).map((kind) => {
    const of = spoiled.filter(({ item }) => item.error!.kind === kind)
    return `${kind} ${percent(hits.filter(({ item }) => item.error!.kind === kind).length, of.length)}`
  })
  console.log(
    `${name}: above ${threshold}: alarms ${alarmed}/${clean.length} = ${percent(alarmed, clean.length)} %,` +
      ` precision ${(100 * precision).toFixed(1)}, recall ${(100 * recall).toFixed(1)},` +
      ` F1 ${((200 * precision * recall) / (precision + recall)).toFixed(1)},` +
      ` mended ${percent(mended.length, hits.length)} | ${byKind.join(', ')}`,
  )
}
