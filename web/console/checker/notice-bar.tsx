import { Button } from 'antd'
import type { Notice } from './use-acts.ts'

/** What was done last, with the way back. */
export function NoticeBar({ notice, onClose }: { notice: Notice | null; onClose: () => void }) {
  return (
    <div className="no-print" role={notice?.failed ? 'alert' : 'status'}>
      {notice ? (
        <div className={notice.failed ? 'check-notice check-notice-failed' : 'check-notice'}>
          <span>{notice.words}</span>
          {notice.undo ? (
            <Button size="small" onClick={notice.undo}>
              撤销
            </Button>
          ) : null}
          <Button size="small" type="text" onClick={onClose}>
            知道了
          </Button>
        </div>
      ) : null}
    </div>
  )
}
