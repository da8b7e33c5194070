import { Drawer } from 'antd'
import { productName } from '../../ui/page-head.tsx'
import { Menu } from './menu.tsx'

export function MenuDrawer({ at, onClose }: { at: string | undefined; onClose: () => void }) {
  return (
    <Drawer open placement="left" size={272} title={productName} onClose={onClose} styles={{ body: { padding: 0 } }}>
      <Menu at={at} onChosen={onClose} />
    </Drawer>
  )
}
