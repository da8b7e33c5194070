import { describe, expect, it, test } from 'vitest'
import { adminDuties, type Duty, duties, dutiesRefusal, type UnitKind, unitKinds } from './duties.rules.ts'
import { reaches } from './reach.rules.ts'

const dutyNames = Object.keys(duties) as Duty[]
const kinds = Object.keys(unitKinds) as UnitKind[]
const isAdmin = (duty: Duty) => (adminDuties as readonly Duty[]).includes(duty)

describe('5.2 duties and the bodies they are held in', () => {
  test.each(kinds.flatMap((kind) => dutyNames.map((duty) => [kind, duty] as const)))('%s: %s', (kind, duty) => {
    const here = (duties[duty].in as readonly UnitKind[]).includes(kind)
    expect(dutiesRefusal([duty], kind) === null).toBe(here)
  })

  it('are at home in one kind of body each, and every kind has one', () => {
    for (const duty of dutyNames) expect(duties[duty].in).toHaveLength(1)
    expect(new Set(dutyNames.flatMap((duty) => duties[duty].in))).toEqual(new Set(kinds))
  })

  it('are at least one', () => {
    for (const kind of kinds) expect(dutiesRefusal([], kind)).toContain('至少')
  })
})

describe('三员分立', () => {
  const pairs = dutyNames.flatMap((a) => dutyNames.filter((b) => b > a).map((b) => [a, b] as const))
  const ofSupervisor = pairs.filter((pair) =>
    pair.every((duty) => (duties[duty].in as readonly UnitKind[]).includes('supervisor')),
  )
  test.each(ofSupervisor)('%s and %s in one person', (a, b) => {
    expect(isAdmin(a) || isAdmin(b)).toBe(true)
    expect(dutiesRefusal([a, b], 'supervisor')).toContain('不得兼任')
  })

  it('leaves the duties of a host unit free to be joined', () => {
    const ofHost = pairs.filter((pair) => pair.every((d) => (duties[d].in as readonly UnitKind[]).includes('hostUnit')))
    expect(ofHost.length).toBeGreaterThan(0)
    for (const pair of ofHost) expect(dutiesRefusal(pair, 'hostUnit')).toBeNull()
  })
})

describe('what one may maintain', () => {
  const county = { kind: 'region', regionPath: '990000/990100/990101/', unitId: 'u' } as const
  test.each([
    ['its own region', '990000/990100/990101/', true],
    ['a township of it', '990000/990100/990101/990101001/', true],
    ['the city above', '990000/990100/', false],
    ['the county beside', '990000/990100/990102/', false],
  ])('by a county: %s', (_case, path, may) => {
    expect(reaches(county, path)).toBe(may)
  })

  it('is nothing for those who only see', () => {
    const path = county.regionPath
    expect(reaches({ kind: 'unit', unitId: 'u', regionPath: path }, path)).toBe(false)
    expect(reaches({ kind: 'industry', unitId: 'u', regionPath: path, industry: '供水' }, path)).toBe(false)
    expect(reaches({ kind: 'contract', unitId: 'u' }, path)).toBe(false)
    expect(reaches({ kind: 'none' }, path)).toBe(false)
    expect(reaches({ kind: 'system' }, path)).toBe(true)
  })
})
