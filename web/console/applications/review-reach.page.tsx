import { Radio } from 'antd'
import { setReach, viewReach } from '../../../src/accounts/applications.contract.ts'
import { type ReviewReach, reviewReaches, reviewReachNames } from '../../../src/accounts/review-route.rules.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk, useDo } from '../../ui/queries.ts'
import './applications.css'

const meanings: Record<ReviewReach, string> = {
  nearest: '开设申请只由主办单位所在地区的主管单位审核，同意后即可注册账号。指南§6.1.2 的一般做法。',
  city: '地区主管单位同意后，再报所在市的主管单位审核，市级同意后方可注册账号。',
  province: '地区、市主管单位依次同意后，再报省级主管单位审核，省级同意后方可注册账号。',
}

/** Up to which level openings are reviewed (§6.1.2). */
export function Page() {
  const { data, error } = useAsk(viewReach)
  const save = useDo(setReach, { success: '已保存', invalidates: ['/api/application-settings'] })
  return (
    <>
      <PageHead
        title="审核层级"
        description="账号开设申请逐级审核到哪一级。备案、变更、注销一律由地区主管单位办理，不受此项影响。"
      />
      {error ? (
        <p role="alert" className="panel">
          {error.message}
        </p>
      ) : null}
      {!data && !error ? <PageSkeleton /> : null}
      {data ? (
        <section className="panel" aria-label="审核层级">
          <Radio.Group
            value={data.reach}
            disabled={save.busy}
            onChange={({ target }) => save.run({ body: { reach: target.value as ReviewReach } })} // one of the options
            className="application-reaches"
          >
            {reviewReachNames.map((reach) => (
              <Radio key={reach} value={reach}>
                <strong>{reviewReaches[reach]}</strong>
                <div className="quiet">{meanings[reach]}</div>
              </Radio>
            ))}
          </Radio.Group>
          <p className="quiet">
            对此后提交的申请生效；已在审核中的申请按提交时的层级办完。每一级审核期限为 5 个工作日。修改会记入审计日志。
          </p>
        </section>
      ) : null}
    </>
  )
}
