import { describe, expect, it, test } from 'vitest'
import census from './data/zhejiang-census-2020.json' with { type: 'json' }
import zhejiang from './data/zhejiang-regions.json' with { type: 'json' }
import { codeRefusal, levelOfCode, parentsFirst, pathAfterMove, pathOf, residentsFaults } from './region.rules.ts'

describe('Zhejiang’s regions as shipped', () => {
  const { regions } = zhejiang
  const countiesOf = (city: string) => regions.filter((r) => r.parentCode === city)

  it('are one province, 11 cities and 90 counties', () => {
    const levels = regions.map((r) => levelOfCode(r.code))
    expect(levels.filter((l) => l === 'province')).toHaveLength(1)
    expect(levels.filter((l) => l === 'city')).toHaveLength(11)
    expect(levels.filter((l) => l === 'county')).toHaveLength(90)
    expect(regions).toHaveLength(102)
  })

  test.each([
    ['杭州市', 13],
    ['宁波市', 10],
    ['温州市', 12],
    ['嘉兴市', 7],
    ['湖州市', 5],
    ['绍兴市', 6],
    ['金华市', 9],
    ['衢州市', 6],
    ['舟山市', 4],
    ['台州市', 9],
    ['丽水市', 9],
  ])('%s has %d counties and districts', (name, count) => {
    const city = regions.find((r) => r.name === name)
    expect(countiesOf(city!.code)).toHaveLength(count)
  })

  it('have each code and each county’s name once, and codes that belong below their parents', () => {
    expect(new Set(regions.map((r) => r.code)).size).toBe(regions.length)
    expect(new Set(regions.map((r) => r.name)).size).toBe(regions.length)
    const placed = new Map<string, { code: string; level: 'province' | 'city' | 'county'; path: string }>()
    for (const region of parentsFirst(regions)) {
      const parent = region.parentCode === null ? null : placed.get(region.parentCode)!
      expect([region.name, codeRefusal(region.code, parent)]).toEqual([region.name, null])
      const level = levelOfCode(region.code) as 'province' | 'city' | 'county'
      placed.set(region.code, { code: region.code, level, path: pathOf(region.code, parent) })
    }
  })

  test.each([
    ['330113', '临平区'],
    ['330114', '钱塘区'],
    ['330383', '龙港市'],
    ['330213', '奉化区'],
    ['331083', '玉环市'],
    ['331127', '景宁畲族自治县'],
  ])('%s is %s', (code, name) => {
    expect(regions.find((r) => r.code === code)?.name).toBe(name)
  })

  it('no longer have the districts dissolved in 2021 and before', () => {
    const codes = regions.map((r) => r.code)
    for (const gone of ['330103', '330104', '330183', '330185', '330283', '330322', '331021']) {
      expect(codes).not.toContain(gone)
    }
  })
})

describe('the residents of the 2020 census as shipped', () => {
  const figures = census.residents as Record<string, number>
  it('add up from the 11 cities to the province', () => {
    const { 330000: province, ...cities } = figures
    expect(Object.keys(cities)).toHaveLength(11)
    expect(Object.values(cities).reduce((sum, n) => sum + n, 0)).toBe(province)
    expect(province).toBe(64_567_588)
  })

  it('are given for regions of the file only, with source and year', () => {
    const codes = new Set(zhejiang.regions.map((r) => r.code))
    for (const code of Object.keys(figures)) expect(codes).toContain(code)
    expect(census).toMatchObject({ year: 2020, source: expect.stringContaining('第七次') })
  })
})

describe('codes of regions', () => {
  test.each([
    ['330000', 'province'],
    ['990000', 'province'],
    ['330100', 'city'],
    ['330102', 'county'],
    ['330102001', 'township'],
    ['330102000', null],
    ['300000x', null],
    ['310', null],
    ['030000', null],
    ['110012', null],
    ['33010', null],
  ])('%s stands for %s', (code, level) => {
    expect(levelOfCode(code)).toBe(level)
  })

  const province = { code: '330000', level: 'province', path: '330000/' } as const
  const city = { code: '330100', level: 'city', path: '330000/330100/' } as const
  const county = { code: '330102', level: 'county', path: '330000/330100/330102/' } as const
  const township = { code: '330102001', level: 'township', path: '330000/330100/330102/330102001/' } as const

  test.each([
    ['a province alone', '330000', null, null],
    ['a city below its province', '330200', province, null],
    ['a county below its city', '330105', city, null],
    ['a township below its county', '330102002', county, null],
    ['a city without a province', '330100', null, '须为省'],
    ['a county straight below a province', '330102', province, '须为设区市'],
    ['a city below a city', '330200', city, '须为县'],
    ['anything below a township', '330102001', township, '不能再设'],
    ['a city of another province', '320100', province, '前 2 位'],
    ['a county of another city', '330203', city, '前 4 位'],
    ['a township of another county', '330105001', county, '前 6 位'],
    ['a demo city below a real province', '990100', province, '前 2 位'],
    ['no code at all', 'abc', province, '6 位'],
  ])('%s', (_case, code, parent, refusal) => {
    const said = codeRefusal(code, parent)
    if (refusal === null) expect(said).toBeNull()
    else expect(said).toContain(refusal)
  })
})

describe('moving a region', () => {
  const city = { code: '990100', level: 'city', path: '990000/990100/' } as const
  const otherCity = { code: '990200', level: 'city', path: '990000/990200/' } as const
  const county = { code: '990101', level: 'county', path: '990000/990100/990101/' } as const
  const province = { code: '990000', level: 'province', path: '990000/' } as const

  it('gives it a path below its new parent', () => {
    expect(pathAfterMove(county, otherCity)).toBe('990000/990200/990101/')
  })

  it('never puts it below itself or below what is in it', () => {
    expect(() => pathAfterMove(county, county)).toThrow('CIRCULAR_REGION')
    expect(() => pathAfterMove(city, county)).toThrow('CIRCULAR_REGION')
    expect(() => pathAfterMove(province, city)).toThrow('CIRCULAR_REGION')
  })

  it('keeps its level', () => {
    expect(() => pathAfterMove(county, province)).toThrow('INVALID_INPUT')
  })

  it('keeps invented regions apart from real ones', () => {
    const real = { code: '330100', level: 'city', path: '330000/330100/' } as const
    expect(() => pathAfterMove(county, real)).toThrow('INVALID_INPUT')
  })
})

describe('a list of regions', () => {
  it('is ordered parents first', () => {
    const rows = [
      { code: '990101', parentCode: '990100' },
      { code: '990100', parentCode: '990000' },
      { code: '990000', parentCode: null },
    ]
    expect(parentsFirst(rows).map((r) => r.code)).toEqual(['990000', '990100', '990101'])
  })

  it('may stand on regions that are there already', () => {
    const rows = [{ code: '990101', parentCode: '990100' }]
    expect(parentsFirst(rows, new Set(['990100']))).toEqual(rows)
    expect(() => parentsFirst(rows)).toThrow('990100')
  })

  it('is refused with a circle, a region above itself or a code given twice', () => {
    const circle = [
      { code: 'a', parentCode: 'b' },
      { code: 'b', parentCode: 'c' },
      { code: 'c', parentCode: 'a' },
    ]
    expect(() => parentsFirst(circle)).toThrow('CIRCULAR_REGION')
    expect(() => parentsFirst([{ code: 'a', parentCode: 'a' }])).toThrow('CIRCULAR_REGION')
    expect(() => parentsFirst([...circle, { code: 'a', parentCode: null }])).toThrow('重复')
  })
})

describe('a population figure', () => {
  const sound = { residents: 300_000, year: 2020, source: '第七次全国人口普查' }
  test.each([
    ['with source and year', {}, []],
    ['negative', { residents: -1 }, ['residents']],
    ['zero', { residents: 0 }, ['residents']],
    ['with a fraction', { residents: 1.5 }, ['residents']],
    ['of a year to come', { year: 2027 }, ['year']],
    ['of this year', { year: 2026 }, []],
    ['of 1948', { year: 1948 }, ['year']],
    ['without a source', { source: ' ' }, ['source']],
  ])('%s', (_case, change, faults) => {
    expect(residentsFaults({ ...sound, ...change }, 2026).map((f) => f.path)).toEqual(faults)
  })
})
