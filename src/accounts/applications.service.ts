import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import { transact } from '../db/transact.ts'
import { findHostUnit, type HostUnit, lockAccount, type StoredAccount } from './accounts.store.ts'
import { firstForms, openingOf, storableForm } from './application-form.service.ts'
import { editableParts } from './application-forms.rules.ts'
import {
  addApplication,
  addFile,
  barOf,
  changeApplication,
  filesOf,
  findOwnEvidence,
  lockApplication,
  nextNumber,
  removeFile,
  type StoredApplication,
  stepsOf,
} from './applications.store.ts'
import { type ApplicationKind, applicationKinds, type ClosureCause, type EvidenceRole } from './lifecycle.rules.ts'
import { barFault } from './opening-form.rules.ts'
import { platformZh } from './platforms.rules.ts'
import { stopNoticeText } from './stop-notice.rules.ts'

type Start =
  | { kind: 'opening' }
  | { kind: 'filing'; openingId: string }
  | { kind: 'change' | 'closure'; accountId: string }

/** Begins an application of the caller's own host unit, as a draft. */
export function startApplication(ctx: Ctx, given: Start): Promise<{ id: string; number: string }> {
  return onlyOneOpen(() =>
    transact(ctx, async (work) => {
      switch (given.kind) {
        case 'opening':
          return startOpening(work)
        case 'filing':
          return startFiling(work, given.openingId)
        default: {
          const account = await ownAccount(work, given.accountId)
          return enter(work, {
            kind: given.kind,
            host: await ownHost(work),
            account,
            cause: given.kind === 'closure' ? 'voluntary' : null,
            title: `${applicationKinds[given.kind].zh}：${account.name}`,
            form: given.kind === 'closure' ? await closureForm(work, account, '') : firstForms.change,
          })
        }
      }
    }),
  )
}

async function startOpening(work: Work) {
  const host = await ownHost(work)
  // §6.1.2: said before anybody fills in a form for nothing.
  const today = beijingDay(work.now)
  const bar = barFault(await barOf(work.db, host.id, today), today)
  if (bar) throw new AppError('FORBIDDEN', { reason: bar, clause: '6.1.2' })
  return enter(work, {
    kind: 'opening',
    host,
    account: null,
    cause: null,
    title: `${applicationKinds.opening.zh}：${host.name}`,
    form: { ...firstForms.opening, certifiedBody: host.name },
  })
}

async function startFiling(work: Work, openingId: string) {
  const opening = await lockApplication(work.db, openingId)
  const own = opening?.kind === 'opening' && opening.host_unit_id === work.actor.unitId
  if (!opening || !own) throw new AppError('NOT_FOUND')
  if (opening.state === 'lapsed') throw new AppError('STATE_CONFLICT', { reason: '注册期已过，请先联系主管单位延长' })
  if (opening.state !== 'approved')
    throw new AppError('STATE_CONFLICT', { reason: '开设申请审核同意后方可备案（指南§6.1.2）' })
  const form = openingOf(opening)
  return enter(work, {
    kind: 'filing',
    host: await ownHost(work),
    account: null,
    cause: null,
    platform: opening.platform,
    openingId,
    title: `${applicationKinds.filing.zh}：${form.name}`,
    form: { name: form.name, variant: form.variant, certifiedBody: form.certifiedBody },
  })
}

/** A closing begins with the Guide's announcement, filled in. */
export async function closureForm(work: Work, account: StoredAccount, reason: string) {
  const host = await findHostUnit(work.db, account.host_unit_id)
  const noticeText = stopNoticeText({
    platform: account.platform,
    accountName: account.name,
    unitName: host?.name ?? '',
    day: beijingDay(work.now),
  })
  return { ...firstForms.closure, reason, noticeText }
}

type Entry = {
  kind: ApplicationKind
  host: HostUnit
  account: StoredAccount | null
  cause: ClosureCause | null
  title: string
  form: Record<string, unknown>
  platform?: StoredApplication['platform']
  openingId?: string
}

export async function enter(work: Work, entry: Entry): Promise<{ id: string; number: string }> {
  const { db, now, actor } = work
  const { kind, host, account } = entry
  const id = newId()
  const number = await nextNumber(db, applicationKinds[kind].prefix, beijingDay(now).slice(0, 4))
  await addApplication(db, {
    id,
    number,
    kind,
    state: 'draft',
    title: entry.title,
    host_unit_id: host.id,
    region_code: host.region_code,
    region_path: host.region_path,
    level: host.level,
    platform: entry.platform ?? account?.platform ?? 'other',
    account_id: account?.id ?? null,
    opening_id: entry.openingId ?? null,
    cause: entry.cause,
    form: json(entry.form),
    due_on: null,
    reminded_on: null,
    barred_until: null,
    bar_lifted_reason: null,
    created_by: actor.userId,
    created_by_name: actor.name,
    created_at: now,
    updated_at: now,
    submitted_at: null,
    decided_at: null,
    ended_at: null,
  })
  await record(work, {
    action: 'application.start',
    subject: { type: 'application', id },
    title: `新建申请“${entry.title}”（${number}）`,
    after: { kind, hostUnit: host.name, account: account?.ledger_no ?? null, cause: entry.cause },
  })
  return { id, number }
}

/** Autosave: the form as it stands, whole or not. A slower save never overwrites a newer one. */
export function saveForm(
  ctx: Ctx,
  id: string,
  given: { version: number; form: Record<string, unknown> },
): Promise<{ version: number }> {
  return transact(ctx, async (work) => {
    const application = await ownApplication(work, id)
    if (application.version !== given.version) throw new AppError('VERSION_CONFLICT', { version: application.version })
    if (editableParts(application.kind, application.state)?.length === 0) {
      throw new AppError('STATE_CONFLICT', { reason: '该申请已提交，不能修改；如需修改请先撤回' })
    }
    const form = storableForm(work, application, given.form)
    await changeApplication(work.db, id, {
      form: json(form),
      ...headOf(application, form),
      updated_at: work.now,
      version: application.version + 1,
    })
    await record(work, {
      action: 'application.save',
      subject: { type: 'application', id },
      title: `保存申请“${application.title}”（${application.number}）`,
      after: { version: application.version + 1 },
    })
    return { version: application.version + 1 }
  })
}

/** What the list shows of a form: the proposed name and platform of an opening. */
function headOf(application: StoredApplication, form: Record<string, unknown>) {
  if (application.kind !== 'opening') return {}
  const { name, platform, variant } = openingOf({ ...application, form })
  const where = platform ? `（${platformZh(platform, variant)}）` : ''
  return {
    title: name ? `${applicationKinds.opening.zh}：${name}${where}` : application.title,
    platform: platform ?? 'other',
  }
}

export function attach(ctx: Ctx, id: string, given: { fileId: string; role: EvidenceRole }): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const application = await ownApplication(work, id)
    refuseEnded(application)
    const file = await findOwnEvidence(work.db, given.fileId, work.actor.userId ?? '')
    if (!file)
      throw new AppError('INVALID_INPUT', { errors: [{ path: 'fileId', message: '没有找到该文件，请重新上传' }] })
    if ((await filesOf(work.db, id)).length >= 30)
      throw new AppError('INVALID_INPUT', { reason: '一份申请最多附 30 个文件' })
    await addFile(work.db, { applicationId: id, fileId: given.fileId, role: given.role, at: work.now })
    await record(work, {
      action: 'application.attach',
      subject: { type: 'application', id },
      title: `为申请“${application.title}”附上“${file.name}”`,
      after: given,
    })
    return { ok: true }
  })
}

/** Takes back a file that no step rests on yet. */
export function detach(ctx: Ctx, id: string, fileId: string): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const application = await ownApplication(work, id)
    refuseEnded(application)
    const file = (await filesOf(work.db, id)).find((one) => one.file_id === fileId)
    if (!file) throw new AppError('NOT_FOUND')
    const last = (await stepsOf(work.db, id)).at(-1)
    if (last && file.added_at <= last.at)
      throw new AppError('IN_USE', { reason: '该材料已随申请提交，须留存备查，不能取下' })
    await removeFile(work.db, id, fileId)
    await record(work, {
      action: 'application.detach',
      subject: { type: 'application', id },
      title: `从申请“${application.title}”取下“${file.name}”`,
      before: { fileId, role: file.role },
    })
    return { ok: true }
  })
}

function refuseEnded(application: StoredApplication): void {
  if (application.ended_at) throw new AppError('STATE_CONFLICT', { reason: '该申请已办结，不能再改动材料' })
}

/** The application of the caller's own unit; a colleague's of the same unit counts. */
export async function ownApplication(work: Work, id: string): Promise<StoredApplication> {
  const application = await lockApplication(work.db, id)
  if (!application || application.host_unit_id !== work.actor.unitId) throw new AppError('NOT_FOUND')
  return application
}

async function ownAccount(work: Work, id: string): Promise<StoredAccount> {
  const account = await lockAccount(work.db, id)
  if (!account || account.host_unit_id !== work.actor.unitId) throw new AppError('NOT_FOUND')
  if (account.state === 'closed') throw new AppError('STATE_CONFLICT', { reason: '该账号已注销' })
  return account
}

async function ownHost(work: Work): Promise<HostUnit> {
  const host = work.actor.unitId ? await findHostUnit(work.db, work.actor.unitId) : undefined
  if (!host?.active) throw new AppError('FORBIDDEN', { reason: '本单位已停用，不能提出申请' })
  return host
}

/** Two at once: the database's unique index decides, and the later one is told. */
export async function onlyOneOpen<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use()
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code === '23505' && constraint === 'account_application_open') {
      throw new AppError('ALREADY_EXISTS', { reason: '该账号已有正在办理的变更或注销申请，请先办结' })
    }
    if (code === '23505' && constraint === 'account_application_filing') {
      throw new AppError('ALREADY_EXISTS', { reason: '该开设申请已在办理备案' })
    }
    throw error
  }
}
