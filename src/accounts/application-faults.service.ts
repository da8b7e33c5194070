import { beijingDay } from '../core/clock.rules.ts'
import type { Work } from '../core/context.ts'
import { asSystem } from '../db/transact.ts'
import { changesBetween } from './account-changes.rules.ts'
import { type AccountFacts, type AccountField, accountFaults } from './account-fields.rules.ts'
import { factsOf, nothingKnown } from './accounts.service.ts'
import { findByPlatformId, lockAccount } from './accounts.store.ts'
import { changeReasonOf, closureOf, openedFields, openingOf } from './application-form.service.ts'
import { changeFaults, closureFaults, filingFaults } from './application-forms.rules.ts'
import { barOf, filesOf, type StoredApplication, twinAccounts } from './applications.store.ts'
import { type EvidenceRole, evidenceRoles, type Step } from './lifecycle.rules.ts'
import { barFault, type FormFault, openingFaults, subjectFault } from './opening-form.rules.ts'

/** What keeps an application from taking a step: gaps of its form, missing evidence, rules of the chapter. */
export async function stepFaults(work: Work, application: StoredApplication, step: Step): Promise<FormFault[]> {
  const roles = new Set((await filesOf(work.db, application.id)).map(({ role }) => role))
  const missing = step.requires
    .filter((one): one is EvidenceRole => one in evidenceRoles)
    .filter((role) => !roles.has(role))
    .map((role) => ({ path: 'files', message: `请上传${evidenceRoles[role]}` }))
  return [...(await formFaults(work, application, { action: step.action, roles })), ...missing]
}

async function formFaults(
  work: Work,
  application: StoredApplication,
  given: { action: string; roles: ReadonlySet<EvidenceRole> },
): Promise<FormFault[]> {
  const today = beijingDay(work.now)
  switch (application.kind) {
    case 'opening':
      return given.action === 'submit' ? openingGaps(work, application, today) : []
    case 'filing':
      return given.action === 'submit' ? filingGaps(work, application, today) : []
    case 'change':
      return given.action === 'submit' ? changeGaps(work, application, { ...given, today }) : []
    case 'closure': {
      const account = await theAccount(work, application)
      return closureFaults(given.action, closureOf(application), { today, openedOn: account?.opened_on ?? null })
    }
    default:
      return application.kind satisfies never
  }
}

async function openingGaps(work: Work, application: StoredApplication, today: string): Promise<FormFault[]> {
  const form = openingOf(application)
  const bar = barFault(await barOf(work.db, application.host_unit_id, today), today)
  const faults = openingFaults(form, {
    unitName: await hostName(work, application),
    twins: (await twinsOf(work, application)).map(({ ledger_no, name }) => ({ ledgerNo: ledger_no, name })),
  })
  return bar ? [{ path: 'form', message: bar }, ...faults] : faults
}

/** Accounts of the same kind that the host unit has already: shown, and a reason asked for. */
export async function twinsOf(work: Work, application: StoredApplication) {
  if (application.kind !== 'opening') return []
  const { platform, variant } = openingOf(application)
  return platform ? twinAccounts(work.db, { hostUnitId: application.host_unit_id, platform, variant }) : []
}

async function filingGaps(work: Work, application: StoredApplication, today: string): Promise<FormFault[]> {
  const fields = openedFields(application, work.box)
  const facts = filedFacts(application, fields)
  const subject = facts.certifiedBody && subjectFault(facts.certifiedBody, await hostName(work, application))
  return [
    ...filingFaults((field) => Boolean(facts[field])),
    ...accountFaults(facts, today),
    ...(subject ? [{ path: 'certifiedBody', message: subject }] : []),
    ...(await twinFault(work, facts, null)),
  ]
}

/** The account that a filing describes. */
export function filedFacts(application: StoredApplication, fields: ReturnType<typeof openedFields>): AccountFacts {
  const name = fields.name ?? ''
  return { ...nothingKnown, ...fields, name, platform: application.platform, hostUnitId: application.host_unit_id }
}

async function changeGaps(
  work: Work,
  application: StoredApplication,
  given: { roles: ReadonlySet<EvidenceRole>; today: string },
): Promise<FormFault[]> {
  const account = await theAccount(work, application)
  if (!account) return [{ path: 'form', message: '没有找到该账号' }]
  const before = factsOf(account, work.box)
  const after = { ...before, ...openedFields(application, work.box) }
  const changed: AccountField[] = changesBetween(before, after, { after: '' }).map(({ key }) => key)
  const subject =
    changed.includes('certifiedBody') && after.certifiedBody
      ? subjectFault(after.certifiedBody, await hostName(work, application))
      : null
  return [
    ...changeFaults({
      changed,
      reason: changeReasonOf(application),
      hasSubjectProof: given.roles.has('subjectProof'),
    }),
    ...accountFaults(after, given.today).map(({ path, message }) => ({ path: `fields.${path}`, message })),
    ...(subject ? [{ path: 'fields.certifiedBody', message: subject }] : []),
    ...(await twinFault(work, after, account.id)),
  ]
}

async function twinFault(work: Work, facts: AccountFacts, id: string | null): Promise<FormFault[]> {
  const { platform, platformAccountId } = facts
  if (!platformAccountId) return []
  const twin = await asSystem(work, ({ db }) => findByPlatformId(db, platform, platformAccountId))
  if (!twin || twin.id === id) return []
  return [{ path: 'platformAccountId', message: '该平台的账号ID已在台账中登记，请核对' }]
}

function theAccount(work: Work, application: StoredApplication) {
  return application.account_id ? lockAccount(work.db, application.account_id) : Promise.resolve(undefined)
}

async function hostName(work: Work, application: StoredApplication): Promise<string> {
  const unit = await work.db
    .selectFrom('unit')
    .select('name')
    .where('id', '=', application.host_unit_id)
    .executeTakeFirst()
  return unit?.name ?? ''
}
