import { listAccountPosts, type PostView } from '../../../src/publishing/publishing.contract.ts'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { Num } from '../../ui/num.tsx'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'

const yesNo = (value: boolean | null) => (value === null ? '未知' : value ? '是' : '否')

function Reads({ post }: { post: PostView }) {
  return (
    <>
      <Num value={post.seen?.reads} />
      {post.seen?.readsCapped ? <span title="平台只显示“10万+”，按 100001 计">（10万+）</span> : null}
    </>
  )
}

const columns: readonly LedgerColumn<PostView>[] = [
  { key: 'publishedAt', title: '发布时间', always: true, render: (post) => <When at={post.publishedAt} /> },
  { key: 'title', title: '标题', always: true, render: (post) => <Title post={post} /> },
  { key: 'headline', title: '头条', render: (post) => yesNo(post.headline) },
  { key: 'original', title: '原创', render: (post) => yesNo(post.original) },
  { key: 'reads', title: '阅读（播放）', number: true, render: (post) => <Reads post={post} /> },
  { key: 'wows', title: '在看', number: true, render: (post) => <Num value={post.seen?.wows} /> },
  { key: 'likes', title: '点赞', number: true, render: (post) => <Num value={post.seen?.likes} /> },
  { key: 'shares', title: '转发', number: true, render: (post) => <Num value={post.seen?.shares} /> },
  { key: 'comments', title: '评论', number: true, render: (post) => <Num value={post.seen?.comments} /> },
  { key: 'source', title: '数据来源', hiddenAtFirst: true, render: (post) => post.seen?.source ?? '—' },
  { key: 'capturedAt', title: '采集时间', hiddenAtFirst: true, render: (post) => <When at={post.seen?.capturedAt} /> },
]

function Title({ post }: { post: PostView }) {
  if (!post.url) return <span className="account-unit">{post.title}</span>
  return (
    <a className="account-unit" href={post.url} target="_blank" rel="noreferrer noopener">
      {post.title}
    </a>
  )
}

/** What the account has published, newest first, with the newest figures of each post. */
export function PostsTab({ accountId }: { accountId: string }) {
  const ledger = useLedger(listAccountPosts, {}, { id: accountId })
  return (
    <LedgerTable<PostView>
      name="account-posts"
      caption="作品列表"
      columns={columns}
      ledger={ledger}
      total={null}
      empty={{ reason: '还没有该账号的作品数据，可在“作品与数据导入”中导入。' }}
      mobile={(post) => (
        <>
          <Title post={post} />
          <div className="quiet">
            <When at={post.publishedAt} />
          </div>
          <div>
            阅读 <Reads post={post} /> · 点赞 <Num value={post.seen?.likes} />
          </div>
        </>
      )}
    />
  )
}
