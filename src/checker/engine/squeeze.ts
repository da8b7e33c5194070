import { textOf } from './text-of.ts'

/** A text without what can be put between characters to hide a word; `places` says where each unit stood in `plain`. */
export type Squeezed = { text: string; places: Uint32Array }

/**
 * What separates: spaces and symbols that do not stand between two characters of a word in ordinary text, brackets
 * that wrap one character, pictures. Commas, full stops, quotation marks, dashes and line ends do not: across them
 * clean text goes on with another word.
 */
const separators = ' \t.·•・‧∙⋅*_~^#@&+=|\\/<>`$%-()[]{}〔〕【】〖〗〘〙¦§¬°¶¤'
const separatorRanges = [
  [0x2010, 0x2012], // hyphens
  [0x2016, 0x2017],
  [0x2020, 0x2025], // daggers, bullets, leaders
  [0x2030, 0x2038],
  [0x203b, 0x205e],
  [0x20a0, 0x20bf],
  [0x2190, 0x2bff], // arrows, mathematics, boxes, shapes, dingbats
  [0x3004, 0x3007],
  [0x3012, 0x3013],
  [0x3020, 0x303f],
  [0x30fb, 0x30fb],
  [0xe000, 0xf8ff],
  [0xd83c, 0xd83e], // first half of a picture
  [0xfffc, 0xfffd],
] as const

/** By UTF-16 unit: 0 stands, 1 separates, else the letter that it is read as (without case and tone). */
const classes = makeClasses()

export function squeeze(plain: string): Squeezed {
  const places = new Uint32Array(plain.length)
  const units = new Uint16Array(plain.length)
  let length = 0
  let surrogates = false
  for (let at = 0; at < plain.length; at++) {
    const unit = plain.charCodeAt(at)
    const kind = classes[unit] ?? 0
    if (kind === 1) {
      if (unit >= 0xd83c && unit <= 0xd83e) at++
      continue
    }
    if (unit >= 0xd800 && unit <= 0xdfff) surrogates = true
    places[length] = at
    units[length++] = kind === 0 ? unit : kind
  }
  const text = textOf(units.subarray(0, length), surrogates ? 'some' : 'none')
  return { text, places: places.subarray(0, length) }
}

function makeClasses(): Uint16Array {
  const table = new Uint16Array(0x10000)
  for (const character of separators) table[character.charCodeAt(0)] = 1
  for (const [first, last] of separatorRanges) table.fill(1, first, last + 1)
  // 〇 is a digit of dates and numbers.
  table[0x3007] = 0
  for (let unit = 0x41; unit <= 0x5a; unit++) table[unit] = unit | 0x20
  // Letters with tones or other marks, as pinyin is written: the letter alone; ü is v.
  for (let unit = 0xc0; unit < 0x250; unit++) {
    const bare = String.fromCharCode(unit).normalize('NFD')
    const letter = bare.charCodeAt(0) | 0x20
    if (letter >= 0x61 && letter <= 0x7a) table[unit] = letter === 0x75 && bare.includes('\u0308') ? 0x76 : letter
  }
  return table
}
