import { accountFields, phonePattern } from '../../../src/accounts/account-fields.rules.ts'
import { filedFields } from '../../../src/accounts/application-forms.rules.ts'
import { type ApplicationView, savedPhone } from '../../../src/accounts/applications.contract.ts'
import type { ApplicationKind } from '../../../src/accounts/lifecycle.rules.ts'
import { type FormFault, openingFields } from '../../../src/accounts/opening-form.rules.ts'

/** What the page holds of a form: by path, texts empty where nothing is written. `fields.name` is a field of a change. */
export type Values = Readonly<Record<string, unknown>>

/** The fields that a filing has (§6.2), and those that a change may name (§6.3), in the order of the filing. */
export const recordFields = [
  'name',
  'variant',
  'platformAccountId',
  'certifiedBody',
  'openedOn',
  'accountContactName',
  'accountContactPhone',
  'unitContactName',
  'unitContactPhone',
  'url',
  'intro',
] as const
export type RecordField = (typeof recordFields)[number]

const phones: readonly string[] = ['accountContactPhone', 'unitContactPhone']
const isPhone = (path: string) => phones.includes(path.replace('fields.', ''))
const isUrl = (path: string) => path === 'noticeUrl' || path === 'url' || path === 'fields.url'

export function valuesOf({ kind, form }: Pick<ApplicationView, 'kind' | 'form'>): Values {
  if (kind === 'filing') return Object.fromEntries(recordFields.map((field) => [field, form[field] ?? '']))
  if (kind !== 'change') return form
  const fields = (form.fields ?? {}) as Record<string, unknown> // a change's form has fields
  const chosen = Object.entries(fields).map(([field, value]): [string, unknown] =>
    // A telephone number comes masked; left alone, it stays as it was saved.
    field.endsWith('Mask') ? [`fields.${field.slice(0, -4)}`, ''] : [`fields.${field}`, value ?? ''],
  )
  return { reason: form.reason ?? '', ...Object.fromEntries(chosen) }
}

/** The mask of a telephone number that this application has saved. */
export function savedMask({ form, kind }: Pick<ApplicationView, 'kind' | 'form'>, field: string): string | null {
  const fields = (kind === 'change' ? form.fields : form) as Record<string, unknown> // as `valuesOf`
  const mask = fields?.[`${field}Mask`]
  return typeof mask === 'string' ? mask : null
}

/** The form as the contract takes it. What is not whole yet, such as half a telephone number, waits on the page. */
export function bodyOf(view: Pick<ApplicationView, 'kind' | 'form'>, values: Values): Record<string, unknown> {
  switch (view.kind) {
    case 'opening':
      return { ...values }
    case 'closure':
      return { ...values, noticeUrl: isWrong('noticeUrl', values.noticeUrl) ? '' : values.noticeUrl }
    case 'filing':
      return fieldsBody(values, () => undefined)
    case 'change': {
      const fields = Object.fromEntries(
        Object.entries(values)
          .filter(([path]) => path.startsWith('fields.'))
          .map(([path, value]) => [path.slice('fields.'.length), value]),
      )
      const kept = (field: string) => (savedMask(view, field) ? savedPhone : undefined)
      return { fields: fieldsBody(fields, kept), reason: values.reason }
    }
    default:
      return view.kind satisfies never
  }
}

function fieldsBody(fields: Values, keptPhone: (field: string) => string | undefined): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(fields)) {
    const empty = value === '' || value === null || value === undefined
    if (isPhone(field)) {
      const sent = empty || isWrong(field, value) ? keptPhone(field) : value
      if (sent !== undefined) body[field] = sent
    } else if (field === 'name') {
      if (!empty) body[field] = value
    } else body[field] = empty || isWrong(field, value) ? null : value
  }
  return body
}

/** What the page itself can tell to be wrong, and therefore does not send. */
export function localFaults(values: Values): FormFault[] {
  return Object.entries(values)
    .filter(([path, value]) => isWrong(path, value))
    .map(([path]) => ({
      path,
      message: isPhone(path)
        ? `${labelOf('change', path)}：请填写手机号，或“区号-号码”格式的固定电话`
        : '网址须以 http:// 或 https:// 开头',
    }))
}

function isWrong(path: string, value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false
  if (isPhone(path)) return !phonePattern.test(value.trim())
  return isUrl(path) && !(/^https?:\/\/[^\s/]+/.test(value) && URL.canParse(value))
}

const closureLabels: Record<string, string> = {
  reason: '注销原因',
  noticeText: '停更公告全文',
  noticeUrl: '公告网址',
  noticePostedOn: '公告发布日期',
  platformAppliedOn: '向平台申请注销的日期',
  platformClosedOn: '平台注销通过的日期',
  shutdownOn: '全国系统关停申请日期',
  progress: '办理进度',
}

/** What a field is called on the page. */
export function labelOf(kind: ApplicationKind, path: string): string {
  const field = path.replace('fields.', '')
  if (kind === 'opening') return openingFields[field as keyof typeof openingFields]?.zh ?? field
  if (kind === 'closure') return closureLabels[field] ?? field
  if (field === 'reason') return '变更原因'
  const filed = new Map<string, string>(filedFields)
  return filed.get(field) ?? accountFields[field as keyof typeof accountFields]?.zh ?? field
}

/** Where two states of a form differ, in words. */
export function differences(kind: ApplicationKind, mine: Values, theirs: Values) {
  const paths = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
  const text = (value: unknown) => (value === null || value === undefined ? '' : String(value))
  return paths
    .filter((path) => text(mine[path]) !== text(theirs[path]))
    .map((path) => ({ path, label: labelOf(kind, path), mine: text(mine[path]), theirs: text(theirs[path]) }))
}

/** What may be kept in the browser: everything but telephone numbers. */
export function withoutPhones(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([path, value]) => [path, isPhone(path) ? '' : value]))
}
