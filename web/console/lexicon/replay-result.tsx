import { Button, Select, Table } from 'antd'
import { useState } from 'react'
import {
  type ChangeView,
  type HitView,
  hitsWorkbook,
  listHits,
  startReplay,
} from '../../../src/lexicon/lexicon.contract.ts'
import { Download } from '../../ui/download.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { numberText } from '../../ui/number-text.ts'
import { useAsk, useDo } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import { refreshLexicon } from './lexicon-state.ts'
import { SeverityTag } from './lexicon-words.tsx'

const mostShown = 50

/** What the change would find in published works, and what it would find no longer. */
export function ReplayResult({ change }: { change: ChangeView }) {
  const { replay } = change
  const [jobId, setJobId] = useState(change.mine && !replay ? change.replayJobId : null)
  const start = useDo(startReplay, { onDone: (made) => setJobId(made.jobId) })
  const open = change.state === 'proposed'
  if (!open && !replay) return null
  const own = change.mine || change.refusal === null
  return (
    <section className="lexicon-replay" aria-label="试运行">
      <h3>试运行：对已发布作品的影响</h3>
      {jobId ? <JobProgress id={jobId} onEnd={() => void refreshLexicon()} /> : null}
      {replay ? <Counts change={change} /> : null}
      {!replay && !jobId ? <p className="quiet">试运行还没有结果，完成后显示在这里。</p> : null}
      <div className="lexicon-actions">
        {open && own ? (
          <Button loading={start.busy} onClick={() => start.run({ params: { id: change.id }, body: {} })}>
            {replay ? '重新试运行' : '立即试运行'}
          </Button>
        ) : null}
        {replay && replay.kept > 0 ? (
          <Download endpoint={hitsWorkbook} args={{ params: { id: change.id } }}>
            下载结果
          </Download>
        ) : null}
      </div>
      {replay && replay.kept > 0 ? <Hits id={change.id} /> : null}
    </section>
  )
}

function Counts({ change: { replay } }: { change: ChangeView }) {
  if (!replay) return null
  return (
    <>
      <p>
        {replay.since} 以来已发布的标题 {numberText(replay.titles)} 条、正文 {numberText(replay.bodies)} 篇：新增命中{' '}
        <strong>{numberText(replay.newly)}</strong> 处，不再命中 <strong>{numberText(replay.gone)}</strong> 处，涉及账号{' '}
        {numberText(replay.accountCount)} 个。
        <span className="quiet">
          试运行于 <When at={replay.at} />。
        </span>
      </p>
      {replay.accounts.length > 0 ? (
        <Table
          rowKey="id"
          size="small"
          dataSource={replay.accounts.slice(0, 10)}
          pagination={false}
          columns={[
            { key: 'name', title: '账号', dataIndex: 'name' },
            {
              key: 'newly',
              title: '新增命中',
              align: 'right',
              className: 'num',
              render: (_, row) => numberText(row.newly),
            },
            {
              key: 'gone',
              title: '不再命中',
              align: 'right',
              className: 'num',
              render: (_, row) => numberText(row.gone),
            },
          ]}
        />
      ) : null}
    </>
  )
}

function Hits({ id }: { id: string }) {
  const [newly, setNewly] = useState<'' | '1' | '0'>('')
  const { data } = useAsk(
    listHits,
    { params: { id }, query: { limit: mostShown, ...(newly ? { newly } : {}) } },
    { keep: true },
  )
  return (
    <>
      <div className="lexicon-actions">
        <span>最近的 {mostShown} 处</span>
        <Select
          aria-label="变化"
          value={newly}
          onChange={setNewly}
          options={[
            { value: '', label: '全部变化' },
            { value: '1', label: '新增命中' },
            { value: '0', label: '不再命中' },
          ]}
        />
      </div>
      {data?.rows.length === 0 ? <p className="quiet">没有这样的变化。</p> : null}
      <ul className="lexicon-hits">
        {(data?.rows ?? []).map((hit) => (
          <li key={hit.n}>
            <Sentence hit={hit} />
            <div className="lexicon-tags quiet">
              {hit.newly ? <SeverityTag severity={hit.severity} /> : <StateTag tone="ended">不再命中</StateTag>}
              <span>
                {hit.accountName} · <When at={hit.publishedAt} />
              </span>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

function Sentence({ hit: { sentence, text } }: { hit: HitView }) {
  const at = sentence.indexOf(text)
  if (at < 0) return <span>{sentence}</span>
  return (
    <span>
      {sentence.slice(0, at)}
      <mark>{text}</mark>
      {sentence.slice(at + text.length)}
    </span>
  )
}
