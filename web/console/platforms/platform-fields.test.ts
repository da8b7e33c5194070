import { describe, expect, it } from 'vitest'
import { platformNames } from '../../../src/accounts/platforms.rules.ts'
import { saveConnection } from '../../../src/platforms/connections.contract.ts'
import { tokenByOf } from '../../../src/platforms/interfaces.rules.ts'
import { publishers } from '../../../src/platforms/publishers.ts'
import { aboutOf, authorisationEnds, daysLeft, endingWords } from './platform-fields.ts'

const now = new Date('2026-11-24T10:00:00+08:00')
const connected = (platform: string, given: { tokenExpiresAt?: string; refreshExpiresAt?: string; off?: true }) => ({
  possible: true,
  platform,
  state: given.off ? ('off' as const) : ('ready' as const),
  tokenExpiresAt: given.tokenExpiresAt ?? null,
  refreshExpiresAt: given.refreshExpiresAt ?? null,
})

describe('what is asked for each platform', () => {
  it('exists wherever the platform can be connected, and names the address that is used', () => {
    const open = platformNames.filter((name) => publishers[name].publisher)
    expect(open).toContain('wechat')
    for (const name of open) expect(aboutOf(name)?.home, name).toBe(publishers[name].baseUrl)
  })

  it('is what the server takes, and what it insists on', () => {
    const taken = Object.keys(saveConnection.body?.shape ?? {})
    for (const name of platformNames) {
      const fields = aboutOf(name)?.fields.map((field) => field.name) ?? []
      expect(taken).toEqual(expect.arrayContaining(fields))
      if (fields.length === 0) continue
      const tokenBy = tokenByOf(name)
      expect(fields).toContain('appId')
      if (tokenBy !== 'person') expect(fields).toContain('secret')
      if (tokenBy === 'refresh') expect(fields).toContain('refreshToken')
      if (tokenBy === 'person') expect(fields).toEqual(expect.arrayContaining(['accessToken', 'accessTokenExpiresAt']))
    }
  })
})

describe('the end of an authorisation', () => {
  it('is nobody’s concern where the system renews from the application’s own key', () => {
    expect(authorisationEnds(connected('wechat', { tokenExpiresAt: '2026-11-24T12:00:00+08:00' }))).toBeNull()
  })

  it('is that of the token where only a person can authorise, and of the longer one where it is renewed', () => {
    const both = { tokenExpiresAt: '2026-11-30T00:00:00Z', refreshExpiresAt: '2026-12-20T00:00:00Z' }
    expect(authorisationEnds(connected('weibo', both))).toBe(both.tokenExpiresAt)
    expect(authorisationEnds(connected('douyin', both))).toBe(both.refreshExpiresAt)
    expect(authorisationEnds(connected('weibo', { ...both, off: true }))).toBeNull()
    expect(authorisationEnds({ ...connected('weibo', both), possible: false })).toBeNull()
  })

  it.each([
    ['2026-12-02T00:00:00+08:00', 8, null],
    ['2026-12-01T23:59:00+08:00', 7, '授权还有 7 天到期'],
    // In UTC still the 24th.
    ['2026-11-24T16:30:00Z', 1, '授权还有 1 天到期'],
    ['2026-11-24T10:01:00+08:00', 0, '授权今天到期'],
    ['2026-11-24T10:00:00+08:00', -1, '授权已到期'],
    ['2026-11-20T10:00:00+08:00', -4, '授权已到期'],
  ])('at %s is %s days away', (ends, days, words) => {
    expect(daysLeft(ends, now)).toBe(days)
    expect(endingWords(ends, now)).toBe(words)
  })
})
