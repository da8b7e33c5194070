import { Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { z } from 'zod'
import { showDashboard } from '../../../src/dashboard/dashboard.contract.ts'
import { useMe } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { When } from '../../ui/when.tsx'
import { tilesOf } from './tiles.ts'
import { Tiles } from './tiles-view.tsx'
import './dashboard.css'

// The numbers come first; what stands below them is fetched meanwhile.
const Panels = lazy(async () => ({ default: (await import('./panels.tsx')).Panels }))

const Filters = z.object({ region: z.string().optional() })

/** What needs this person today; each number opens the list that it counts. */
export function Page() {
  const me = useMe()
  const [{ region }] = useUrlState(Filters)
  const { data, isError, error, refetch } = useAsk(showDashboard, { query: { region } }, { keep: true, staleTime: 0 })
  return (
    <>
      <PageHead
        title="工作台"
        description={
          data ? (
            <>
              {me.name}，以下数据截至 <When at={data.asOf} />
            </>
          ) : (
            me.name
          )
        }
      />
      {isError ? (
        <section className="panel" role="alert">
          <p>{error.message}</p>
          <button type="button" className="button-link" onClick={() => void refetch()}>
            重试
          </button>
        </section>
      ) : null}
      {!data && !isError ? <Skeleton active title={false} paragraph={{ rows: 8 }} /> : null}
      {data ? (
        <>
          <Tiles groups={tilesOf(data, region)} />
          <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 3 }} />}>
            <Panels data={data} />
          </Suspense>
        </>
      ) : null}
    </>
  )
}
