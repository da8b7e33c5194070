import { describe, expect, it } from 'vitest'
import { changesOf } from './changes.ts'

describe('the changes of an audit entry', () => {
  it('are the fields that differ, and no others', () => {
    const before = { name: '旧', active: true, version: 1, tags: ['甲'] }
    expect(changesOf(before, { ...before, name: '新', active: false, tags: ['甲', '乙'] })).toEqual([
      { path: ['name'], before: '旧', after: '新' },
      { path: ['active'], before: '是', after: '否' },
      { path: ['tags'], before: '甲', after: '甲、乙' },
    ])
  })

  it('go down into a field, and into lists of records', () => {
    expect(changesOf({ unit: { name: '甲' }, parts: [{ w: 1 }] }, { unit: { name: '乙' }, parts: [{ w: 2 }] })).toEqual(
      [
        { path: ['unit', 'name'], before: '甲', after: '乙' },
        { path: ['parts', '0', 'w'], before: '1', after: '2' },
      ],
    )
  })

  it('are everything, when there was nothing before or is nothing after', () => {
    expect(changesOf(null, { name: '新', note: null })).toEqual([{ path: ['name'], before: null, after: '新' }])
    expect(changesOf({ name: '旧' }, null)).toEqual([{ path: ['name'], before: '旧', after: null }])
    expect(changesOf(null, null)).toEqual([])
  })

  it('tell 0 from nothing', () => {
    expect(changesOf({ residents: null }, { residents: 0 })).toEqual([
      { path: ['residents'], before: null, after: '0' },
    ])
  })
})
