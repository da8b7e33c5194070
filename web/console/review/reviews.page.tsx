import { ArrowLeftOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Input, Select, Tabs } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import {
  countReviews,
  listReviews,
  type ReviewBox,
  type ReviewCounts,
  ReviewFilter,
} from '../../../src/review/review.contract.ts'
import type { ReviewAction } from '../../../src/review/review.rules.ts'
import { numberText } from '../../ui/number-text.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { useMedia } from '../../ui/use-media.ts'
import { QueueCase } from './queue-case.tsx'
import { QueueList } from './queue-list.tsx'
import { reviewKinds } from './review-words.tsx'
import '../../ui/ledger.css'
import './review.css'

const Filters = ReviewFilter.extend({ review: z.uuid().optional(), cursor: z.string().optional() })

const boxes: Record<ReviewBox, { zh: string; empty: string }> = {
  todo: { zh: '待我审核', empty: '没有等您审核的事项。有新的申请提交到您这一步时，会在这里和消息中提醒。' },
  done: { zh: '我已审核', empty: '您还没有审核过事项。' },
  copied: { zh: '抄送我的', empty: '没有抄送给您的事项。' },
  mine: { zh: '我提交的', empty: '您还没有提交过需要审核的事项。' },
  all: { zh: '全部', empty: '本人可见范围内没有审核事项。' },
}
/** After these the case has left the queue of whoever decided. */
const leaves: readonly ReviewAction[] = ['approve', 'stepBack', 'sendBack', 'refuse', 'transfer', 'withdraw']

const lateOnes = { box: undefined, late: '1', review: undefined }

/** 待我审核: the list, the case, the decision; after a decision the next one opens. */
export function Page() {
  const [{ review, cursor, ...filters }, setFilters] = useUrlState(Filters)
  const single = useMedia('(max-width: 999px)')
  const ledger = useLedger(listReviews, filters)
  const counts = useAsk(countReviews, { query: filters }, { keep: true, staleTime: 0 })
  const [words, setWords] = useState(filters.q ?? '')
  const current = review ?? (single ? undefined : ledger.rows[0]?.id)
  const order = useRef<readonly string[]>([])
  const decided = useRef(false)
  const ids = ledger.rows.map(({ id }) => id)
  // The list as it stood around the open case: when that has left, its neighbour is still known.
  if (current && ids.includes(current)) order.current = ids
  const open = (id: string | undefined) => setFilters({ review: id, cursor }, single ? 'push' : 'replace')
  const toDecision = () => document.querySelector<HTMLElement>('.decision-bar button')?.focus()
  const afterDecision = (action: ReviewAction) => {
    if (filters.box !== 'todo' || !leaves.includes(action)) return
    const at = order.current.indexOf(current ?? '')
    const next = order.current[at + 1] ?? order.current[at - 1]
    setFilters({ review: single ? next : next === current ? undefined : next, cursor })
    decided.current = true
  }
  // The closing dialog gives the focus back to a button that is gone: it goes on with the case that has opened.
  useEffect(() => {
    if (!decided.current) return
    decided.current = false
    const row = current ? document.querySelector<HTMLElement>('.queue-row[aria-current="true"]') : null
    ;(row ?? document.getElementById('page-title'))?.focus()
  }, [current])
  // Where there is no room for both, an open case has the page to itself.
  const alone = single && review !== undefined
  const narrowed = Boolean(filters.kind || filters.q || filters.late)
  return (
    <>
      <PageHead
        title={boxes[filters.box].zh}
        description={alone ? null : <Waiting counts={counts.data} onLate={() => setFilters(lateOnes)} />}
        actions={
          alone ? (
            <Button icon={<ArrowLeftOutlined />} onClick={() => setFilters({ review: undefined, cursor })}>
              返回列表
            </Button>
          ) : (
            <Link to={'/reviews/absences' as '/'}>外出代理</Link>
          )
        }
      />
      {alone ? null : (
        <div className="queue-head">
          <Tabs
            activeKey={filters.box}
            onChange={(box) =>
              setFilters({ box: box === 'todo' ? undefined : box, review: undefined, late: undefined })
            }
            items={Object.entries(boxes).map(([key, { zh }]) => ({
              key,
              label:
                key === filters.box && counts.data
                  ? `${zh}（${numberText(counts.data.listed)}）`
                  : key === 'todo' && counts.data
                    ? `${zh}（${numberText(counts.data.todo)}）`
                    : zh,
            }))}
          />
          <search className="queue-filters" aria-label="筛选条件">
            <Input.Search
              value={words}
              allowClear
              aria-label="查找标题或主办单位"
              placeholder="标题、主办单位"
              onChange={({ target }) => setWords(target.value)}
              onSearch={(q) => setFilters({ q, review: undefined })}
            />
            <Select
              value={filters.kind ?? ''}
              aria-label="事项"
              onChange={(kind) => setFilters({ kind, review: undefined })}
              options={[
                { value: '', label: '全部事项' },
                ...Object.entries(reviewKinds).map(([value, label]) => ({ value, label })),
              ]}
            />
            {narrowed ? (
              <Button
                onClick={() => {
                  setWords('')
                  setFilters({ kind: undefined, q: undefined, late: undefined, review: undefined })
                }}
              >
                重置
              </Button>
            ) : null}
          </search>
          {filters.late ? (
            <p>
              <StateTag tone="grave">只看逾期</StateTag>{' '}
              <Button size="small" type="link" onClick={() => setFilters({ late: undefined, review: undefined })}>
                取消
              </Button>
            </p>
          ) : null}
        </div>
      )}
      <div className={single ? 'queue queue-narrow' : 'queue'}>
        {alone ? null : (
          <QueueList
            ledger={ledger}
            current={current}
            empty={narrowed ? '没有符合条件的事项，可以重置筛选条件。' : boxes[filters.box].empty}
            onOpen={open}
            onEnter={toDecision}
          />
        )}
        {current ? (
          <QueueCase reviewId={current} onDecided={afterDecision} first={single ? 'review' : 'content'} />
        ) : null}
      </div>
      {single ? null : <p className="quiet">键盘：↑↓ 换一件，Enter 到办理按钮，在意见框中按 Ctrl+Enter 确认。</p>}
    </>
  )
}

function Waiting({ counts, onLate }: { counts: ReviewCounts | undefined; onLate: () => void }) {
  if (!counts) return null
  return (
    <>
      待我审核 {numberText(counts.todo)} 件
      {counts.late > 0 ? (
        <>
          ，其中
          <Button type="link" size="small" danger onClick={onLate}>
            逾期 {numberText(counts.late)} 件
          </Button>
        </>
      ) : null}
    </>
  )
}
