import { Link } from '@tanstack/react-router'
import { applicationOverview } from '../../../src/accounts/applications.contract.ts'
import { applicationKindNames, applicationKinds, applicationStates } from '../../../src/accounts/lifecycle.rules.ts'
import type { Answer } from '../../ui/api.ts'
import { useMe } from '../../ui/me.ts'
import { numberText } from '../../ui/number-text.ts'
import { useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { stateZh } from './application-words.tsx'

type Numbers = Answer<typeof applicationOverview>
type Narrowed = { region?: string | undefined }

/** How many applications stand where; each number opens its list. */
export function Overview({ region }: Narrowed) {
  const { data } = useAsk(applicationOverview, { query: { region } }, { keep: true, staleTime: 0 })
  if (!data || data.total === 0) return null
  return (
    <>
      {data.late > 0 ? (
        <p>
          <StateTag tone="grave">逾期</StateTag>{' '}
          <ListLink search={{ region, late: '1' }}>{numberText(data.late)} 件已过办理期限</ListLink>
        </p>
      ) : null}
      <ul className="application-cards">
        {applicationKindNames.map((kind) => {
          const counts = data.counts.filter((one) => one.kind === kind)
          const open = counts.filter(({ state }) => !applicationStates[state].ended)
          return (
            <li key={kind} className="panel">
              <h2>{applicationKinds[kind].zh}</h2>
              <div className="application-count">
                <ListLink search={{ region, kind, open: '1' }}>
                  {numberText(open.reduce((sum, { count }) => sum + count, 0))} <small>件办理中</small>
                </ListLink>
              </div>
              <div className="application-states">
                {counts.map(({ state, count }) => (
                  <ListLink key={state} search={{ region, kind, state }}>
                    {stateZh(kind, state)} {numberText(count)}
                  </ListLink>
                ))}
                {counts.length === 0 ? <span className="quiet">没有申请</span> : null}
              </div>
            </li>
          )
        })}
      </ul>
      <Regions numbers={data} region={region} />
    </>
  )
}

/** By region below, down to where the applications are. */
function Regions({ numbers, region }: { numbers: Numbers } & Narrowed) {
  const { unit } = useMe()
  const byRegion = [...Map.groupBy(numbers.regions, ({ code }) => code)]
  const [only] = byRegion
  // A supervisor of one county reads the same numbers above.
  if (!only || (!region && byRegion.length === 1 && only[0] === unit.regionCode)) return null
  return (
    <details className="panel application-regions" open>
      <summary>
        按区域（办理中）
        {region ? (
          <>
            {' '}
            · <ListLink search={{}}>返回全部区域</ListLink>
          </>
        ) : null}
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">区域</th>
            {applicationKindNames.map((kind) => (
              <th key={kind} scope="col" className="num">
                {applicationKinds[kind].zh.slice(2)}
              </th>
            ))}
            <th scope="col" className="num">
              逾期
            </th>
          </tr>
        </thead>
        <tbody>
          {byRegion.map(([code, rows]) => {
            const late = rows.reduce((sum, row) => sum + row.late, 0)
            return (
              <tr key={code}>
                <th scope="row">
                  {code === region ? rows[0]?.name : <ListLink search={{ region: code }}>{rows[0]?.name}</ListLink>}
                </th>
                {applicationKindNames.map((kind) => {
                  const count = rows.find((row) => row.kind === kind)?.open ?? 0
                  return (
                    <td key={kind} className="num">
                      {count === 0 ? 0 : <ListLink search={{ region: code, kind, open: '1' }}>{count}</ListLink>}
                    </td>
                  )
                })}
                <td className="num">
                  {late === 0 ? 0 : <ListLink search={{ region: code, late: '1' }}>{late}</ListLink>}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </details>
  )
}

function ListLink({ search, children }: { search: Record<string, string | undefined>; children: React.ReactNode }) {
  return (
    <Link to={'/applications' as '/'} search={search as never} resetScroll={false}>
      {children}
    </Link>
  )
}
