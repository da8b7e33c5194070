/**
 * Decides from the features of a candidate whether it is an error: boosted regression trees over whole numbers, so that
 * the same text is judged alike everywhere. Trained by `training/train-judge.ts`.
 */
export type Judge = {
  features: readonly string[]
  bias: number
  /** Findings must score above it; set on clean text so that false alarms stay rare. */
  threshold: number
  feature: Int16Array
  limit: Int32Array
  /** The node to go to when the feature is at most the limit, and otherwise; leaves have no left. */
  left: Int32Array
  right: Int32Array
  value: Int32Array
  roots: Int32Array
}

type JudgeFile = {
  features: string[]
  bias: number
  threshold: number
  /** A tree is a flat list of nodes: `[feature, limit, left, right]` or `[value]`, its root first. */
  trees: number[][][]
}

export function readJudge(text: string): Judge {
  const file = parse(text)
  const nodes = file.trees.flat()
  const judge: Judge = {
    features: file.features,
    bias: file.bias,
    threshold: file.threshold,
    feature: new Int16Array(nodes.length),
    limit: new Int32Array(nodes.length),
    left: new Int32Array(nodes.length).fill(-1),
    right: new Int32Array(nodes.length).fill(-1),
    value: new Int32Array(nodes.length),
    roots: new Int32Array(file.trees.length),
  }
  let base = 0
  for (const [tree, list] of file.trees.entries()) {
    judge.roots[tree] = base
    for (const [i, node] of list.entries()) {
      if (node.length === 1) judge.value[base + i] = node[0]!
      else {
        judge.feature[base + i] = node[0]!
        judge.limit[base + i] = node[1]!
        judge.left[base + i] = base + node[2]!
        judge.right[base + i] = base + node[3]!
      }
    }
    base += list.length
  }
  return judge
}

function parse(text: string): JudgeFile {
  let file: JudgeFile | undefined
  try {
    file = JSON.parse(text) as JudgeFile
  } catch {
    // reported below with the name of the file
  }
  if (!file || !Array.isArray(file.trees) || !Array.isArray(file.features) || !Number.isInteger(file.threshold)) {
    throw new Error('judge.json: cannot be read')
  }
  const sound = file.trees.every((tree) =>
    tree.every((node, i) => {
      if (node.length === 1) return Number.isInteger(node[0])
      const [feature, limit, left, right] = node as [number, number, number, number]
      const below = (next: number) => Number.isInteger(next) && next > i && next < tree.length
      return file.features[feature] !== undefined && Number.isInteger(limit) && below(left) && below(right)
    }),
  )
  if (!sound) throw new Error('judge.json: its trees are damaged')
  return file
}

/** In thousandths of log-odds. */
export function judgeScore(judge: Judge, features: Int32Array): number {
  let score = judge.bias
  for (const root of judge.roots) {
    let node = root
    while (judge.left[node]! >= 0) {
      node = features[judge.feature[node]!]! <= judge.limit[node]! ? judge.left[node]! : judge.right[node]!
    }
    score += judge.value[node]!
  }
  return score
}
