import { record } from '../audit/audit.service.ts'
import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import type { AccountFacts } from './account-fields.rules.ts'
import { hostsNamed } from './account-import.store.ts'
import { changeFacts } from './accounts.service.ts'
import { type NationalFacts, type NationalField, nationalFieldNames, nationalFields } from './national-fields.rules.ts'
import { type Refused, sidesOf } from './national-state.service.ts'
import { lockStandings, type StandingRow } from './national-state.store.ts'
import { type Variant, variants } from './platforms.rules.ts'

export type CorrectField = NationalField

/**
 * The ledger takes the values from there, by the same way as any change of an account (§6.3): what the ledger refuses
 * stays as it is and is told with the reason.
 */
export async function correctStep(
  work: Work,
  given: { ids: readonly string[]; fields: readonly CorrectField[] | undefined },
): Promise<{ done: string[]; refused: Refused[] }> {
  const rows = await lockStandings(work.db, given.ids, 'concerned')
  const done: string[] = []
  const refused: Refused[] = []
  for (const row of rows) {
    const { theirs } = sidesOf(work, row)
    const fields = toCorrect(row, given.fields)
    if (!theirs || fields.length === 0) continue
    try {
      const changed = await changeFacts(work, row, await askedOf(work, theirs, fields), {
        kind: 'corrected',
        title: '按全国系统更正',
      })
      if (changed) done.push(row.ledger_no)
    } catch (error) {
      // A refusal comes before anything is written; whatever else ends the transaction.
      if (!(error instanceof AppError)) throw error
      const reason = error.detail.errors?.map(({ message }) => message).join('；') || error.reason
      refused.push({ ledgerNo: row.ledger_no, name: row.name, reason })
    }
  }
  if (done.length > 0) {
    await record(work, {
      action: 'national.correct',
      subject: { type: 'account', id: given.ids[0] ?? '' },
      title: `按全国系统更正 ${done.length} 个账号的台账资料`,
      after: { ledgerNos: done },
    })
  }
  return { done, refused }
}

function toCorrect(row: StandingRow, wanted: readonly NationalField[] | undefined): NationalField[] {
  return nationalFieldNames.filter(
    (field) =>
      row.differs?.includes(field) && nationalFields[field].corrects !== null && (wanted?.includes(field) ?? true),
  )
}

async function askedOf(
  work: Work,
  theirs: NationalFacts,
  fields: readonly NationalField[],
): Promise<Partial<AccountFacts>> {
  const asked: Partial<AccountFacts> = {}
  for (const field of fields) {
    const value = theirs[field]
    if (value === null) continue
    if (field === 'hostUnit') asked.hostUnitId = await hostNamed(work, value)
    else if (field === 'variant') asked.variant = variantNamed(value)
    else if (nationalFields[field].corrects) Object.assign(asked, { [nationalFields[field].corrects]: value })
  }
  return asked
}

async function hostNamed({ db }: Work, name: string): Promise<string> {
  const found = await hostsNamed(db, [{ name, regionCode: null }])
  const full = found.filter((unit) => unit.name === name)
  const [unit] = full.length > 0 ? full : found
  if (unit && (full.length || found.length) === 1) return unit.id
  const reason =
    found.length > 1
      ? `有 ${found.length} 个单位名为“${name}”，请在账号资料中改主办单位`
      : `没有登记名为“${name}”的单位，请先登记`
  throw new AppError('INVALID_INPUT', { errors: [{ path: 'hostUnit', message: reason }] })
}

function variantNamed(zh: string): Variant | null {
  const names = Object.keys(variants) as Variant[]
  return names.find((name) => variants[name] === zh) ?? null
}
