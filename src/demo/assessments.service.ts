import { startRun } from '../assessment/run.service.ts'
import { ensureDefaultScheme } from '../assessment/scheme.service.ts'
import { addDays } from '../core/clock.rules.ts'
import type { Month } from './months.ts'
import { performedPeriods } from './periods.ts'
import { atHour, type Stage } from './stage.ts'

/** The assessments of the last twelve months and of the last full quarter, each as of the days after its end. */
export async function buildAssessments(stage: Stage, months: readonly Month[]): Promise<void> {
  await ensureDefaultScheme(await stage.as('system', stage.now))
  const periods = performedPeriods(months)
  for (const [n, { code, end }] of periods.entries()) {
    const after = atHour(addDays(end, 5), 10)
    const at = after < stage.now ? after : stage.now
    await startRun(await stage.as('city', at), { period: code, regionCode: '990100' })
    await stage.runJobs(at)
    stage.tell(`创建演示数据：考核 ${n + 1} / ${periods.length}（${code}）`)
  }
}
