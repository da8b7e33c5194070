import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import type { Progress } from '../core/jobs.ts'
import { transact } from '../db/transact.ts'
import { startJob } from '../jobs/jobs.service.ts'
import { accountFields, missingFields } from './account-fields.rules.ts'
import type { Target } from './accounts.contract.ts'
import { changeFacts } from './accounts.service.ts'
import { lockAccounts, type StoredAccount } from './accounts.store.ts'
import { countTarget, prepareTarget } from './ledger.service.ts'
import { nextIds, type PreparedFilter } from './ledger.store.ts'
import type { FilingDone } from './national.contract.ts'

/** So many accounts are filed at once, in one transaction with one audit entry; more of them become a job. */
const stepSize = 200
/** Of the incomplete, so many are listed with what is missing; the rest is counted. */
const listed = 200
export const filingJob = 'accounts.file'

type Given = { target: Target; filedOn?: string | undefined }
type Payload = { target: Target; filedOn: string; asOf: string }
type Result = Omit<FilingDone, 'count' | 'jobId'>
const nothing = (): Result => ({ filed: 0, already: 0, closed: 0, incompleteCount: 0, incomplete: [] })

/** 办理备案 (§6.2) of existing accounts in bulk: the complete ones are filed, the others are listed with what is missing. */
export async function fileAccounts(ctx: Ctx, given: Given): Promise<FilingDone> {
  const today = beijingDay(ctx.now)
  const filedOn = given.filedOn ?? today
  if (filedOn > today) {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'filedOn', message: '备案日期不能晚于今天' }] })
  }
  return transact(ctx, async (work) => {
    const filter = await prepareTarget(work, given.target, work.now)
    const count = await countTarget(work, filter)
    if (count > stepSize) {
      const payload: Payload = { target: given.target, filedOn, asOf: work.now.toISOString() }
      const jobId = await startJob(work, { kind: filingJob, title: `批量办理备案（${count} 个账号）`, payload })
      return { ...nothing(), count, jobId }
    }
    const { result } = await fileStep(work, { filter, filedOn, afterId: undefined, until: nothing() })
    if (count > 0 && result.already === count) {
      throw new AppError('STATE_CONFLICT', { reason: '所选账号均已备案，无需重复办理' })
    }
    return { ...result, count, jobId: null }
  })
}

export async function runFiling(ctx: Ctx, payload: unknown, progress: Progress): Promise<Result> {
  const { target, filedOn, asOf } = payload as Payload // written by fileAccounts
  const { filter, total } = await transact(ctx, async (work) => {
    const prepared = await prepareTarget(work, target, new Date(asOf))
    return { filter: prepared, total: await countTarget(work, prepared) }
  })
  let result = nothing()
  let seen = 0
  let afterId: string | undefined
  do {
    const step = { filter, filedOn, afterId, until: result }
    const done = await transact(ctx, (work) => fileStep(work, step))
    result = done.result
    seen += done.seen
    afterId = done.last
    await progress(seen, Math.max(total, seen))
  } while (afterId !== undefined)
  return result
}

async function fileStep(
  work: Work,
  given: { filter: PreparedFilter; filedOn: string; afterId: string | undefined; until: Result },
): Promise<{ result: Result; seen: number; last: string | undefined }> {
  const { filter, filedOn, afterId } = given
  const ids = await nextIds(work.db, { filter, afterId, limit: stepSize })
  const result = { ...given.until, incomplete: [...given.until.incomplete] }
  const filed: string[] = []
  for (const account of await lockAccounts(work.db, ids)) {
    if (account.state === 'closed') result.closed += 1
    else if (account.filed_on !== null) result.already += 1
    else {
      const refusal = await fileOne(work, account, filedOn)
      if (refusal === null) filed.push(account.ledger_no)
      else {
        result.incompleteCount += 1
        if (result.incomplete.length < listed) result.incomplete.push(refusal)
      }
    }
  }
  result.filed += filed.length
  if (filed.length > 0) {
    await record(work, {
      action: 'account.file',
      subject: { type: 'account', id: ids[0] ?? '' },
      title: `办理 ${filed.length} 个账号的备案（${filedOn}）`,
      after: { ledgerNos: filed, filedOn },
    })
  }
  return { result, seen: ids.length, last: ids.length === stepSize ? ids.at(-1) : undefined }
}

/** Null when the account is filed; else why it cannot be, with what is missing. */
async function fileOne(
  work: Work,
  account: StoredAccount,
  filedOn: string,
): Promise<FilingDone['incomplete'][number] | null> {
  const missing = missingFields({
    platformAccountId: account.platform_account_id,
    certifiedBody: account.certified_body,
    openedOn: account.opened_on,
    accountContactName: account.account_contact_name,
    accountContactPhoneMask: account.account_contact_phone_mask,
    unitContactName: account.unit_contact_name,
    unitContactPhoneMask: account.unit_contact_phone_mask,
  })
  const refused = (reason: string) => ({
    id: account.id,
    ledgerNo: account.ledger_no,
    name: account.name,
    missing,
    reason,
  })
  if (missing.length > 0) return refused(`缺：${missing.map((field) => accountFields[field].zh).join('、')}`)
  try {
    await changeFacts(work, account, { filedOn }, { kind: 'filed', title: '办理备案' })
    return null
  } catch (error) {
    // A refusal comes before anything is written, e.g. a filing before the opening; whatever else ends the transaction.
    if (!(error instanceof AppError)) throw error
    return refused(error.detail.errors?.map(({ message }) => message).join('；') || error.reason)
  }
}
