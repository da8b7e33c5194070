import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { verdictsOn } from '../review/queue.service.ts'
import { changesBetween } from './account-changes.rules.ts'
import type { Change } from './account-fields.rules.ts'
import { factsOf } from './accounts.service.ts'
import { changesNoted, lockAccount, type StoredAccount } from './accounts.store.ts'
import { type ApplicationDocument, documentsOf } from './application-documents.rules.ts'
import { changeReasonOf, closureOf, openedFields, openingOf } from './application-form.service.ts'
import { filesOf, findApplication, type NamedApplication, stepsOf, supervisorsAbove } from './applications.store.ts'
import { changeDocument } from './change-document.ts'
import { type ClosureStep, closureDocument } from './closure-document.ts'
import type { EvidenceRole } from './lifecycle.rules.ts'
import { openingDocument } from './opening-document.ts'
import type { PaperOpinion } from './opening-paper.rules.ts'
import { platformZh } from './platforms.rules.ts'
import { pledgeDocument } from './pledge-document.ts'
import { stopNoticeDocument } from './stop-notice-document.ts'

/** A paper of an application as a Word document, as far as the application is filled in and decided. */
export function applicationDocument(
  ctx: Ctx,
  id: string,
  document: ApplicationDocument,
): Promise<{ name: string; bytes: Uint8Array }> {
  return transact(ctx, async (work) => {
    const application = await findApplication(work.db, id)
    const paper = application && documentsOf(application.kind).find(({ name }) => name === document)
    if (!application || !paper) throw new AppError('NOT_FOUND')
    const subject = application.title.split('：').slice(1).join('：')
    return { name: `${paper.zh}-${subject}.docx`, bytes: await make[document](work, application) }
  })
}

const make: Record<ApplicationDocument, (work: Work, application: NamedApplication) => Promise<Uint8Array>> = {
  opening: async (work, application) =>
    openingDocument({
      form: openingOf(application),
      unitName: application.host_unit_name ?? '',
      number: application.number,
      opinions: await paperOpinions(work, application.id),
      demo: work.demo,
    }),
  pledge: async (work, application) =>
    pledgeDocument({
      form: openingOf(application),
      unitName: application.host_unit_name ?? '',
      supervisorName: (await supervisorsAbove(work.db, application.region_path))[0]?.name ?? '',
      demo: work.demo,
    }),
  change: async (work, application) => {
    const account = await theAccount(work, application)
    const day = application.state === 'done' && application.decided_at ? beijingDay(application.decided_at) : null
    return changeDocument({
      account: paperAccount(application, account),
      number: application.number,
      changes: await changesOf(work, application, account),
      reason: changeReasonOf(application),
      evidence: (await filesOf(work.db, application.id)).map(({ name }) => name),
      changedOn: { platform: day, nationalSystem: null },
      opinions: await paperOpinions(work, application.id),
      demo: work.demo,
    })
  },
  stopNotice: (work, application) =>
    stopNoticeDocument({
      text: closureOf(application).noticeText,
      unitName: application.host_unit_name ?? '',
      demo: work.demo,
    }),
  closure: async (work, application) =>
    closureDocument({
      account: paperAccount(application, await theAccount(work, application)),
      number: application.number,
      cause: application.cause ?? 'voluntary',
      reason: closureOf(application).reason,
      taken: await takenSteps(work, application),
      opinions: await paperOpinions(work, application.id),
      demo: work.demo,
    }),
}

/** What the supervisors decided in the end, as it stands on the paper. */
export async function paperOpinions(work: Work, id: string): Promise<PaperOpinion[]> {
  const verdicts = await verdictsOn(work, { type: 'application', id })
  return verdicts.map(({ unitName, name, zh, opinion, at }) => ({
    unitName,
    name,
    opinion: opinion || zh,
    day: beijingDay(at),
  }))
}

/** What a change brings: against the record as it is, or, once it is agreed, as the timeline noted it. */
async function changesOf(work: Work, application: NamedApplication, account: StoredAccount): Promise<Change[]> {
  if (application.state === 'done') {
    return changesNoted(work.db, { accountId: account.id, titleBegins: `变更（${application.number}）` })
  }
  const before = factsOf(account, work.box)
  const host = application.host_unit_name ?? ''
  return changesBetween(before, { ...before, ...openedFields(application, work.box) }, { before: host, after: host })
}

async function takenSteps(work: Work, application: NamedApplication) {
  const form = closureOf(application)
  const files = await filesOf(work.db, application.id)
  const of = (role: EvidenceRole) => files.filter((file) => file.role === role).map(({ name }) => name)
  const proofs: Record<ClosureStep, { day: string | null; evidence: string[] }> = {
    postNotice: { day: form.noticePostedOn, evidence: of('stopNotice') },
    applyAtPlatform: { day: form.platformAppliedOn, evidence: of('platformApplication') },
    submit: { day: null, evidence: of('closureProof') },
    reportClosed: { day: form.platformClosedOn, evidence: of('platformConfirmation') },
    approve: { day: null, evidence: [] },
    markShutdown: { day: form.shutdownOn, evidence: [] },
  }
  const steps = await stepsOf(work.db, application.id)
  return Object.fromEntries(
    steps
      .filter((step): step is typeof step & { action: ClosureStep } => step.action in proofs)
      .map(({ action, at }) => [
        action,
        { day: proofs[action].day ?? beijingDay(at), evidence: proofs[action].evidence },
      ]),
  )
}

async function theAccount(work: Work, application: NamedApplication): Promise<StoredAccount> {
  const account = application.account_id ? await lockAccount(work.db, application.account_id) : undefined
  if (!account) throw new AppError('NOT_FOUND')
  return account
}

function paperAccount(application: NamedApplication, account: StoredAccount) {
  return {
    name: account.name,
    platformZh: platformZh(account.platform, account.variant),
    platformAccountId: account.platform_account_id,
    ledgerNo: account.ledger_no,
    unitName: application.host_unit_name ?? '',
  }
}
