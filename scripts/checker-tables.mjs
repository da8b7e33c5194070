// Makes the tables of src/checker/engine that come from others' data:
//   node scripts/checker-tables.mjs [jieba's dict.txt]
// Traditional characters from opencc-js and readings from pinyin-pro, both of which are development dependencies;
// common words from the dict.txt of jieba (MIT), which ships inside the package @node-rs/jieba (`npm pack` gives it).
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import iconv from 'iconv-lite'

const require = createRequire(import.meta.url)
const engine = path.join(import.meta.dirname, '../src/checker/engine')
const gb2312 = charactersOfGb2312()

await writeSimplified()
writePinyin()
if (process.argv[2]) writeWords(process.argv[2])

/**
 * One character to one. Left out are the characters that simplified Chinese has too and that would become a wrong
 * word (乾隆, 宫商角徵羽), and those that the 通用规范汉字表 has taken back for names (昇, 堃).
 */
async function writeSimplified() {
  const { default: table } = await import('../node_modules/opencc-js/dist/esm-lib/dict/TSCharacters.js')
  const alsoSimplified = [...gb2312, ...'昇甦龢迺邨堃喆淼犇麴甯蹚勠哿凃皙']
  const stay = new Set(alsoSimplified.filter((character) => !'後於菸'.includes(character)))
  const pairs = table
    .split('|')
    .map((pair) => pair.split(' '))
    .filter(([from, to]) => from.length === 1 && to.length === 1 && !stay.has(from))
  const bySimplified = pairs.map(([from, to]) => `${from}${to}`).join('')
  write('simplified.data.ts', {
    says: 'Traditional characters, each followed by its simplified one; only where one stands for one.',
    from: `opencc-js ${version('opencc-js')}, TSCharacters (OpenCC, Apache-2.0); ${pairs.length} pairs`,
    name: 'simplifiedPairs',
    value: bySimplified,
  })
}

/** The characters of GB 2312 by syllable; a character with several readings stands under its first two. */
function writePinyin() {
  const { pinyin } = require('pinyin-pro')
  const bySyllable = new Map()
  for (const character of gb2312) {
    const readings = pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true })
    for (const syllable of [...new Set(readings)].filter((s) => /^[a-z]+$/.test(s)).slice(0, 2)) {
      bySyllable.set(syllable, (bySyllable.get(syllable) ?? '') + character)
    }
  }
  const lines = [...bySyllable].sort(([a], [b]) => (a < b ? -1 : 1)).map(([s, characters]) => s + characters)
  write('pinyin.data.ts', {
    says: 'Syllables without tones (ü is v), each followed by its characters.',
    from: `pinyin-pro ${version('pinyin-pro')} (MIT), the characters of GB 2312, at most two readings each`,
    name: 'syllables',
    value: lines.join(' '),
  })
}

/** The commonest words by first character, each rest with a letter for its frequency: a for 1, b from 2, c from 4 … */
function writeWords(file) {
  const wanted = 62_000
  const words = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .map(([word, count]) => ({ word, count: Number(count) }))
    .filter(({ word, count }) => count > 0 && word.length <= 5 && [...word].every((c) => gb2312.has(c)))
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
  const common = [
    ...words.filter(({ word }) => word.length === 1),
    ...words.filter(({ word }) => word.length > 1).slice(0, wanted),
  ]
  const byFirst = new Map()
  for (const { word, count } of common.sort((a, b) => (a.word < b.word ? -1 : 1))) {
    const letter = String.fromCharCode(97 + Math.floor(Math.log2(count)))
    byFirst.set(word[0], (byFirst.get(word[0]) ?? '') + word.slice(1) + letter)
  }
  write('words.data.ts', {
    says: 'Common words by first character: the rest of each with a letter for its frequency (a: 1, b: from 2, c: from 4 …).',
    from: `dict.txt of jieba (MIT, Sun Junyi and others) as in @node-rs/jieba 2.0.3; the ${wanted} commonest of two to five characters`,
    name: 'commonWords',
    value: [...byFirst].map(([first, rests]) => first + rests).join(' '),
  })
}

function write(file, { says, from, name, value }) {
  const text = `// Made by scripts/checker-tables.mjs from ${from}.\n\n/** ${says} */\nexport const ${name} =\n  '${value}'\n`
  writeFileSync(path.join(engine, file), text)
  console.log(file, Buffer.byteLength(text))
}

function version(name) {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, '../node_modules', name, 'package.json'), 'utf8'))
    .version
}

function charactersOfGb2312() {
  const found = new Set()
  for (let row = 0xb0; row <= 0xf7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) {
      const character = iconv.decode(Buffer.from([row, cell]), 'gb2312')
      if (/^[\u4e00-\u9fff]$/.test(character)) found.add(character)
    }
  }
  return found
}
