import { describe, expect, it, test } from 'vitest'
import { contractFaults, contractState, givesAccess, refuseWrongParties } from './contracts.rules.ts'
import { type UnitKind, unitKinds } from './duties.rules.ts'

const sound = {
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  ndaSignedOn: '2026-01-05',
  ndaEndsOn: '2027-06-30',
  ended: false,
}

describe('5.2.5: an entrustment on a day', () => {
  test.each([
    ['before the contract begins', '2025-12-31', {}, 'notStarted'],
    ['before the NDA is signed', '2026-01-04', {}, 'notStarted'],
    ['on the day both hold', '2026-01-05', {}, 'valid'],
    ['31 days before the end', '2026-11-30', {}, 'valid'],
    ['30 days before the end', '2026-12-01', {}, 'expiring'],
    ['on the last day', '2026-12-31', {}, 'expiring'],
    ['the day after', '2027-01-01', {}, 'lapsed'],
    ['when the NDA has run out first', '2026-07-01', { ndaEndsOn: '2026-06-30' }, 'lapsed'],
    ['on the NDA’s last day', '2026-06-30', { ndaEndsOn: '2026-06-30' }, 'expiring'],
    ['ended by hand', '2026-06-01', { ended: true }, 'ended'],
  ])('%s', (_case, today, change, state) => {
    expect(contractState({ ...sound, ...change }, today)).toBe(state)
  })

  it('gives access only while contract and NDA both hold', () => {
    expect(givesAccess(sound, '2026-01-04')).toBe(false)
    expect(givesAccess(sound, '2026-01-05')).toBe(true)
    expect(givesAccess(sound, '2026-12-31')).toBe(true)
    expect(givesAccess(sound, '2027-01-01')).toBe(false)
    expect(givesAccess({ ...sound, ended: true }, '2026-06-01')).toBe(false)
  })
})

describe('5.2.5: nothing is passed on', () => {
  const kinds = Object.keys(unitKinds) as UnitKind[]
  const cases = kinds.flatMap((host) => kinds.map((contractor) => [host, contractor] as const))
  test.each(cases)('%s entrusts %s', (host, contractor) => {
    const attempt = () => refuseWrongParties(host, contractor)
    if (host === 'contractor') expect(attempt).toThrow('NO_ONWARD_DELEGATION')
    else if (host !== 'hostUnit' || contractor !== 'contractor') expect(attempt).toThrow('INVALID_INPUT')
    else expect(attempt).not.toThrow()
  })
})

describe('the days of a new contract', () => {
  test.each([
    ['sound', {}, []],
    ['ending before it begins', { endsOn: '2025-12-31' }, ['endsOn']],
    ['with an NDA that ends before it was signed', { ndaEndsOn: '2026-01-01' }, ['ndaEndsOn']],
    ['with an NDA signed tomorrow', { ndaSignedOn: '2026-06-02' }, ['ndaSignedOn']],
    ['over already', { startsOn: '2025-01-01', endsOn: '2026-05-31' }, ['endsOn']],
    ['ending today', { endsOn: '2026-06-01' }, []],
  ])('%s', (_case, change, faults) => {
    expect(contractFaults({ ...sound, ...change }, '2026-06-01').map((f) => f.path)).toEqual(faults)
  })
})
