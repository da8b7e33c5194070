import { Button } from 'antd'
import { type Finding, severities, severityNames } from '../../../src/checker/finding.ts'
import { numberText } from '../../ui/number-text.ts'
import { countSeverities } from './filters.ts'
import type { Checking } from './use-checking.ts'

type Given = { checking: Checking; text: string; findings: readonly Finding[]; on: string }

/** In one sentence: what has been found, by what, or what is still missing. */
export function Status({ checking, text, findings, on }: Given) {
  return (
    <div className="check-status">
      <p id="check-status" role="status">
        {words({ checking, text, findings, on })}
      </p>
      {checking.phase === 'failed' ? (
        <p role="alert" className="check-failed">
          {checking.reason}{' '}
          <Button size="small" onClick={checking.retry}>
            重试
          </Button>
        </p>
      ) : null}
      {checking.typos === 'loading' ? <p className="quiet">错别字模型载入中…… 其余规则已在检查</p> : null}
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

function words({ checking, text, findings, on }: Given): string {
  if (checking.phase === 'failed') return text === '' ? '' : '文字仍保留在页面上，尚未检查'
  if (checking.phase === 'loading') return '正在载入规则与词库……'
  if (text.trim() === '') return `已载入规则 ${numberText(checking.rules)} 条、词条 ${numberText(checking.terms)} 个`
  if (checking.busy) return `正在检查 ${numberText(text.length)} 字……`
  const by = `规则 ${numberText(checking.rules)} 条、词条 ${numberText(checking.terms)} 个，按 ${on} 发布判断，词库版本 ${checking.listVersion ?? '—'}`
  if (findings.length === 0) return `未发现问题（已查${by}）`
  const counts = countSeverities(findings)
  const parts = severityNames
    .filter((name) => counts[name] > 0)
    .map((name) => `${severities[name]} ${numberText(counts[name])}`)
  return `发现 ${numberText(findings.length)} 处：${parts.join('、')}（${by}）`
}
