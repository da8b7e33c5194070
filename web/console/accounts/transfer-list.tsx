import {
  confirmTransfer,
  type TransferView,
  transferDocument,
  withdrawTransfer,
} from '../../../src/accounts/custody.contract.ts'
import { custodyItems, transferStates } from '../../../src/accounts/custody.rules.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { Download } from '../../ui/download.tsx'
import { queryClient } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'

const reload = () =>
  queryClient.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/accounts') })

export function TransferList({ transfers, manages }: { transfers: readonly TransferView[]; manages: boolean }) {
  if (transfers.length === 0) return <p className="quiet">还没有办理过交接。</p>
  return (
    <ul className="custody-items">
      {transfers.map((transfer) => (
        <li key={transfer.id}>
          <div className="card-line">
            <StateTag tone={transferStates[transfer.state].tone}>{transferStates[transfer.state].zh}</StateTag>
            <strong>{transfer.items.map((item) => custodyItems[item].zh).join('、')}</strong>
          </div>
          <div>
            {transfer.from.name} 移交 {transfer.to.name}
            {transfer.to.unitName === transfer.from.unitName ? '' : `（${transfer.to.unitName}）`}，{transfer.reason}
          </div>
          <div className="quiet">
            {transfer.madeBy}于 <When at={transfer.createdAt} /> 发起
            {transfer.endedAt ? (
              <>
                ，<When at={transfer.endedAt} /> {transferStates[transfer.state].zh}
              </>
            ) : null}
          </div>
          <div className="card-line no-print">
            {transfer.mine ? (
              <ConfirmDo
                type="primary"
                label="确认接收"
                consequence={`您确认已当面收到${transfer.items.map((item) => custodyItems[item].zh).join('、')}，此后由您保管。请随后在平台上修改密码并重新密封备份。`}
                onConfirm={async () => {
                  await call(confirmTransfer, { params: { id: transfer.id } })
                  await reload()
                }}
              />
            ) : null}
            {manages && transfer.state === 'open' ? (
              <ConfirmDo
                label="撤回"
                consequence="撤回后保管人不变，接收人会收到通知。"
                reason={{ label: '撤回原因' }}
                onConfirm={async (reason) => {
                  await call(withdrawTransfer, { params: { id: transfer.id }, body: { reason } })
                  await reload()
                }}
              />
            ) : null}
            <Download endpoint={transferDocument} args={{ params: { id: transfer.id } }}>
              交接单（Word）
            </Download>
          </div>
        </li>
      ))}
    </ul>
  )
}
