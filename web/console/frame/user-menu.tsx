import { LogoutOutlined, SafetyOutlined, UserOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Popover } from 'antd'
import { useState } from 'react'
import { type Me, signOut } from '../../../src/identity/identity.contract.ts'
import { duties } from '../../../src/units/duties.rules.ts'
import { leave } from '../../ui/me.ts'
import { useDo } from '../../ui/queries.ts'

export function UserMenu({ me }: { me: Me }) {
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const out = useDo(signOut, {
    onDone: async () => {
      await navigate({ to: '/sign-in' })
      leave()
    },
  })
  const content = (
    <div className="frame-menu-list">
      <div style={{ padding: '0 8px 8px', maxWidth: 280 }}>
        <strong>{me.name}</strong>
        <div className="quiet">{me.duties.map((duty) => duties[duty].zh).join('、')}</div>
      </div>
      <Button
        type="text"
        icon={<SafetyOutlined />}
        style={{ justifyContent: 'start' }}
        onClick={() => {
          setOpen(false)
          void navigate({ to: '/security' })
        }}
      >
        我的安全
      </Button>
      <Button
        type="text"
        icon={<LogoutOutlined />}
        style={{ justifyContent: 'start' }}
        loading={out.busy}
        onClick={() => out.run()}
      >
        退出
      </Button>
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={content} open={open} onOpenChange={setOpen}>
      <Button type="text" icon={<UserOutlined />} aria-label={`${me.name}，打开个人菜单`} aria-expanded={open}>
        <span className="frame-hide-phone">{me.name}</span>
      </Button>
    </Popover>
  )
}
