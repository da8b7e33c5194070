import type { ZodType } from 'zod'
import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { maskPhone } from '../core/mask.rules.ts'
import type { SecretBox } from '../core/secret-box.ts'
import type { AccountFacts } from './account-fields.rules.ts'
import { closureStart, editableParts } from './application-forms.rules.ts'
import {
  ChangeFormBody,
  type ClosureForm,
  ClosureFormBody,
  FilingFormBody,
  OpeningFormBody,
  savedPhone,
} from './applications.contract.ts'
import type { StoredApplication } from './applications.store.ts'
import type { ApplicationKind } from './lifecycle.rules.ts'
import { emptyOpening, type OpeningForm } from './opening-form.rules.ts'

type Form = Record<string, unknown>
export type RecordFields = Partial<Omit<AccountFacts, 'platform' | 'hostUnitId' | 'tags'>>
export type ChangeForm = { fields: RecordFields; reason: string }

const bodies: Record<ApplicationKind, ZodType> = {
  opening: OpeningFormBody,
  filing: FilingFormBody,
  change: ChangeFormBody,
  closure: ClosureFormBody,
}

/** What a new application begins with. */
export const firstForms: Record<ApplicationKind, Form> = {
  opening: emptyOpening,
  filing: {},
  change: { fields: {}, reason: '' },
  closure: closureStart,
}

const phones = ['accountContactPhone', 'unitContactPhone'] as const
type Sealed = { cipher: string; mask: string }

/** Telephone numbers are kept sealed, with their mask beside them. */
function seal(fields: Form, place: string, box: SecretBox, kept: Form): Form {
  const sealed: Form = { ...fields }
  for (const phone of phones) {
    const given = fields[phone]
    // Absent is "as it is": the page never got the number to send it back.
    if (given === undefined || given === savedPhone) {
      if (kept[phone] === undefined) delete sealed[phone]
      else sealed[phone] = kept[phone]
    } else if (typeof given === 'string') {
      sealed[phone] = { cipher: box.seal(given, `${place}.${phone}`), mask: maskPhone(given) } satisfies Sealed
    }
  }
  return sealed
}

function eachPhone(fields: Form, use: (sealed: Sealed, phone: string) => unknown): Form {
  const opened: Form = { ...fields }
  for (const phone of phones) {
    const kept = fields[phone]
    if (kept && typeof kept === 'object') opened[phone] = use(kept as Sealed, phone) // written by `seal`
  }
  return opened
}

const placeOf = (id: string) => `account_application.${id}`

/**
 * A form as it was sent, checked and made ready to be stored. Refuses what is no such form, and a change of what a past
 * step rested on.
 */
export function storableForm(work: Work, application: StoredApplication, given: Form): Form {
  const { kind, state, id } = application
  const parsed = bodies[kind].safeParse(given)
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => ({
      path: issue.path.join('.') || 'form',
      message: issue.message,
    }))
    throw new AppError('INVALID_INPUT', { errors })
  }
  const form = parsed.data as Form // one of the schemas above
  const before = application.form as Form // written here or as a first form
  const parts = editableParts(kind, state)
  if (parts) {
    const touched = Object.keys(form).filter((key) => JSON.stringify(form[key]) !== JSON.stringify(before[key] ?? null))
    const refused = touched.filter((key) => !parts.includes(key))
    if (refused.length > 0) {
      throw new AppError('STATE_CONFLICT', {
        reason: '该部分内容已随前面的步骤提交，不能再修改',
        errors: refused.map((path) => ({ path, message: '已提交，不能修改' })),
      })
    }
  }
  if (kind === 'filing') return seal(form, placeOf(id), work.box, before)
  if (kind === 'change') {
    const fields = form.fields as Form
    const saved = (before.fields ?? {}) as Form
    // A number that is not named is no longer part of the change.
    const kept = Object.fromEntries(Object.entries(saved).filter(([key]) => fields[key] === savedPhone))
    return { ...form, fields: seal(fields, placeOf(id), work.box, kept) }
  }
  return form
}

/** The form for the page: telephone numbers masked. */
export function shownForm(application: StoredApplication): Form {
  const form = application.form as Form
  const masked = (fields: Form) => {
    const open = eachPhone(fields, ({ mask }) => mask)
    const { accountContactPhone, unitContactPhone, ...rest } = open
    return {
      ...rest,
      ...(accountContactPhone === undefined ? {} : { accountContactPhoneMask: accountContactPhone }),
      ...(unitContactPhone === undefined ? {} : { unitContactPhoneMask: unitContactPhone }),
    }
  }
  if (application.kind === 'filing') return masked(form)
  if (application.kind === 'change') return { ...form, fields: masked(form.fields as Form) }
  return form
}

/** The form for our own use: telephone numbers opened. */
export function openedFields(application: StoredApplication, box: SecretBox): RecordFields {
  const form = application.form as Form
  const fields = application.kind === 'change' ? (form.fields as Form) : form
  return eachPhone(fields, ({ cipher }, phone) =>
    box.open(cipher, `${placeOf(application.id)}.${phone}`),
  ) as RecordFields
}

export function openingOf(application: StoredApplication): OpeningForm {
  return { ...emptyOpening, ...(application.form as Partial<OpeningForm>) }
}
export function closureOf(application: StoredApplication): ClosureForm {
  return { ...closureStart, ...(application.form as Partial<ClosureForm>) }
}
export function changeReasonOf(application: StoredApplication): string {
  return (application.form as ChangeForm).reason
}
