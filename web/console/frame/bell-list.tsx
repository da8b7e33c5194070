import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import {
  listMessages,
  type MessageView,
  readAllMessages,
  readMessage,
} from '../../../src/messages/messages.contract.ts'
import { useAsk, useDo } from '../../ui/queries.ts'
import { When } from '../../ui/when.tsx'

/** The newest messages; a message leads to what it tells of and is read by that. */
export function BellList({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const messages = useAsk(listMessages, { query: { limit: 8 } }, { staleTime: 0 })
  const read = useDo(readMessage, { invalidates: ['/api/messages'] })
  const readAll = useDo(readAllMessages, { invalidates: ['/api/messages'] })
  const open = (message: MessageView) => {
    if (!message.readAt) read.run({ params: { id: message.id } })
    if (!message.link) return
    onClose()
    void navigate({ href: message.link })
  }
  const rows = messages.data?.rows ?? []
  return (
    <section className="bell-list" aria-label="消息">
      <div className="bell-list-head">
        <strong>消息</strong>
        <Button
          type="link"
          size="small"
          disabled={rows.every((row) => row.readAt)}
          loading={readAll.busy}
          onClick={() => readAll.run()}
        >
          全部标为已读
        </Button>
      </div>
      {messages.isPending ? <Skeleton active title={false} /> : null}
      {messages.isError ? <p role="alert">{messages.error.message}</p> : null}
      {messages.data && rows.length === 0 ? (
        <p className="quiet">暂无消息。任务完成、数据导入结果等会在这里通知您。</p>
      ) : null}
      <ul>
        {rows.map((message) => (
          <li key={message.id}>
            <button type="button" className="bell-message" onClick={() => open(message)}>
              <span>
                {message.readAt ? null : <span className="bell-unread">未读</span>}
                {message.title}
              </span>
              {message.body ? <span className="quiet">{message.body}</span> : null}
              <span className="quiet">
                <When at={message.createdAt} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Link to="/messages" onClick={onClose}>
        查看全部消息
      </Link>
    </section>
  )
}
