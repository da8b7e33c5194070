import { Button } from 'antd'
import { numberText } from '../../ui/number-text.ts'
import { AcceptAll } from './accept-all.tsx'
import type { Desk, Marked } from './desk.ts'
import type { CheckState } from './filters.ts'
import { FindingList } from './finding-list.tsx'
import { IgnoredList } from './ignored-list.tsx'
import { Summary } from './summary.tsx'
import type { useActs } from './use-acts.ts'

type Given = {
  desk: Desk
  /** What the filters leave, in the order of the text. */
  visible: readonly Marked[]
  state: CheckState
  onState: (patch: Record<string, unknown>) => void
  acts: ReturnType<typeof useActs>
  onRestore: (id: number) => void
  /** On a phone the details lie over the text instead. */
  onSheet: boolean
}

/** The list beside the text. */
export function FindingsPanel({ desk, visible, state, onState, acts, onRestore, onSheet }: Given) {
  const hidden = desk.findings.length - visible.length
  return (
    <>
      {desk.findings.length > 0 ? (
        <>
          <Summary findings={desk.findings} state={state} onChange={onState} />
          <div className="check-all no-print">
            <AcceptAll findings={visible} onAccept={acts.acceptAll} />
            {hidden > 0 ? (
              <span className="quiet">
                按筛选列出 {numberText(visible.length)} 处{' '}
                <Button size="small" type="link" onClick={() => onState({ severity: undefined, category: undefined })}>
                  全部列出
                </Button>
              </span>
            ) : null}
          </div>
          <FindingList
            findings={visible}
            here={acts.here}
            grouped={state.order === 'severity'}
            acts={acts.one}
            details={!onSheet}
          />
          {onSheet ? null : (
            <p className="quiet check-keys no-print">
              键盘：在清单中按 ↑ ↓ 逐处查看，Enter 采纳，Delete 忽略，空格 到原文修改；Ctrl+Z 撤销
            </p>
          )}
        </>
      ) : null}
      <IgnoredList findings={desk.ignored} onRestore={onRestore} />
    </>
  )
}
