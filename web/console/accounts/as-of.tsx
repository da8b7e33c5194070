import { z } from 'zod'
import { accountAsOf } from '../../../src/accounts/applications.contract.ts'
import { beijingDay } from '../../../src/core/clock.rules.ts'
import { DateText } from '../../../src/core/page.contract.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'

const Url = z.object({ day: DateText.optional() })

/** §6.3: what was on record at the end of a day. */
export function AsOfTab({ accountId }: { accountId: string }) {
  const today = beijingDay(new Date())
  const [{ day = today }, change] = useUrlState(Url)
  const { data, error } = useAsk(accountAsOf, { params: { id: accountId }, query: { day } }, { keep: true })
  return (
    <section className="account-section" aria-label="登记情况">
      <div className="account-day">
        <label htmlFor="as-of-day">查看哪一天的登记情况</label>
        <DayInput
          id="as-of-day"
          value={day}
          onChange={(next) => change({ day: next && next !== today ? next : undefined })}
        />
      </div>
      {error ? <p role="alert">{error.message}</p> : null}
      {!data && !error ? <PageSkeleton /> : null}
      {data && !data.onRecord ? <p className="quiet">{data.day} 该账号还没有登记。</p> : null}
      {data?.onRecord ? (
        <>
          <p className="quiet">截至 {data.day} 24 时的登记内容；“登记于”为该内容最近一次登记或变更的日期。</p>
          <dl className="account-facts">
            {data.fields.map(({ field, value, since }) => (
              <div key={field}>
                <dt>{field}</dt>
                <dd>
                  {value ?? <span className="quiet">未登记</span>}
                  {since ? <span className="quiet">（登记于 {beijingDay(new Date(since))}）</span> : null}
                </dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
    </section>
  )
}
