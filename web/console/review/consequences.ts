import type { ReviewView } from '../../../src/review/review.contract.ts'
import type { ReviewAction } from '../../../src/review/review.rules.ts'

/** What an action sets off, said before it is taken. */
export function consequenceOf(action: ReviewAction, review: ReviewView): string {
  const { submitterName } = review
  switch (action) {
    case 'approve':
      return approval(review)
    case 'stepBack':
      return `退回到“${review.steps[review.step - 1]?.name ?? '上一级'}”重新审核，该步骤已作的同意不再有效。`
    case 'sendBack':
      return `退回给${submitterName}修改。重新提交后从第一步开始审核，本轮意见保留。`
    case 'refuse':
      return `审核就此结束，结果为“不同意”，并通知${submitterName}，不能恢复。`
    case 'transfer':
      return '转办后本步骤由所选人员办理，您不再办理。'
    case 'addReviewer':
      return '加签后，须您和所选人员都同意，本步骤才通过。'
    case 'copy':
      return '所选人员会收到通知，可以查看申请和全部意见，不参与审核。'
    case 'withdraw':
      return '撤回后审核停止，已有意见保留。修改后可以重新提交，从第一步开始审核。'
    case 'urge':
      return `将通知“${review.stepName}”的审核人及其代理人。每天只能催办一次。`
    default:
      return action satisfies never
  }
}

function approval({ steps, step, submitterName, onBehalfOf }: ReviewView): string {
  const current = steps[step]
  // The one who agrees now is one of those left; who she is among them the page does not know by number.
  const left = (current?.reviewers.length ?? 0) - (current?.approvedBy.length ?? 0) - 1
  if (current?.mode === 'all' && left > 0) {
    return `${onBehalfOf ? `${onBehalfOf}（由您代理）` : '您'}同意后，还须另外 ${left} 人同意，本步骤才通过。`
  }
  const next = steps[step + 1]
  if (next) return `同意后转到下一步“${next.name}”（${next.unitName}）。`
  return `这是最后一步：同意后审核通过，并通知${submitterName}。`
}
