import { Button, Table } from 'antd'
import { useState } from 'react'
import { listFindings } from '../../../src/monitoring/monitoring.contract.ts'
import { listAccountPosts, type PostView } from '../../../src/publishing/publishing.contract.ts'
import { Num } from '../../ui/num.tsx'
import { useAsk } from '../../ui/queries.ts'
import { usePhone } from '../../ui/use-media.ts'
import { When } from '../../ui/when.tsx'
import type { ScoreDetail } from './score.page.tsx'
import '../../ui/ledger.css'

/** The raw figures and findings that were frozen, and the posts and records they come from as they stand today. */
export function ScoreFacts({ detail }: { detail: ScoreDetail }) {
  const { figures, findings, provenance, collaboration, yearBefore, days } = detail
  const found = findings.filter(({ cases }) => cases === null || cases > 0)
  return (
    <>
      <section className="panel score-index" aria-label="考核所用的数据">
        <div className="score-index-head">
          <h2>考核所用的数据</h2>
          <span className="quiet">
            {provenance.figures ? (
              <>
                来源：{provenance.figures.source}，截至 <When at={provenance.figures.asOf} />
              </>
            ) : (
              '本期没有导入数据'
            )}
            ，计 {days} 天
          </span>
        </div>
        <dl className="assessment-facts">
          {figures.map(({ name, zh, value }) => (
            <div key={name}>
              <dt>{zh}</dt>
              <dd>
                <Num value={value} />
              </dd>
            </div>
          ))}
          <div>
            <dt>协同任务</dt>
            <dd>
              {collaboration ? `${collaboration.assigned} 项，完成 ${collaboration.done} 项` : <Num value={null} />}
            </dd>
          </div>
          <div>
            <dt>上年同期运营、勤勉指数</dt>
            <dd>
              <Num value={yearBefore?.operation} digits={2} />、<Num value={yearBefore?.diligence} digits={2} />
              {provenance.yearBefore ? <span className="quiet">（{provenance.yearBefore.source}）</span> : null}
            </dd>
          </div>
          <div>
            <dt>登记的问题</dt>
            <dd>
              {found.length === 0 ? '无' : found.map(({ zh, cases }) => `${zh} ${cases ?? '未检查'} 起`).join('、')}
            </dd>
          </div>
        </dl>
      </section>
      <Findings detail={detail} />
      <Posts detail={detail} />
    </>
  )
}

function Findings({ detail: { account, run } }: { detail: ScoreDetail }) {
  const { data } = useAsk(listFindings, {
    query: { account: account.id, from: run.start, to: run.end, state: 'confirmed', limit: 50 },
  })
  if (!data || data.rows.length === 0) return null
  return (
    <section className="panel score-index" aria-label="本期登记的问题">
      <h2 style={{ fontSize: 16 }}>本期登记的问题</h2>
      <ul className="assessment-list">
        {data.rows.map((row) => (
          <li key={row.id}>
            {row.occurredOn} {row.title}
            {row.evidenceUrl ? (
              <>
                {' '}
                <a href={row.evidenceUrl} target="_blank" rel="noreferrer noopener">
                  佐证
                </a>
              </>
            ) : null}
            <span className="quiet">（{row.recordedBy}登记）</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The posts of the period, the most read first: where the sums come from. */
function Posts({ detail: { account, run } }: { detail: ScoreDetail }) {
  const phone = usePhone()
  const [cursors, setCursors] = useState<string[]>([])
  const cursor = cursors.at(-1)
  const { data, isPending } = useAsk(
    listAccountPosts,
    {
      params: { id: account.id },
      query: { from: run.start, to: run.end, sort: 'reads', limit: 10, ...(cursor ? { cursor } : {}) },
    },
    { keep: true },
  )
  const rows = data?.rows ?? []
  return (
    <section className="panel score-index" aria-label="本期作品">
      <div className="score-index-head">
        <h2>本期作品</h2>
        <span className="quiet">按阅读（播放）数排列；数字为最近一次采集，晚于数据截止时间的不影响本次得分</span>
      </div>
      {!isPending && rows.length === 0 ? <p>没有登记本期的作品。</p> : null}
      {phone ? (
        <ul className="assessment-list">
          {rows.map((post) => (
            <li key={post.id}>
              <Title post={post} /> · 阅读 <Num value={post.seen?.reads} />
            </li>
          ))}
        </ul>
      ) : rows.length > 0 ? (
        <Table<PostView>
          size="small"
          rowKey="id"
          dataSource={rows}
          pagination={false}
          scroll={{ x: 'max-content' }}
          columns={[
            { title: '发布时间', render: (_, post) => <When at={post.publishedAt} /> },
            { title: '标题', render: (_, post) => <Title post={post} /> },
            { title: '头条', render: (_, post) => flag(post.headline) },
            { title: '原创', render: (_, post) => flag(post.original) },
            ...(
              [
                ['reads', '阅读（播放）'],
                ['wows', '在看'],
                ['likes', '点赞'],
                ['shares', '转发'],
                ['comments', '评论'],
              ] as const
            ).map(([key, title]) => ({
              title,
              align: 'right' as const,
              render: (_: unknown, post: PostView) => <Num value={post.seen?.[key]} />,
            })),
            { title: '来源', render: (_, post) => post.seen?.source ?? '—' },
          ]}
        />
      ) : null}
      <div className="ledger-pager no-print">
        {cursors.length > 0 ? <Button onClick={() => setCursors(cursors.slice(0, -1))}>上一页</Button> : null}
        {data?.next ? <Button onClick={() => setCursors([...cursors, data.next ?? ''])}>下一页</Button> : null}
      </div>
    </section>
  )
}

function Title({ post }: { post: PostView }) {
  if (!post.url) return post.title
  return (
    <a href={post.url} target="_blank" rel="noreferrer noopener">
      {post.title}
    </a>
  )
}

function flag(value: boolean | null): string {
  return value === null ? '未注明' : value ? '是' : '否'
}
