import type { Readable } from 'node:stream'
import type { Insertable } from 'kysely'
import { severities } from '../checker/finding.ts'
import type { Knowledge, TermList } from '../checker/knowledge.ts'
import { shippedKnowledge } from '../checker/lexicon/shipped.ts'
import { addDays, beijingDay, beijingTime, startOfDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import type { Progress } from '../core/jobs.ts'
import { type OutputColumn, writeXlsx } from '../core/sheet/write-sheet.ts'
import type { LexiconReplayHitTable } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import { transact } from '../db/transact.ts'
import { startJob } from '../jobs/jobs.service.ts'
import { layerIn, theChange } from './changes.service.ts'
import { type Item, itemsOf, noteChange } from './changes.store.ts'
import { type Known, type Lane, openLane } from './check-lane.service.ts'
import { keptOf } from './effective.service.ts'
import { entriesInForce } from './entries.store.ts'
import { assemble, type Effective, everyRule, type Kept } from './knowledge.rules.ts'
import { isSameLayer, type Layer, ownLayer, pathsDownTo } from './layers.rules.ts'
import { replayJob } from './propose.service.ts'
import { accountName, type Hit, monthsBack, type ReplaySummary } from './replay.rules.ts'
import { countPublished, hitsOf, type PublishedText, publishedTexts, replaceHits } from './replay.store.ts'

const daysBack = 365
const batch = 500
const mostKept = 5000
const mostAccounts = 100

/** Runs a proposed change over what has been published, again or for the first time. */
export function startReplay(ctx: Ctx, id: string, since: string | undefined): Promise<{ jobId: string }> {
  return transact(ctx, async (work) => {
    const change = await theChange(work, id)
    const own = ownLayer(work.actor.scope)
    if (own === null || !isSameLayer(own, layerIn(change))) {
      throw new AppError('FORBIDDEN', { reason: '只能由提出变更的同级单位人员试运行' })
    }
    if (change.state !== 'proposed') throw new AppError('STATE_CONFLICT', { reason: '该变更已经办结，不再试运行' })
    const payload = { changeId: id, ...(since ? { since } : {}) }
    const jobId = await startJob(work, { kind: replayJob, title: `试运行：${change.title}`, payload })
    await noteChange(work.db, id, { replay_job_id: jobId })
    return { jobId }
  })
}

type Tally = Omit<ReplaySummary, 'accounts' | 'accountCount' | 'kept'> & {
  byAccount: Map<string, { name: string; newly: number; gone: number }>
  hits: Insertable<LexiconReplayHitTable>[]
}

/** The job: what is in force against what is proposed, text by text, month by month backwards. Run again it begins anew. */
export async function runReplay(
  ctx: Ctx,
  payload: unknown,
  progress: Progress,
): Promise<{ newly: number; gone: number }> {
  const { changeId, since: asked } = payload as { changeId: string; since?: string } // by startReplay or finishChange
  const today = beijingDay(ctx.now)
  const since = asked ?? addDays(today, -daysBack)
  const { layer, known, total } = await transact(ctx, async (work) => {
    const change = await theChange(work, changeId)
    const where = layerIn(change)
    const items = await allItems(work, changeId)
    const total = await countPublished(work.db, where, startOfDay(since))
    return { layer: where, known: await bothWays(work, where, items), total }
  })
  const tally: Tally = {
    ...{ at: ctx.now.toISOString(), since, titles: 0, bodies: 0, newly: 0, gone: 0 },
    byAccount: new Map(),
    hits: [],
  }
  const lane = openLane({ timeoutMs: 120_000, mostWaiting: 1, mostCheckers: 3, typos: false })
  try {
    for (const month of monthsBack(since, today)) {
      await replayMonth(ctx, { changeId, layer, known, lane, month, tally }, () => progress(tally.titles, total))
    }
  } finally {
    await lane.close()
  }
  const { byAccount, hits, ...counts } = tally
  const accounts = [...byAccount].map(([id, account]) => ({ id, ...account }))
  accounts.sort((a, b) => b.newly + b.gone - (a.newly + a.gone) || (a.id < b.id ? -1 : 1))
  const summary: ReplaySummary = {
    ...counts,
    accounts: accounts.slice(0, mostAccounts),
    accountCount: accounts.length,
    kept: hits.length,
  }
  await transact(ctx, async ({ db }) => {
    await replaceHits(db, changeId, hits)
    await noteChange(db, changeId, { replay: json(summary) })
  })
  return { newly: summary.newly, gone: summary.gone }
}

type Comparison = { before: Known; after: Known; sieve: Known | null }
type Month = {
  changeId: string
  layer: Layer
  known: Comparison
  lane: Lane
  month: { from: string; to: string }
  tally: Tally
}

async function replayMonth(ctx: Ctx, given: Month, onProgress: () => Promise<void>): Promise<void> {
  const { layer, known, lane, month, tally } = given
  let after: { at: Date; id: string } | null = null
  for (;;) {
    const from: { at: Date; id: string } | null = after
    const posts: PublishedText[] = await transact(ctx, ({ db }) =>
      publishedTexts(db, layer, {
        from: startOfDay(month.from),
        until: startOfDay(addDays(month.to, 1)),
        after: from,
        limit: batch,
      }),
    )
    const texts = posts.map(({ title, body, published_at }) => ({
      text: body === null ? title : `${title}\n${body}`,
      context: { on: beijingDay(published_at) },
    }))
    const compared = posts.length === 0 ? [] : await lane.compare(known, texts)
    for (const [n, post] of posts.entries()) count(tally, given.changeId, post, compared[n] ?? [])
    await onProgress()
    const last = posts.at(-1)
    if (!last || posts.length < batch) return
    after = { at: last.published_at, id: last.id }
  }
}

function count(tally: Tally, changeId: string, post: PublishedText, hits: readonly Hit[]): void {
  tally.titles += 1
  if (post.body !== null) tally.bodies += 1
  if (hits.length === 0) return
  const account = tally.byAccount.get(post.account_id) ?? { name: accountName(post), newly: 0, gone: 0 }
  tally.byAccount.set(post.account_id, account)
  for (const hit of hits) {
    tally[hit.newly ? 'newly' : 'gone'] += 1
    account[hit.newly ? 'newly' : 'gone'] += 1
    if (tally.hits.length >= mostKept) continue
    tally.hits.push({
      change_id: changeId,
      n: tally.hits.length + 1,
      account_id: post.account_id,
      post_id: post.id,
      published_at: post.published_at,
      newly: hit.newly,
      rule_id: hit.ruleId,
      severity: hit.severity,
      text: hit.text,
      sentence: hit.sentence,
      message: hit.message,
    })
  }
}

async function allItems(work: Work, changeId: string) {
  const items: (Pick<Item, 'action' | 'before' | 'after'> & { entry_id: string })[] = []
  for (let after = 0; ; ) {
    const rows = await itemsOf(work.db, changeId, { after, limit: 1000 })
    items.push(...rows)
    const last = rows.at(-1)
    if (!last || rows.length < 1000) return items
    after = last.n
  }
}

/**
 * What is known now and what would be. A word that is to hold from tomorrow is held against the texts of last year as
 * well, which is what the replay is for; whatever else has days of its own keeps them.
 */
async function bothWays(work: Work, layer: Layer, items: Awaited<ReturnType<typeof allItems>>): Promise<Comparison> {
  const reach = { paths: pathsDownTo(layer.regionPath), unitIds: layer.unitId ? [layer.unitId] : [] }
  const rows = await entriesInForce(work.db, reach, beijingDay(work.now))
  const changed = new Set(items.map(({ entry_id }) => entry_id))
  const untouched = rows.filter(({ id }) => !changed.has(id)).map(keptOf)
  const touched = rows.filter(({ id }) => changed.has(id)).map(keptOf)
  const proposed = items.flatMap(({ after }): Kept[] => (after ? [{ ...after, ...layer }] : []))
  const [old, made] = [touched.map(timeless), proposed.map(timeless)]
  const known = (version: string, effective: Effective): Known => ({ version, effective })
  const onlyTerms = [...old, ...made].every(({ kind }) => kind === 'term')
  return {
    before: known('before', assemble(shippedKnowledge, [...untouched, ...old])),
    after: known('after', assemble(shippedKnowledge, [...untouched, ...made])),
    sieve: onlyTerms ? known('sieve', sieveOf(assemble(nothing, [...old, ...made]).knowledge.lists)) : null,
  }
}

const timeless = (kept: Kept): Kept => (kept.kind === 'term' ? { ...kept, from: '1900-01-01', until: null } : kept)
const nothing: Knowledge = { lists: [], tenures: [], bodies: [], policies: [], sources: [], accepted: [] }

/** The changed words alone, without any rule: a text in which none of them is found cannot be judged differently. */
function sieveOf(lists: readonly TermList[]): Effective {
  return { knowledge: { ...nothing, lists }, disabledRules: [everyRule] }
}

const text = (key: string, zh: string, width: number): OutputColumn => ({ key, zh, width, kind: 'text' })
const columns: readonly OutputColumn[] = [
  text('account', '账号', 24),
  { key: 'publishedAt', zh: '发布时间', width: 20, kind: 'dateTime' },
  text('newly', '变化', 10),
  text('severity', '程度', 8),
  text('text', '原文', 16),
  text('sentence', '所在句子', 60),
  text('message', '说明', 40),
  text('ruleId', '规则', 30),
]

/** The hits that are kept, as a workbook. */
export function hitsWorkbook(ctx: Ctx, id: string): Promise<{ name: string; file: Readable }> {
  return transact(ctx, async (work) => {
    const { title, replay } = await theChange(work, id)
    if (!replay) throw new AppError('NOT_FOUND', { reason: '该变更还没有试运行的结果' })
    const hits = await hitsOf(work.db, id, { after: 0, limit: mostKept })
    const notes = [
      ...(ctx.demo ? ['演示数据'] : []),
      `词库变更试运行结果：${title}`,
      `试运行时间：${beijingTime(new Date(replay.at))}；作品范围：${replay.since} 以来；标题 ${replay.titles} 条，正文 ${replay.bodies} 篇`,
      `新增命中 ${replay.newly} 处，不再命中 ${replay.gone} 处，涉及账号 ${replay.accountCount} 个；下列最近的 ${hits.length} 处`,
    ]
    const rows = hits.map((hit) => ({
      account: accountName(hit),
      publishedAt: hit.published_at,
      newly: hit.newly ? '新增命中' : '不再命中',
      severity: severities[hit.severity],
      text: hit.text,
      sentence: hit.sentence,
      message: hit.message,
      ruleId: hit.rule_id,
    }))
    return {
      name: `试运行结果-${beijingDay(ctx.now)}.xlsx`,
      file: writeXlsx({ sheets: [{ name: '试运行结果', columns, rows, notes }] }),
    }
  })
}
