import { ExclamationCircleOutlined, InfoCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { type Finding, type Severity, severities } from '../../../src/checker/finding.ts'
import { modelRuleId } from '../../../src/checker/typos/model-endpoint.ts'

const icons = { grave: ExclamationCircleOutlined, minor: WarningOutlined, hint: InfoCircleOutlined }

export function SeverityWord({ severity }: { severity: Severity }) {
  const Icon = icons[severity]
  return (
    <span className={`check-severity check-severity-${severity}`}>
      <Icon aria-hidden /> {severities[severity]}
    </span>
  )
}

/** Says of a finding that a language model proposed it. */
export function ModelMark({ ruleId }: Pick<Finding, 'ruleId'>) {
  return ruleId === modelRuleId ? <span className="check-proposed">语言模型</span> : null
}

export function suggestionWord(suggestion: string): string {
  return suggestion === '' ? '删去' : suggestion.replaceAll('\n', '↵')
}

/** Long finds are named by their beginning. */
export function shortText({ text }: Pick<Finding, 'text'>): string {
  const plain = text.replaceAll('\n', '↵')
  return plain.length > 40 ? `${plain.slice(0, 38)}……` : plain
}
