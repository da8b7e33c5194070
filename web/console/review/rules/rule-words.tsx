import type { ReviewRuleView } from '../../../../src/review/three-review.contract.ts'
import { StateTag, type Tone } from '../../../ui/state-tag.tsx'

const states: Record<ReviewRuleView['state'], { zh: string; tone: Tone }> = {
  inReview: { zh: '报主管单位同意中', tone: 'busy' },
  active: { zh: '执行中', tone: 'done' },
  refused: { zh: '主管单位不同意', tone: 'ended' },
  returned: { zh: '主管单位已退回', tone: 'soon' },
  withdrawn: { zh: '已撤回', tone: 'ended' },
  replaced: { zh: '已停用', tone: 'ended' },
}

export function RuleStateTag({ state }: { state: ReviewRuleView['state'] }) {
  return <StateTag tone={states[state].tone}>{states[state].zh}</StateTag>
}
