import { Button, Segmented } from 'antd'
import { type Finding, type Severity, severities, severityNames } from '../../../src/checker/finding.ts'
import { Choice } from '../../ui/filter-controls.tsx'
import { numberText } from '../../ui/number-text.ts'
import { type CheckState, countCategories, countSeverities } from './filters.ts'

type Given = {
  findings: readonly Finding[]
  state: CheckState
  onChange: (patch: {
    severity?: Severity | undefined
    category?: string[] | undefined
    order?: string | undefined
  }) => void
}

/** Counts that narrow the list, and the order in which it stands. */
export function Summary({ findings, state, onChange }: Given) {
  const counts = countSeverities(findings)
  const found = countCategories(findings)
  return (
    <div className="check-summary no-print">
      <fieldset className="check-counts">
        <legend className="visually-hidden">按严重程度筛选</legend>
        <CountButton chosen={!state.severity} onClick={() => onChange({ severity: undefined })}>
          全部 {numberText(findings.length)}
        </CountButton>
        {severityNames.map((severity) => (
          <CountButton
            key={severity}
            chosen={state.severity === severity}
            onClick={() => onChange({ severity: state.severity === severity ? undefined : severity })}
          >
            <span className={`check-sample check-${severity}`}>{severities[severity]}</span>{' '}
            {numberText(counts[severity])}
          </CountButton>
        ))}
      </fieldset>
      <div className="check-narrow">
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is inside Choice */}
        <label className="check-category">
          <span className="visually-hidden">按类别筛选</span>
          <Choice
            value={state.category}
            placeholder="全部类别"
            options={found.map(({ category, zh, count }) => ({ value: category, label: `${zh} ${count}` }))}
            onChange={(category) => onChange({ category })}
          />
        </label>
        <Segmented
          aria-label="排列"
          value={state.order ?? 'text'}
          options={[
            { value: 'text', label: '按原文顺序' },
            { value: 'severity', label: '按严重程度' },
          ]}
          onChange={(order) => onChange({ order: order === 'text' ? undefined : order })}
        />
      </div>
    </div>
  )
}

function CountButton({
  chosen,
  onClick,
  children,
}: {
  chosen: boolean
  onClick: () => void
  children: React.ReactNode
}) {
  return (
    <Button size="small" type={chosen ? 'primary' : 'default'} ghost={chosen} aria-pressed={chosen} onClick={onClick}>
      {children}
    </Button>
  )
}
