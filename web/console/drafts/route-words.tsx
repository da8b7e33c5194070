import { listReviewRules } from '../../../src/review/three-review.contract.ts'
import { type ContentClass, defaultSteps, missingLevels, reviewLevels } from '../../../src/review/three-review.rules.ts'
import { useMay } from '../../ui/me.ts'
import { useAsk } from '../../ui/queries.ts'

/** Which way a manuscript of this class will go: the unit's own, or the Guide's three levels. */
export function RouteWords({ of, hostUnitId }: { of: ContentClass; hostUnitId: string }) {
  const may = useMay('reviewRule.read')
  const rules = useAsk(listReviewRules, { query: { hostUnitId } }, { enabled: may, staleTime: 60_000 })
  const own = rules.data?.now.find((one) => one.class === of)
  const steps = own?.steps ?? defaultSteps(of)
  const missing = missingLevels(steps)
  return (
    <div className="quiet">
      审核路线：
      {steps.map(({ name, workdays }) => `${name}（${workdays === 0 ? '当日' : `${workdays} 个工作日`}）`).join(' → ')}
      {missing.length > 0 ? `；经主管单位同意不经${missing.map((level) => reviewLevels[level].zh).join('、')}` : ''}
    </div>
  )
}
