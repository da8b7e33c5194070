import { type Checker, createChecker, type TypoFinder } from '../src/checker/checker.ts'
import { shippedKnowledge } from '../src/checker/lexicon/shipped.ts'
import { allRules } from '../src/checker/rules/all-rules.ts'
import { createSession } from '../src/checker/session.ts'
import { fastPeer } from './checker.ts'
import { articles, asTerms, knowing, syntheticWorld } from './checker-world.ts'
import { heldBy, type Result, rounded, timed } from './measure.ts'

const context = { on: '2026-06-01', unitName: '某县人民政府办公室' }

/**
 * (f) A whole check of an article of 3,000 characters with every rule, the lists that ship and as many words of an
 * office besides, and the check after one more character was typed. The peer searches the same words only.
 */
export async function benchArticles(
  size: { terms: number; articles: number },
  makeTypos?: () => Promise<TypoFinder>,
): Promise<Result[]> {
  const { words } = syntheticWorld({ terms: size.terms, bytes: 0 })
  const texts = articles(size.articles)
  const office = knowing(asTerms(words))
  const knowledge = { ...shippedKnowledge, lists: [...shippedKnowledge.lists, ...office.lists] }
  const typos = await makeTypos?.()
  const made = await heldBy(() => createChecker({ rules: allRules, knowledge, ...(typos ? { typos } : {}) }))
  const peer = await fastPeer(words, texts)
  const whole = await spread(texts, made.value)
  const typing = await typed(texts, made.value)
  const figures = {
    '装入（毫秒）': Math.round(made.seconds * 1000),
    '占用（MB）': rounded(made.megabytes, 1),
    '规则（条）': allRules.length,
    错别字模型: typos ? '有' : '无',
  }
  const said = (times: Times) => ({ 'p50（毫秒）': rounded(times.p50), 'p99（毫秒）': rounded(times.p99) })
  return [
    {
      part: 'f',
      database: '—',
      zh: `3000 字文章全部规则检查一遍，另有 ${words.length} 个词 ÷ @monyone fast 只查这些词`,
      ratio: rounded(whole.p50 / 1000 / peer, 1),
      figures: { ...said(whole), ...figures },
    },
    {
      part: 'f',
      database: '—',
      zh: '同样的文章，输入一个字之后再查 ÷ 从头检查一遍',
      ratio: rounded(typing.p50 / whole.p50),
      figures: said(typing),
    },
  ]
}

type Times = { p50: number; p99: number }

async function spread(texts: readonly string[], checker: Checker): Promise<Times> {
  for (const text of texts.slice(0, 50)) checker.check(text, context)
  const times: number[] = []
  for (const text of texts) times.push((await timed(async () => checker.check(text, context))).seconds * 1000)
  return quantiles(times)
}

/** One more character in the middle of each article, checked by a session that knows the article. */
async function typed(texts: readonly string[], checker: Checker): Promise<Times> {
  const times: number[] = []
  for (const text of texts) {
    const session = createSession(checker)
    session.check(text, context)
    const more = `${text.slice(0, 1500)}新${text.slice(1500)}`
    times.push((await timed(async () => session.check(more, context))).seconds * 1000)
  }
  return quantiles(times)
}

function quantiles(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99) }
}
