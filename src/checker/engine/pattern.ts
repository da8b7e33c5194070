import { normalise } from './normalise.ts'
import { machineOf, stepsOf } from './run-pattern.ts'

/**
 * A pattern that a user wrote, as a tree. The language has literal characters, `.` for any character, classes
 * `[甲乙]`, `[^0-9]`, `\d`, repetition `?`, `{m,n}` with both ends given, alternatives `甲|乙` and groups `( )`.
 * `\` takes the next character as it is.
 */
export type PatternNode =
  | { kind: 'character'; set: CharacterSet }
  | { kind: 'sequence' | 'choice'; parts: readonly PatternNode[] }
  | { kind: 'repeat'; part: PatternNode; min: number; max: number }

/** Characters by ranges, both ends included: first, last, first, last … */
export type CharacterSet = { ranges: readonly number[]; negated: boolean }

/** Characters that every match contains, and how many of the match can stand before and after them. */
export type Anchor = { text: string; before: number; after: number }

export type Pattern = { root: PatternNode; anchors: readonly Anchor[] }
export type Parsed = { pattern: Pattern } | { refusal: string }

const longestSource = 200
const mostRepeats = 50
/** How many characters a pattern may come to when its repetitions are written out. */
const mostPositions = 200
const mostSteps = 1000
const mostAnchors = 16
const longestAnchor = 32

/** Reads a pattern, or says in Chinese why it cannot be taken. */
export function parsePattern(source: string): Parsed {
  if (source.length > longestSource) return { refusal: `规则过长，最多${longestSource}个字符` }
  try {
    const root = parseChoice({ source, at: 0, depth: 0 })
    const { min, size, anchors } = measure(root)
    if (min === 0) return { refusal: '规则能匹配空文本，会处处命中，请补充必须出现的文字' }
    if (size > mostPositions) return { refusal: `规则展开后超过${mostPositions}个字符，请减少重复次数` }
    if (!anchors) return { refusal: '规则须有至少两个连续的固定文字，每个“|”分支都要有，否则范围过宽' }
    if (stepsOf(machineOf(root)) > mostSteps) return { refusal: '规则过于复杂，请减少“|”分支，或改用方括号' }
    return { pattern: { root, anchors } }
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.message }
    throw error
  }
}

/** Leaves the depths of the parser; never seen outside. */
class Refusal extends Error {}

type Reader = { source: string; at: number; depth: number }

function parseChoice(reader: Reader): PatternNode {
  if (++reader.depth > 20) throw new Refusal('括号嵌套过深，最多20层')
  const parts = [parseSequence(reader)]
  while (reader.source[reader.at] === '|') {
    reader.at++
    parts.push(parseSequence(reader))
  }
  reader.depth--
  if (reader.depth === 0 && reader.at < reader.source.length) throw new Refusal('右括号“)”多余')
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'choice', parts }
}

function parseSequence(reader: Reader): PatternNode {
  const parts: PatternNode[] = []
  while (reader.at < reader.source.length && !'|)'.includes(reader.source.charAt(reader.at))) {
    parts.push(parseRepeat(reader, parseAtom(reader)))
  }
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'sequence', parts }
}

const refusedSigns: Record<string, string> = {
  '*': '不支持不限次数的重复“*”，请写明上限，如{0,5}',
  '+': '不支持不限次数的重复“+”，请写明上限，如{1,5}',
  '?': '“?”前面没有可以重复的内容',
  '{': '“{”前面没有可以重复的内容；要找这个符号本身请写“\\{”',
  '^': '不支持“^”；要找这个符号本身请写“\\^”',
  $: '不支持“$”；要找这个符号本身请写“\\$”',
  ']': '方括号“]”多余；要找这个符号本身请写“\\]”',
  '}': '花括号“}”多余；要找这个符号本身请写“\\}”',
}

function parseAtom(reader: Reader): PatternNode {
  const sign = reader.source.charAt(reader.at++)
  const refused = refusedSigns[sign]
  if (refused !== undefined) throw new Refusal(refused)
  if (sign === '(') return parseGroup(reader)
  if (sign === '[') return { kind: 'character', set: parseClass(reader) }
  if (sign === '.') return { kind: 'character', set: { ranges: [0x0a, 0x0a], negated: true } }
  if (sign === '\\') return parseEscape(reader)
  const character = String.fromCodePoint(reader.source.codePointAt(reader.at - 1) ?? 0)
  reader.at += character.length - 1
  return literal(character)
}

function parseGroup(reader: Reader): PatternNode {
  if (reader.source.startsWith('?:', reader.at)) reader.at += 2
  else if (reader.source[reader.at] === '?') throw new Refusal('不支持“(?”开头的前后查找和命名分组')
  const inner = parseChoice(reader)
  if (reader.source[reader.at] !== ')') throw new Refusal('括号“(”没有配对')
  reader.at++
  return inner
}

function parseEscape(reader: Reader): PatternNode {
  const sign = reader.source.charAt(reader.at++)
  if (sign === 'd') return { kind: 'character', set: { ranges: [0x30, 0x39], negated: false } }
  if (sign === '') throw new Refusal('“\\”后面缺少字符')
  if (/[1-9k]/.test(sign)) throw new Refusal('不支持反向引用')
  if (/[a-z0]/i.test(sign)) throw new Refusal(`不支持“\\${sign}”`)
  return literal(sign)
}

/** As the text is read, so is the pattern: half width, simplified. */
function literal(written: string): PatternNode {
  const parts = normalise(written)
    .plain.split('')
    .map((unit) => unit.charCodeAt(0))
    .map((unit): PatternNode => ({ kind: 'character', set: { ranges: [unit, unit], negated: false } }))
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'sequence', parts }
}

function parseClass(reader: Reader): CharacterSet {
  const negated = reader.source[reader.at] === '^'
  if (negated) reader.at++
  const ranges: number[] = []
  while (reader.source[reader.at] !== ']') {
    const first = classCharacter(reader)
    if (first === 'digits') {
      ranges.push(0x30, 0x39)
      continue
    }
    const isRange = reader.source[reader.at] === '-' && reader.source[reader.at + 1] !== ']'
    if (isRange) reader.at++
    const last = isRange ? classCharacter(reader) : first
    if (last === 'digits' || last < first) throw new Refusal('方括号内的范围起止颠倒')
    ranges.push(first, last)
  }
  reader.at++
  if (ranges.length === 0) throw new Refusal('方括号内没有内容')
  return { ranges, negated }
}

function classCharacter(reader: Reader): number | 'digits' {
  let sign = reader.source.charAt(reader.at++)
  if (sign === '') throw new Refusal('方括号“[”没有配对')
  if (sign === '\\') {
    sign = reader.source.charAt(reader.at++)
    if (sign === 'd') return 'digits'
    if (/[a-z0-9]/i.test(sign)) throw new Refusal(`方括号内不支持“\\${sign}”`)
  }
  const { plain } = normalise(sign)
  if (plain.length !== 1 || /[\ud800-\udfff]/.test(plain)) throw new Refusal(`方括号内不能用“${sign}”这样的字符`)
  return plain.charCodeAt(0)
}

function parseRepeat(reader: Reader, part: PatternNode): PatternNode {
  const sign = reader.source.charAt(reader.at)
  if (sign === '*' || sign === '+') throw new Refusal(refusedSigns[sign] ?? '')
  if (sign !== '?' && sign !== '{') return part
  const bounds = /^(?:\?|\{(\d{1,4})(?:(,)(\d{0,4}))?\})/.exec(reader.source.slice(reader.at, reader.at + 12))
  if (!bounds) throw new Refusal('重复次数请写成{次数}或{最少,最多}')
  const [all, low, comma, high] = bounds
  if (comma && high === '') throw new Refusal('不支持不限次数的重复，请写明上限，如{1,5}')
  const min = Number(low ?? 0)
  const max = sign === '?' ? 1 : Number(high ?? low)
  if (max < min || max === 0) throw new Refusal('重复次数的上限须大于零且不小于下限')
  if (max > mostRepeats) throw new Refusal(`重复次数最多为${mostRepeats}`)
  reader.at += all.length
  if ('?*+{'.includes(reader.source.charAt(reader.at) || ' ')) throw new Refusal('重复次数后面不能再跟“?”“*”“+”或“{”')
  return { kind: 'repeat', part, min, max }
}

/**
 * How long a match can be, how many characters the pattern has when repetitions are written out, what every match
 * contains, and the text it is if it can only be one.
 */
type Measure = { min: number; max: number; size: number; anchors?: readonly Anchor[]; text?: string }

function measure(node: PatternNode): Measure {
  switch (node.kind) {
    case 'character': {
      const [first, last] = node.set.ranges
      const single = !node.set.negated && node.set.ranges.length === 2 && first === last && first !== undefined
      const sizes = { min: 1, max: 1, size: 1 }
      return single ? { ...sizes, text: String.fromCharCode(first) } : sizes
    }
    case 'choice':
      return measureChoice(node.parts.map(measure))
    case 'repeat':
      return measureRepeat(measure(node.part), node.min, node.max)
    case 'sequence':
      return measureSequence(node.parts.map(measure))
  }
}

function measureChoice(parts: readonly Measure[]): Measure {
  const min = Math.min(...parts.map((part) => part.min))
  const max = Math.max(...parts.map((part) => part.max))
  const size = sum(parts.map((part) => part.size))
  const anchors = parts.flatMap((part) => part.anchors ?? [])
  const all = parts.every((part) => part.anchors) && anchors.length <= mostAnchors
  return all ? { min, max, size, anchors } : { min, max, size }
}

function measureRepeat(part: Measure, min: number, max: number): Measure {
  if (min === max && part.text !== undefined && part.text.length * min <= mostPositions) {
    return measureSequence(Array.from({ length: min }, () => part))
  }
  const more = part.max * (max - 1)
  const anchors = part.anchors?.map((a) => ({ text: a.text, before: a.before + more, after: a.after + more }))
  const sizes = { min: part.min * min, max: part.max * max, size: part.size * max }
  return min > 0 && anchors ? { ...sizes, anchors } : sizes
}

function measureSequence(parts: readonly Measure[]): Measure {
  const min = sum(parts.map((part) => part.min))
  const max = sum(parts.map((part) => part.max))
  const size = sum(parts.map((part) => part.size))
  const choices: (readonly Anchor[])[] = []
  let before = 0
  for (let i = 0; i < parts.length; ) {
    let run = ''
    let next = i
    for (; parts[next]?.text !== undefined; next++) run += parts[next]?.text
    const part = parts[i]
    if (run.length >= 2) {
      const text = run.slice(0, longestAnchor)
      choices.push([{ text, before, after: max - before - text.length }])
    } else if (part?.anchors) {
      const outside = max - part.max - before
      choices.push(part.anchors.map((a) => ({ text: a.text, before: a.before + before, after: a.after + outside })))
    }
    next = Math.max(next, i + 1)
    before += sum(parts.slice(i, next).map(({ max: length }) => length))
    i = next
  }
  const shortest = (anchors: readonly Anchor[]) => Math.min(...anchors.map(({ text }) => text.length))
  const [best] = choices.sort((a, b) => shortest(b) - shortest(a) || a.length - b.length)
  const text = parts.every((part) => part.text !== undefined) ? parts.map((part) => part.text).join('') : undefined
  return { min, max, size, ...(best ? { anchors: best } : {}), ...(text === undefined ? {} : { text }) }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
