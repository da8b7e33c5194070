import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import { createChecker } from '../checker/checker.ts'
import type { TermList } from '../checker/knowledge.ts'
import { shippedKnowledge } from '../checker/lexicon/shipped.ts'
import { allRules } from '../checker/rules/all-rules.ts'
import { type Known, type Lane, openLane } from './check-lane.service.ts'

const shipped = createChecker({ rules: allRules, knowledge: shippedKnowledge })
/** What ships objects to, whatever its lists are called. */
const objections = (given: string) => shipped.check(given, { on: '2026-11-24' })

const lanes: Lane[] = []
afterEach(async () => {
  await Promise.all(lanes.splice(0).map((lane) => lane.close()))
})
function lane(given: Partial<Parameters<typeof openLane>[0]> = {}): Lane {
  const opened = openLane({ timeoutMs: 60_000, mostWaiting: 10, mostCheckers: 2, typos: false, ...given })
  lanes.push(opened)
  return opened
}
const list: TermList = {
  ...{ id: 'local.test', title: '测试', severity: 'minor', category: 'unitName', why: '改名', basis: '规定' },
  ...{ provenance: '自编', licence: '自编', asOf: '2026-01-01', terms: [] },
}
const known = (version: string, words: readonly string[] = ['旧楼一', '旧楼二']): Known => ({
  version,
  effective: {
    disabledRules: [],
    knowledge: { ...shippedKnowledge, lists: [{ ...list, terms: words.map((word) => ({ text: word, suggest: [] })) }] },
  },
})
const text = (given: string) => [{ text: given, context: { on: '2026-11-24' } }]

describe('the checking thread', () => {
  it('keeps the checkers used last, and makes the others again when they are asked for', async () => {
    const one = lane()
    const found = async (k: Known) => (await one.check(k, text('旧楼一和旧楼二'), 10))[0]?.findings.length
    const versions = [known('a'), known('b', ['旧楼一']), known('c', []), known('a')]
    const counts: (number | undefined)[] = []
    for (const version of versions) counts.push(await found(version))
    expect(counts).toEqual([2, 1, 0, 2])
  })

  it('counts what it does not give', async () => {
    const [checked] = await lane().check(known('a'), text('旧楼一，旧楼一，旧楼一'), 2)
    expect([checked?.findings.length, checked?.more]).toEqual([2, 1])
  })

  it('looks for open typos where it is to', async () => {
    const spoiled = text('各单位要认真履行职则，做好本职工作。')
    const found = async (typos: boolean) => {
      const [checked] = await lane({ typos }).check(known('a', []), spoiled, 10)
      return checked?.findings.filter(({ ruleId }) => ruleId.startsWith('typo.')).length
    }
    expect([await found(true), await found(false)]).toEqual([1, 0])
  })

  it('refuses a text that takes too long, and goes on with the next one', async () => {
    const hurried = lane({ timeoutMs: 1 })
    const long = text('开展工作。'.repeat(200_000))
    await expect(hurried.check(known('a'), long, 10)).rejects.toMatchObject({ code: 'CHECK_TOO_LONG' })
    await expect(hurried.check(known('a'), long, 10)).rejects.toMatchObject({ code: 'CHECK_TOO_LONG' })
  })

  it('is replaced when it dies', async () => {
    const one = lane()
    // Nothing of the kind can come from a request: the contract has refused it before.
    const broken = { ...known('broken'), effective: { disabledRules: [], knowledge: { lists: null } } } as never
    await expect(one.check(broken, text('旧楼一'), 10)).rejects.toThrow('checking failed')
    expect((await one.check(known('a'), text('旧楼一'), 10))[0]?.findings).toHaveLength(1)
  })

  it('has no endless queue', async () => {
    const one = lane({ mostWaiting: 1 })
    const first = one.check(known('a'), text('旧楼一'), 10)
    expect(() => one.check(known('a'), text('旧楼一'), 10)).toThrow(expect.objectContaining({ code: 'DATABASE_BUSY' }))
    expect((await first)[0]?.findings).toHaveLength(1)
  })
})

describe('POST /api/checks', () => {
  let t: TestApp
  let editor: Caller
  beforeAll(async () => {
    t = await testApp()
    editor = await t.as('editor')
  })
  afterAll(() => t.close())

  it('finds, with offsets in the text as it was given', async () => {
    const given = '一、𠮷祥的帐号'
    const answer = await editor.post('/api/checks', { text: given })
    const { findings, more, version, typos } = await answer.json()
    expect(findings).toMatchObject([{ ruleId: objections('帐号')[0]?.ruleId, text: '帐号', suggestions: ['账号'] }])
    expect(given.slice(findings[0].start, findings[0].end)).toBe('帐号')
    expect([more, typos, typeof version]).toEqual([0, true, 'string'])
  })

  it('takes a million characters and not one more', async () => {
    const long = '字'.repeat(999_998)
    expect((await editor.post('/api/checks', { text: `${long}帐号` })).status).toBe(200)
    const refused = await editor.post('/api/checks', { text: `${long}帐号了` })
    expect(refused.status).toBe(422)
    expect((await refused.json()).errors[0].path).toBe('text')
    expect((await editor.post('/api/checks', { text: '字'.repeat(3_000_000) })).status).toBe(413)
  })

  it('is for those who work on content', async () => {
    expect((await (await t.as('systemadmin')).post('/api/checks', { text: '帐号' })).status).toBe(403)
    expect((await t.anonymous.post('/api/checks', { text: '帐号' })).status).toBe(401)
  })

  it('keeps nothing of the text for a repeated submission', async () => {
    const headers = { 'idempotency-key': 'once' }
    expect((await editor.post('/api/checks', { text: '帐号' }, headers)).status).toBe(200)
    expect(await t.database.root.selectFrom('idempotency_key').selectAll().execute()).toEqual([])
  })
})
