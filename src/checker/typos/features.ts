import { type Analysis, linkCost, type View } from './analysis.ts'
import type { Candidate } from './candidates.ts'
import { longestWord, statesPerPlace } from './lattice.ts'
import type { TypoModel } from './model.ts'
import { wordAt } from './word-trie.ts'

/** What the judge is told of a candidate, in this order; A and B are the two language models. All whole numbers. */
export const featureNames = [
  ...['gainA', 'gainB', 'gain', 'leastGain', 'kind', 'fixLength'],
  ...['fixCostA', 'fixCostB', 'fixOfficial', 'writtenCostA', 'writtenCostB', 'writtenOfficial'],
  ...['characterCost', 'newCharacterCost', 'wordsWrittenA', 'wordsWrittenB', 'wordLengthA', 'wordLengthB'],
  ...['lonelyA', 'lonelyB', 'costAfterA', 'costAfterB'],
  ...['fixLinkBeforeA', 'fixLinkAfterA', 'fixLinkBeforeB', 'fixLinkAfterB'],
  ...['writtenLinkBeforeA', 'writtenLinkAfterA', 'writtenLinkBeforeB', 'writtenLinkAfterB'],
  ...['margin', 'sameEdit', 'atLeftEdge', 'atRightEdge', 'surname', 'surnameBefore'],
  ...['placeEnd', 'placeAfter', 'placeChanged', 'inList', 'quoted', 'officialCover', 'wordCover'],
  ...['wordCostA', 'wordCostB', 'writtenLength', 'offset', 'startsWord', 'endsWord'],
  ...['domainFix', 'domainWritten', 'domainDifference'],
] as const

const surnames = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜肖詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥保和蔺闫',
)
const placeEndings = new Set(
  '省市县区州盟旗镇乡村街路巷桥山河江湖海港湾岛洲站庄屯寨坝坪沟岭峰寺庙宫园堂厂矿渠库闸院校店局所队组社里弄号屿浦溪塘',
)

/** How much of a stretch is covered by official words and by known words, by character. */
export type Cover = { official: Uint8Array; known: Uint8Array }

export function coverOf(model: TypoModel, text: string): Cover {
  const official = new Uint8Array(text.length)
  const known = new Uint8Array(text.length)
  for (let start = 0; start < text.length; start++) {
    let node = 0
    const last = Math.min(text.length, start + longestWord)
    for (let end = start + 1; end <= last; end++) {
      node = model.trie.step(node, text.charCodeAt(end - 1))
      if (node < 0) break
      const word = model.trie.word[node]!
      if (word < 0 || end - start < 2) continue
      const length = end - start
      const listed = model.official[word] === 1
      for (let i = start; i < end; i++) {
        if (listed && official[i]! < length) official[i] = length
        if ((listed || model.ownCost[0][word]! < 215) && known[i]! < length) known[i] = length
      }
    }
  }
  return { official, known }
}

/** Domain counts of the sentence itself, taken off in training so that the judge does not learn to know the answer. */
export type OwnCounts = ReadonlySet<number>

export function featuresOf(
  model: TypoModel,
  analysis: Analysis,
  cover: Cover,
  candidate: Candidate,
  all: readonly Candidate[],
  own?: OwnCounts,
): Int32Array {
  const { text, views } = analysis
  const { start, end, word, kind } = candidate
  const written = wordAt(model.trie, text, start, end)
  const at = Math.min(candidate.from, text.length - 1)
  const character = wordAt(model.trie, text, at, at + 1)
  const newCharacter =
    kind < 6 ? wordAt(model.trie, candidate.fix, candidate.from - start, candidate.from - start + 1) : -1
  const [costA, costB] = model.ownCost
  const costIn = (costs: Uint8Array, which: number) => (which < 0 ? 255 : costs[which]!)
  const count = (which: number) => (which < 0 ? 0 : Math.min(20, model.domain[which]! - (own?.has(which) ? 1 : 0)))
  const around = views.map((view) => ({
    before: start > 0 ? view.wordOf[start - 1]! : -1,
    after: end < text.length ? view.wordOf[end]! : -1,
  }))
  const links = (which: number) =>
    ([0, 1] as const).flatMap((view) => [
      linkCost(model, view, around[view]!.before, which),
      linkCost(model, view, which, around[view]!.after),
    ])
  const { margin, sameEdit } = rivals(candidate, all)
  const has = (set: ReadonlySet<string>, place: number) => (place >= 0 && set.has(text[place] ?? '') ? 1 : 0)
  const [a, b] = views

  return Int32Array.of(
    ...[candidate.gain[0], candidate.gain[1], candidate.gain[0] + candidate.gain[1], Math.min(...candidate.gain)],
    ...[kind, candidate.fix.length],
    ...[costIn(costA, word), costIn(costB, word), word < 0 ? 0 : model.official[word]!],
    ...[costIn(costA, written), costIn(costB, written), written < 0 ? 0 : model.official[written]!],
    ...[costIn(costA, character), costIn(costA, newCharacter)],
    ...[wordsWithin(a, start, end), wordsWithin(b, start, end)],
    ...[a.endOf[at]! - a.startOf[at]!, b.endOf[at]! - b.startOf[at]!],
    ...[loneCharacters(text, a, at), loneCharacters(text, b, at)],
    ...candidate.cost.map((cost) => Math.floor(cost / (end - start + 3))),
    ...links(word),
    ...links(written),
    ...[margin, sameEdit, isHanAt(text, start - 1) ? 0 : 1, isHanAt(text, end) ? 0 : 1],
    ...[has(surnames, start), has(surnames, start - 1)],
    ...[has(placeEndings, end - 1), has(placeEndings, end), has(placeEndings, at)],
    ...[(text[start - 1] === '、' ? 1 : 0) + (text[end] === '、' ? 1 : 0), quoted(text, start) ? 1 : 0],
    ...[cover.official[at]!, cover.known[at]!, wordCost(a, at), wordCost(b, at)],
    ...[end - start, candidate.from - start],
    ...[a.startOf[start] === start ? 1 : 0, end >= text.length || a.startOf[end] === end ? 1 : 0],
    ...[count(word), count(written), count(word) - count(written)],
  )
}

/** How far the candidate is ahead of the best that would change the place otherwise, and how many change it alike. */
function rivals(candidate: Candidate, all: readonly Candidate[]): { margin: number; sameEdit: number } {
  let margin = 400
  let sameEdit = 0
  const own = candidate.gain[0] + candidate.gain[1]
  for (const other of all) {
    if (other === candidate || other.start > candidate.end || candidate.start > other.end) continue
    const same = other.from === candidate.from && other.to === candidate.to && other.put === candidate.put
    if (same) sameEdit++
    else margin = Math.min(margin, own - other.gain[0] - other.gain[1])
  }
  return { margin: Math.max(-400, margin), sameEdit }
}

function wordsWithin(view: View, start: number, end: number): number {
  let count = 0
  for (let at = start; at < end; at = view.endOf[at]!) count++
  return count
}

function loneCharacters(text: string, view: View, at: number): number {
  const lone = (i: number) => isHanAt(text, i) && view.endOf[i]! - view.startOf[i]! === 1
  if (!lone(at)) return 0
  let [from, to] = [at, at + 1]
  while (lone(from - 1)) from--
  while (lone(to)) to++
  return to - from
}

function isHanAt(text: string, at: number): boolean {
  const unit = at >= 0 && at < text.length ? text.charCodeAt(at) : 0
  return unit >= 0x4e00 && unit <= 0x9fff
}

function quoted(text: string, at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    if ('“《‘'.includes(text[i]!)) return true
    if ('”》’'.includes(text[i]!)) return false
  }
  return false
}

function wordCost({ lattice, startOf, endOf }: View, at: number): number {
  return lattice.cost[endOf[at]! * statesPerPlace]! - lattice.cost[startOf[at]! * statesPerPlace]!
}
