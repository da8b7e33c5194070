import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { categories } from '../../../src/checker/finding.ts'
import type { Marked } from './desk.ts'
import { FindingButtons, FindingWhy } from './finding-item.tsx'
import type { Acts } from './finding-list.tsx'
import { ModelMark, SeverityWord } from './finding-words.tsx'

type Given = { findings: readonly Marked[]; here: number | null; acts: Acts; onClose: () => void }

/** On a phone the finding that is chosen lies over the foot of the screen, below its place in the text. */
export function FindingSheet({ findings, here, acts, onClose }: Given) {
  const index = findings.findIndex(({ id }) => id === here)
  const finding = findings[index]
  if (!finding) return null
  const go = (to: Marked | undefined) => to && acts.choose(to)
  return (
    <section className="check-sheet no-print" aria-label="当前问题">
      <div className="check-sheet-head">
        <span className="check-kind">
          <SeverityWord severity={finding.severity} />
          <span className="quiet">{categories[finding.category].zh}</span>
          <ModelMark ruleId={finding.ruleId} />
        </span>
        <span className="quiet">
          {index + 1} / {findings.length}
        </span>
        <Button size="small" disabled={index === 0} onClick={() => go(findings[index - 1])}>
          上一处
        </Button>
        <Button size="small" disabled={index === findings.length - 1} onClick={() => go(findings[index + 1])}>
          下一处
        </Button>
        <Button size="small" type="text" icon={<CloseOutlined />} aria-label="收起" onClick={onClose} />
      </div>
      <div className="check-message">{finding.message}</div>
      <FindingWhy finding={finding} />
      <FindingButtons finding={finding} acts={acts} reachable />
    </section>
  )
}
