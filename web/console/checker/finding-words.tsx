import { ExclamationCircleOutlined, InfoCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { type Finding, type Severity, severities } from '../../../src/checker/finding.ts'

const icons = { grave: ExclamationCircleOutlined, minor: WarningOutlined, hint: InfoCircleOutlined }

export function SeverityWord({ severity }: { severity: Severity }) {
  const Icon = icons[severity]
  return (
    <span className={`check-severity check-severity-${severity}`}>
      <Icon aria-hidden /> {severities[severity]}
    </span>
  )
}

export function suggestionWord(suggestion: string): string {
  return suggestion === '' ? '删去' : suggestion.replaceAll('\n', '↵')
}

/** Long finds are named by their beginning. */
export function shortText({ text }: Pick<Finding, 'text'>): string {
  const plain = text.replaceAll('\n', '↵')
  return plain.length > 40 ? `${plain.slice(0, 38)}……` : plain
}
