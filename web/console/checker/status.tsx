import { Button } from 'antd'
import { type Finding, severities, severityNames } from '../../../src/checker/finding.ts'
import { numberText } from '../../ui/number-text.ts'
import { countSeverities } from './filters.ts'
import type { Checking } from './use-checking.ts'

type Given = { checking: Checking; text: string; findings: readonly Finding[]; on: string }

/** What has been found, by what it was looked for, and what is still missing. */
export function Status({ checking, text, findings, on }: Given) {
  const ready = checking.phase === 'ready'
  return (
    <div className="check-status">
      <p id="check-status" role="status" className="check-result">
        {resultWords({ checking, text, findings })}
      </p>
      {checking.phase === 'failed' ? (
        <p role="alert" className="check-failed">
          {checking.reason}{' '}
          <Button size="small" onClick={checking.retry}>
            重试
          </Button>
        </p>
      ) : null}
      {ready ? (
        <p className="quiet">
          规则 {numberText(checking.rules)} 条、词条 {numberText(checking.terms)} 个，词库版本{' '}
          {checking.listVersion?.slice(0, 8)}
          ；按 {on} 发布判断
        </p>
      ) : null}
      {checking.typos === 'loading' ? <p className="quiet">错别字模型载入中……其余规则已在检查</p> : null}
      {checking.typos === 'failed' ? (
        <p className="quiet">
          模型未能载入，其余规则照常检查{' '}
          <Button size="small" onClick={checking.retryTypos}>
            重新载入
          </Button>
        </p>
      ) : null}
    </div>
  )
}

function resultWords({ checking, text, findings }: Omit<Given, 'on'>): string {
  if (checking.phase === 'failed') return text === '' ? '' : '尚未检查，文字仍保留在页面上'
  if (checking.phase === 'loading') return '正在载入规则与词库……'
  if (text.trim() === '') return '等待检查'
  if (checking.busy) return busyWords(checking.done, text.length)
  if (findings.length === 0) return '未发现问题'
  const counts = countSeverities(findings)
  const parts = severityNames.filter((name) => counts[name] > 0)
  return `发现 ${numberText(findings.length)} 处：${parts.map((name) => `${severities[name]} ${numberText(counts[name])}`).join('、')}`
}

function busyWords(done: number, all: number): string {
  const progress = done > 0 ? `，已查 ${numberText(done)} 字` : ''
  return `正在检查，共 ${numberText(all)} 字${progress}……`
}
