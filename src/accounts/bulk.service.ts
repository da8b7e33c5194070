import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import type { Progress } from '../core/jobs.ts'
import { searchVector } from '../db/sql.ts'
import { transact } from '../db/transact.ts'
import { startJob } from '../jobs/jobs.service.ts'
import type { BulkAnswer, Target } from './accounts.contract.ts'
import { eventOf } from './accounts.service.ts'
import { addEvents } from './accounts.store.ts'
import { lockForTags, setTags } from './bulk.store.ts'
import { countTarget, prepareTarget } from './ledger.service.ts'
import { nextIds, type PreparedFilter } from './ledger.store.ts'

/** So many rows are done at once, in one transaction with one audit entry; more of them become a job. */
const step = 500
const mostTags = 20
export const tagsJob = 'accounts.tags'

export type TagChange = { add: string[]; remove: string[] }
type TagsPayload = TagChange & { target: Target; asOf: string }

/** Adds and removes tags on the ticked accounts or on all that match. */
export function changeTags(ctx: Ctx, given: TagChange & { target: Target }): Promise<BulkAnswer> {
  if (given.add.length + given.remove.length === 0) {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'add', message: '请填写要增加或移除的标签' }] })
  }
  return transact(ctx, async (work) => {
    const filter = await prepareTarget(work, given.target, work.now)
    const count = await countTarget(work, filter)
    if (count > step) {
      const payload: TagsPayload = { ...given, asOf: work.now.toISOString() }
      const jobId = await startJob(work, { kind: tagsJob, title: `批量调整标签（${count} 个账号）`, payload })
      return { count, jobId }
    }
    await changeStep(work, { ...given, filter, afterId: undefined })
    return { count, jobId: null }
  })
}

/** The job: step by step in the order of ids. Cut off and run again, it finds the done ones done. */
export async function runTags(ctx: Ctx, payload: unknown, progress: Progress): Promise<{ changed: number }> {
  const { target, asOf, ...change } = payload as TagsPayload // written by changeTags
  const { filter, total } = await transact(ctx, async (work) => {
    const prepared = await prepareTarget(work, target, new Date(asOf))
    return { filter: prepared, total: await countTarget(work, prepared) }
  })
  let changed = 0
  let done = 0
  let afterId: string | undefined
  do {
    const from = afterId
    const result = await transact(ctx, (work) => changeStep(work, { ...change, filter, afterId: from }))
    changed += result.changed
    done += result.seen
    afterId = result.last
    await progress(done, Math.max(total, done))
  } while (afterId !== undefined)
  return { changed }
}

async function changeStep(work: Work, given: TagChange & { filter: PreparedFilter; afterId: string | undefined }) {
  const { filter, afterId, add, remove } = given
  const ids = await nextIds(work.db, { filter, afterId, limit: step })
  const accounts = await lockForTags(work.db, ids)
  const changes = accounts
    .map((account) => ({
      account,
      tags: [...new Set([...account.tags.filter((tag) => !remove.includes(tag)), ...add])],
    }))
    .filter(({ account, tags }) => tags.join('\n') !== account.tags.join('\n'))
  const full = changes.find(({ tags }) => tags.length > mostTags)
  if (full) {
    throw new AppError('INVALID_INPUT', {
      reason: `账号“${full.account.name}”的标签将超过 ${mostTags} 个，请先移除一些`,
    })
  }
  for (const { account, tags } of changes) {
    const search = searchVector(
      account.name,
      account.ledger_no,
      account.platform_account_id,
      account.host_name,
      account.host_short_name,
      account.certified_body,
      ...tags,
    )
    await setTags(work.db, account.id, { tags, search, updated_at: work.now })
  }
  await addEvents(
    work.db,
    changes.map(({ account, tags }) =>
      eventOf(work, {
        accountId: account.id,
        kind: 'tagged',
        title: '调整标签',
        changes: [{ field: '标签', before: account.tags.join('、') || null, after: tags.join('、') || null }],
      }),
    ),
  )
  if (changes.length > 0) {
    const words = [...add.map((tag) => `增加“${tag}”`), ...remove.map((tag) => `移除“${tag}”`)].join('、')
    await record(work, {
      action: 'account.tags',
      subject: { type: 'account', id: changes[0]?.account.id ?? '' },
      title: `批量调整 ${changes.length} 个账号的标签：${words}`,
      after: { add, remove, ledgerNos: changes.map(({ account }) => account.ledger_no) },
    })
  }
  return { changed: changes.length, seen: ids.length, last: ids.length === step ? ids.at(-1) : undefined }
}
