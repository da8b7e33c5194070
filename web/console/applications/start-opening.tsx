import { PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { startApplication } from '../../../src/accounts/applications.contract.ts'
import type { ApiError } from '../../ui/api-error.ts'
import { useDo } from '../../ui/queries.ts'

/** Begins an opening; whoever may not apply is told why on the page (§6.1.2). */
export function StartOpening({ onRefused }: { onRefused: (error: ApiError | null) => void }) {
  const navigate = useNavigate()
  const start = useDo(startApplication, {
    invalidates: ['/api/applications'],
    onDone: ({ id }) => navigate({ to: `/applications/${id}` as '/' }),
    onFail: onRefused,
  })
  return (
    <Button
      type="primary"
      icon={<PlusOutlined />}
      loading={start.busy}
      onClick={() => {
        onRefused(null)
        start.run({ body: { kind: 'opening' } })
      }}
    >
      申请开设账号
    </Button>
  )
}
