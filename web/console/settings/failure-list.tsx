import { Table } from 'antd'
import { type FailedDelivery, listFailures } from '../../../src/messages/channel-settings.contract.ts'
import { channels, deliveryStates, maxAttempts } from '../../../src/messages/channels.rules.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { usePhone } from '../../ui/use-media.ts'
import { When } from '../../ui/when.tsx'
import '../../ui/ledger.css'

/** The last deliveries that failed, and why. */
export function FailureList() {
  const { data, error } = useAsk(listFailures)
  const phone = usePhone()
  if (error) return <p role="alert">{error.message}</p>
  if (!data) return <PageSkeleton />
  return (
    <>
      <p className="quiet">
        近 7 天已发送 {data.sent} 条，待发送 {data.waiting} 条。发送失败的自动重试，共尝试 {maxAttempts}{' '}
        次；仍未送达的，收件人可在站内看到。
      </p>
      {phone ? (
        data.rows.length === 0 ? (
          <p>没有发送失败的消息。</p>
        ) : (
          <ul className="message-list">
            {data.rows.map((row) => (
              <li key={row.id}>
                <div>
                  <State row={row} /> {channels[row.channel].zh}
                </div>
                <div>{row.title}</div>
                <div className="quiet">
                  {row.name}（{row.unitName}）{row.address}
                </div>
                <div>{row.error}</div>
              </li>
            ))}
          </ul>
        )
      ) : (
        <Table<FailedDelivery>
          size="small"
          rowKey="id"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={data.rows}
          locale={{ emptyText: '没有发送失败的消息。' }}
          columns={[
            { title: '时间', render: (_, row) => <When at={row.at} /> },
            { title: '通道', render: (_, row) => channels[row.channel].zh },
            { title: '消息', dataIndex: 'title' },
            { title: '收件人', render: (_, row) => `${row.name}（${row.unitName}）` },
            { title: '地址', dataIndex: 'address' },
            { title: '状态', render: (_, row) => <State row={row} /> },
            { title: '已尝试', render: (_, row) => `${row.attempts} 次` },
            { title: '原因', dataIndex: 'error' },
            { title: '下次尝试', render: (_, row) => <When at={row.nextTryAt} /> },
          ]}
        />
      )}
    </>
  )
}

function State({ row }: { row: FailedDelivery }) {
  return (
    <StateTag tone={row.state === 'givenUp' ? 'grave' : 'soon'}>
      {row.state === 'givenUp' ? deliveryStates.givenUp.zh : deliveryStates.failed.zh}
    </StateTag>
  )
}
