import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Dashboard } from '../../../src/dashboard/dashboard.contract.ts'
import { jobWords } from '../../ui/job-words.ts'
import { numberText } from '../../ui/number-text.ts'
import { StateTag, type Tone } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import { pageAt } from '../pages.ts'

type Run = NonNullable<NonNullable<Dashboard['assessment']>['run']>
type ImportRow = NonNullable<Dashboard['imports']>['rows'][number]

const runWords: Record<Run['state'], { zh: string; tone: Tone }> = {
  running: { zh: '计算中', tone: 'busy' },
  done: { zh: '已完成', tone: 'done' },
  failed: { zh: '未完成', tone: 'grave' },
}
const importWords: Record<ImportRow['state'], { zh: string; tone: Tone }> = {
  uploaded: { zh: '已上传', tone: 'plain' },
  checking: { zh: '核对中', tone: 'busy' },
  checked: { zh: '待确认写入', tone: 'soon' },
  applying: { zh: '写入中', tone: 'busy' },
  applied: { zh: '已写入', tone: 'done' },
  failed: { zh: '未完成', tone: 'grave' },
  cancelled: { zh: '已取消', tone: 'ended' },
}

/** What runs or was done last, below the numbers. */
export function Panels({ data }: { data: Dashboard }) {
  return (
    <div className="dashboard-panels">
      {data.assessment ? <AssessmentPanel run={data.assessment.run} /> : null}
      {data.imports ? <ImportsPanel rows={data.imports.rows} /> : null}
      <JobsPanel jobs={data.jobs} />
    </div>
  )
}

function Panel({ title, all, children }: { title: string; all?: { path: string; zh: string }; children: ReactNode }) {
  return (
    <section className="panel">
      <div className="dashboard-panel-head">
        <h2>{title}</h2>
        {all && pageAt(all.path) ? <Link to={all.path as '/'}>{all.zh}</Link> : null}
      </div>
      {children}
    </section>
  )
}

/** A link as soon as its page exists, else the words alone. */
function To({ page, id, children }: { page: string; id: string; children: ReactNode }) {
  if (!pageAt(page)) return children
  return <Link to={page.replace('$id', id) as '/'}>{children}</Link>
}

function AssessmentPanel({ run }: { run: Run | null }) {
  return (
    <Panel title="考核进度" all={{ path: '/assessments', zh: '全部考核' }}>
      {run ? (
        <ul className="dashboard-lines">
          <li>
            <To page="/assessments/$id" id={run.id}>
              {run.period} {run.regionName}
            </To>
            <StateTag tone={runWords[run.state].tone}>{runWords[run.state].zh}</StateTag>
            <span className="quiet">
              {run.ranked === null
                ? ''
                : `参加排名 ${numberText(run.ranked)} 个，缺数 ${numberText(run.missing)} 个 · `}
              <When at={run.at} />
            </span>
          </li>
        </ul>
      ) : (
        <p className="quiet">还没有开展过考核。先导入当月作品与数据，周期结束后即可考核。</p>
      )}
    </Panel>
  )
}

function ImportsPanel({ rows }: { rows: readonly ImportRow[] }) {
  return (
    <Panel title="最近导入" all={{ path: '/imports', zh: '全部导入' }}>
      {rows.length === 0 ? <p className="quiet">您还没有导入过文件。</p> : null}
      <ul className="dashboard-lines">
        {rows.map((row) => (
          <li key={row.id}>
            <To page="/imports/$id" id={row.id}>
              {row.fileName}
            </To>
            <StateTag tone={importWords[row.state].tone}>{importWords[row.state].zh}</StateTag>
            {row.errors ? <StateTag tone="soon">{numberText(row.errors)} 行有误</StateTag> : null}
            <span className="quiet">
              <When at={row.createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function JobsPanel({ jobs }: { jobs: Dashboard['jobs'] }) {
  return (
    <Panel title="我的任务" all={{ path: '/files', zh: '文件中心' }}>
      {jobs.length === 0 ? (
        <p className="quiet">没有正在进行或最近完成的任务。导出、考核等耗时任务的进度会显示在这里。</p>
      ) : null}
      <ul className="dashboard-lines">
        {jobs.map((job) => (
          <li key={job.id}>
            <span>{job.title}</span>
            <StateTag tone={jobWords[job.state].tone}>{jobWords[job.state].zh}</StateTag>
            <span className="quiet">
              {job.state === 'running' && job.total ? `${numberText(job.done)} / ${numberText(job.total)} · ` : ''}
              <When at={job.finishedAt ?? job.createdAt} />
            </span>
            {job.error ? <span className="quiet">{job.error}</span> : null}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
