import { Button, Modal } from 'antd'

/** `prolongs` is whether going on is still possible, or the session has reached its longest time. */
export function IdleDialog(given: { prolongs: boolean; busy: boolean; onStay: () => void }) {
  const { prolongs, busy, onStay } = given
  return (
    <Modal
      open
      title="登录即将过期"
      closable={false}
      footer={
        <Button type="primary" loading={busy} onClick={onStay}>
          {prolongs ? '继续' : '知道了'}
        </Button>
      }
    >
      <p>
        {prolongs
          ? '您已较长时间没有操作，约 2 分钟后将自动退出。选择“继续”保持登录。'
          : '本次登录已到最长时限，约 2 分钟后需重新登录。填写的内容会保留在页面上。'}
      </p>
    </Modal>
  )
}
