import { type RuleStep, reviewLevels } from '../../../../src/review/three-review.rules.ts'
import { duties } from '../../../../src/units/duties.rules.ts'
import '../review.css'
import './rules.css'

/** A route as a picture: step by step, who and within how long. */
export function RuleSteps({ steps, of }: { steps: readonly RuleStep[]; of: string }) {
  return (
    <ol className="route" aria-label={`${of}的审核路线`}>
      {steps.map((step, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other identity than its place
        <li key={n} className="route-step">
          <strong>{step.name}</strong>
          <span>{whoOf(step)}</span>
          <span className="quiet">{step.workdays === 0 ? '当日' : `${step.workdays} 个工作日`}</span>
        </li>
      ))}
    </ol>
  )
}

function whoOf({ duty, level, reviewers }: RuleStep): string {
  if (reviewers.length === 0) return level ? reviewLevels[level].who : duties[duty].zh
  const names = reviewers.map(({ name }) => name).join('、')
  if (reviewers.length === 1) return names
  return `${names}（${level === null ? '须全部同意' : '一人同意即可'}）`
}
