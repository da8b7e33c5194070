import { beforeAll, describe, expect, it } from 'vitest'
import { readText } from '../checked-text.ts'
import { readTypoFiles } from '../command/typo-files.ts'
import type { Finding } from '../finding.ts'
import { cleanSentences, spoiledSentences } from './cases.data.ts'
import { createTypoFinder } from './finder.ts'
import { loadTypoModel, type TypoModel } from './model.ts'
import { typoRule } from './typo-rule.ts'

let model: TypoModel
let finder: ReturnType<typeof createTypoFinder>
const find = (text: string): Finding[] => finder.find(readText(text))

beforeAll(() => {
  model = loadTypoModel(readTypoFiles())
  finder = createTypoFinder(model)
})

describe('what is found', () => {
  it.each(typoRule.examples.fires)('finds: %s', (text) => expect(find(text)).toHaveLength(1))
  it.each(typoRule.examples.quiet)('leaves alone: %s', (text) => expect(find(text)).toEqual([]))

  it.each([
    ['同音字', '全市上下要坚决贯彻落实党中央决策布署。', '布', '部', '“布署”疑为“部署”'],
    ['音近字', '充份调动广大干部群众的积极性。', '份', '分', '“充份”疑为“充分”'],
    ['形近字', '企业的核心竟争力不断增强。', '竟', '竞', '“竟争力”疑为“竞争力”'],
  ])('%s: %s', (_, text, written, meant, message) => {
    const [finding, ...others] = find(text)
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      ruleId: 'typo.statistical',
      category: 'typo',
      severity: 'minor',
      text: written,
      suggestions: [meant],
    })
    expect(finding!.message).toContain(message.slice(message.indexOf('疑')).slice(0, 2))
    expect(finding!.message).toContain(meant)
  })

  it('gives offsets of the original where that has full width and invisible characters', () => {
    const raw = '　全市上下要坚决贯彻落实党中央决策布\u200b署，确保各项任务按期完成。'
    const [finding] = find(raw)
    expect(finding).toBeDefined()
    expect(raw.slice(finding!.start, finding!.end)).toBe(finding!.text)
    expect(finding!.text.replace('\u200b', '')).toBe('布')
  })

  it('marks the second of two and proposes to delete it', () => {
    const text = '要进一步加强加强食品安全监管。'
    expect(find(text)).toMatchObject([{ category: 'repetition', start: 6, end: 8, text: '加强', suggestions: [''] }])
  })
})

describe('the own sets', () => {
  it('has a recall of at least 0.73 on the spoiled sentences, and mends nearly all it finds', () => {
    const results = spoiledSentences.map(([written, meant, text]) => {
      const at = text.indexOf(written)
      const found = find(text)
      const mended = found.some(({ start, end, suggestions }) => {
        const fixed = text.slice(0, start) + suggestions[0] + text.slice(end)
        return fixed === text.replace(written, meant)
      })
      const hit = found.some(({ start, end }) => start <= at + written.length && at <= end)
      return { hit, mended, others: found.length - (hit ? 1 : 0) }
    })
    const hits = results.filter(({ hit }) => hit).length
    const others = results.reduce((sum, result) => sum + result.others, 0)
    expect(hits / spoiledSentences.length).toBeGreaterThanOrEqual(0.73)
    expect(results.filter(({ mended }) => mended).length / hits).toBeGreaterThanOrEqual(0.93)
    expect(hits / (hits + others)).toBeGreaterThanOrEqual(0.95)
  })

  it('is quiet on the clean sentences, all but two at most', () => {
    const alarmed = cleanSentences.flatMap((text) => find(text).map(({ message }) => `${text} ${message}`))
    expect(alarmed.length, alarmed.join('\n')).toBeLessThanOrEqual(2)
  })
})

describe('how it works', () => {
  it('says the same of the same text, alone or after others, with the same or another copy of the model', () => {
    const texts = spoiledSentences.slice(0, 12).map(([, , text]) => text)
    const alone = texts.map((text) => createTypoFinder(loadTypoModel(readTypoFiles())).find(readText(text)))
    expect(texts.map(find)).toEqual(alone)
  })

  it('finds in a sentence what it finds in it among others', () => {
    const [first, second] = [spoiledSentences[0]![2], spoiledSentences[1]![2]]
    const shifted = find(second).map((f) => ({ ...f, start: f.start + first.length, end: f.end + first.length }))
    expect(find(first + second)).toEqual([...find(first), ...shifted])
  })

  it('does work in proportion to the length, also of a line without any mark', () => {
    const unit = '各级各部门要坚持以人民为中心的发展思想切实保障和改善民生'
    const workFor = (times: number) => {
      const before = finder.work()
      finder.find(readText(unit.repeat(times)))
      return finder.work() - before
    }
    const [one, ten] = [workFor(100), workFor(1000)]
    expect(ten).toBeGreaterThan(one * 9)
    expect(ten).toBeLessThan(one * 11)
  })

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t　'],
    ['no Chinese', 'Zhejiang 2022-03-01 https://example.gov.cn/a?b=1'],
    ['lone surrogates', '\ud800部署\udc00'],
    ['characters outside the basic plane', '𠮷林𠮷林𠮷'],
    ['one character a thousand times', '的'.repeat(1000)],
    ['marks only', '，。；：？！、“”'.repeat(50)],
  ])('takes %s', (_, text) => {
    for (const { start, end, text: marked } of find(text)) expect(text.slice(start, end)).toBe(marked)
  })
})
