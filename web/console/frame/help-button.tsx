import { QuestionCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Page } from '../pages.ts'

const HelpDrawer = lazy(async () => ({ default: (await import('./help-drawer.tsx')).HelpDrawer }))

export function HelpButton({ page }: { page: Page | undefined }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        type="text"
        icon={<QuestionCircleOutlined style={{ fontSize: 16 }} />}
        aria-label="帮助"
        onClick={() => setOpen(true)}
      />
      {open ? (
        <Suspense>
          <HelpDrawer page={page} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
