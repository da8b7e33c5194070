import { type RegionNode, regionTree } from '../../../src/units/region.contract.ts'
import { useAsk } from '../../ui/queries.ts'

export type TreeNode = { key: string; value: string; title: string; children: TreeNode[] }

export function useRegions(): { rows: RegionNode[]; loading: boolean } {
  const { data, isPending } = useAsk(regionTree, {}, { staleTime: 60_000 })
  return { rows: data?.rows ?? [], loading: isPending }
}

/** The flat list as a tree. A region whose parent is outside one's scope stands at the top. */
export function treeOf(rows: readonly RegionNode[]): TreeNode[] {
  const nodes = new Map<string, TreeNode>()
  const roots: TreeNode[] = []
  for (const { code, name, parentCode } of rows) {
    const node = { key: code, value: code, title: name, children: [] }
    nodes.set(code, node)
    const siblings = (parentCode && nodes.get(parentCode)?.children) || roots
    siblings.push(node)
  }
  return roots
}

/** The regions whose name or code has the text, with everything above them. */
export function matching(rows: readonly RegionNode[], text: string): RegionNode[] {
  if (text === '') return [...rows]
  const byCode = new Map(rows.map((row) => [row.code, row]))
  const kept = new Set<string>()
  for (const row of rows) {
    if (!row.name.includes(text) && !row.code.startsWith(text)) continue
    for (let at: RegionNode | undefined = row; at; at = at.parentCode ? byCode.get(at.parentCode) : undefined) {
      kept.add(at.code)
    }
  }
  return rows.filter((row) => kept.has(row.code))
}
