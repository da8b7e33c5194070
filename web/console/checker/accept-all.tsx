import { ConfirmDo } from '../../ui/confirm-do.tsx'
import type { Marked } from './desk.ts'
import { countCategories, sureFindings } from './filters.ts'

type Given = { findings: readonly Marked[]; onAccept: (findings: readonly Marked[]) => void }

/** Corrects what leaves no choice, after saying how much of what that is. */
export function AcceptAll({ findings, onAccept }: Given) {
  const sure = sureFindings(findings)
  const left = findings.length - sure.length
  const kinds = countCategories(sure).map(({ zh, count }) => `${zh} ${count} 处`)
  return (
    <ConfirmDo
      label={`全部采纳（${sure.length}）`}
      size="small"
      disabled={sure.length === 0}
      consequence={
        <>
          <p>
            将修改 {sure.length} 处：{kinds.join('、')}。修改后可以撤销。
          </p>
          <p className="quiet">
            只采纳当前列出的、仅有一种改法的问题。
            {left > 0 ? `其余 ${left} 处有多种改法、没有改法或者只是提示、推测，须逐处核对。` : ''}
          </p>
        </>
      }
      onConfirm={async () => onAccept(sure)}
    />
  )
}
