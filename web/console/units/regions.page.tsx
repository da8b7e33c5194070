import { Input, Skeleton, Tree } from 'antd'
import { useMemo, useState } from 'react'
import { z } from 'zod'
import type { RegionNode } from '../../../src/units/region.contract.ts'
import { useMay, useMe } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useMedia } from '../../ui/use-media.ts'
import { LoadZhejiang } from './load-zhejiang.tsx'
import { matching, treeOf, useRegions } from './region-nodes.ts'
import { RegionPanel } from './region-panel.tsx'
import { RegionSelect } from './region-select.tsx'
import { UnitList } from './unit-list.tsx'
import './units.css'

const Filters = z.object({
  region: z
    .string()
    .regex(/^\d{6,9}$/)
    .optional(),
  kind: z.string().optional(),
  active: z.enum(['yes', 'no']).optional(),
  text: z.string().max(100).optional(),
})

/** 区域与单位: the regions of one's scope on the left, the units of the chosen one on the right. */
export function Page() {
  const me = useMe()
  const { rows, loading } = useRegions()
  const [filters, setFilters] = useUrlState(Filters)
  const narrow = useMedia('(max-width: 991px)')
  const manages = useMay('region.manage')
  const byCode = useMemo(() => new Map(rows.map((row) => [row.code, row])), [rows])
  const chosen = (filters.region && byCode.get(filters.region)) || rows[0]
  const choose = (region: string | undefined) => setFilters({ region }, 'push')
  const above = chosen?.parentCode ? byCode.get(chosen.parentCode) : undefined
  return (
    <>
      <PageHead
        title="区域与单位"
        description="省、市、县、乡镇四级区划，以及指南§5.2 规定的六类单位"
        actions={manages && me.unit.regionCode === '330000' ? <LoadZhejiang /> : null}
      />
      {loading ? <Skeleton active /> : null}
      {!loading && !chosen ? <p className="panel">您的范围内还没有登记区划，请联系系统管理员。</p> : null}
      {chosen ? (
        <div className="regions-layout">
          <aside className="panel regions-side no-print" aria-label="区划">
            {narrow ? (
              <RegionSelect label="区划" value={chosen.code} onChange={choose} />
            ) : (
              <Side {...{ rows, chosen, choose }} />
            )}
          </aside>
          <div className="regions-main">
            <RegionPanel key={chosen.code} region={chosen} above={above} />
            <UnitList filters={{ ...filters, region: chosen.code }} setFilters={setFilters} />
          </div>
        </div>
      ) : null}
    </>
  )
}

type SideGiven = { rows: readonly RegionNode[]; chosen: RegionNode; choose: (code: string) => void }

function Side({ rows, chosen, choose }: SideGiven) {
  const [text, setText] = useState('')
  const found = useMemo(() => matching(rows, text.trim()), [rows, text])
  const tree = useMemo(() => treeOf(found), [found])
  // Everything that a search finds is unfolded; otherwise the first two levels and the way to the chosen one.
  const [folded, setFolded] = useState<{ text: string; keys: string[] } | null>(null)
  const unfolded =
    folded?.text === text
      ? folded.keys
      : text
        ? found.map((row) => row.code)
        : [...tree.map((node) => node.key), ...wayTo(rows, chosen)]
  return (
    <>
      <Input
        allowClear
        placeholder="按名称或代码查找"
        aria-label="查找区划"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {found.length === 0 ? <p className="quiet">没有找到“{text}”</p> : null}
      <Tree
        blockNode
        height={520}
        treeData={tree}
        selectedKeys={[chosen.code]}
        expandedKeys={unfolded}
        onExpand={(keys) => setFolded({ text, keys: keys.map(String) })}
        onSelect={(_, { node }) => choose(String(node.key))}
      />
    </>
  )
}

function wayTo(rows: readonly RegionNode[], chosen: RegionNode): string[] {
  const byCode = new Map(rows.map((row) => [row.code, row]))
  const way: string[] = []
  for (let at: RegionNode | undefined = chosen; at; at = at.parentCode ? byCode.get(at.parentCode) : undefined) {
    way.push(at.code)
  }
  return way
}
