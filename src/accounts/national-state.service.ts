import { beijingDay } from '../core/clock.rules.ts'
import type { Work } from '../core/context.ts'
import { newId } from '../core/ids.ts'
import { addEvents } from './accounts.store.ts'
import {
  listAction,
  type NationalAction,
  type NationalState,
  nationalStates,
  type PersonAction,
  stepOf,
  stepRefusal,
} from './national.rules.ts'
import { linkEntered } from './national-entries.store.ts'
import { differingFields, type NationalFacts, type NationalField, nationalFields } from './national-fields.rules.ts'
import {
  dropFilings,
  followAccounts,
  lockStandings,
  putFilings,
  type StandingRow,
  type StoredFiling,
} from './national-state.store.ts'
import { variants } from './platforms.rules.ts'

/** By which list or package a mark was made. */
export type Origin = { batchId: string | null; batchName: string | null }
const byHand: Origin = { batchId: null, batchName: null }

export const isEnding = (account: { state: string }) => account.state === 'closing' || account.state === 'closed'

/** Both sides of an account in words; null when no list has it. Phones are unmasked: for comparing, not for showing. */
export function sidesOf({ box }: Work, row: StandingRow): { ours: NationalFacts; theirs: NationalFacts | null } {
  const open = (sealed: string | null, place: string) => (sealed === null ? null : box.open(sealed, place))
  const ours: NationalFacts = {
    name: row.name,
    hostUnit: row.host_name,
    variant: row.variant && variants[row.variant],
    platformAccountId: row.platform_account_id,
    certifiedBody: row.certified_body,
    openedOn: row.opened_on,
    url: row.url,
    accountContactName: row.account_contact_name,
    accountContactPhone: open(row.account_contact_phone_cipher, `account.account_contact_phone.${row.id}`),
    unitContactName: row.unit_contact_name,
    unitContactPhone: open(row.unit_contact_phone_cipher, `account.unit_contact_phone.${row.id}`),
    status: null,
  }
  if (row.entry_id === null) return { ours, theirs: null }
  const place = (which: 'account' | 'unit') => entryPhonePlace(which, row.entry_id ?? '')
  const theirs: NationalFacts = {
    name: row.there_name,
    // The short name of a body is its name too.
    hostUnit: row.there_host_name === row.host_short_name ? row.host_name : row.there_host_name,
    variant: row.there_variant,
    platformAccountId: row.there_platform_account_id,
    certifiedBody: row.there_certified_body,
    openedOn: row.there_opened_on,
    url: row.there_url,
    accountContactName: row.there_account_contact_name,
    accountContactPhone: open(row.there_account_contact_phone_cipher, place('account')),
    unitContactName: row.there_unit_contact_name,
    unitContactPhone: open(row.there_unit_contact_phone_cipher, place('unit')),
    status: row.there_status,
  }
  return { ours, theirs }
}

export function entryPhonePlace(which: 'account' | 'unit', id: string): string {
  return `national_entry.${which}_contact_phone.${id}`
}

/**
 * Compares accounts with what the national system says of them and moves their state there (§6.2). After an import, after
 * a correction, and after any change of an account: the two can begin to differ on either side.
 */
export async function settleAccounts(work: Work, ids: readonly string[], origin: Origin = byHand): Promise<void> {
  if (ids.length === 0) return
  const rows = await lockStandings(work.db, ids, 'concerned')
  if (rows.length === 0) return
  const settled = rows.flatMap((row) => settledFiling(work, row, origin))
  await putFilings(
    work.db,
    settled.map(({ filing }) => filing),
  )
  await followAccounts(
    work.db,
    rows.map((row) => row.id),
  )
  await addEvents(
    work.db,
    settled.flatMap(({ filing, title }) => (title ? [eventOf(work, filing.account_id, title)] : [])),
  )
}

function settledFiling(work: Work, row: StandingRow, origin: Origin): { filing: StoredFiling; title: string | null }[] {
  const { theirs, ours } = sidesOf(work, row)
  const before = stateOf(row)
  const ending = isEnding(row)
  const differs = theirs ? differingFields(ours, theirs, { ending }) : []
  const action = theirs
    ? listAction({ listed: true, status: theirs.status, differs, ending }, before)
    : row.filed_entry_id === null
      ? null
      : listAction({ listed: false }, before)
  const sameDiffers = differs.join() === (row.differs ?? []).join()
  const after = action ? stepOf(action).to : before
  if (after === 'unreported') return []
  if (after === before && sameDiffers && row.entry_id === row.filed_entry_id) return []
  const filing = filingOf(work, row, { action, state: after, entryId: row.entry_id, differs, origin })
  return [{ filing, title: after === before && sameDiffers ? null : titleOf(after, differs) }]
}

function titleOf(state: NationalState, differs: readonly NationalField[]): string {
  const names = differs.map((field) => nationalFields[field].zh).join('、')
  return `全国系统：${nationalStates[state]}${names ? `（${names}）` : ''}`
}

export function stateOf(row: Pick<StandingRow, 'national_state'>): NationalState {
  return row.national_state ?? 'unreported'
}

/** The row after a step: the day on which each state was first reached stays. */
function filingOf(
  work: Work,
  row: StandingRow,
  given: {
    action: NationalAction | null
    state: Exclude<NationalState, 'unreported'>
    entryId: string | null
    differs: readonly string[]
    origin: Origin
  },
): StoredFiling {
  const today = beijingDay(work.now)
  const { state, origin } = given
  const moved = given.action !== null && state !== row.national_state
  const since = (day: string | null, ...states: NationalState[]) => (states.includes(state) ? (day ?? today) : day)
  return {
    account_id: row.id,
    state,
    // Only who reports knows the day; a list tells no more than that it was done.
    reported_on: given.action === 'report' ? today : row.reported_on,
    included_on: since(row.included_on, 'included', 'differs'),
    shutdown_requested_on: state === 'reported' ? null : since(row.shutdown_requested_on, 'shutdownRequested'),
    shut_down_on: since(row.shut_down_on, 'shutDown'),
    entry_id: given.entryId,
    differs: [...given.differs],
    batch_id: moved ? origin.batchId : row.batch_id,
    batch_name: moved ? origin.batchName : row.batch_name,
    marked_by: moved ? work.actor.name : (row.marked_by ?? work.actor.name),
    marked_unit: moved ? work.actor.unitName : (row.marked_unit ?? work.actor.unitName),
    marked_at: moved ? work.now : (row.marked_at ?? work.now),
  }
}

export type Refused = { ledgerNo: string; name: string; reason: string }

/** A step that people take, for accounts within the actor's scope; those that cannot take it are told with the reason. */
export async function markAccounts(
  work: Work,
  given: { ids: readonly string[]; action: PersonAction; origin?: Origin },
): Promise<{ done: string[]; refused: Refused[] }> {
  const rows = await lockStandings(work.db, given.ids, 'all')
  const judged = rows.map((row) => ({
    row,
    refusal: stepRefusal(given.action, stateOf(row), { ending: isEnding(row) }),
  }))
  const fit = judged.flatMap(({ row, refusal }) => (refusal === null ? [row] : []))
  const { to } = stepOf(given.action)
  if (to === 'unreported') {
    await dropFilings(
      work.db,
      fit.map((row) => row.id),
    )
  } else {
    await putFilings(
      work.db,
      fit.map((row) =>
        filingOf(work, row, {
          action: given.action,
          state: to,
          entryId: row.filed_entry_id,
          differs: row.differs ?? [],
          origin: given.origin ?? byHand,
        }),
      ),
    )
  }
  const words = `全国系统：${nationalStates[to]}`
  await addEvents(
    work.db,
    fit.map((row) => eventOf(work, row.id, words)),
  )
  // A mark taken back leaves what the newest list says.
  if (given.action.startsWith('takeBack')) {
    await settleAccounts(
      work,
      fit.map((row) => row.id),
    )
  }
  return {
    done: fit.map((row) => row.ledger_no),
    refused: judged.flatMap(({ row, refusal }) =>
      refusal === null ? [] : [{ ledgerNo: row.ledger_no, name: row.name, reason: refusal }],
    ),
  }
}

/** Accounts that have just been entered: what the national system already said of them belongs to them now. */
export async function settleEntered(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await linkEntered(work.db, ids)
  await settleAccounts(work, ids)
}

function eventOf({ now, actor }: Work, accountId: string, title: string) {
  return {
    id: newId(),
    account_id: accountId,
    at: now,
    kind: 'national',
    title,
    detail: { changes: [] },
    actor_name: actor.name,
    actor_unit: actor.unitName,
  }
}
