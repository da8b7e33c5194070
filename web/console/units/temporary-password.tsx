import { Button, Modal } from 'antd'

type Given = { name: string; username: string; password: string; onClose: () => void }

/** Shown once: nobody, not even the administrator, can read it again. */
export function TemporaryPassword({ name, username, password, onClose }: Given) {
  return (
    <Modal
      open
      title={`${name}的临时密码`}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose}>
          已转告本人，关闭
        </Button>
      }
    >
      <p>
        用户名：<strong>{username}</strong>
      </p>
      <p className="temporary-password">{password}</p>
      <p>此密码只显示这一次。请当面或通过可靠途径转告本人，首次登录后必须修改。</p>
    </Modal>
  )
}
