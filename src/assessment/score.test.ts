import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { defaultScheme } from './default-scheme.rules.ts'
import { type AccountFacts, type FindingKind, findingKinds } from './facts.rules.ts'
import type { FigureName } from './figures.rules.ts'
import vectorFile from './index-vectors.json' with { type: 'json' }
import { percentile, type References, references } from './reference.rules.ts'
import type { MissingPolicy, Scheme } from './scheme.rules.ts'
import { type AccountScore, scoreAccount, weigh } from './score.rules.ts'
import { assessedPlatforms, type IndexName, indexNames, type PartName, partNames, table2 } from './table2.rules.ts'

describe('表2: weighing', () => {
  test.each(['S-1', 'S-2'])('vector %s: five indices give the total on every platform', (id) => {
    const { input, output } = vectorFile.vectors.find((v) => v.id === id)!
    const indices = input as unknown as Record<IndexName, number>
    for (const [platform, total] of Object.entries(output as Record<string, number>)) {
      const rows = table2[platform as keyof typeof table2]
      const items = indexNames.map((index) => ({ weight: rows[index].weight, score: indices[index] }))
      expect(weigh(items)).toBe(total)
    }
  })

  it('refuses a score above 100 rather than hiding it', () => {
    expect(() => weigh([{ weight: 100, score: 100.1 }])).toThrow(RangeError)
  })

  it('has nothing to say when nothing has a score', () => {
    expect(weigh([{ weight: 100, score: null }])).toBeNull()
  })
})

describe('9.2 表2: scoring a WeChat account', () => {
  it('gives full marks for everything but growth, which starts at 60 for a steady year', () => {
    const score = scored(sound)
    expect(indexScores(score)).toEqual({ operation: 100, diligence: 100, health: 100, cluster: 100, growth: 60 })
    expect(score.total).toBeCloseTo(98, 12) // 5% of 40 lost
    expect(score.missing).toEqual([])
    expect(score.verdict).toEqual({ result: 'fit', zh: '合格', reasons: [] })
  })

  it('takes 12 points for a grave wording error alone, and calls the account 不合格', () => {
    const score = scored(withFinding('graveError', 1))
    expect(indexScores(score).health).toBeCloseTo(60)
    expect(score.total).toBeCloseTo(98 - 12) // 30% of 40
    expect(score.verdict).toMatchObject({ zh: '不合格', reasons: [{ zh: '严重表述错误 1 起' }] })
    expect(score.vetoes).toEqual([])
  })

  test.each(['silent14Days', 'graveOpinion', 'secrecyIncident', 'provincialCensure'] as const)(
    'zeroes the health of an account vetoed by %s, and calls it 不合格',
    (kind) => {
      const score = scored(withFinding(kind, 1))
      expect(score.vetoes).toEqual([kind])
      expect(indexScores(score).health).toBe(0)
      expect(score.total).toBeCloseTo(98 - 30)
      expect(score.verdict.result).toBe('unfit')
    },
  )

  it('keeps the account its own health when the scheme says that only the region pays', () => {
    const scheme: Scheme = { ...defaultScheme, veto: { ...defaultScheme.veto, accountHealth: 'keep' } }
    expect(indexScores(scored(withFinding('silent14Days', 1), scheme)).health).toBe(100)
  })

  it('tells in one sentence how every part got its marks', () => {
    const facts = {
      ...sound,
      figures: { ...sound.figures, posts: 42, originals: 21, originalKnown: 40, activeDays: 15 },
    }
    expect(whys(scored({ ...facts, findings: { ...none, minorError: 2, graveError: 1 } }))).toEqual({
      wci: '微信传播指数 WCI V14.2（不含转发） 1084.70，参照值 1084.70（政务微信 1 个账号的第 95 百分位），得 100 分',
      posts: '编发 42 篇，目标 30 篇，得 100 分',
      originality: '40 篇中原创 21 篇（另有 2 篇未判明，不计入），占 52.5%，得 52.5 分',
      activeDays: '有编发 15 天，目标 20 天，得 75 分',
      graveErrors: '严重表述错误 1 起，每起扣 100 分，得 0 分',
      onlineServices: '办事服务问题 0 起，得 100 分',
      poorInteraction: '互动回应差 0 起，得 100 分',
      minorErrors: '一般表述错误 2 起，每起扣 5 分，得 90 分',
      collaboration: '协同任务 4 项，完成 4 项，得 100 分',
      platformUse: '未按要求使用平台 0 起，得 100 分',
      operationYearOnYear: '本期 100.00，上年同期 100.00，同比持平，得 60 分',
      diligenceYearOnYear: '本期 73.50，上年同期 100.00，同比下降 26.5%，得 49.4 分',
    })
  })

  it('gives nothing to an account that published nothing, without calling it 缺数', () => {
    const silent: AccountFacts = { ...sound, figures: { posts: 0, activeDays: 0 }, yearBefore: null }
    const score = scored(silent, defaultScheme, [sound, silent])
    expect(indexScores(score)).toEqual({ operation: 0, diligence: 0, health: 100, cluster: 100, growth: null })
    expect(score.total).toBeCloseTo((30 + 10) / 0.95)
  })

  it('scales targets to the days an account was open, and monthly deductions to the months of the period', () => {
    const opened: AccountFacts = {
      ...sound,
      period: '2026-04',
      days: 15,
      figures: { ...sound.figures, posts: 15, activeDays: 5 },
    }
    expect(whys(scored(opened)).posts).toBe('编发 15 篇，目标 15 篇，得 100 分')
    expect(whys(scored(opened)).activeDays).toBe('有编发 5 天，目标 10 天，得 50 分')

    const year: AccountFacts = {
      ...sound,
      period: '2026',
      days: 365,
      findings: { ...none, minorError: 12, graveError: 1 },
    }
    expect(whys(scored(year)).minorErrors).toBe('一般表述错误 12 起，按月均每起扣 5 分，得 95 分')
    expect(whys(scored(year)).graveErrors).toBe('严重表述错误 1 起，每起扣 100 分，得 0 分')
  })

  it('refuses facts that can not be', () => {
    expect(() => scored({ ...sound, days: 32 })).toThrow('days')
    expect(() => scored(withFinding('minorError', -1))).toThrow('count')
    expect(() => scored({ ...sound, collaboration: { assigned: 1.5, done: 1 } })).toThrow('count')
  })
})

describe('9.2 表2: 缺数 is shown and never becomes a zero by accident', () => {
  it.each<[PartName, Partial<AccountFacts>]>([
    ['wci', { figures: { ...soundFigures(), wows: null } }],
    ['posts', { figures: { ...soundFigures(), posts: null } }],
    ['graveErrors', { findings: { ...noFindings(), graveError: null } }],
  ])('leaves an account without %s unranked', (part, lacking) => {
    const score = scored({ ...sound, ...lacking }, defaultScheme, [sound])
    expect(score.total).toBeNull()
    expect(score.missing).toContainEqual(expect.objectContaining({ part, unranks: true }))
  })

  it('names the figures that are missing', () => {
    const score = scored({ ...sound, figures: { ...soundFigures(), wows: null, maxLikes: undefined } }, defaultScheme, [
      sound,
    ])
    expect(whys(score).wci).toBe('缺数：在看总数、最高点赞数')
    expect(whys(score).operationYearOnYear).toBe('缺数：本期运营指数')
  })

  it('lets the other indices carry growth when there is no base year', () => {
    const score = scored({ ...sound, yearBefore: null })
    expect(indexScores(score).growth).toBeNull()
    expect(score.total).toBeCloseTo(100, 12)
    expect(score.indices.map(({ share }) => share)).toEqual([3500, 2000, 3000, 1000, 0].map((w) => w / 95))
    expect(score.missing.map(({ part, unranks }) => [part, unranks])).toEqual([
      ['operationYearOnYear', false],
      ['diligenceYearOnYear', false],
    ])
  })

  it('lets 编发数量 and 编发天数 carry originality when too few posts are known to be original or not', () => {
    const unknown = {
      ...sound,
      figures: { ...sound.figures, posts: 40, originals: 5, originalKnown: 31, activeDays: 10 },
    }
    const score = scored(unknown)
    expect(whys(score).originality).toBe('缺数：编发 40 篇中仅 31 篇已判明是否原创，不足 80%')
    expect(indexScores(score).diligence).toBe(75)
    const justKnown = { ...unknown, figures: { ...unknown.figures, originalKnown: 32 } }
    expect(whys(scored(justKnown)).originality).toContain('32 篇中原创 5 篇')
  })

  it('calls contradicting counts 缺数, not a score', () => {
    const facts = { ...sound, figures: { ...sound.figures, posts: 10, originals: 9, originalKnown: 8 } }
    expect(whys(scored(facts)).originality).toContain('数据矛盾')
  })

  it('treats no orders as 不适用, and unknown orders as 缺数', () => {
    const idle = scored({ ...sound, collaboration: { assigned: 0, done: 0 } })
    expect(indexScores(idle).cluster).toBe(100)
    expect(idle.missing).toEqual([])
    expect(scored({ ...sound, collaboration: null }).missing.map(({ part }) => part)).toEqual(['collaboration'])
  })

  it('leaves the verdict open when nobody looked for grave errors', () => {
    const unseen = scored(withFinding('graveError', null))
    expect(unseen.verdict).toMatchObject({ result: 'undetermined', zh: '待核' })
    const vetoed = scored({ ...sound, findings: { ...none, graveError: null, silent14Days: 1 } })
    expect(vetoed.verdict.result).toBe('unfit')
    expect(vetoed.total, 'a vetoed health index is 0 whatever is missing in it').not.toBeNull()
  })

  it('does not keep an account from being ranked for a part that weighs nothing', () => {
    const weights = structuredClone(defaultScheme.weights)
    weights.wechat.health.parts = { graveErrors: 0, onlineServices: 60, poorInteraction: 30, minorErrors: 10 }
    expect(scored(withFinding('graveError', null), { ...defaultScheme, weights }).total).not.toBeNull()
  })
})

describe('运营指数: references', () => {
  it('is the 95th percentile of the same platform and level, as a spreadsheet computes it', () => {
    expect(percentile([4, 1, 3, 2], 50)).toBe(2.5)
    expect(percentile([7], 95)).toBe(7)
    expect(percentile([100, 200, 300, 400, 500], 95)).toBeCloseTo(480)
  })

  it('widens a group of fewer than five to the platform, and says which group it was', () => {
    const county = Array.from({ length: 5 }, (_, i) => weibo(`a${i}`, 'county', 100 * (i + 1)))
    const city = [weibo('c0', 'city', 100_000)]
    const refs = references([...county, ...city], defaultScheme)
    const why = (facts: AccountFacts) => whys(scoreAccount(defaultScheme, facts, refs)).bci
    expect(why(county[0]!)).toContain('政务微博·县级 5 个账号的第 95 百分位')
    expect(why(city[0]!)).toContain('政务微博 6 个账号的第 95 百分位')
  })

  it('measures an account without 转发 figures against what its peers have without them', () => {
    const scheme: Scheme = { ...defaultScheme, formulas: { ...defaultScheme.formulas, wechat: 'wci-14.2-shares' } }
    const shared = { ...sound, figures: { ...soundFigures(), shares: 10, headShares: 5, maxShares: 4 } }
    const lacking = { ...sound, accountId: 'b' }
    const score = scored(lacking, scheme, [shared, lacking])
    expect(score.indices[0]?.parts[0]).toMatchObject({ formula: 'wci-14.2-classic', score: 100 })
    expect(whys(score).wci).toContain('缺转发（分享）总数、头条转发总数、最高转发数，改按')
    expect(scored(shared, scheme, [shared, lacking]).indices[0]?.parts[0]).toMatchObject({
      formula: 'wci-14.2-shares',
      score: 100,
    })
  })

  it('can be a fixed value of the scheme', () => {
    const fixed = { kind: 'fixed', values: { wechat: 2000, weibo: 1, toutiao: 1, douyin: 1 } } as const
    const wci = { kind: 'ratioToReference', reference: fixed } as const
    const scheme: Scheme = { ...defaultScheme, conversions: { ...defaultScheme.conversions, wci } }
    const score = scoreAccount(scheme, sound, references([sound], scheme))
    expect(indexScores(score).operation).toBeCloseTo(55.005, 3)
    expect(whys(score).wci).toContain('（方案设定值）')
  })

  it('is 缺数 when there is nobody to compare with', () => {
    expect(whys(scoreAccount(defaultScheme, sound, {})).wci).toBe('缺数：同类账号参照值')
  })

  it('gives 0 where even the best of the group is 0', () => {
    const silent: AccountFacts = { ...sound, figures: { posts: 0 } }
    expect(indexScores(scored(silent)).operation).toBe(0)
  })
})

describe('成长指数', () => {
  test.each<[string, number, string]>([
    ['full when it has doubled', 50, '同比上升 100%，得 100 分'],
    ['full, and no more, when it has grown tenfold', 10, '同比上升超过 100%，得 100 分'],
    ['full when there was nothing to compare with', 0, '得 100 分'],
    ['above 60 by two fifths of the growth', 80, '同比上升 25%，得 70 分'],
  ])('is %s', (_case, then, words) => {
    const facts = { ...sound, yearBefore: { operation: then, diligence: 100 } }
    expect(whys(scored(facts)).operationYearOnYear).toContain(words)
  })

  it('is lowest, 20, when everything is lost, and steady when it was and is nothing', () => {
    const silent: AccountFacts = { ...sound, figures: { posts: 0, activeDays: 0 } }
    const score = (then: number) =>
      scored({ ...silent, yearBefore: { operation: then, diligence: then } }, defaultScheme, [sound, silent])
    expect(indexScores(score(80)).growth).toBe(20)
    expect(indexScores(score(0)).growth).toBe(60)
  })
})

describe('what holds for every account', () => {
  it('keeps every score within 0 and 100 and is decided by its input alone', () => {
    fc.assert(
      fc.property(cohort, (accounts) => {
        const refs = references(accounts, defaultScheme)
        for (const facts of accounts) {
          const score = scoreAccount(defaultScheme, facts, refs)
          expect(scoreAccount(defaultScheme, structuredClone(facts), refs)).toEqual(score)
          for (const value of [
            score.total,
            ...score.indices.map((i) => i.score),
            ...score.indices.flatMap((i) => i.parts.map((p) => p.score)),
          ]) {
            if (value !== null) expect(value >= 0 && value <= 100).toBe(true)
          }
        }
      }),
      runs,
    )
  })

  it('explains the total: shares add up to 100, and share × score to the number above', () => {
    fc.assert(
      fc.property(account, (facts) => {
        const score = scored(facts)
        if (score.total !== null) expect(together(score.indices)).toBeCloseTo(score.total, 9)
        for (const index of score.indices) {
          if (index.score !== null && index.note === null) expect(together(index.parts)).toBeCloseTo(index.score, 9)
        }
      }),
      runs,
    )
  })

  it('never raises a total for one more case of anything', () => {
    fc.assert(
      fc.property(account, fc.constantFrom(...findingKinds), (facts, kind) => {
        const refs = references([facts], defaultScheme)
        const cases = facts.findings[kind]
        if (cases === null) return
        const worse = { ...facts, findings: { ...facts.findings, [kind]: cases + 1 } }
        const [before, after] = [facts, worse].map((f) => scoreAccount(defaultScheme, f, refs))
        if (before!.total === null) return
        expect(after!.total!).toBeLessThanOrEqual(before!.total + 1e-9)
      }),
      runs,
    )
  })

  it('never raises a total for a missing figure when the scheme counts 缺数 as zero', () => {
    const strict: Scheme = { ...defaultScheme, missing: policyEverywhere('zero') }
    fc.assert(
      fc.property(
        account,
        fc.constantFrom<FigureName>('posts', 'originals', 'activeDays', 'reads', 'shares', 'comments'),
        (facts, name) => {
          const whole = { ...facts, yearBefore: null }
          const refs = references([whole], strict)
          const lacking = { ...whole, figures: { ...whole.figures, [name]: null } }
          const [before, after] = [whole, lacking].map((f) => scoreAccount(strict, f, refs).total!)
          expect(after!).toBeLessThanOrEqual(before! + 1e-9)
        },
      ),
      runs,
    )
  })

  it('measures against the same references in whatever order the accounts come', () => {
    fc.assert(
      fc.property(
        cohort.chain((accounts) =>
          fc.tuple(fc.constant(accounts), fc.shuffledSubarray(accounts, { minLength: accounts.length })),
        ),
        ([accounts, shuffled]) => {
          expect(references(shuffled, defaultScheme)).toEqual(references(accounts, defaultScheme))
        },
      ),
      runs,
    )
  })

  it('gives the same total when all weights of a platform are doubled: only their proportion counts', () => {
    fc.assert(
      fc.property(account, (facts) => {
        const weights = structuredClone(defaultScheme.weights)
        for (const index of indexNames) weights[facts.platform][index].weight *= 2
        expect(scored(facts, { ...defaultScheme, weights }).total).toEqual(scored(facts).total)
      }),
      runs,
    )
  })
})

const runs = { numRuns: 60 }
const none = noFindings()

const sound: AccountFacts = {
  accountId: 'a',
  platform: 'wechat',
  home: { level: 'county', city: 'city-1', county: 'county-1' },
  period: '2026-03',
  days: 31,
  figures: soundFigures(),
  findings: none,
  collaboration: { assigned: 4, done: 4 },
  yearBefore: { operation: 100, diligence: 100 },
  provenance: {},
}

function noFindings(): Record<FindingKind, number | null> {
  return Object.fromEntries(findingKinds.map((kind) => [kind, 0])) as Record<FindingKind, number | null>
}

function soundFigures() {
  return {
    posts: 30,
    originals: 30,
    originalKnown: 30,
    activeDays: 22,
    reads: 600_000,
    wows: 3000,
    likes: 3000,
    headReads: 400_000,
    headWows: 2000,
    headLikes: 2000,
    maxReads: 100_001,
    maxWows: 500,
    maxLikes: 500,
  }
}

function weibo(accountId: string, level: 'city' | 'county', likes: number): AccountFacts {
  const figures = { posts: 30, originals: 30, originalKnown: 30, activeDays: 22, shares: likes, comments: likes, likes }
  return { ...sound, accountId, platform: 'weibo', home: { ...sound.home, level }, figures }
}

function withFinding(kind: FindingKind, cases: number | null): AccountFacts {
  return { ...sound, findings: { ...none, [kind]: cases } }
}

function scored(facts: AccountFacts, scheme = defaultScheme, cohort: AccountFacts[] = [facts]): AccountScore {
  const refs: References = references(cohort, scheme)
  return scoreAccount(scheme, facts, refs)
}

const indexScores = (score: AccountScore) => Object.fromEntries(score.indices.map(({ index, score }) => [index, score]))
const whys = (score: AccountScore): Partial<Record<PartName, string>> =>
  Object.fromEntries(score.indices.flatMap(({ parts }) => parts.map(({ part, outcome }) => [part, outcome.why])))

function together(rows: readonly { share: number; score: number | null }[]): number {
  expect(rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(100, 9)
  return rows.reduce((sum, { share, score }) => sum + (share * (score ?? 0)) / 100, 0)
}

function policyEverywhere(policy: MissingPolicy): Scheme['missing'] {
  return Object.fromEntries(partNames.map((part) => [part, policy])) as Scheme['missing']
}

const count = fc.option(fc.nat(2_000_000), { freq: 8 })
const small = fc.option(fc.nat(12), { freq: 8 })
const mark = fc.option(fc.double({ min: 0, max: 100, noNaN: true }))
const figureNames = Object.keys(soundFigures()).concat('shares', 'comments')
const account: fc.Arbitrary<AccountFacts> = fc
  .record({
    accountId: fc.uuid(),
    platform: fc.constantFrom(...assessedPlatforms),
    level: fc.constantFrom('province', 'city', 'county', 'township'),
    period: fc.constantFrom('2026-02', '2026-Q1', '2026'),
    days: fc.integer({ min: 1, max: 28 }),
    counts: fc.record(
      Object.fromEntries(figureNames.map((name) => [name, /posts|Days|original/.test(name) ? small : count])),
    ),
    findings: fc.record(
      Object.fromEntries(findingKinds.map((kind) => [kind, fc.oneof({ arbitrary: fc.constant(0), weight: 4 }, small)])),
    ),
    collaboration: fc.option(fc.record({ assigned: fc.nat(9), done: fc.nat(9) })),
    yearBefore: fc.option(fc.record({ operation: mark, diligence: mark })),
  })
  .map(({ level, counts, findings, ...rest }) => ({
    ...rest,
    home: { level, city: 'city-1', county: 'county-1' },
    figures: counts,
    findings: findings as AccountFacts['findings'],
    provenance: {},
  }))
const cohort = fc.array(account, { minLength: 1, maxLength: 12 })
