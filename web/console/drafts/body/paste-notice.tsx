import { Alert, Button, Modal, Progress } from 'antd'
import type { usePaste } from './use-paste.ts'

/** What happens to what was pasted, and what was not taken. */
export function PasteNotice({ paste }: { paste: ReturnType<typeof usePaste> }) {
  const { state } = paste
  if (state.kind === 'cleaning') return <p role="status">正在整理粘贴的内容…</p>
  if (state.kind === 'asking') {
    return (
      <Modal
        open
        title={`粘贴的内容带有 ${state.count} 张图片`}
        okText={`上传这 ${state.count} 张`}
        cancelText="只要文字"
        closable={false}
        mask={{ closable: false }}
        onOk={() => paste.decide(true)}
        onCancel={() => paste.decide(false)}
      >
        图片将逐张上传到素材库，可随时停止，已上传的保留。只要文字的，图片不带入。
      </Modal>
    )
  }
  if (state.kind === 'uploading') {
    return (
      <div className="draft-uploading" role="status">
        正在上传图片 {state.done + 1} / {state.count}
        <Progress percent={Math.floor((state.done / state.count) * 100)} size="small" aria-label="图片上传进度" />
        <Button size="small" onClick={paste.cancel}>
          停止上传
        </Button>
      </div>
    )
  }
  const { told } = state
  if (!told) return null
  const { removed, foreign, local, refused } = told
  if (removed.length + foreign.length + local + refused.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      closable={{ onClose: paste.dismiss, 'aria-label': '关闭提示' }}
      title="粘贴的内容有部分没有带入"
      description={
        <ul className="draft-told">
          {removed.length > 0 ? <li>已去除：{removed.join('、')}</li> : null}
          {local > 0 ? <li>{local} 张本机图片浏览器不能读取，请用“插入图片”上传</li> : null}
          {foreign.length > 0 ? (
            <li>
              {foreign.length} 张外站图片没有带入，确有使用权的请下载后上传：
              <ul>
                {foreign.slice(0, 5).map((address) => (
                  <li key={address} className="draft-address">
                    {address}
                  </li>
                ))}
                {foreign.length > 5 ? <li>……等 {foreign.length} 张</li> : null}
              </ul>
            </li>
          ) : null}
          {refused.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      }
    />
  )
}
