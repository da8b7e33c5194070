import type { JobView } from '../../src/jobs/jobs.contract.ts'
import type { Tone } from './state-tag.tsx'

export const jobWords: Record<JobView['state'], { zh: string; tone: Tone }> = {
  queued: { zh: '排队中', tone: 'plain' },
  running: { zh: '进行中', tone: 'busy' },
  done: { zh: '已完成', tone: 'done' },
  failed: { zh: '未完成', tone: 'grave' },
  cancelled: { zh: '已取消', tone: 'ended' },
}
