import { Button } from 'antd'
import { viewCustody } from '../../../src/accounts/custody.contract.ts'
import { custodyItems } from '../../../src/accounts/custody.rules.ts'
import { useAsk } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'

/** What stands above the account while somebody who kept something of it is gone, or somebody must confirm. */
export function CustodyAlert({ accountId, onOpen }: { accountId: string; onOpen: () => void }) {
  const { data } = useAsk(viewCustody, { params: { id: accountId } })
  const gone = data?.items.filter((item) => item.todo === 'keeperGone') ?? []
  const mine = data?.transfers.some((transfer) => transfer.mine) ?? false
  if (gone.length === 0 && !mine) return null
  return (
    <div className="panel custody-alert" role="status">
      {gone.length > 0 ? (
        <span>
          <StateTag tone="grave">待办</StateTag> {gone.map((item) => custodyItems[item.item].zh).join('、')}
          的保管人已离岗，须交接。
        </span>
      ) : (
        <span>
          <StateTag tone="busy">待办</StateTag> 有一张保管交接单等待您确认。
        </span>
      )}
      <Button type="link" onClick={onOpen}>
        去办理
      </Button>
    </div>
  )
}
