import { Link } from '@tanstack/react-router'
import { listDrafts } from '../../../src/publishing/drafts.contract.ts'
import { useAsk } from '../../ui/queries.ts'
import { When } from '../../ui/when.tsx'
import { DraftStateTag, titleOf } from './draft-words.tsx'

/** What came back to the person, with the reviewer's words: it is worked on first. */
export function ReturnedOnes() {
  const { data } = useAsk(listDrafts, { query: { state: 'returned,refused', mine: '1', limit: 5 } }, { staleTime: 0 })
  if (!data || data.rows.length === 0) return null
  return (
    <section className="panel draft-returned" aria-labelledby="returned-title">
      <h2 id="returned-title">退回给我的稿件</h2>
      <ul>
        {data.rows.map((row) => (
          <li key={row.id}>
            <div className="draft-line">
              <Link to={`/drafts/${row.id}` as '/'}>{titleOf(row.title)}</Link>
              <DraftStateTag state={row.state} />
              <span className="quiet">
                <When at={row.updatedAt} />
              </span>
            </div>
            {row.returnedWith ? <p>{row.returnedWith}</p> : null}
          </li>
        ))}
      </ul>
      {data.next ? (
        <Link to="/drafts" search={{ state: 'returned,refused', mine: '1' } as never}>
          全部退回的稿件
        </Link>
      ) : null}
    </section>
  )
}
