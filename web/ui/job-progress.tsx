import { Button, Progress } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { cancelJob, getJob, type JobView } from '../../src/jobs/jobs.contract.ts'
import { jobWords } from './job-words.ts'
import { numberText } from './number-text.ts'
import { useAsk, useDo } from './queries.ts'
import { StateTag } from './state-tag.tsx'

const isOpen = (state: JobView['state'] | undefined) => state === undefined || state === 'queued' || state === 'running'

type Given = {
  id: string
  /** Called once when the job has ended, however it ended. */
  onEnd?: (job: JobView) => void
  /** What to show beside the state when it is done, e.g. a link to the result. */
  result?: (job: JobView) => ReactNode
}

/** How far a longer work has come, with its cancel button. The page may be left: the result stays in 文件中心. */
export function JobProgress({ id, onEnd, result }: Given) {
  const { data: job, error } = useAsk(getJob, { params: { id } }, { every: 1_000, staleTime: 0 })
  const open = isOpen(job?.state)
  const cancel = useDo(cancelJob, { invalidates: ['/api/jobs'] })
  useOnce(job && !open ? job : undefined, onEnd)
  if (error && !job) return <p role="alert">{error.message}</p>
  if (!job) return <Progress percent={0} showInfo={false} aria-label="任务进度" />
  const percent = job.total ? Math.floor((job.done / job.total) * 100) : job.state === 'done' ? 100 : 0
  const counted = job.total
    ? `${numberText(job.done)} / ${numberText(job.total)}`
    : job.done > 0
      ? numberText(job.done)
      : ''
  return (
    <div role="status" aria-live="polite">
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' }}>
        <StateTag tone={jobWords[job.state].tone}>{jobWords[job.state].zh}</StateTag>
        <span>{job.title}</span>
        <span className="num">{counted}</span>
        {open ? (
          <Button size="small" loading={cancel.busy} onClick={() => cancel.run({ params: { id } })}>
            取消
          </Button>
        ) : null}
        {job.state === 'done' ? result?.(job) : null}
      </div>
      {open ? <Progress percent={percent} status="active" aria-label={`${job.title}的进度`} /> : null}
      {job.error ? <p role="alert">{job.error}</p> : null}
    </div>
  )
}

function useOnce(job: JobView | undefined, tell: ((job: JobView) => void) | undefined) {
  const told = useRef<string>(undefined)
  useEffect(() => {
    if (!job || told.current === job.id) return
    told.current = job.id
    tell?.(job)
  }, [job, tell])
}
