import type { AccountField } from './account-fields.rules.ts'
import type { ApplicationKind, ApplicationState } from './lifecycle.rules.ts'
import type { FormFault } from './opening-form.rules.ts'

/** What §6.2 has filed of an account, in its order. */
export const filedFields = [
  ['name', '账号名称'],
  ['platformAccountId', '账号ID'],
  ['certifiedBody', '认证主体'],
  ['openedOn', '开设日期'],
  ['accountContactName', '账号联系人'],
  ['accountContactPhone', '账号联系人电话'],
  ['unitContactName', '单位联系人'],
  ['unitContactPhone', '单位联系人电话'],
] as const satisfies readonly (readonly [AccountField, string])[]

/** What a filing still lacks (§6.2). `has` says whether a field is filled in. */
export function filingFaults(has: (field: AccountField) => boolean): FormFault[] {
  return filedFields.filter(([field]) => !has(field)).map(([path, zh]) => ({ path, message: `请填写${zh}` }))
}

/** What a change lacks (§6.3): something that changes, why, and for another subject its proof. */
export function changeFaults(given: {
  changed: readonly AccountField[]
  reason: string
  hasSubjectProof: boolean
}): FormFault[] {
  const faults: FormFault[] = []
  if (given.changed.length === 0) faults.push({ path: 'fields', message: '没有任何登记事项发生变化' })
  if (given.reason.trim().length < 4) faults.push({ path: 'reason', message: '请写明变更原因（至少 4 个字）' })
  if (given.changed.includes('certifiedBody') && !given.hasSubjectProof) {
    faults.push({ path: 'files', message: '变更认证主体须附主体变更（账号迁移）证明' })
  }
  return faults
}

/** A closing's form, as far as its rules look at it. */
export type ClosureDays = {
  reason: string
  noticeText: string
  noticePostedOn: string | null
  platformAppliedOn: string | null
  platformClosedOn: string | null
  shutdownOn: string | null
}
type ClosureField = keyof ClosureDays | 'noticeUrl' | 'progress'

/** Which fields of a closing belong to the step that comes next; what a past step rested on stays as it was. */
const closureFields: Partial<Record<ApplicationState, readonly ClosureField[]>> = {
  draft: ['reason', 'noticeText', 'noticeUrl', 'noticePostedOn'],
  noticePosted: ['platformAppliedOn', 'progress'],
  platformApplied: ['progress'],
  submitted: ['platformClosedOn', 'progress'],
  completed: ['shutdownOn'],
}

/** The fields that can be filled in now; null when the whole form can, empty when nothing can. */
export function editableParts(kind: ApplicationKind, state: ApplicationState): readonly string[] | null {
  if (kind === 'closure') return closureFields[state] ?? []
  return state === 'draft' || state === 'returned' || state === 'withdrawn' ? null : []
}

/** Days that each step of §6.4 must name, none in the future, none before the step before it. */
export function closureFaults(
  action: string,
  form: ClosureDays,
  known: { today: string; openedOn: string | null },
): FormFault[] {
  const faults: FormFault[] = []
  const day = (path: keyof ClosureDays, zh: string, notBefore: string | null) => {
    const value = form[path]
    if (!value) faults.push({ path, message: `请填写${zh}` })
    else if (value > known.today) faults.push({ path, message: `${zh}不能晚于今天` })
    else if (notBefore && value < notBefore) faults.push({ path, message: `${zh}不能早于 ${notBefore}` })
  }
  if (action === 'postNotice') {
    if (form.reason.trim().length < 4) faults.push({ path: 'reason', message: '请写明注销原因（至少 4 个字）' })
    if (form.noticeText.trim() === '') faults.push({ path: 'noticeText', message: '请填写停更公告全文' })
    day('noticePostedOn', '公告发布日期', known.openedOn)
  }
  if (action === 'applyAtPlatform') day('platformAppliedOn', '向平台申请注销的日期', form.noticePostedOn)
  if (action === 'reportClosed') day('platformClosedOn', '平台注销通过的日期', form.platformAppliedOn)
  if (action === 'markShutdown') day('shutdownOn', '全国系统关停申请日期', form.platformClosedOn)
  return faults
}

export const closureStart = {
  reason: '',
  noticeText: '',
  noticeUrl: '',
  noticePostedOn: null,
  platformAppliedOn: null,
  platformClosedOn: null,
  shutdownOn: null,
  progress: '',
}
