import { UploadOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { listAccountPosts, PostFilter, type PostView } from '../../../src/publishing/publishing.contract.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { useMay } from '../../ui/me.ts'
import { Num } from '../../ui/num.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'
import { PostDrawer } from './post-drawer.tsx'
import { Reads, yesNoText } from './post-words.tsx'

const Filters = PostFilter.extend({ sort: PostFilter.shape.sort.optional() })
const Opened = z.object({ id: z.string(), publishedAt: z.string() })
type Opened = z.infer<typeof Opened>

/** The posts of an account with what was last seen of each: the tab 内容 of its case. */
export function AccountPosts({ accountId }: { accountId: string }) {
  const navigate = useNavigate()
  const mayImport = useMay('figures.import')
  const [filters, setFilters] = useUrlState(Filters)
  const [opened, setOpened] = useState<Opened | null>(null)
  const ledger = useLedger(listAccountPosts, filters, { id: accountId })
  const figure = (
    key: 'wows' | 'likes' | 'shares' | 'comments' | 'favourites',
    title: string,
  ): LedgerColumn<PostView> => ({
    key,
    title,
    number: true,
    render: ({ seen }) => <Num value={seen?.[key]} />,
    ...(key === 'favourites' ? { hiddenAtFirst: true } : {}),
  })
  const title = (row: PostView) => (
    <Button
      type="link"
      size="small"
      style={{ whiteSpace: 'normal', height: 'auto', textAlign: 'start', paddingInline: 0 }}
      onClick={() => setOpened(Opened.parse(row))}
    >
      {row.title}
    </Button>
  )
  const columns: readonly LedgerColumn<PostView>[] = [
    { key: 'publishedAt', title: '发布时间', render: (row) => <When at={row.publishedAt} />, width: 150 },
    { key: 'title', title: '标题', always: true, render: title },
    { key: 'headline', title: '头条', render: (row) => yesNoText(row.headline) },
    { key: 'original', title: '原创', render: (row) => yesNoText(row.original) },
    { key: 'reads', title: '阅读（播放）', number: true, render: ({ seen }) => <Reads seen={seen} /> },
    figure('wows', '在看'),
    figure('likes', '点赞'),
    figure('shares', '转发'),
    figure('comments', '评论'),
    figure('favourites', '收藏'),
    { key: 'capturedAt', title: '数据时间', render: ({ seen }) => <When at={seen?.capturedAt} /> },
    { key: 'source', title: '数据来源', render: ({ seen }) => seen?.source ?? '—', hiddenAtFirst: true },
  ]
  const upload = mayImport ? (
    <Button
      icon={<UploadOutlined />}
      onClick={() => void navigate({ href: `/imports/new?kind=posts&account=${accountId}` })}
    >
      导入作品数据
    </Button>
  ) : null
  return (
    <>
      <FilterBar
        onReset={() => setFilters({ from: undefined, to: undefined, sort: undefined })}
        fields={[
          {
            key: 'from',
            label: '发布日期从',
            control: <DayInput value={filters.from} onChange={(from) => setFilters({ from })} />,
          },
          {
            key: 'to',
            label: '到',
            control: <DayInput value={filters.to} onChange={(to) => setFilters({ to })} />,
          },
          {
            key: 'sort',
            label: '排序',
            control: (
              <Select
                value={filters.sort ?? 'published'}
                onChange={(sort) => setFilters({ sort })}
                options={[
                  { value: 'published', label: '最近发布在前' },
                  { value: 'reads', label: '阅读最多在前' },
                ]}
              />
            ),
          },
        ]}
      />
      <LedgerTable<PostView>
        name="account-posts"
        caption="作品"
        columns={columns}
        ledger={ledger}
        total={null}
        tools={upload}
        empty={{ reason: '没有符合条件的作品。尚未导入不等于没有发布。', next: upload }}
        mobile={(row) => (
          <>
            {title(row)}
            <div>
              阅读 <Reads seen={row.seen} /> · 点赞 <Num value={row.seen?.likes} /> · 转发{' '}
              <Num value={row.seen?.shares} />
            </div>
            <div className="quiet">
              <When at={row.publishedAt} />
            </div>
          </>
        )}
      />
      {opened ? <PostDrawer {...opened} onClose={() => setOpened(null)} /> : null}
    </>
  )
}
