import { noteEvents } from '../accounts/accounts.service.ts'
import type { PlatformName } from '../accounts/platforms.rules.ts'
import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isDay, isId, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError, type FieldError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { transact } from '../db/transact.ts'
import { type FindingKind, findingTable } from './findings.rules.ts'
import type { FindingCreate, FindingFilter, FindingView } from './monitoring.contract.ts'
import {
  addFindings,
  countFindings,
  type FindingRow,
  findAccount,
  findFinding,
  listFindings,
  ownEvidence,
  postOfAccount,
  regionPathOf,
  withdraw,
} from './monitoring.store.ts'

export function findingsPage(ctx: Ctx, query: FindingFilter & { limit: number; cursor?: string | undefined }) {
  return transact(ctx, async (work) => {
    const after = readCursor(query.cursor, isDay, isId)
    const filter = await filterOf(work, query)
    const rows = await listFindings(work.db, filter, { after, limit: query.limit + 1 })
    const page = pageFrom(rows, query.limit, (row) => [row.occurred_on, row.id])
    return { rows: page.rows.map(viewOf), next: page.next }
  })
}

export function findingTotals(ctx: Ctx, query: FindingFilter) {
  return transact(ctx, async (work) => {
    const kinds = await countFindings(work.db, await filterOf(work, query))
    return { count: kinds.reduce((sum, { count }) => sum + count, 0), kinds }
  })
}

export function viewFinding(ctx: Ctx, id: string): Promise<FindingView> {
  return transact(ctx, async ({ db }) => viewOf(await theFinding(db, id)))
}

/** Records a finding by hand, with its evidence, in the recorder's own region. */
export function recordFinding(ctx: Ctx, given: FindingCreate): Promise<FindingView> {
  return transact(ctx, async (work) => {
    const { db } = work
    const account = await findAccount(db, given.accountId)
    const errors: FieldError[] = []
    if (!account) errors.push({ path: 'accountId', message: '没有找到该账号，或不在本人的管理范围内' })
    if (given.occurredOn > beijingDay(work.now)) errors.push({ path: 'occurredOn', message: '发生日期不能晚于今天' })
    if (given.occurredOn < '2009-01-01') errors.push({ path: 'occurredOn', message: '发生日期不能早于 2009-01-01' })
    if (given.evidenceFileId && !(await ownEvidence(db, given.evidenceFileId, work.actor.userId ?? ''))) {
      errors.push({ path: 'evidenceFileId', message: '没有找到佐证材料，请重新上传' })
    }
    if (account && given.postId && !(await postOfAccount(db, given.postId, account.id))) {
      errors.push({ path: 'postId', message: '该账号没有这件作品' })
    }
    if (!account || errors.length > 0) throw new AppError('INVALID_INPUT', { errors })

    const id = newId()
    await saveFindings(work, [{ id, ...given, accountId: account.id }], 'manual')
    await record(work, {
      action: 'finding.record',
      subject: { type: 'finding', id },
      title: `登记问题：${findingTable[given.kind].zh}（${account.name}）${given.title}`,
      after: given,
    })
    return viewOf(await theFinding(db, id))
  })
}

type NewFinding = Omit<FindingCreate, 'postId' | 'evidenceFileId'> &
  Partial<Pick<FindingCreate, 'postId' | 'evidenceFileId'>> & { id: string }

/** The part that recording by hand, import and monitoring share: the rows and the accounts' timelines. */
export async function saveFindings(
  work: Work,
  findings: readonly NewFinding[],
  source: 'manual' | 'import' | 'monitoring',
): Promise<void> {
  await addFindings(
    work.db,
    findings.map((finding) => ({
      id: finding.id,
      account_id: finding.accountId,
      post_id: finding.postId ?? null,
      kind: finding.kind,
      occurred_on: finding.occurredOn,
      title: finding.title,
      detail: finding.detail,
      evidence_url: finding.evidenceUrl,
      evidence_file_id: finding.evidenceFileId ?? null,
      source,
      state: 'confirmed' as const,
      recorded_by: `${work.actor.unitName} ${work.actor.name}`,
      recorded_at: work.now,
    })),
  )
  await noteEvents(
    work,
    findings.map(({ accountId, kind, title, occurredOn }) => ({
      accountId,
      kind: 'finding',
      title: `登记问题：${findingTable[kind].zh}`,
      changes: [{ field: occurredOn, before: null, after: title }],
    })),
  )
}

/** Takes a finding back. The record and the reason stay; assessments from now on do not count it. */
export function withdrawFinding(
  ctx: Ctx,
  id: string,
  given: { version: number; reason: string },
): Promise<FindingView> {
  return transact(ctx, async (work) => {
    const finding = await theFinding(work.db, id)
    if (finding.state === 'withdrawn') throw new AppError('STATE_CONFLICT', { reason: '该问题已经撤销' })
    const done = await withdraw(work.db, { id, version: given.version, at: work.now, reason: given.reason })
    if (!done) throw new AppError('VERSION_CONFLICT')
    const zh = findingTable[finding.kind as FindingKind].zh
    await noteEvents(work, [
      {
        accountId: finding.account_id,
        kind: 'finding',
        title: `撤销问题：${zh}`,
        changes: [{ field: '原因', before: finding.title, after: given.reason }],
      },
    ])
    await record(work, {
      action: 'finding.withdraw',
      subject: { type: 'finding', id },
      title: `撤销问题：${zh}（${finding.account_name}）${finding.title}`,
      before: { state: 'confirmed' },
      after: { state: 'withdrawn', reason: given.reason },
    })
    return viewOf(await theFinding(work.db, id))
  })
}

async function filterOf({ db }: Work, { region, q, ...rest }: FindingFilter) {
  if (region === undefined) return { ...rest, words: q }
  const found = await regionPathOf(db, region)
  // A region that does not exist has nothing in it.
  return { ...rest, words: q, regionPath: found?.path ?? '-' }
}

async function theFinding(db: Work['db'], id: string): Promise<FindingRow> {
  const finding = await findFinding(db, id)
  if (!finding) throw new AppError('NOT_FOUND')
  return finding
}

function viewOf(row: FindingRow): FindingView {
  const { id, kind, state, title, detail, source, version } = row
  return {
    ...{ id, kind, state, title, detail, source, version },
    occurredOn: row.occurred_on,
    accountId: row.account_id,
    accountName: row.account_name,
    platform: row.platform as PlatformName, // the column's check allows no other
    hostUnitName: row.host_unit_name ?? '',
    postId: row.post_id,
    evidenceUrl: row.evidence_url,
    evidenceFileId: row.evidence_file_id,
    evidenceFileName: row.evidence_file_name,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    withdrawnReason: row.withdrawn_reason,
  }
}
