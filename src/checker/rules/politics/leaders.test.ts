import { describe, expect, it } from 'vitest'
import { createChecker } from '../../checker.ts'
import type { BodyName, Knowledge, Tenure } from '../../knowledge.ts'
import { leaderName } from './leader-name.ts'
import { leaderOrder } from './leader-order.ts'
import { leaderPost } from './leader-post.ts'
import { holds, regionOf, titlesOf } from './roster.ts'

describe('the titles of a tenure', () => {
  it.each([
    [
      '中国共产党云海省委员会',
      '书记',
      ['中国共产党云海省委员会书记', '云海省委书记', '中共云海省委书记', '中共云海省委员会书记'],
    ],
    ['云海省人民政府', '省长', ['云海省人民政府省长', '云海省政府省长', '云海省省长', '云海省长']],
    ['云海省人民代表大会常务委员会', '主任', ['云海省人大常委会主任']],
    ['中国人民政治协商会议云海省委员会', '主席', ['云海省政协主席', '政协云海省委员会主席']],
    ['中国共产党青山自治区委员会', '书记', ['青山自治区党委书记']],
  ])('%s %s', (body, post, titles) => {
    expect(titlesOf(tenure('甲', body, post), [])).toEqual(expect.arrayContaining(titles))
  })

  it('takes the short forms of the register', () => {
    const bodies: BodyName[] = [{ full: '云海省人民代表大会', short: ['省人大'], wrong: [], source: '' }]
    expect(titlesOf(tenure('甲', '云海省人民代表大会', '秘书长'), bodies)).toContain('省人大秘书长')
  })

  it.each([
    ['中国共产党云海省委员会', '云海省'],
    ['云海省人民政府', '云海省'],
    ['中共临江市委', '临江市'],
    ['中华人民共和国国务院', undefined],
    ['全国人民代表大会常务委员会', undefined],
  ])('%s belongs to %s', (body, region) => expect(regionOf(body)).toBe(region))
})

describe('how long a tenure is believed', () => {
  const open = { ...tenure('甲', '云海省委', '书记'), from: '2024-03-01', asOf: '2025-01-31' }

  it.each([
    ['the day before', '2024-02-29', 'no'],
    ['the first day', '2024-03-01', 'surely'],
    ['the day of the source', '2025-01-31', 'surely'],
    ['a day later', '2025-02-01', 'believed'],
    ['a year after the source', '2026-01-31', 'believed'],
    ['a day past that year', '2026-02-01', 'no'],
  ])('%s', (_case, on, answer) => expect(holds(open, on)).toBe(answer))

  it('ends with its last day', () => {
    const closed = { ...open, until: '2024-12-31' }
    expect(holds(closed, '2024-12-31')).toBe('surely')
    expect(holds(closed, '2025-01-01')).toBe('no')
  })
})

describe('names miswritten', () => {
  it.each([
    ['like sound', '云海省委书记陆明远出席会议。', '云海省委书记陆名远出席会议。', '陆名远'],
    ['the other character', '云海省委书记陆明远出席会议。', '云海省委书记陆明院出席会议。', '陆明院'],
    ['characters swapped', '云海省委书记陆明远出席会议。', '云海省委书记陆远明出席会议。', '陆远明'],
    ['a short title', '省委书记陆明远讲话。', '省委书记陆鸣远讲话。', '陆鸣远'],
    [
      'after several posts',
      '省委书记、省人大常委会主任陆明远讲话。',
      '省委书记、省人大常委会主任陆铭远讲话。',
      '陆铭远',
    ],
    ['before the post', '陆明远省委书记讲话。', '陆名远省委书记讲话。', '陆名远'],
    ['two characters, directly after the title', '云海省省长方正主持。', '云海省省长方政主持。', '方政'],
    ['another form of the title', '云海省长方正主持。', '云海省长方政主持。', '方政'],
  ])('%s', (_case, right, wrong, written) => {
    expect(idsAndTexts(right)).toEqual([])
    expect(idsAndTexts(wrong)).toEqual([['leader.name', 'grave', written]])
  })

  it.each([
    ['another surname', '作家王明远讲话。'],
    ['no post near it', '村民陆名远讲话。'],
    ['a like name that somebody else has', '省委书记、秘书长陆铭源讲话。'],
    ['nothing alike', '云海省委书记陆续走访企业。'],
    ['beyond the sentence', '云海省委书记强调。陆名远说。'],
  ])('leaves alone: %s', (_case, text) => expect(idsAndTexts(text)).toEqual([]))
})

describe('posts as of the day', () => {
  it.each([
    ['another holds the post', '云海省委书记方正出席会议。', 'grave'],
    ['another holds the post, said in short', '省委书记方正出席会议。', 'grave'],
    ['a person nobody knows', '云海省省长赵大山出席会议。', 'grave'],
    ['one who has left', '云海省委书记何必成出席会议。', 'hint'],
    ['one who is yet to come', '云海省省长周全出席会议。', 'grave'],
  ])('%s', (_case, text, severity) => {
    expect(idsAndTexts(text).map(([id, grave]) => [id, grave])).toEqual([['leader.post', severity]])
  })

  it.each([
    ['the holder', '云海省委书记陆明远、省长方正出席会议。'],
    ['a former one said to be so', '时任云海省委书记何必成出席会议。'],
    ['a deputy', '云海省副省长赵大山出席会议。'],
    ['an earlier year in the sentence', '2019年，云海省委书记何必成来到这里。'],
    ['a life told', '何必成曾任云海省委书记，云海省委书记何必成当选为代表。'],
    ['a verb after the title', '云海省委书记方才强调，全省要行动起来。'],
    ['a post the register does not know', '云海省水利厅厅长赵大山出席会议。'],
    ['the province of somebody else', '青山省委书记赵大山出席会议。'],
  ])('leaves alone: %s', (_case, text) => expect(idsAndTexts(text)).toEqual([]))

  it('says nothing once the register is older than a year, and only hints before', () => {
    const text = '云海省省长赵大山出席会议。'
    expect(idsAndTexts(text, '2026-06-01')).toMatchObject([['leader.post', 'hint', '云海省省长赵大山']])
    expect(idsAndTexts(text, '2027-06-01')).toEqual([])
  })

  it('judges an old text by its own day', () => {
    expect(idsAndTexts('云海省委书记何必成出席会议。', '2020-05-01')).toEqual([])
    expect(idsAndTexts('云海省委书记陆明远出席会议。', '2020-05-01')).toMatchObject([
      ['leader.post', 'grave', '云海省委书记陆明远'],
    ])
  })
})

describe('the order of names', () => {
  it.each([
    ['、 between them', '陆明远、周全、方正出席。', '陆明远、方正、周全'],
    ['blanks between them', '出席会议的有方正 陆明远', ''],
  ])('%s', (_case, text, suggestion) => {
    const [finding] = check(text)
    expect(finding).toMatchObject({ ruleId: 'leader.order', severity: 'grave' })
    expect(finding?.suggestions[0] ?? '').toBe(suggestion)
  })

  it.each([
    ['in order', '陆明远、方正、周全出席。'],
    ['by strokes, and said so', '方正、陆明远出席（按姓氏笔画为序）。'],
    ['of different bodies', '何必成、陆明远出席。'],
    ['not side by side', '方正主持，陆明远讲话。'],
    ['a stranger between them', '周全、王二、方正出席。'],
  ])('leaves alone: %s', (_case, text) => expect(idsAndTexts(text)).toEqual([]))
})

const committee = '中国共产党云海省委员会'
const government = '云海省人民政府'
const knowledge: Knowledge = {
  lists: [],
  tenures: [
    { ...tenure('陆明远', committee, '书记'), order: 1 },
    { ...tenure('陆明远', '云海省人民代表大会常务委员会', '主任'), from: '2024-02-01' },
    { ...tenure('方正', committee, '副书记'), order: 2 },
    tenure('方正', government, '省长'),
    { ...tenure('周全', committee, '常委'), order: 3 },
    { ...tenure('周全', government, '省长'), from: '2028-01-01' },
    tenure('陆铭源', committee, '秘书长'),
    { ...tenure('何必成', committee, '书记'), from: '2018-01-01', until: '2022-12-31' },
  ],
  bodies: [],
  policies: [],
  sources: [],
  accepted: [],
}
const checker = createChecker({ rules: [leaderName, leaderPost, leaderOrder], knowledge })

function tenure(name: string, body: string, post: string): Tenure {
  return { name, body, post, from: '2023-01-01', source: '虚构', asOf: '2025-12-31' }
}

function check(text: string, on = '2025-06-01') {
  return checker.check(text, { on })
}

function idsAndTexts(text: string, on?: string) {
  return check(text, on).map(({ ruleId, severity, text: written }) => [ruleId, severity, written])
}
