import { Descriptions, Drawer, Table } from 'antd'
import { type FindingKind, findingTable } from '../../../src/monitoring/findings.rules.ts'
import { type SnapshotView, viewPost } from '../../../src/publishing/publishing.contract.ts'
import { Num } from '../../ui/num.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { usePhone } from '../../ui/use-media.ts'
import { When } from '../../ui/when.tsx'
import { Reads, yesNoText } from './post-words.tsx'

const kindZh = (kind: string) => findingTable[kind as FindingKind]?.zh ?? kind // the server sends kinds of this table

/** One post with everything that was ever seen of it, each capture with its source. */
export function PostDrawer({ id, publishedAt, onClose }: { id: string; publishedAt: string; onClose: () => void }) {
  const phone = usePhone()
  const { data, error } = useAsk(viewPost, { params: { id }, query: { publishedAt } })
  return (
    <Drawer open title={data?.title ?? '作品'} size={phone ? '100%' : 760} onClose={onClose}>
      {error ? <p role="alert">{error.message}</p> : null}
      {!data && !error ? <PageSkeleton /> : null}
      {data ? (
        <>
          <Descriptions
            column={phone ? 1 : 2}
            size="small"
            bordered
            items={[
              { key: 'account', label: '账号', children: data.accountName },
              { key: 'time', label: '发布时间', children: <When at={data.publishedAt} /> },
              { key: 'headline', label: '头条', children: yesNoText(data.headline) },
              { key: 'original', label: '原创', children: yesNoText(data.original) },
              {
                key: 'url',
                label: '链接',
                span: phone ? 1 : 2,
                children: data.url ? (
                  <a
                    href={data.url}
                    target="_blank"
                    rel="noopener noreferrer nofollow"
                    style={{ overflowWrap: 'anywhere' }}
                  >
                    {data.url}
                  </a>
                ) : (
                  '—'
                ),
              },
            ]}
          />
          <h2 style={{ margin: '16px 0 8px', fontSize: 16 }}>历次数据</h2>
          <Table<SnapshotView>
            size="small"
            rowKey="capturedAt"
            pagination={false}
            dataSource={data.snapshots}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: '还没有这件作品的数据' }}
            columns={[
              { title: '数据时间', render: (_, seen) => <When at={seen.capturedAt} /> },
              { title: '阅读（播放）', align: 'right', render: (_, seen) => <Reads seen={seen} /> },
              { title: '在看', align: 'right', render: (_, seen) => <Num value={seen.wows} /> },
              { title: '点赞', align: 'right', render: (_, seen) => <Num value={seen.likes} /> },
              { title: '转发', align: 'right', render: (_, seen) => <Num value={seen.shares} /> },
              { title: '评论', align: 'right', render: (_, seen) => <Num value={seen.comments} /> },
              { title: '收藏', align: 'right', render: (_, seen) => <Num value={seen.favourites} /> },
              { title: '来源', dataIndex: 'source' },
            ]}
          />
          <h2 style={{ margin: '16px 0 8px', fontSize: 16 }}>问题</h2>
          {data.findings.length === 0 ? <p className="quiet">没有登记过问题。</p> : null}
          <ul>
            {data.findings.map((finding) => (
              <li key={finding.id}>
                {finding.occurredOn} {kindZh(finding.kind)}：{finding.title}
                {finding.state === 'withdrawn' ? '（已撤销）' : ''}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Drawer>
  )
}
