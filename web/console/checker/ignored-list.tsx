import { Button } from 'antd'
import type { Marked } from './desk.ts'
import { SeverityWord } from './finding-words.tsx'

type Given = { findings: readonly Marked[]; onRestore: (id: number) => void }

export function IgnoredList({ findings, onRestore }: Given) {
  if (findings.length === 0) return null
  return (
    <details className="check-ignored no-print">
      <summary>已忽略 {findings.length} 处（仅本次有效）</summary>
      <ul>
        {findings.slice(0, 100).map((finding) => (
          <li key={finding.id}>
            <span>
              <SeverityWord severity={finding.severity} /> {finding.message}
            </span>
            <Button size="small" onClick={() => onRestore(finding.id)}>
              恢复
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
