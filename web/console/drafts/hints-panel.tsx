import { Button } from 'antd'
import { beijingDay } from '../../../src/core/clock.rules.ts'
import { AcceptAll } from '../checker/accept-all.tsx'
import { FindingList } from '../checker/finding-list.tsx'
import { IgnoredList } from '../checker/ignored-list.tsx'
import { ModelLook } from '../checker/model-look.tsx'
import { Status } from '../checker/status.tsx'
import type { Hints } from './use-hints.ts'
import '../checker/checker.css'

type Given = { hints: Hints; editable: boolean; scheduledAt: string | null; onSheet: boolean }

/** Everything that was found in title, digest and body, the gravest first. */
export function HintsPanel({ hints, editable, scheduledAt, onSheet }: Given) {
  const { desk, findings, ordered, checking, here, acts } = hints
  return (
    <section className="draft-hints" aria-label="检查结果">
      <Status
        checking={checking}
        text={desk.text}
        findings={findings}
        on={beijingDay(scheduledAt ? new Date(scheduledAt) : new Date())}
      />
      {checking.modelCheck && editable ? <ModelLook text={desk.text} onProposed={hints.propose} /> : null}
      {findings.length > 0 ? (
        <>
          {editable ? <AcceptAll findings={findings} onAccept={hints.acceptAll} /> : null}
          <FindingList findings={ordered} here={here} grouped acts={acts} details={!onSheet} />
          <p className="quiet check-keys no-print">
            键盘：在正文中按 F8 到下一处、Shift+F8 到上一处；在清单中按 ↑ ↓ 逐处查看，Enter 采纳，Delete 忽略，空格
            到原文修改
          </p>
        </>
      ) : null}
      <IgnoredList findings={desk.ignored} onRestore={hints.restore} />
      {here !== null && !onSheet ? (
        <Button size="small" type="text" onClick={() => hints.setHere(null)}>
          收起说明
        </Button>
      ) : null}
    </section>
  )
}
