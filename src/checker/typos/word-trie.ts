/**
 * The words of the model as a trie in flat arrays: one hash table from (node, character) to node, the children of a node
 * as a chain, and the word that ends at a node. Node 0 is the root; a word's number is its place in the list.
 */
export type WordTrie = {
  /** The node reached from `node` by a UTF-16 unit, or -1. */
  step: (node: number, unit: number) => number
  /** By node: the word that ends there, or -1; the unit that leads to it; its first child and next sibling, or 0. */
  word: Int32Array
  unit: Uint16Array
  firstChild: Int32Array
  nextSibling: Int32Array
}

/** Of sorted words, all or those that `wanted` says. */
export function buildWordTrie(words: readonly string[], wanted: (word: number) => boolean = () => true): WordTrie {
  let nodes = 1
  let before = ''
  for (const [number, text] of words.entries()) {
    if (!wanted(number)) continue
    nodes += text.length - sharedBeginning(before, text)
    before = text
  }
  let size = 1
  while (size < nodes * 2) size *= 2
  const mask = size - 1
  const parents = new Int32Array(size).fill(-1)
  const labels = new Uint16Array(size)
  const children = new Int32Array(size)
  const word = new Int32Array(nodes).fill(-1)
  const unit = new Uint16Array(nodes)
  const firstChild = new Int32Array(nodes)
  const nextSibling = new Int32Array(nodes)
  const fromRoot = new Int32Array(65536).fill(-1)

  const slotOf = (node: number, label: number): number => {
    let slot = ((Math.imul(node, 0x9e3779b1) ^ Math.imul(label, 0x85ebca6b)) >>> 7) & mask
    while (parents[slot] !== -1 && (parents[slot] !== node || labels[slot] !== label)) slot = (slot + 1) & mask
    return slot
  }
  let used = 1
  for (const [number, text] of words.entries()) {
    if (!wanted(number)) continue
    let node = 0
    for (let i = 0; i < text.length; i++) {
      const label = text.charCodeAt(i)
      const slot = slotOf(node, label)
      if (parents[slot] === -1) {
        parents[slot] = node
        labels[slot] = label
        children[slot] = used
        unit[used] = label
        nextSibling[used] = firstChild[node]!
        if (node === 0) fromRoot[label] = used
        firstChild[node] = used++
      }
      node = children[slot]!
    }
    word[node] = number
  }
  return {
    step(node, label) {
      if (node === 0) return fromRoot[label]!
      const slot = slotOf(node, label)
      return parents[slot] === -1 ? -1 : children[slot]!
    },
    word,
    unit,
    firstChild,
    nextSibling,
  }
}

/** In a sorted list every prefix is shared with the word just before it, if with any. */
function sharedBeginning(before: string, word: string): number {
  let shared = 0
  while (shared < before.length && shared < word.length && before[shared] === word[shared]) shared++
  return shared
}

/** The word that is exactly `text.slice(start, end)`, or -1. */
export function wordAt(trie: WordTrie, text: string, start: number, end: number): number {
  let node = 0
  for (let i = start; i < end && node >= 0; i++) node = trie.step(node, text.charCodeAt(i))
  return node < 0 ? -1 : trie.word[node]!
}
