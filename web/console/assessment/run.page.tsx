import { useNavigate, useParams } from '@tanstack/react-router'
import { Alert, Button, Skeleton, Tabs } from 'antd'
import { z } from 'zod'
import { exportNotice, exportRanking, viewRun } from '../../../src/assessment/assessment.contract.ts'
import type { Answer } from '../../ui/api.ts'
import { Download } from '../../ui/download.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { useMay, useMe } from '../../ui/me.ts'
import { Num } from '../../ui/num.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { queryClient, useAsk } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { AboutTab } from './about-tab.tsx'
import { MissingTab } from './missing-tab.tsx'
import { RankingTab } from './ranking-tab.tsx'
import { RegionsTab } from './regions-tab.tsx'
import { To } from './to.tsx'
import { RunState, Verdict } from './words.tsx'
import './assessment.css'

export type RunDetail = Answer<typeof viewRun>
const Tab = z.object({ tab: z.enum(['ranking', 'regions', 'missing', 'about']).default('ranking') })

/** One assessment: who stands where, which region pays for what, what is missing, and by which rules. */
export function Page() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, isPending } = useAsk(viewRun, { params: { id } })
  const [{ tab }, setTab] = useUrlState(Tab)
  if (error) return <p role="alert">{error.message}</p>
  if (isPending) return <Skeleton active />
  const { run } = data
  return (
    <>
      <PageHead
        title={`${run.regionName}${run.periodZh}考核`}
        tags={<RunState of={run.state} />}
        description={
          <>
            {run.start} 至 {run.end} · {run.schemeName}
            {data.previous ? (
              <>
                {' · '}
                <To path={`/assessments/${data.previous.id}`}>上期：{data.previous.periodZh}</To>
              </>
            ) : null}
          </>
        }
        actions={run.state === 'done' ? <Actions detail={data} /> : null}
      />
      {run.state === 'done' ? (
        <>
          <Counts detail={data} onPick={(filter) => setTab({ tab: 'ranking', ...filter }, 'push')} />
          <Tabs
            activeKey={tab}
            onChange={(key) =>
              setTab({ tab: key, platform: undefined, verdict: undefined, missing: undefined }, 'push')
            }
            items={[
              { key: 'ranking', label: '排名', children: tab === 'ranking' ? <RankingTab detail={data} /> : null },
              { key: 'regions', label: '区域', children: tab === 'regions' ? <RegionsTab id={id} /> : null },
              { key: 'missing', label: '缺数', children: tab === 'missing' ? <MissingTab id={id} /> : null },
              { key: 'about', label: '说明', children: tab === 'about' ? <AboutTab detail={data} /> : null },
            ]}
          />
        </>
      ) : (
        <Unfinished detail={data} />
      )}
    </>
  )
}

function Actions({ detail: { run, whole } }: { detail: RunDetail }) {
  const exports = useMay('assessment.export')
  const tries = useMay('assessment.whatif')
  const navigate = useNavigate()
  const params = { id: run.id }
  return (
    <>
      {exports && whole ? (
        <Download type="primary" endpoint={exportNotice} args={{ params }}>
          生成通报
        </Download>
      ) : null}
      {exports ? (
        <Download endpoint={exportRanking} args={{ params }}>
          导出结果
        </Download>
      ) : null}
      {tries ? (
        <Button onClick={() => void navigate({ to: '/what-if' as '/', search: { run: run.id } as never })}>
          沙盘推演
        </Button>
      ) : null}
    </>
  )
}

function Unfinished({ detail: { run } }: { detail: RunDetail }) {
  const me = useMe()
  if (run.state === 'failed') {
    return (
      <Alert
        type="error"
        showIcon
        title="本次考核未能完成"
        description={`${run.failure ?? '原因不明'}。没有写入任何结果，可在“周期与排名”重新开展。`}
      />
    )
  }
  const own = run.jobId !== null && run.createdBy === me.name
  return (
    <div className="panel">
      {own && run.jobId ? (
        <JobProgress id={run.jobId} onEnd={() => void queryClient.invalidateQueries()} />
      ) : (
        <p>{run.createdBy}已开展本次考核，正在计算，完成后即可查看。</p>
      )}
    </div>
  )
}

type Pick = { platform?: string; verdict?: string; missing?: string }

/** Every number opens its list. */
function Counts({ detail, onPick }: { detail: RunDetail; onPick: (filter: Pick) => void }) {
  const { run, byVerdict, byPlatform, whole, excluded } = detail
  const none = { platform: undefined, verdict: undefined, missing: undefined, cursor: undefined }
  const pick = (filter: Pick) => onPick({ ...none, ...filter } as Pick)
  const sum = byVerdict.reduce((n, { count }) => n + count, 0)
  return (
    <section className="panel assessment-counts" aria-label="本次考核的数字">
      <dl>
        <div>
          <dt>{whole ? '考核账号' : '本人可见账号'}</dt>
          <dd>
            <button type="button" onClick={() => pick({})}>
              <Num value={sum} />
            </button>
            {whole ? null : <span className="quiet"> 全部 {run.accounts} 个，名次按全部账号计</span>}
          </dd>
        </div>
        {byPlatform
          .filter(({ count }) => count > 0)
          .map(({ platform, zh, count }) => (
            <div key={platform}>
              <dt>{zh}</dt>
              <dd>
                <button type="button" onClick={() => pick({ platform })}>
                  <Num value={count} />
                </button>
              </dd>
            </div>
          ))}
        {byVerdict.map(({ verdict, count }) => (
          <div key={verdict}>
            <dt>
              <Verdict of={verdict} />
            </dt>
            <dd>
              <button type="button" onClick={() => pick({ verdict })}>
                <Num value={count} />
              </button>
            </dd>
          </div>
        ))}
        <div>
          <dt>不考核</dt>
          <dd>
            <To path={`/assessments/${run.id}`} search={{ tab: 'missing' }}>
              <Num value={excluded} />
            </To>
          </dd>
        </div>
      </dl>
    </section>
  )
}
