import { BellOutlined } from '@ant-design/icons'
import { useLocation } from '@tanstack/react-router'
import { Badge, Button, Popover } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { countUnread } from '../../../src/messages/messages.contract.ts'
import { useAsk } from '../../ui/queries.ts'
import { colors } from '../../ui/theme.ts'

const BellList = lazy(async () => ({ default: (await import('./bell-list.tsx')).BellList }))

/** The unread count. It is asked for as pages change, not by the clock: that would keep an unattended session alive. */
export function Bell() {
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  const unread = useAsk(countUnread, undefined, { staleTime: 10_000 })
  const count = unread.data?.count ?? 0
  const { refetch } = unread
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page is a reason to ask
  useEffect(() => {
    void refetch({ cancelRefetch: false })
  }, [pathname, refetch])
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <Suspense fallback={<p>正在载入…</p>}>
          <BellList onClose={() => setOpen(false)} />
        </Suspense>
      }
    >
      <Button
        type="text"
        aria-label={count > 0 ? `消息，${count} 条未读` : '消息'}
        aria-expanded={open}
        icon={
          <Badge count={count} size="small" overflowCount={99} color={colors.accent}>
            <BellOutlined style={{ fontSize: 16 }} />
          </Badge>
        }
      />
    </Popover>
  )
}
