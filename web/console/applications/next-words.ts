import {
  type ApplicationKind,
  type ApplicationState,
  applicationStates,
  type LifecycleParty,
  lifecycle,
  type Step,
} from '../../../src/accounts/lifecycle.rules.ts'

const parties: Record<LifecycleParty, string> = {
  applicant: '主办单位账号管理员',
  reviewer: '主管单位',
  supervisor: '主管单位',
  clock: '系统',
}

/** Steps that may be taken at any time and lead nowhere on. */
const aside: readonly string[] = ['discard', 'extend', 'withdraw', 'sendBack', 'refuse', 'lapse', 'close']

/** The step that carries an application on from where it stands; null when nothing more is to come. */
export function nextStep(
  kind: ApplicationKind,
  state: ApplicationState,
): { zh: string; who: string; clause: string } | null {
  if (applicationStates[state].ended) return null
  if (kind === 'opening' && state === 'approved') {
    return { zh: '平台注册、认证并办理备案', who: parties.applicant, clause: '6.1.2、6.2' }
  }
  const rows: readonly Step[] = lifecycle
  if (state === 'lapsed') {
    const extend = rows.find((step) => step.kind === kind && step.action === 'extend')
    return extend ? { zh: extend.zh, who: parties.supervisor, clause: extend.clause } : null
  }
  const step = rows.find((row) => row.kind === kind && row.from.includes(state) && !aside.includes(row.action))
  if (!step) return null
  return { zh: step.zh, who: parties[step.by[0] ?? 'applicant'], clause: step.clause }
}

/** What a step brings about, said before it is taken. */
const consequences: Record<string, string> = {
  'opening.submit': '提交后进入主管单位审核，审核期间不能修改；如需修改可先撤回。将通知主管单位的工作人员。',
  'filing.submit': '提交后由主管单位核对；准予备案后账号进入台账，并按开设承诺在满一年时复核。',
  'change.submit': '提交后由主管单位审核；同意后以变更后的内容更新台账，变更前的内容留存在账号历史中。',
  'closure.postNotice': '登记后账号状态改为“停更公告中”，注销原因、公告全文和发布日期不能再修改。',
  'closure.applyAtPlatform': '登记后申请日期和截图不能再修改，请在 3 个工作日内提交拟注销申请。',
  'closure.submit': '提交后账号状态改为“注销办理中”，主管单位可以看到全部材料和进度。',
  'closure.reportClosed': '登记后提请主管单位完成注销。完成后账号转入存档，不能恢复运营。',
  'closure.markShutdown': '登记后本次注销办结，材料和过程留存备查。',
  'opening.discard': '作废后该申请不能再办理，填写的内容仍留存可查。',
  'filing.discard': '作废后该备案不能再办理，可以由开设申请重新办理备案。',
  'change.discard': '作废后该变更不能再办理，台账不变。',
  'closure.discard': '撤销后账号恢复正常运营，已登记的步骤和材料留存备查。',
  'opening.extend': '延长后注册期自今天起重新计 30 个工作日，并记入办理过程。',
}

export function consequenceOf(kind: ApplicationKind, action: string): string {
  return consequences[`${kind}.${action}`] ?? '办理后记入办理过程，不能撤回。'
}
