import { useSyncExternalStore } from 'react'

function watch(changed: () => void) {
  addEventListener('online', changed)
  addEventListener('offline', changed)
  return () => {
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
  }
}

export function Offline() {
  const online = useSyncExternalStore(watch, () => navigator.onLine)
  return (
    <div role="status">
      {online ? null : (
        <div className="frame-note frame-offline">
          网络已断开：页面内容可能不是最新，填写的内容请勿关闭页面，恢复后再提交
        </div>
      )}
    </div>
  )
}
