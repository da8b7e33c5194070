import { type Severity, severities, severityNames } from '../../../src/checker/finding.ts'

const meanings: Record<Severity, string> = {
  grave: '政治、保密等不得出现的差错，发布前必须改正',
  minor: '用词、标点、数字等写法不规范，应当改正',
  hint: '是否有误须由人核对，确认无误的忽略即可',
}

/** How the three kinds of findings look in the text, while there is nothing to show yet. */
export function Legend() {
  return (
    <dl className="check-legend">
      {severityNames.map((severity) => (
        <div key={severity} style={{ display: 'contents' }}>
          <dt>
            <span className={`check-${severity}`}>{severities[severity]}</span>
          </dt>
          <dd>{meanings[severity]}</dd>
        </div>
      ))}
    </dl>
  )
}
