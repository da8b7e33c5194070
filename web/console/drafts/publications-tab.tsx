import { Link } from '@tanstack/react-router'
import { ways } from '../../../src/publishing/publication.rules.ts'
import { listPublications } from '../../../src/publishing/publications.contract.ts'
import { useMay } from '../../ui/me.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { When } from '../../ui/when.tsx'
import { PublicationTag } from '../publishing/publication-words.tsx'
import { platformWord } from './targets.tsx'

/** Where this manuscript went or will go, each with its entry in the register. */
export function PublicationsTab({ id }: { id: string }) {
  const may = useMay('publication.read')
  const { data, error, isPending } = useAsk(
    listPublications,
    { query: { draftId: id, limit: 200 } },
    { enabled: may, staleTime: 0 },
  )
  if (!may) return <p className="panel">您没有查看发布登记的权限，请联系本单位账号管理员。</p>
  if (error) return <p role="alert">{error.message}</p>
  if (isPending) return <PageSkeleton />
  if (data.rows.length === 0) return <p className="panel">还没有发布。审核通过后，由账号管理员或编辑点“发布”。</p>
  return (
    <section className="panel draft-table-box" aria-label="发布情况">
      <table className="draft-versions">
        <caption className="visually-hidden">该稿件在各账号的发布情况</caption>
        <thead>
          <tr>
            <th scope="col">登记号</th>
            <th scope="col">账号</th>
            <th scope="col">方式</th>
            <th scope="col">状态</th>
            <th scope="col">计划</th>
            <th scope="col">发布时间</th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.id}>
              <td>
                <Link to={`/publications/${row.id}` as '/'}>{row.number}</Link>
              </td>
              <td>
                {row.accountName}
                <div className="quiet">{platformWord({ platform: row.platform, variant: null })}</div>
              </td>
              <td>{ways[row.way]}</td>
              <td>
                <PublicationTag state={row.state} />
                {row.fault ? <div className="draft-fault">{row.fault.zh}</div> : null}
              </td>
              <td>
                <When at={row.scheduledAt} />
              </td>
              <td>
                <When at={row.publishedAt} none="尚未发布" />
                {row.url ? (
                  <div>
                    <a href={row.url} target="_blank" rel="noreferrer">
                      查看作品
                    </a>
                  </div>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
