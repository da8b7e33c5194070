/**
 * Makes the files in `data/` from the packages named in packages.ts and the own texts beside them, byte for byte:
 *
 *   node src/checker/typos/training/build-model.ts --packages DIR [--only judge]
 *
 * DIR holds the packages (they are downloaded there where they are missing). `--only judge` leaves the language models
 * and tables as they are and trains the judge anew.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { pinyin } from 'pinyin-pro'
import { linesOf } from '../confusions.ts'
import { readAsset } from '../container.ts'
import { featureNames } from '../features.ts'
import { wordsIn } from '../language-model.ts'
import { loadTypoModel, type TypoFile, type TypoModel, typoFiles } from '../model.ts'
import { boost } from './boosting.ts'
import { type ErrorSource, errorSource, randomNumbers } from './errors.ts'
import { readKenlmTrie } from './kenlm-trie.ts'
import { sentencesWithNames } from './names.ts'
import { openPackages } from './packages.ts'
import { itemsOf, samplesOf, wordsRead } from './samples.ts'
import { byUnits, packModel } from './tables.ts'
import { readThreadSlm } from './thread-slm.ts'

const here = import.meta.dirname
const data = path.join(here, '../data')
const dataFile = (name: TypoFile) => path.join(data, name)
const write = (name: TypoFile, content: Uint8Array | string) => writeFileSync(dataFile(name), content)

/** Score, in thousandths of log-odds, that a finding must exceed: set on clean official text not in the repository. */
const threshold = 3800
const judgeTraining = {
  rounds: 14,
  nameRounds: 5,
  seed: 11,
  trees: 400,
  depth: 4,
  rate: 0.06,
  leastLeaf: 15,
  lambda: 5,
}

type PackageFile = ReturnType<typeof openPackages>

function buildLanguageModels(file: PackageFile): void {
  const kenlm = file('libime-data-language-model', 'usr/lib/x86_64-linux-gnu/libime/zh_CN.lm')
  const libime = {
    name: 'libime',
    licence: 'LGPL-2.1-or-later',
    source: 'Debian libime-data-language-model 1.0.16-1, zh_CN.lm',
  }
  write('libime.ngrams', packModel(readKenlmTrie(readFileSync(kenlm)), libime, { pairGain: 4, tripleGain: 3 }))

  const slm = (name: string) => readFileSync(file('sunpinyin-data', `usr/lib/x86_64-linux-gnu/sunpinyin/data/${name}`))
  const sunpinyin = {
    name: 'sunpinyin',
    licence: 'CC-BY-SA-3.0',
    source: 'Debian sunpinyin-data 0.1.22+20170109-2, lm_sc.t3g and pydict_sc.bin',
  }
  const ngrams = readThreadSlm(slm('lm_sc.t3g'), slm('pydict_sc.bin'))
  write('sunpinyin.ngrams', packModel(ngrams, sunpinyin, { pairGain: 18, tripleGain: 26 }))
}

/** The characters that stand in words of the models: only they can be meant or mistyped. */
function charactersInUse(): Set<string> {
  const asset = (name: TypoFile) => wordsIn(readAsset(readFileSync(dataFile(name)), name.replace('.ngrams', '')))
  const own = readFileSync(dataFile('official-words.txt'), 'utf8')
  const all = [...asset('libime.ngrams'), ...asset('sunpinyin.ngrams'), own].join('')
  return new Set([...all].filter((character) => /^\p{Script=Han}$/u.test(character) && character.length === 1))
}

function buildReadings(characters: ReadonlySet<string>): void {
  const rows = new Map<string, string[]>()
  for (const character of [...characters].sort(byUnits)) {
    const readings = pinyin(character, { multiple: true, toneType: 'num', type: 'array' })
    for (const reading of new Set(readings)) {
      const [, name, tone] = /^([a-zü]+)([0-5])?$/.exec(reading.replace('v', 'ü')) ?? []
      if (!name) continue
      const key = name + (tone ?? '0')
      const row = rows.get(key)
      if (row) row.push(character)
      else rows.set(key, [character])
    }
  }
  const lines = [...rows].sort(([a], [b]) => byUnits(a, b)).map(([key, row]) => `${key} ${row.join('')}`)
  write('readings.txt', `# 汉字读音，由 pinyin-pro 生成。\n${lines.join('\n')}\n`)
}

function buildWubi(characters: ReadonlySet<string>, table: string): void {
  const codes = new Map<string, string>()
  for (const line of table.split('\n')) {
    const [character, code] = line.split('\t')
    if (!character || !code || !characters.has(character) || !/^[a-y]+$/.test(code)) continue
    if (code.length > (codes.get(character)?.length ?? 0)) codes.set(character, code)
  }
  const rows = new Map<string, string>()
  for (const [character, code] of [...codes].sort(([a], [b]) => byUnits(a, b))) {
    rows.set(code, (rows.get(code) ?? '') + character)
  }
  const lines = [...rows].sort(([a], [b]) => byUnits(a, b)).map(([code, row]) => `${code} ${row}`)
  write('wubi.txt', `# 五笔86编码（全码），取自 rime-wubi。\n${lines.join('\n')}\n`)
}

/** How often words occur in the own official texts and phrases. */
function buildDomain(model: TypoModel, texts: readonly string[]): void {
  const counts = new Map<number, number>()
  for (const text of texts) for (const word of wordsRead(model, text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const byCount = new Map<number, string[]>()
  for (const [word, count] of [...counts].sort(([a], [b]) => a - b)) {
    const row = byCount.get(count)
    if (row) row.push(model.words[word]!)
    else byCount.set(count, [model.words[word]!])
  }
  const lines = [...byCount].sort(([a], [b]) => b - a).map(([count, row]) => `${count} ${row.join(' ')}`)
  write('domain.txt', `# 自编公文语料中各词出现的次数，由训练程序统计。\n${lines.join('\n')}\n`)
}

function buildJudge(model: TypoModel, texts: readonly string[], source: ErrorSource): void {
  const named = sentencesWithNames(judgeTraining.nameRounds, randomNumbers(judgeTraining.seed))
  const items = [
    ...itemsOf(texts, judgeTraining.rounds, judgeTraining.seed, source),
    ...itemsOf(named, 1, judgeTraining.seed, source),
  ]
  const samples = samplesOf(model, items)
  const { bias, trees } = boost(samples, judgeTraining)
  const head = JSON.stringify({ features: featureNames, bias, threshold }).slice(0, -1)
  write('judge.json', `${head},"trees":[\n${trees.map((tree) => JSON.stringify(tree)).join(',\n')}\n]}\n`)
  console.log(`judge: ${items.length} texts, ${samples.length} candidates, ${trees.length} trees`)
}

const noJudge = { features: featureNames, bias: 0, threshold: 0, trees: [] }

/** The model as far as it is built; the files still to come stand empty. */
function modelSoFar(empty: Partial<Record<TypoFile, string>>): TypoModel {
  const files = typoFiles.map((name) => {
    const content = empty[name]
    return [name, content === undefined ? readFileSync(dataFile(name)) : new TextEncoder().encode(content)] as const
  })
  return loadTypoModel(Object.fromEntries(files) as Record<TypoFile, Uint8Array>)
}

export function sourceOfErrors(file: PackageFile, shapes: string, wubi: string): ErrorSource {
  const codes = new Map(linesOf(wubi).flatMap((line) => [...line.split(' ')[1]!].map((c) => [c, line.split(' ')[0]!])))
  const rows = new Map<string, string[]>()
  const slips = (code: string) => Array.from(code, (_, i) => `${code.slice(0, i)}*${code.slice(i + 1)}`)
  for (const [character, code] of codes) {
    for (const slip of slips(code)) {
      const row = rows.get(slip)
      if (row) row.push(character)
      else rows.set(slip, [character])
    }
  }
  const keys = new Map(
    [...codes].map(([character, code]) => {
      return [character, [...new Set(slips(code).flatMap((slip) => rows.get(slip)!))].filter((c) => c !== character)]
    }),
  )
  const dictionary = readFileSync(file('nodejieba', 'package/submodules/cppjieba/dict/jieba.dict.utf8'), 'utf8')
  return errorSource(dictionary, shapes, keys)
}

export const ownTexts = () =>
  linesOf(readFileSync(path.join(here, 'official-text.txt'), 'utf8')).filter((line) => line.length >= 8)

if (import.meta.main) {
  const { values } = parseArgs({ options: { packages: { type: 'string' }, only: { type: 'string' } } })
  if (!values.packages) throw new Error('--packages DIR is missing')
  const file = openPackages(path.resolve(values.packages))
  if (values.only !== 'judge') {
    buildLanguageModels(file)
    const characters = charactersInUse()
    buildReadings(characters)
    buildWubi(characters, readFileSync(file('rime-data-wubi', 'usr/share/rime-data/wubi86.dict.yaml'), 'utf8'))
  }
  const texts = ownTexts()
  const phrases = linesOf(readFileSync(dataFile('official-words.txt'), 'utf8')).flatMap((line) => line.split(/\s+/))
  const empty = JSON.stringify(noJudge)
  buildDomain(modelSoFar({ 'domain.txt': '', 'judge.json': empty }), [...new Set(phrases), ...texts])
  const own = (name: TypoFile) => readFileSync(dataFile(name), 'utf8')
  buildJudge(modelSoFar({ 'judge.json': empty }), texts, sourceOfErrors(file, own('shapes.txt'), own('wubi.txt')))
}
