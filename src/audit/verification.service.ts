import type { Ctx } from '../core/context.ts'
import type { Progress } from '../core/jobs.ts'
import { transact } from '../db/transact.ts'
import { startJob } from '../jobs/jobs.service.ts'
import type { Verification } from './audit.contract.ts'
import { record } from './audit.service.ts'
import { verifyChain } from './verify.service.ts'

export const verificationKind = 'audit.verify'

/** Starts a walk along the whole chain; the page polls the job for what it found. */
export function startVerification(ctx: Ctx): Promise<{ jobId: string }> {
  return transact(ctx, async (work) => ({
    jobId: await startJob(work, { kind: verificationKind, title: '校验审计日志完整性', payload: {} }),
  }))
}

/** Walks the chain and keeps in the audit that it was done and what came of it. */
export async function runVerification(ctx: Ctx, anchorsFile: string, progress: Progress): Promise<Verification> {
  const found = await verifyChain(ctx.root, { anchors: { file: anchorsFile, box: ctx.box }, progress })
  await transact(ctx, (work) =>
    record(work, {
      action: 'audit.verify',
      subject: { type: 'audit', id: String(found.lastSeq) },
      title: found.fault ? `校验审计日志：发现问题（${found.fault.zh}）` : `校验审计日志：${found.checked} 条完整`,
      after: found,
    }),
  )
  return found
}
