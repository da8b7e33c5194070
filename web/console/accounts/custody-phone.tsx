import { useState } from 'react'
import { showCustodyPhone } from '../../../src/accounts/custody.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { useMay } from '../../ui/me.ts'

/** The number with which the account was registered, masked until somebody says why she must see it. */
export function CustodyPhone({ accountId, mask }: { accountId: string; mask: string | null }) {
  const may = useMay('personal.unmask')
  const [phone, setPhone] = useState<string | null>(null)
  if (!mask) return <span className="quiet">未登记</span>
  if (phone || !may) return <span>{phone ?? mask}</span>
  return (
    <span>
      {mask}{' '}
      <ConfirmDo
        type="link"
        size="small"
        label="查看完整号码"
        consequence="完整号码属于个人信息，查看人、时间和原因将记入审计日志。"
        reason={{ label: '查看原因', hint: '至少 2 个字' }}
        onConfirm={async (reason) => {
          setPhone((await call(showCustodyPhone, { params: { id: accountId }, body: { reason } })).phone)
        }}
      />
    </span>
  )
}
