import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import {
  downloadEvidence,
  downloadPackage,
  type PublicationView,
  viewPublication,
} from '../../../src/publishing/publications.contract.ts'
import { Download } from '../../ui/download.tsx'
import { useMay } from '../../ui/me.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { HandOver } from './hand-over-steps.tsx'
import { moves, nextWords } from './next-words.ts'
import { platformName } from './platform-name.ts'
import { PublicationActs } from './publication-acts.tsx'
import { Events, Facts, Releases, Signatures } from './publication-parts.tsx'
import { PublicationTag, VerifiedTag } from './publication-words.tsx'
import './publications.css'

/** One publication: how it stands, what may be done, who signed it, and all that happened to it. */
export function Page() {
  const { id }: { id?: string } = useParams({ strict: false })
  const { data, error, refetch } = useAsk(viewPublication, { params: { id: id ?? '' } }, { staleTime: 0 })
  if (error && !data) {
    return (
      <>
        <PageHead title="登记详情" />
        <div className="panel" role="alert">
          <p>{error.code === 'NOT_FOUND' ? '没有找到该登记，或不在您的管理范围内。' : error.message}</p>
          <Button onClick={() => void refetch()}>重试</Button> <Link to={'/publications' as '/'}>返回发布登记</Link>
        </div>
      </>
    )
  }
  if (!data) return <PageSkeleton />
  return <Case view={data} />
}

function Case({ view }: { view: PublicationView }) {
  const publishes = useMay('publication.publish')
  // While it moves by itself the page asks again.
  useAsk(viewPublication, { params: { id: view.id } }, { every: moves(view.state) ? 5_000 : false })
  return (
    <>
      <PageHead
        title={view.title}
        tags={
          <>
            <PublicationTag state={view.state} />
            {view.verified ? <VerifiedTag verified={view.verified} /> : null}
          </>
        }
        description={`${view.accountName}（${platformName(view.platform)}） · ${view.number}`}
        actions={
          <>
            <PublicationActs view={view} />
            <Download endpoint={downloadEvidence} args={{ params: { id: view.id } }}>
              发布凭证（Word）
            </Download>
            {publishes && view.way === 'handOver' ? (
              <Download endpoint={downloadPackage} args={{ params: { id: view.id } }}>
                交接包（.zip）
              </Download>
            ) : null}
          </>
        }
      />
      <Next view={view} />
      {view.state === 'handOver' && view.may.register ? <HandOver view={view} /> : null}
      <div className="publication-case">
        <div className="publication-main">
          <Facts view={view} />
          <Signatures view={view} />
          <Releases view={view} />
        </div>
        <Events view={view} />
      </div>
    </>
  )
}

/** Where it stands and what comes next; a fault with what to do about it. */
function Next({ view }: { view: PublicationView }) {
  const sees = useMay('connection.read')
  const words = nextWords(view, new Date())
  const fault = view.state === 'failed' || view.state === 'scheduled' || view.state === 'unsure' ? view.fault : null
  if (words === '' && !fault) return null
  return (
    <section className="panel publication-now" aria-label="下一步">
      {fault ? (
        <p>
          {fault.zh}
          {fault.code ? <span className="quiet">（平台代码 {fault.code}）</span> : null}
        </p>
      ) : null}
      {words ? <p>{words}。</p> : null}
      {sees && view.state === 'failed' && (fault?.class === 'config' || fault?.class === 'reauthorise') ? (
        <p>
          <Link to={'/connections' as '/'} search={{ open: view.accountId } as never}>
            打开该账号的平台对接
          </Link>
        </p>
      ) : null}
    </section>
  )
}
