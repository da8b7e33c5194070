import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { isWorkday } from '../core/workdays.rules.ts'
import { switchFaults, webhookRefusal } from './channel-settings.rules.ts'
import {
  channelNames,
  channelsFor,
  firstMoment,
  isQuiet,
  kindNames,
  kindOf,
  maxAttempts,
  messageKinds,
  nextAttempt,
  retryMinutes,
  type Urgency,
} from './channels.rules.ts'
import { compose, maskEmail } from './outgoing.rules.ts'

const at = (text: string) => new Date(`${text}+08:00`)
const shown = (moment: Date) => new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)

describe('when a message first goes out', () => {
  // 2026-11-24 is a Tuesday, the 27th a Friday; 2026-10-10 is a working Saturday, 10-01 to 10-07 a holiday.
  test.each<[Urgency, string, string]>([
    ['normal', '2026-11-24T08:59:59', '2026-11-24T09:00'],
    ['normal', '2026-11-24T09:00:00', '2026-11-25T09:00'],
    ['normal', '2026-11-27T10:00:00', '2026-11-30T09:00'],
    ['normal', '2026-09-30T10:00:00', '2026-10-08T09:00'],
    ['normal', '2026-10-09T10:00:00', '2026-10-10T09:00'],
    ['urgent', '2026-11-24T09:00:00', '2026-11-24T09:00'],
    ['urgent', '2026-11-24T17:59:59', '2026-11-24T17:59'],
    ['urgent', '2026-11-24T18:00:00', '2026-11-25T09:00'],
    ['urgent', '2026-11-28T10:00:00', '2026-11-30T09:00'],
    ['emergency', '2026-11-28T03:00:00', '2026-11-28T03:00'],
  ])('%s, written %s: %s', (urgency, written, expected) => {
    expect(shown(firstMoment(urgency, at(written), {}))).toBe(expected)
  })

  it('follows the days that were adjusted here', () => {
    const overrides = { '2026-11-28': true, '2026-11-30': false }
    expect(shown(firstMoment('normal', at('2026-11-27T10:00:00'), overrides))).toBe('2026-11-28T09:00')
    expect(shown(firstMoment('urgent', at('2026-11-29T10:00:00'), overrides))).toBe('2026-12-01T09:00')
  })

  it('is never in quiet hours, but for an emergency, and no later attempt is either', () => {
    const moment = fc.date({ min: at('2024-01-01T00:00:00'), max: at('2026-12-31T00:00:00'), noInvalidDate: true })
    fc.assert(
      fc.property(
        moment,
        fc.constantFrom<Urgency>('normal', 'urgent'),
        fc.integer({ min: 1, max: 5 }),
        (now, urgency, n) => {
          const first = firstMoment(urgency, now, {})
          expect(first.getTime()).toBeGreaterThanOrEqual(now.getTime())
          expect(isQuiet(first, {})).toBe(false)
          expect(isWorkday(shown(first).slice(0, 10))).toBe(true)
          const next = nextAttempt(n, { urgency, at: now, overrides: {} })
          expect(next && isQuiet(next, {})).toBe(false)
        },
      ),
    )
  })
})

describe('attempts', () => {
  const given = { urgency: 'emergency' as const, at: at('2026-11-28T03:00:00'), overrides: {} }

  it('come ever later, and end', () => {
    expect([...retryMinutes].sort((a, b) => a - b)).toEqual(retryMinutes)
    expect(shown(nextAttempt(1, given) ?? new Date(0))).toBe('2026-11-28T03:01')
    expect(nextAttempt(maxAttempts - 1, given)).not.toBeNull()
    expect(nextAttempt(maxAttempts, given)).toBeNull()
  })

  it('wait for the morning unless it is an emergency', () => {
    expect(shown(nextAttempt(1, { ...given, urgency: 'urgent' }) ?? new Date(0))).toBe('2026-11-30T09:00')
  })
})

describe('the channels of a kind', () => {
  const on = channelNames

  it('are those that the person chose, of those that are on', () => {
    expect(channelsFor('finding.record', { on, chosen: ['sms'] })).toEqual(['sms'])
    expect(channelsFor('finding.record', { on: ['email'], chosen: ['sms'] })).toEqual([])
    expect(channelsFor('finding.record', { on, chosen: [] })).toEqual([])
    expect(channelsFor('finding.record', { on, chosen: undefined })).toEqual(['email', 'dingtalk'])
  })

  it('are none for what tells of the channels themselves, whatever was chosen', () => {
    expect(channelsFor('messages.givenUp', { on, chosen: ['email'] })).toEqual([])
  })

  it('know every kind, and take an unknown one for another', () => {
    for (const kind of kindNames) expect(messageKinds[kind].zh).not.toBe('')
    expect(kindOf('finding.record')).toBe('finding.record')
    expect(kindOf('nobody.knows')).toBe('other')
  })
})

describe('a webhook’s address', () => {
  test.each<[string, boolean, boolean]>([
    ['https://gateway.example.gov.cn/send', false, true],
    ['https://gateway.example.gov.cn:443/send?a=1', false, true],
    ['https://gateway.example.gov.cn:8443/send', false, false],
    ['http://gateway.example.gov.cn/send', false, false],
    ['http://10.1.2.3:8080/send', true, true],
    ['https://user:pass@gateway.example.gov.cn/', true, false],
    ['http://a@127.0.0.1', true, false],
    ['http://127.0.0.1#@gov.cn', true, false],
    ['file:///etc/passwd', true, false],
    ['gopher://10.0.0.1/', true, false],
    ['ftp://10.0.0.1/', true, false],
    ['10.0.0.1/send', true, false],
  ])('%s, inner addresses %s: %s', (address, inner, accepted) => {
    expect(webhookRefusal(address, inner) === null).toBe(accepted)
  })
})

describe('switching a channel on', () => {
  it('asks for what it cannot do without', () => {
    expect(switchFaults('email', { hasSecret: false }).map(({ path }) => path)).toEqual(['host', 'from'])
    expect(switchFaults('email', { host: 'a.test', from: 'a@a.test', hasSecret: false })).toEqual([])
    expect(switchFaults('sms', { hasSecret: false }).map(({ path }) => path)).toEqual(['url', 'secret'])
    expect(switchFaults('dingtalk', { url: 'https://a.test', hasSecret: true })).toEqual([])
  })
})

describe('the words that go out', () => {
  const news = { title: '您接收了移交的工作', body: '临溪教育', link: '/accounts/1' }
  const given = { id: 'x', site: 'https://zm.test/', demo: false }

  it('say less where less is protected', () => {
    const email = compose('email', [news], given)
    expect(email).toMatchObject({ subject: news.title, link: 'https://zm.test/accounts/1' })
    expect(email.text).toContain('临溪教育')
    const sms = compose('sms', [news], given)
    expect(sms).toMatchObject({ text: '【政媒通】您接收了移交的工作。请登录政媒通查看。', link: null })
    expect(compose('dingtalk', [news], given).text).toBe(news.title)
  })

  it('collect several in one, in their order', () => {
    const out = compose('email', [news, { title: '第二件', body: '', link: null }], given)
    expect(out).toMatchObject({ subject: '您有 2 条新消息', link: 'https://zm.test/messages?unread=1' })
    expect(out.text).toMatch(/1\. 您接收了移交的工作\n {3}临溪教育\n2\. 第二件/)
    expect(compose('sms', [news, news], given).text).toContain('您有 2 条新消息')
  })

  it('give no link without an address of the console, and say of a demonstration what it is', () => {
    const out = compose('email', [news], { ...given, site: null, demo: true })
    expect(out.link).toBeNull()
    expect(out.text).not.toContain('http')
    expect(out.subject.startsWith('〔演示数据〕')).toBe(true)
  })

  test.each([
    ['zhang@x.cn', 'z***@x.cn'],
    ['@x.cn', '***'],
    ['x', '***'],
  ])('%s is shown as %s', (email, masked) => expect(maskEmail(email)).toBe(masked))
})
