import type { z } from 'zod'
import { canonicalJson } from '../core/canonical.ts'
import type { Ctx } from '../core/context.ts'
import type { AnswerOf } from '../core/endpoint.ts'
import { AppError } from '../core/error.ts'
import { asSystem, transact } from '../db/transact.ts'
import type { reproduceRun, whatIf } from './assessment.contract.ts'
import type { AccountFacts } from './facts.rules.ts'
import { hashOf } from './frozen-hash.ts'
import { scoreAll } from './outcome.rules.ts'
import { rankWithin } from './ranking.rules.ts'
import { platformZh, theRun } from './result.service.ts'
import { schemeOf } from './run.service.ts'
import { listInputs, listStoredScores, type RunRow } from './run.store.ts'
import { SchemeContract } from './scheme.contract.ts'
import { changedWeights, type Scheme } from './scheme.rules.ts'

type Asked = z.output<NonNullable<(typeof whatIf)['body']>>
const mostMovers = 200

/** Who would stand where under another scheme. Nothing is stored; verdicts don't depend on any of this. */
export function tryScheme(ctx: Ctx, runId: string, asked: Asked): Promise<AnswerOf<typeof whatIf>> {
  return transact(ctx, async (work) => {
    const run = await finishedRun(work, runId)
    const scheme = changedScheme(schemeOf(run), asked)
    const inputs = await frozenInputs(work, run)
    const visible = new Map((await listStoredScores(work.db, runId)).map((row) => [row.account_id, row]))
    const before = placesOf(scoreAll(schemeOf(run), inputs).scores)
    const after = placesOf(scoreAll(scheme, inputs).scores)

    const rows = [...after].flatMap(([id, now]) => {
      const then = before.get(id)
      const row = visible.get(id)
      if (!then || !row) return []
      const change = then.rank === null || now.rank === null ? null : then.rank - now.rank
      return [{ id, row, then, now, change }]
    })
    const moved = rows.filter(({ then, now }) => then.rank !== now.rank)
    const distance = (change: number | null) => (change === null ? Number.POSITIVE_INFINITY : Math.abs(change))
    return {
      accounts: rows.length,
      moved: moved.length,
      changed: rows.filter(({ then, now }) => then.total !== now.total).length,
      averageBefore: mean(rows.map(({ then }) => then.total)),
      averageAfter: mean(rows.map(({ now }) => now.total)),
      movers: moved
        .toSorted((a, b) => distance(b.change) - distance(a.change) || (a.id < b.id ? -1 : 1))
        .slice(0, mostMovers)
        .map(({ id, row, then, now, change }) => ({
          id,
          name: row.account_name,
          unitName: row.host_unit_name,
          platformZh: platformZh(row.platform),
          rankBefore: then.rank,
          rankAfter: now.rank,
          change,
          totalBefore: then.total,
          totalAfter: now.total,
        })),
    }
  })
}

/** Computes a run again from what it froze, and compares every number to the last digit. */
export function computeAgain(ctx: Ctx, runId: string): Promise<AnswerOf<typeof reproduceRun>> {
  return transact(ctx, async (work) => {
    const run = await finishedRun(work, runId)
    const scheme = schemeOf(run)
    const inputs = await frozenInputs(work, run)
    const { references, regions, scores } = scoreAll(scheme, inputs)
    const inputsHash = { stored: run.inputs_hash ?? '', computed: hashOf(scheme, inputs) }
    const scoresHash = { stored: run.scores_hash ?? '', computed: hashOf({ references, regions }, scores) }
    const computed = new Map(scores.map((score) => [score.accountId, score]))
    const stored = await listStoredScores(work.db, runId)
    const different = stored.filter(
      (row) =>
        canonicalJson(row.breakdown) !== canonicalJson(computed.get(row.account_id)) ||
        row.total !== computed.get(row.account_id)?.total,
    )
    const identical =
      inputsHash.stored === inputsHash.computed && scoresHash.stored === scoresHash.computed && different.length === 0
    return {
      identical,
      accounts: scores.length,
      inputs: inputsHash,
      scores: scoresHash,
      different: different.slice(0, mostMovers).map((row) => ({ accountId: row.account_id, name: row.account_name })),
    }
  })
}

async function finishedRun(work: Parameters<typeof theRun>[0], id: string): Promise<RunRow> {
  const run = await theRun(work, id)
  if (run.state !== 'done') throw new AppError('STATE_CONFLICT', { reason: '本次考核尚未完成计算' })
  return run
}

/** All of them, since places and references need the whole run; what is answered stays within the actor's scope. */
async function frozenInputs(ctx: Ctx, run: RunRow): Promise<AccountFacts[]> {
  const rows = await asSystem(ctx, ({ db }) => listInputs(db, run.id))
  return rows.map(({ facts }) => facts as AccountFacts)
}

function changedScheme(scheme: Scheme, asked: Asked): Scheme {
  const formulas = asked.wciFormula ? { ...scheme.formulas, wechat: asked.wciFormula } : scheme.formulas
  const weighed = changedWeights({ ...scheme, formulas }, asked.weights)
  if ('errors' in weighed) {
    const errors = weighed.errors.map(({ path, zh }) => ({ path, message: zh }))
    throw new AppError('INVALID_INPUT', { reason: '权重或公式不符合要求，未作推演', errors })
  }
  const parsed = SchemeContract.safeParse({
    ...weighed.scheme,
    conversions: { ...scheme.conversions, ...asked.conversions },
  })
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new AppError('INVALID_INPUT', { reason: '折算办法不符合要求，未作推演', errors })
}

type Place = { rank: number | null; total: number | null }

/** Places among the accounts of the same platform. */
function placesOf(scores: ReturnType<typeof scoreAll>['scores']): Map<string, Place> {
  const ranked = [...rankWithin(scores, ({ platform }) => platform).values()].flat()
  return new Map(ranked.map(({ item, rank }) => [item.accountId, { rank, total: item.total }]))
}

function mean(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null)
  return present.length === 0 ? null : present.reduce((a, b) => a + b, 0) / present.length
}
