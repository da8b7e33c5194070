import { TreeSelect } from 'antd'
import { z } from 'zod'
import type { Me } from '../../../src/identity/identity.contract.ts'
import { type RegionNode, regionTree } from '../../../src/units/region.contract.ts'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { keepRegion } from './region.ts'

const Chosen = z.object({ region: z.string().optional() })

type Branch = { value: string; title: string; children: Branch[] }

/** The flat list as a tree; the first row is the top of what the person may see. */
export function treeOf(rows: readonly RegionNode[]): Branch[] {
  const branches = new Map(rows.map(({ code, name }) => [code, { value: code, title: name, children: [] as Branch[] }]))
  const tops: Branch[] = []
  for (const { code, parentCode } of rows) {
    const branch = branches.get(code)
    const above = parentCode === null ? undefined : branches.get(parentCode)
    if (branch) (above?.children ?? tops).push(branch)
  }
  return tops
}

/** Narrows the lists to one region and what lies below it; the choice is part of the URL and is remembered. */
export function RegionChoice({ me }: { me: Me }) {
  const [{ region }, change] = useUrlState(Chosen)
  const { data } = useAsk(regionTree, undefined, { staleTime: 10 * 60_000 })
  if (!data || data.rows.length < 2) return null
  const top = data.rows[0]?.code
  return (
    <TreeSelect
      aria-label="查看的区域"
      className="frame-region"
      value={region ?? top ?? null}
      treeData={treeOf(data.rows)}
      treeDefaultExpandedKeys={top ? [top] : []}
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={280}
      listHeight={400}
      onChange={(code: string | null) => {
        const chosen = code === null || code === top ? undefined : code
        keepRegion(me.id, chosen)
        change({ region: chosen }, 'push')
      }}
    />
  )
}
