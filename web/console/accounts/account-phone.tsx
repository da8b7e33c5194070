import { Button } from 'antd'
import { useState } from 'react'
import { unmaskPhone } from '../../../src/accounts/accounts.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { useMay } from '../../ui/me.ts'

type Given = { id: string; which: 'account' | 'unit'; mask: string | null }

/** A masked number; whoever may see the whole says why, and that is audited. */
export function AccountPhone({ id, which, mask }: Given) {
  const may = useMay('personal.unmask')
  const [phone, setPhone] = useState<string | null>(null)
  if (!mask) return <span className="quiet">未登记</span>
  if (phone) {
    return (
      <span>
        {phone}
        <Button type="link" size="small" onClick={() => setPhone(null)}>
          隐藏
        </Button>
      </span>
    )
  }
  return (
    <span>
      {mask}
      {may ? (
        <>
          {' '}
          <ConfirmDo
            type="link"
            size="small"
            label="查看完整号码"
            consequence="完整号码属于个人信息，查看人、时间和原因将记入审计日志。"
            reason={{ label: '查看原因', hint: '至少 4 个字' }}
            onConfirm={async (reason) => {
              const answer = await call(unmaskPhone, { params: { id }, body: { which, reason } })
              setPhone(answer.phone)
            }}
          />
        </>
      ) : null}
    </span>
  )
}
