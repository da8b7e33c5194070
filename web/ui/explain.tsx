import { QuestionCircleOutlined } from '@ant-design/icons'
import { Button, Drawer, Popover } from 'antd'
import { type ReactNode, useState } from 'react'

type Given = {
  /** What is explained, e.g. `健康指数为什么是 82.50 分`. */
  title: string
  children: ReactNode
  label?: string
  /** Long explanations open beside the page instead of over it. */
  long?: boolean
}

/** 为什么？: the rule and clause, the inputs, the evidence, and who can change it. */
export function Explain({ title, children, label = '为什么？', long = false }: Given) {
  const [open, setOpen] = useState(false)
  const button = (
    <Button
      type="link"
      size="small"
      icon={<QuestionCircleOutlined />}
      aria-label={`${label}${title}`}
      aria-expanded={open}
      style={{ paddingInline: 4 }}
      {...(long ? { onClick: () => setOpen(true) } : {})}
    >
      {label}
    </Button>
  )
  if (long) {
    return (
      <>
        {button}
        <Drawer open={open} onClose={() => setOpen(false)} title={title} size={560} destroyOnHidden>
          {children}
        </Drawer>
      </>
    )
  }
  return (
    <Popover
      trigger="click"
      title={title}
      content={<div style={{ maxWidth: 380 }}>{children}</div>}
      open={open}
      onOpenChange={setOpen}
    >
      {button}
    </Popover>
  )
}
