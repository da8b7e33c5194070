import { expect, it } from 'vitest'
import type { RegionNode } from '../../../src/units/region.contract.ts'
import { treeOf } from './region-choice.tsx'

function node(code: string, name: string, level: RegionNode['level'], parentCode: string | null): RegionNode {
  const residents = { residents: null, residentsYear: null, residentsSource: null }
  return { code, name, shortName: name, level, parentCode, ...residents, version: 1 }
}

it('begins at the top of what a person may see, whose own parent is out of sight', () => {
  const tree = treeOf([
    node('990101', '临溪县', 'county', '990100'),
    node('990101001', '竹溪镇', 'township', '990101'),
    node('990101002', '石桥镇', 'township', '990101'),
  ])
  expect(tree).toEqual([
    {
      value: '990101',
      title: '临溪县',
      children: [
        { value: '990101001', title: '竹溪镇', children: [] },
        { value: '990101002', title: '石桥镇', children: [] },
      ],
    },
  ])
})
