import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { maskPhone } from '../core/mask.rules.ts'
import type { SecretBox } from '../core/secret-box.ts'
import { searchVector } from '../db/sql.ts'
import { asSystem, transact } from '../db/transact.ts'
import { changesBetween } from './account-changes.rules.ts'
import {
  type AccountFacts,
  type AccountField,
  accountFaults,
  accountFields,
  editableFields,
} from './account-fields.rules.ts'
import type { AccountCreate, AccountUpdate } from './accounts.contract.ts'
import {
  addAccounts,
  addEvents,
  changeAccount,
  findByPlatformId,
  findHostUnit,
  type HostUnit,
  lockAccount,
  lockAccountsOf,
  nextLedgerNos,
  type StoredAccount,
  seesAccount,
} from './accounts.store.ts'
import { settleAccounts, settleEntered } from './national-state.service.ts'

/** Puts an account into the ledger under the next number. Chapter 6's opening ends here; an import does too. */
export function createAccount(ctx: Ctx, given: AccountCreate): Promise<{ id: string; ledgerNo: string }> {
  return namingTwins(() =>
    transact(ctx, async (work) => {
      const facts = { ...nothingKnown, ...present(given) } as AccountFacts // the contract requires the rest
      const made = await enterAccount(work, facts, { kind: 'created', title: '登记账号' })
      await record(work, {
        action: 'account.create',
        subject: { type: 'account', id: made.id },
        title: `登记账号“${facts.name}”（${made.ledgerNo}）`,
        after: made.after,
      })
      return { id: made.id, ledgerNo: made.ledgerNo }
    }),
  )
}

async function enterAccount(work: Work, facts: AccountFacts, event: { kind: string; title: string }) {
  refuseFaults(facts, work.now)
  const host = await theHost(work, facts.hostUnitId)
  await refuseTwin(work, facts, null)
  const [made] = await enterAccounts(work, [{ facts, host }], event)
  if (!made) throw new RangeError('one account was to be entered')
  return made
}

/** Enters accounts that have been checked, by hand or by an import, under the next ledger numbers. */
export async function enterAccounts(
  work: Work,
  given: readonly { facts: AccountFacts; host: HostUnit }[],
  event: { kind: string; title: string },
) {
  const { db, now, box } = work
  const numbers = await nextLedgerNos(db, given.length)
  const entered = given.map(({ facts, host }, n) => {
    const id = newId()
    const ledgerNo = numbers[n] ?? ''
    const changes = changesBetween(null, facts, { after: host.name }).map(({ field, before, after }) => ({
      field,
      before,
      after,
    }))
    const columns = columnsOf(facts, { id, ledgerNo, host, box })
    return {
      id,
      ledgerNo,
      changes,
      row: { id, ledger_no: ledgerNo, state: 'active' as const, created_at: now, updated_at: now, ...columns },
    }
  })
  await addAccounts(
    db,
    entered.map(({ row }) => row),
  )
  await addEvents(
    db,
    entered.map(({ id, changes }) => eventOf(work, { accountId: id, ...event, changes })),
  )
  await settleEntered(
    work,
    entered.map(({ id }) => id),
  )
  return entered.map(({ id, ledgerNo, changes }) => ({
    id,
    ledgerNo,
    after: Object.fromEntries(changes.map((change) => [change.field, change.after])),
  }))
}

/** Changes what is recorded of an account, if nobody else has changed it since the caller read it. */
export function updateAccount(ctx: Ctx, id: string, given: AccountUpdate): Promise<{ version: number }> {
  const { version, ...asked } = given
  return namingTwins(() =>
    transact(ctx, async (work) => {
      const account = await lockAccount(work.db, id)
      if (!account) throw new AppError('NOT_FOUND')
      if (account.version !== version) throw new AppError('VERSION_CONFLICT', { detail: { version: account.version } })
      const changed = await changeFacts(work, account, asked, { kind: 'changed', title: '修改资料' })
      if (!changed) return { version }
      await record(work, {
        action: 'account.update',
        subject: { type: 'account', id },
        title: `修改账号“${account.name}”（${account.ledger_no}）的${changed.changes.map((c) => c.field).join('、')}`,
        before: Object.fromEntries(changed.changes.map((change) => [change.field, change.before])),
        after: Object.fromEntries(changed.changes.map((change) => [change.field, change.after])),
      })
      return { version: version + 1 }
    }),
  )
}

/** The part of a change that an import shares; null when nothing is different. */
export async function changeFacts(
  work: Work,
  account: StoredAccount,
  asked: { [F in AccountField]?: AccountFacts[F] | undefined },
  event: { kind: string; title: string },
) {
  const { db, now, box, actor } = work
  const before = factsOf(account, box)
  const after: AccountFacts = { ...before, ...present(asked) }
  const oldHost = await findHostUnit(db, before.hostUnitId)
  const moved = after.hostUnitId !== before.hostUnitId
  const host = moved ? await theHost(work, after.hostUnitId) : oldHost
  const changes = changesBetween(before, after, { before: oldHost?.name ?? '', after: host?.name ?? '' })
  if (changes.length === 0) return null

  refuseUneditable(
    changes.map((change) => change.key),
    editableFields(actor.duties),
  )
  refuseFaults(after, now)
  await refuseTwin(work, after, account.id)
  await changeAccount(db, account.id, {
    ...columnsOf(after, { id: account.id, ledgerNo: account.ledger_no, host: host ?? hostAsStored(account), box }),
    version: account.version + 1,
    updated_at: now,
  })
  const shown = changes.map(({ field, before, after }) => ({ field, before, after }))
  await addEvents(db, [eventOf(work, { accountId: account.id, ...event, changes: shown })])
  await settleAccounts(work, [account.id])
  return { changes: shown }
}

/** After a body was renamed or moved to another region: its accounts stand where it stands. For the units slice. */
export async function followHostUnit(work: Work, unitId: string): Promise<number> {
  const { db, now, box } = work
  const host = await findHostUnit(db, unitId)
  if (!host) return 0
  const accounts = await lockAccountsOf(db, unitId)
  for (const account of accounts) {
    const place = { id: account.id, ledgerNo: account.ledger_no, host, box }
    await changeAccount(db, account.id, { ...columnsOf(factsOf(account, box), place), updated_at: now })
    if (account.region_code === host.region_code) continue
    const changes = [{ field: '区划', before: account.region_code, after: host.region_code }]
    await addEvents(db, [
      eventOf(work, { accountId: account.id, kind: 'changed', title: '随主办单位调整区划', changes }),
    ])
  }
  await settleAccounts(
    work,
    accounts.map((account) => account.id),
  )
  return accounts.length
}

/** Other slices' happenings on the one timeline of the account (§6). */
export async function noteEvents(
  work: Work,
  events: readonly { accountId: string; kind: string; title: string; changes?: readonly unknown[] }[],
): Promise<void> {
  await addEvents(
    work.db,
    events.map((event) => eventOf(work, event)),
  )
}

export function eventOf(
  work: Work,
  event: { accountId: string; kind: string; title: string; changes?: readonly unknown[] },
) {
  return {
    id: newId(),
    account_id: event.accountId,
    at: work.now,
    kind: event.kind,
    title: event.title,
    detail: { changes: event.changes ?? [] },
    actor_name: work.actor.name,
    actor_unit: work.actor.unitName,
  }
}

/** The recorded facts of an account, its phones opened. */
export function factsOf(account: StoredAccount, box: SecretBox): AccountFacts {
  const open = (sealed: string | null, which: 'account' | 'unit') =>
    sealed === null ? null : box.open(sealed, phonePlace(which, account.id))
  return {
    name: account.name,
    platform: account.platform,
    variant: account.variant,
    platformAccountId: account.platform_account_id,
    hostUnitId: account.host_unit_id,
    certifiedBody: account.certified_body,
    openedOn: account.opened_on,
    filedOn: account.filed_on,
    accountContactName: account.account_contact_name,
    accountContactPhone: open(account.account_contact_phone_cipher, 'account'),
    unitContactName: account.unit_contact_name,
    unitContactPhone: open(account.unit_contact_phone_cipher, 'unit'),
    url: account.url,
    intro: account.intro,
    tags: account.tags,
  }
}

export function phonePlace(which: 'account' | 'unit', id: string): string {
  return `account.${which}_contact_phone.${id}`
}

/** The host's region and level are written into the account, so that its scope needs no join. */
function columnsOf(facts: AccountFacts, given: { id: string; ledgerNo: string; host: Place; box: SecretBox }) {
  const { id, ledgerNo, host, box } = given
  const seal = (phone: string | null, which: 'account' | 'unit') =>
    phone === null ? null : box.seal(phone, phonePlace(which, id))
  const mask = (phone: string | null) => (phone === null ? null : maskPhone(phone))
  return {
    name: facts.name,
    platform: facts.platform,
    variant: facts.variant,
    platform_account_id: facts.platformAccountId,
    host_unit_id: facts.hostUnitId,
    region_code: host.region_code,
    region_path: host.region_path,
    level: host.level,
    certified_body: facts.certifiedBody,
    opened_on: facts.openedOn,
    filed_on: facts.filedOn,
    account_contact_name: facts.accountContactName,
    account_contact_phone_cipher: seal(facts.accountContactPhone, 'account'),
    account_contact_phone_mask: mask(facts.accountContactPhone),
    unit_contact_name: facts.unitContactName,
    unit_contact_phone_cipher: seal(facts.unitContactPhone, 'unit'),
    unit_contact_phone_mask: mask(facts.unitContactPhone),
    url: facts.url,
    intro: facts.intro,
    tags: [...new Set(facts.tags)],
    search: searchVector(
      facts.name,
      ledgerNo,
      facts.platformAccountId,
      host.name,
      host.short_name,
      facts.certifiedBody,
      ...facts.tags,
    ),
  }
}
type Place = Omit<HostUnit, 'id' | 'active'>

/** A host that the actor's scope does not show still stands where its account says. */
function hostAsStored(account: StoredAccount): Place {
  const { region_code, region_path, level } = account
  return { name: '', short_name: '', region_code, region_path, level }
}

/** An account of which only name, platform and host are known. */
export const nothingKnown = {
  variant: null,
  platformAccountId: null,
  certifiedBody: null,
  openedOn: null,
  filedOn: null,
  accountContactName: null,
  accountContactPhone: null,
  unitContactName: null,
  unitContactPhone: null,
  url: null,
  intro: null,
  tags: [],
}

/** Without what was not given: absent means "leave it", null means "clear it". */
function present<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined> // undefined has just been filtered out
  }
}

async function theHost({ db }: Work, id: string): Promise<HostUnit> {
  const host = await findHostUnit(db, id)
  if (host?.active) return host
  throw new AppError('INVALID_INPUT', {
    errors: [{ path: 'hostUnitId', message: host ? '该单位已停用' : '没有找到该主办单位，或不在您的管理范围内' }],
  })
}

function refuseFaults(facts: AccountFacts, now: Date): void {
  const errors = accountFaults(facts, beijingDay(now))
  if (errors.length > 0) throw new AppError('INVALID_INPUT', { errors })
}

function refuseUneditable(changed: readonly AccountField[], editable: readonly AccountField[]): void {
  const refused = changed.filter((field) => !editable.includes(field))
  if (refused.length === 0) return
  const names = refused.map((field) => accountFields[field].zh).join('、')
  throw new AppError('FORBIDDEN', { reason: `${names}由主管单位维护，请联系主管单位办理（指南§6.3）` })
}

/** An ID belongs to one account of a platform everywhere; whose it is, is told to those who may see it. */
async function refuseTwin(work: Work, facts: AccountFacts, id: string | null): Promise<void> {
  const { platform, platformAccountId } = facts
  if (platformAccountId === null) return
  const twin = await asSystem(work, ({ db }) => findByPlatformId(db, platform, platformAccountId))
  if (!twin || twin.id === id) return
  throw twinError((await seesAccount(work.db, twin.id)) ? twin.ledger_no : null)
}

function twinError(ledgerNo: string | null): AppError {
  const where = ledgerNo ? `台账编号 ${ledgerNo} 的账号` : '管理范围以外的账号'
  const reason = `该平台的账号ID已由${where}使用，请核对`
  return new AppError('ALREADY_EXISTS', { reason, errors: [{ path: 'platformAccountId', message: reason }] })
}

/** Two at once: the database's unique index decides, and the later one is told the same. */
export async function namingTwins<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use()
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code === '23505' && constraint === 'account_platform_id') throw twinError(null)
    throw error
  }
}
