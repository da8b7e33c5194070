import { Timeline } from 'antd'
import type { ApplicationView } from '../../../src/accounts/applications.contract.ts'
import { When } from '../../ui/when.tsx'

/** What has been done with the application, the newest last. */
export function StepsTaken({ view }: { view: ApplicationView }) {
  return (
    <section className="panel application-block" aria-labelledby="steps-taken">
      <h2 id="steps-taken">办理过程</h2>
      {view.steps.length === 0 ? <p className="quiet">还没有提交，由{view.createdByName}起草。</p> : null}
      <Timeline
        items={view.steps.map((step) => ({
          key: step.id,
          content: (
            <>
              <strong>{step.zh}</strong>{' '}
              <span className="quiet">
                <When at={step.at} /> {step.actorUnit === step.actorName ? '' : step.actorUnit} {step.actorName}
              </span>
              {step.note ? <div className="application-text">{step.note}</div> : null}
            </>
          ),
        }))}
      />
    </section>
  )
}
