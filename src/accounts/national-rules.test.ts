import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type TestApp, testApp } from '../app/testing.ts'
import {
  listAction,
  meaningOf,
  type NationalAction,
  type NationalState,
  nationalStateNames,
  nationalSteps,
  nextNationalState,
  stepRefusal,
} from './national.rules.ts'
import {
  correctionText,
  differingFields,
  type NationalFacts,
  nationalFieldNames,
  plainName,
} from './national-fields.rules.ts'
import { type Candidate, entryKey, matchRow, parseNational } from './national-import.rules.ts'

const actions = nationalSteps.map((step) => step.action)

describe('§6.2 the state of an account in the national system', () => {
  /** The whole table in words of its own: from which states each step leads where, and whether the account must be ending. */
  const expected: Record<
    NationalAction,
    { from: NationalState[]; to: NationalState; ending: 'yes' | 'no' | 'either' }
  > = {
    report: { from: ['unreported'], to: 'reported', ending: 'no' },
    takeBackReport: { from: ['reported'], to: 'unreported', ending: 'either' },
    requestShutdown: {
      from: ['unreported', 'reported', 'included', 'differs'],
      to: 'shutdownRequested',
      ending: 'yes',
    },
    takeBackShutdown: { from: ['shutdownRequested'], to: 'reported', ending: 'either' },
    confirmShutdown: { from: ['shutdownRequested'], to: 'shutDown', ending: 'yes' },
    listPending: { from: ['unreported', 'reported', 'included', 'differs'], to: 'reported', ending: 'either' },
    listAgrees: { from: ['unreported', 'reported', 'included', 'differs'], to: 'included', ending: 'either' },
    listDiffers: {
      from: ['unreported', 'reported', 'included', 'differs', 'shutDown'],
      to: 'differs',
      ending: 'either',
    },
    listDropped: { from: ['included', 'differs'], to: 'reported', ending: 'either' },
    listShutsDown: { from: ['unreported', 'reported', 'included', 'differs'], to: 'shutdownRequested', ending: 'yes' },
    listShutDown: {
      from: ['unreported', 'reported', 'included', 'differs', 'shutdownRequested'],
      to: 'shutDown',
      ending: 'yes',
    },
  }

  test.each(actions)('%s: every state, of running and ending accounts', (action) => {
    const { from, to, ending: wanted } = expected[action]
    for (const state of nationalStateNames) {
      for (const ending of [true, false]) {
        const may = from.includes(state) && (wanted === 'either' || (wanted === 'yes') === ending)
        expect([state, ending, stepRefusal(action, state, { ending }) === null]).toEqual([state, ending, may])
        if (may) expect(nextNationalState(action, state, { ending })).toBe(to)
        else expect(() => nextNationalState(action, state, { ending })).toThrow('STATE_CONFLICT')
      }
    }
  })

  it('is reached only by a step of the table, whatever comes in whatever order', () => {
    const step = fc.record({ action: fc.constantFrom(...actions), ending: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let state: NationalState = 'unreported'
        for (const { action, ending } of steps) {
          const before: NationalState = state
          if (stepRefusal(action, before, { ending }) !== null) continue
          state = nextNationalState(action, before, { ending })
          // Shut down there is shut down, until a list says that it runs.
          if (before === 'shutDown') expect(action).toBe('listDiffers')
          if (state === 'shutDown') expect(ending).toBe(true)
        }
      }),
    )
  })

  test.each([
    ['正常', 'listed'],
    ['待审核', 'pending'],
    ['变更中', 'listed'],
    ['例外', 'listed'],
    ['拟关停', 'shutdownRequested'],
    [' 关 停 ', 'shutDown'],
    ['已注销待核', 'unknown'],
    [null, 'listed'],
  ] as const)('the word %s there means %s', (word, meaning) => {
    expect(meaningOf(word)).toBe(meaning)
  })

  test.each<[string, Parameters<typeof listAction>[0], NationalState, string | null]>([
    ['listed and the same', listed('正常', []), 'reported', 'listAgrees'],
    ['listed and the same again', listed('正常', []), 'included', null],
    ['listed with a difference', listed('正常', ['name']), 'included', 'listDiffers'],
    ['still waiting for review there', listed('待审核', []), 'unreported', 'listPending'],
    ['a word nobody knows', listed('其他状态', []), 'reported', 'listAgrees'],
    ['closing here, to be shut down there', listed('拟关停', [], true), 'included', 'listShutsDown'],
    ['running here, shut down there', listed('关停', ['status']), 'included', 'listDiffers'],
    ['closed on both sides', listed('关停', [], true), 'shutdownRequested', 'listShutDown'],
    ['shutdown requested, not yet done there', listed('正常', ['status'], true), 'shutdownRequested', null],
    ['shut down by our record, running there', listed('正常', ['status'], true), 'shutDown', 'listDiffers'],
    ['no longer in a complete list', { listed: false }, 'included', 'listDropped'],
    ['shut down and no longer listed', { listed: false }, 'shutDown', null],
    ['reported and not listed yet', { listed: false }, 'reported', null],
  ])('%s', (_case, given, state, action) => {
    expect(listAction(given, state)).toBe(action)
  })

  function listed(status: string, differs: string[], ending = false) {
    return { listed: true as const, status, differs, ending }
  }
})

describe('what differs', () => {
  const blank = Object.fromEntries(nationalFieldNames.map((field) => [field, null])) as NationalFacts
  const ours: NationalFacts = {
    ...blank,
    name: '临溪发布',
    hostUnit: '临溪县教育局',
    platformAccountId: 'gh_1',
    openedOn: '2020-05-01',
    accountContactPhone: '0571-88001234',
    url: 'https://weibo.com/linxi/',
  }
  test.each<[string, Partial<NationalFacts>, string[]]>([
    ['nothing, of what the list leaves empty', {}, []],
    ['nothing, of spaces, width, case and marks', { name: '临溪 发布', platformAccountId: 'ＧＨ_1' }, []],
    ['nothing, of a phone written otherwise', { accountContactPhone: '057188001234' }, []],
    ['nothing, of an address without https', { url: 'http://weibo.com/linxi' }, []],
    ['a name', { name: '临溪教育发布' }, ['name']],
    ['what only the list knows', { certifiedBody: '临溪县教育局' }, ['certifiedBody']],
    ['the day before', { openedOn: '2020-04-30' }, ['openedOn']],
    ['shut down there', { status: '关停' }, ['status']],
    ['nothing, of an unknown word', { status: '停用审批' }, []],
  ])('%s', (_case, theirs, fields) => {
    expect(differingFields(ours, { ...blank, ...theirs }, { ending: false })).toEqual(fields)
  })

  it('is said for copying, without spelling out a telephone number of theirs', () => {
    const text = correctionText({
      ledgerNo: 'ZM000001',
      title: '微信公众号“临溪发布”',
      hostUnit: '临溪县教育局',
      fields: [
        { zh: '账号名称', ours: '临溪发布', theirs: '临溪发布厅', phone: false },
        { zh: '账号联系电话', ours: '138****1111', theirs: '139****2222', phone: true },
        { zh: '认证主体', ours: null, theirs: '某局', phone: false },
      ],
    })
    expect(text).toContain('1．账号名称：由“临溪发布厅”更正为“临溪发布”')
    expect(text).not.toContain('139')
    expect(text).toContain('台账未登记，请核对')
  })
})

describe('matching a row with our accounts', () => {
  const one: Candidate = {
    id: 'a',
    platform: 'wechat',
    name: '临溪发布',
    platformAccountId: 'gh_1',
    hostNames: ['临溪县教育局'],
    closed: false,
  }
  const row = { platform: 'wechat' as const, platformAccountId: null, name: '临溪发布', hostName: '临溪县教育局' }
  test.each<[string, Partial<Parameters<typeof matchRow>[0]>, Candidate[], object]>([
    [
      'by ID, whatever it is called',
      { platformAccountId: 'GH_1', name: '改了名', hostName: '别的局' },
      [one],
      { accountId: 'a' },
    ],
    ['by name and host', {}, [one], { accountId: 'a' }],
    ['by name and host though the ID differs', { platformAccountId: 'gh_2' }, [one], { accountId: 'a' }],
    ['not across platforms', { platform: 'weibo' }, [one], { accountId: null, candidates: [] }],
    ['not by name alone: it is shown', { hostName: '望湖区教育局' }, [one], { accountId: null, candidates: ['a'] }],
    ['not of two: both are shown', {}, [one, { ...one, id: 'b' }], { accountId: null, candidates: ['a', 'b'] }],
    [
      'the running one of a closed and a running',
      {},
      [
        { ...one, closed: true },
        { ...one, id: 'b' },
      ],
      { accountId: 'b' },
    ],
    ['a closed one that is the only one', {}, [{ ...one, closed: true }], { accountId: 'a' }],
  ])('%s', (_case, given, all, match) => {
    expect(matchRow({ ...row, ...given }, all)).toEqual(match)
  })

  it('knows a row again by its ID, else by its name and host', () => {
    expect(entryKey({ ...row, platformAccountId: 'GH_1' })).toBe(
      entryKey({ ...row, platformAccountId: 'gh_1', name: '乙' }),
    )
    expect(entryKey({ ...row, name: '临溪 发布' })).toBe(entryKey(row))
    expect(entryKey({ ...row, hostName: '别的局' })).not.toBe(entryKey(row))
  })

  it('refuses a row without name, platform or host, and reads the rest as far as it can', () => {
    const parsed = parseNational({ name: '', platform: '论坛', hostName: '' }, '2026-11-24')
    expect('errors' in parsed && parsed.errors.map(({ column }) => column)).toEqual(['name', 'platform', 'hostName'])
    const cells = {
      name: '甲',
      platform: '微信',
      hostName: '乙局',
      accountContactPhone: '138****1111',
      url: '无',
      variant: '微信公众号',
    }
    expect(parseNational(cells, '2026-11-24')).toMatchObject({
      row: { platform: 'wechat', accountContactPhone: null, url: null, variant: null },
    })
  })
})

describe('plain names', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await testApp()
  })
  afterAll(() => app.close())

  it('are the same for the rules as for the database', async () => {
    const pool = [...'临溪县Ａa ABz　()（）·•・_—–-.、发\t\n布İßé①ﬁ']
    const names = fc.sample(fc.string({ unit: fc.constantFrom(...pool), maxLength: 12 }), 200)
    const { rows } = await sql<{ name: string; plain: string }>`
      select name, plain_name(name) as plain from unnest(${names}::text[]) as t(name)`.execute(app.database.root)
    for (const { name, plain } of rows) expect([name, plainName(name)]).toEqual([name, plain])
  })
})
