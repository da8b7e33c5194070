import { describe, expect, it } from 'vitest'
import type { RegionNode } from '../../../src/units/region.contract.ts'
import { matching, treeOf } from './region-nodes.ts'

const node = (code: string, name: string, parentCode: string | null): RegionNode => ({
  code,
  name,
  shortName: name,
  level: 'county',
  parentCode,
  residents: null,
  residentsYear: null,
  residentsSource: null,
  version: 1,
})
const rows = [
  node('990100', '青屿市', '990000'),
  node('990101', '临溪县', '990100'),
  node('990101001', '竹溪镇', '990101'),
  node('990102', '望湖区', '990100'),
]

describe('the region tree of a page', () => {
  it('begins with the highest region that one sees', () => {
    const [root, ...others] = treeOf(rows)
    expect(others).toEqual([])
    expect(root).toMatchObject({
      title: '青屿市',
      children: [{ title: '临溪县', children: [{ title: '竹溪镇' }] }, { title: '望湖区' }],
    })
  })

  it('keeps what a search finds with everything above it', () => {
    expect(matching(rows, '竹溪').map((r) => r.name)).toEqual(['青屿市', '临溪县', '竹溪镇'])
    expect(matching(rows, '990102').map((r) => r.name)).toEqual(['青屿市', '望湖区'])
    expect(matching(rows, '没有')).toEqual([])
    expect(matching(rows, '')).toEqual(rows)
  })
})
