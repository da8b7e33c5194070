import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isId, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { findReviewId } from '../review/queue.service.ts'
import { regionPathOf } from '../units/region.service.ts'
import { lockAccount } from './accounts.store.ts'
import { paperOpinions } from './application-documents.service.ts'
import { recordedFacts } from './application-effects.service.ts'
import { stepFaults, twinsOf } from './application-faults.service.ts'
import { shownForm } from './application-form.service.ts'
import { editableParts } from './application-forms.rules.ts'
import type { ApplicationFilter, ApplicationRow, ApplicationView } from './applications.contract.ts'
import {
  type ApplicationQuestion,
  countApplications,
  countByRegion,
  filesOf,
  filingOf,
  findApplication,
  listApplicationRows,
  type NamedApplication,
  stepsOf,
} from './applications.store.ts'
import { applicationStates, type LifecycleParty, lifecycle, openSteps, type Step } from './lifecycle.rules.ts'

export function applicationPage(
  ctx: Ctx,
  query: ApplicationFilter & { limit: number; cursor?: string | undefined },
): Promise<{ rows: ApplicationRow[]; next: string | null }> {
  return transact(ctx, async (work) => {
    const question = await questionOf(work, query)
    const after = readCursor(query.cursor, isId)
    const rows = await listApplicationRows(work.db, question, { after, limit: query.limit + 1 })
    const page = pageFrom(rows, query.limit, (row) => [row.id])
    return { rows: page.rows.map((row) => rowOf(row, question.today)), next: page.next }
  })
}

/** The numbers over the list: how many stand where, and in which region below. */
export function overview(ctx: Ctx, filter: ApplicationFilter) {
  return transact(ctx, async (work) => {
    const question = await questionOf(work, filter)
    const counts = await countApplications(work.db, question)
    const { scope } = work.actor
    const below = question.regionPath ?? ('regionPath' in scope ? scope.regionPath : '')
    return {
      total: counts.reduce((sum, { count }) => sum + count, 0),
      late: counts.reduce((sum, { late }) => sum + late, 0),
      counts: counts.map(({ kind, state, count }) => ({ kind, state, count })),
      regions: below === '' ? [] : await countByRegion(work.db, { ...question, below }),
    }
  })
}

async function questionOf(work: Work, filter: ApplicationFilter): Promise<ApplicationQuestion> {
  return {
    kinds: filter.kind,
    states: filter.state,
    regionPath: filter.region ? await regionPathOf(work, filter.region) : undefined,
    accountId: filter.account,
    late: filter.late === '1',
    open: filter.open === '1',
    text: filter.q || undefined,
    today: beijingDay(work.now),
  }
}

/** One application with everything that its page shows: form, evidence, what has been done, what may come next. */
export function applicationView(ctx: Ctx, id: string): Promise<ApplicationView> {
  return transact(ctx, async (work) => {
    const { db } = work
    const application = await findApplication(db, id)
    if (!application) throw new AppError('NOT_FOUND')
    const account = application.account_id ? await lockAccount(db, application.account_id) : undefined
    const party = viewerOf(work, application)
    const open = party ? openSteps(application, party) : []
    const next = open.find((step) => step.action !== 'discard' && step.action !== 'extend')
    const steps = await stepsOf(db, id)
    return {
      ...rowOf(application, beijingDay(work.now)),
      version: application.version,
      hostUnitId: application.host_unit_id,
      account: account
        ? {
            id: account.id,
            name: account.name,
            ledgerNo: account.ledger_no,
            state: account.state,
            recorded: recordedFacts(work, account),
          }
        : null,
      openingId: application.opening_id,
      filingId: application.kind === 'opening' ? ((await filingOf(db, id))?.id ?? null) : null,
      form: shownForm(application),
      editable: party === 'applicant' && editableParts(application.kind, application.state)?.length !== 0,
      files: (await filesOf(db, id)).map((file) => ({
        fileId: file.file_id,
        name: file.name,
        mediaType: file.media_type,
        role: file.role,
        addedAt: file.added_at.toISOString(),
      })),
      steps: steps.map((step) => ({
        id: step.id,
        action: step.action,
        zh: wordOf(application, step),
        fromState: step.from_state,
        toState: step.to_state,
        note: step.note,
        actorName: step.actor_name,
        actorUnit: step.actor_unit,
        at: step.at.toISOString(),
      })),
      openSteps: open.map(({ action, zh, clause, requires }) => ({
        action: action as ApplicationView['openSteps'][number]['action'], // a row of the table
        zh,
        clause,
        requires: [...requires],
      })),
      faults: next ? await stepFaults(work, application, next) : [],
      opinions: await paperOpinions(work, id),
      twins: (await twinsOf(work, application)).map(({ id, ledger_no, name }) => ({ id, ledgerNo: ledger_no, name })),
      reviewId: (await findReviewId(work, { type: 'application', id })) ?? null,
      barredUntil: application.barred_until,
      barLiftedReason: application.bar_lifted_reason,
      mayLiftBar: party === 'supervisor' && application.barred_until !== null && application.bar_lifted_reason === null,
    }
  })
}

function viewerOf({ actor }: Work, application: NamedApplication): LifecycleParty | null {
  if (actor.duties.includes('supervisorOfficer')) return 'supervisor'
  return actor.duties.includes('accountManager') && actor.unitId === application.host_unit_id ? 'applicant' : null
}

function wordOf(application: NamedApplication, step: { action: string; from_state: string }): string {
  const rows: readonly Step[] = lifecycle
  const row = rows.find((one) => one.kind === application.kind && one.action === step.action)
  return row?.zh ?? step.action
}

function rowOf(row: NamedApplication, today: string): ApplicationRow {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    state: row.state,
    title: row.title,
    hostUnitName: row.host_unit_name ?? '',
    regionName: row.region_name ?? '',
    platform: row.platform,
    accountId: row.account_id,
    cause: row.cause,
    dueOn: row.due_on,
    late: row.due_on !== null && row.due_on < today && !applicationStates[row.state].ended,
    createdByName: row.created_by_name,
    submittedAt: row.submitted_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
  }
}
