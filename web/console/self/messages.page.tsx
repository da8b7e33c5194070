import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import {
  listMessages,
  type MessageView,
  readAllMessages,
  readMessage,
} from '../../../src/messages/messages.contract.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useDo } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'
import { MessageChoices } from './message-choices.tsx'
import '../../ui/ledger.css'

const Filters = z.object({ unread: z.literal('1').optional() })

/** Everything that the person has been told. */
export function Page() {
  const [filters, setFilters] = useUrlState(Filters)
  const { rows, loading, error, retry, toNext, toPrevious } = useLedger(listMessages, filters)
  const read = useDo(readMessage, { invalidates: ['/api/messages'] })
  const readAll = useDo(readAllMessages, { invalidates: ['/api/messages'], success: '已全部标为已读' })
  const [choosing, setChoosing] = useState(false)
  return (
    <>
      <PageHead
        title="消息"
        description="办理结果、提醒和任务完成通知"
        actions={
          <>
            <Button onClick={() => setChoosing(true)}>接收方式</Button>
            <Button loading={readAll.busy} onClick={() => readAll.run()}>
              全部标为已读
            </Button>
          </>
        }
      />
      <section className="ledger" aria-label="消息列表">
        <div className="ledger-bar">
          <Checkbox checked={filters.unread === '1'} onChange={({ target }) => setFilters({ unread: target.checked })}>
            只看未读
          </Checkbox>
        </div>
        {loading ? <PageSkeleton /> : null}
        {error ? (
          <div className="ledger-empty" role="alert">
            <p>{error.message}</p>
            <Button onClick={retry}>重试</Button>
          </div>
        ) : null}
        {!loading && !error && rows.length === 0 ? (
          <div className="ledger-empty">
            {filters.unread ? '没有未读消息。' : '还没有消息。任务完成、数据导入结果等会在这里通知您。'}
          </div>
        ) : null}
        <ul className="message-list">
          {rows.map((message) => (
            <Line key={message.id} message={message} onRead={() => read.run({ params: { id: message.id } })} />
          ))}
        </ul>
        {toNext || toPrevious ? (
          <nav className="ledger-pager" aria-label="翻页">
            <Button disabled={!toPrevious} onClick={() => toPrevious?.()}>
              上一页
            </Button>
            <Button disabled={!toNext} onClick={() => toNext?.()}>
              下一页
            </Button>
          </nav>
        ) : null}
      </section>
      {choosing ? <MessageChoices onClose={() => setChoosing(false)} /> : null}
    </>
  )
}

function Line({ message, onRead }: { message: MessageView; onRead: () => void }) {
  const navigate = useNavigate()
  return (
    <li>
      <div>
        {message.readAt ? null : <StateTag tone="plain">未读</StateTag>} <strong>{message.title}</strong>
      </div>
      {message.body ? <div>{message.body}</div> : null}
      <div className="quiet">
        <When at={message.createdAt} />
        {message.link ? (
          <Button
            type="link"
            size="small"
            onClick={() => {
              if (!message.readAt) onRead()
              void navigate({ href: message.link ?? '/' })
            }}
          >
            去查看
          </Button>
        ) : null}
        {message.readAt ? null : (
          <Button type="link" size="small" onClick={onRead}>
            标为已读
          </Button>
        )}
      </div>
    </li>
  )
}
