import { viewReviewRule } from '../../../../src/review/three-review.contract.ts'
import { contentClasses, reviewLevels } from '../../../../src/review/three-review.rules.ts'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { useAsk } from '../../../ui/queries.ts'
import { RuleSteps } from './rule-steps.tsx'

/** What a unit asks its supervisor for: which level it leaves out, for which content, and why. */
export function RuleSummary({ id }: { id: string }) {
  const { data: rule, error } = useAsk(viewReviewRule, { params: { id } }, { staleTime: 0 })
  if (error && !rule) return <p role="alert">{error.message}</p>
  if (!rule) return <PageSkeleton />
  const { zh, hint } = contentClasses[rule.class]
  return (
    <section aria-label="审核路线">
      <p>
        {rule.hostUnitName}申请“{zh}”（{hint}）的稿件
        {rule.missing.length > 0
          ? `省去${rule.missing.map((level) => reviewLevels[level].zh).join('、')}，按以下路线审核。`
          : '按以下路线审核。'}
      </p>
      <RuleSteps steps={rule.steps} of={zh} />
      <p>理由：{rule.reason}</p>
      <p className="quiet">指南§8.2.1 要求三审由不同人员完成。同意后，该单位此类稿件即按此路线审核，直至恢复为三审。</p>
    </section>
  )
}
