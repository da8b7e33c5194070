import type { World } from '../emulator.ts'
import { nextId, nextNumber, type WechatJob } from '../state.ts'
import { push } from './push.ts'

/** Takes a draft on for publication; what it comes to is decided now and known when it is due (§11.4). */
export function openJob(
  world: World,
  { appId, mediaId, origin }: Pick<WechatJob, 'appId' | 'mediaId' | 'origin'>,
): { publishId: string; job: WechatJob } {
  const { state, options, now } = world
  const at = state.verdicts.findIndex(({ platform }) => platform === 'wechat')
  const [verdict] = at < 0 ? [] : state.verdicts.splice(at, 1)
  const submittedAt = now().getTime()
  const publishId = nextNumber(state, 9_007_199_254_741_000n)
  const job: WechatJob = {
    appId,
    mediaId,
    origin,
    msgDataId: nextNumber(state, 2_247_483_000n),
    submittedAt,
    dueAt: submittedAt + options.publishSeconds * 1000,
    status: verdict?.status ?? 0,
    done: false,
    articleId: null,
    articles: structuredClone(state.wechat.drafts[mediaId]?.articles ?? []),
  }
  state.wechat.jobs[publishId] = job
  // Somebody may be waiting to be told while nobody asks.
  setTimeout(() => void settleJobs(world), options.publishSeconds * 1000 + 20).unref()
  if (options.draftLeaves === 'onSubmission') delete state.wechat.drafts[mediaId]
  return { publishId, job }
}

/**
 * Brings to an end what is due by the emulated clock. The accounts that asked to be told are told meanwhile; who waits
 * for the promise waits for that.
 */
export function settleJobs(world: World): Promise<void> {
  const { state, now } = world
  const due = Object.entries(state.wechat.jobs).filter(([, { done, dueAt }]) => !done && dueAt <= now().getTime())
  for (const [publishId, job] of due) {
    job.done = true
    if (job.status === 0) comeOut(world, publishId, job)
  }
  return Promise.all(due.map(([publishId, job]) => push(world, publishId, job))).then(() => undefined)
}

function comeOut({ state }: World, publishId: string, job: WechatJob): void {
  delete state.wechat.drafts[job.mediaId]
  const articleId = nextId(state, 'article')
  job.articleId = articleId
  state.wechat.articles[articleId] = {
    appId: job.appId,
    publishId,
    articles: job.articles,
    createdAt: job.dueAt,
    status: 0,
  }
}
