import { findingLabels } from '../assessment/facts.rules.ts'
import { parsePeriod } from '../assessment/period.rules.ts'
import type { Listener } from '../outbox/outbox.service.ts'
import { tellUser } from './messages.service.ts'
import { findingForNotice, peopleOfRun, peopleOfUnit, runForNotice } from './notices.store.ts'

/** Who is told of what has happened, one line per kind of event. */
export const notices: Readonly<Record<string, Listener>> = {
  /** A finding concerns those who run the account. */
  'finding.record': async (work, { id }) => {
    const finding = await findingForNotice(work.db, id)
    if (!finding) return
    for (const userId of await peopleOfUnit(work.db, finding.host_unit_id, ['accountManager', 'editor'])) {
      await tellUser(work, userId, {
        kind: 'finding.record',
        title: `“${finding.name}”登记了一个问题：${findingLabels[finding.kind]}`,
        body: finding.title,
        link: `/findings?account=${finding.account_id}`,
      })
    }
  },
  'assessment.finish': async (work, { id }) => {
    const run = await runForNotice(work.db, id)
    if (!run) return
    for (const userId of await peopleOfRun(work.db, id, run.region_path)) {
      await tellUser(work, userId, {
        kind: 'assessment.finish',
        title: `${run.region_name}${parsePeriod(run.period).zh}考核结果已生成`,
        link: `/assessments/${id}`,
      })
    }
  },
}
