export type Sample = { features: Int32Array; label: 0 | 1 }
export type Node = [number] | [feature: number, limit: number, left: number, right: number]

export type BoostingOptions = {
  trees: number
  depth: number
  rate: number
  leastLeaf: number
  lambda: number
  seed: number
}

type Grown = { value: number } | { feature: number; limit: number; left: Grown; right: Grown }

/** Boosted trees for yes or no (logistic loss) on whole-number features; scores in thousandths of log-odds. */
export function boost(samples: readonly Sample[], options: BoostingOptions): { bias: number; trees: Node[][] } {
  const count = samples.length
  const bins = binned(samples)
  const positive = samples.reduce((sum, { label }) => sum + label, 0)
  const bias = Math.log(positive / (count - positive))
  const score = new Float64Array(count).fill(bias)
  const gradient = new Float64Array(count)
  const weight = new Float64Array(count)
  let state = options.seed
  const chance = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 0x7fffffff
  }
  const trees: Node[][] = []
  for (let t = 0; t < options.trees; t++) {
    const drawn: number[] = []
    for (let i = 0; i < count; i++) {
      const p = 1 / (1 + Math.exp(-score[i]!))
      gradient[i] = samples[i]!.label - p
      weight[i] = p * (1 - p)
      if (chance() < 0.8) drawn.push(i)
    }
    const features = bins.map((_, feature) => feature).filter(() => chance() < 0.7)
    const tree = grow(drawn, options.depth, features, { bins, gradient, weight, options })
    const nodes: Node[] = []
    flatten(tree, nodes)
    trees.push(nodes)
    for (let i = 0; i < count; i++) score[i]! += leafOf(nodes, samples[i]!.features) / 1000
  }
  return { bias: Math.round(bias * 1000), trees }
}

type Bin = { edges: readonly number[]; of: Uint8Array }
type Growing = { bins: readonly Bin[]; gradient: Float64Array; weight: Float64Array; options: BoostingOptions }

/** Each feature cut into at most 64 ranges of about as many samples. */
function binned(samples: readonly Sample[]): Bin[] {
  return Array.from(samples[0]!.features, (_, feature) => {
    const values = samples.map(({ features }) => features[feature]!).sort((a, b) => a - b)
    const distinct = [...new Set(values)]
    const cuts = Array.from({ length: 63 }, (_, i) => values[Math.floor(((i + 1) * values.length) / 64)]!)
    const edges = distinct.length <= 64 ? distinct.slice(0, -1) : [...new Set(cuts)]
    const of = Uint8Array.from(samples, ({ features }) => {
      let low = 0
      let high = edges.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if (edges[middle]! < features[feature]!) low = middle + 1
        else high = middle
      }
      return low
    })
    return { edges, of }
  })
}

function grow(ids: readonly number[], depth: number, features: readonly number[], growing: Growing): Grown {
  const { bins, gradient, weight, options } = growing
  let g = 0
  let h = 0
  for (const id of ids) {
    g += gradient[id]!
    h += weight[id]!
  }
  const leaf = { value: (options.rate * g) / (h + options.lambda) }
  if (depth === 0 || ids.length < 2 * options.leastLeaf) return leaf
  const whole = (g * g) / (h + options.lambda)
  let best = { gain: 0.5, feature: -1, bin: 0 }
  for (const feature of features) {
    const { edges, of } = bins[feature]!
    const sums = new Float64Array(edges.length + 1)
    const weights = new Float64Array(edges.length + 1)
    const counts = new Int32Array(edges.length + 1)
    for (const id of ids) {
      const bin = of[id]!
      sums[bin]! += gradient[id]!
      weights[bin]! += weight[id]!
      counts[bin]!++
    }
    let [lg, lh, lc] = [0, 0, 0]
    for (let bin = 0; bin < edges.length; bin++) {
      lg += sums[bin]!
      lh += weights[bin]!
      lc += counts[bin]!
      if (lc < options.leastLeaf || ids.length - lc < options.leastLeaf) continue
      const gain = (lg * lg) / (lh + options.lambda) + (g - lg) ** 2 / (h - lh + options.lambda) - whole
      if (gain > best.gain) best = { gain, feature, bin }
    }
  }
  if (best.feature < 0) return leaf
  const { edges, of } = bins[best.feature]!
  const isLeft = (id: number) => of[id]! <= best.bin
  return {
    feature: best.feature,
    limit: edges[best.bin]!,
    left: grow(ids.filter(isLeft), depth - 1, features, growing),
    right: grow(
      ids.filter((id) => !isLeft(id)),
      depth - 1,
      features,
      growing,
    ),
  }
}

function flatten(tree: Grown, nodes: Node[]): number {
  const at = nodes.length
  if ('value' in tree) {
    nodes.push([Math.round(tree.value * 1000)])
    return at
  }
  nodes.push([0])
  const left = flatten(tree.left, nodes)
  const right = flatten(tree.right, nodes)
  nodes[at] = [tree.feature, tree.limit, left, right]
  return at
}

function leafOf(nodes: readonly Node[], features: Int32Array): number {
  let node = nodes[0]!
  while (node.length === 4) node = nodes[features[node[0]]! <= node[1] ? node[2] : node[3]]!
  return node[0]
}
