import { z } from 'zod'
import type { Ctx } from '../core/context.ts'
import type { Job, ScheduledJob } from '../core/jobs.ts'
import { runApplication } from './apply.service.ts'
import { runCheck } from './check.service.ts'
import { forgetOldImports } from './forget.service.ts'
import { failImport } from './imports.service.ts'
import type { Kinds } from './kinds.service.ts'

const Payload = z.object({ batchId: z.uuid() })

/** The dry run and the writing of an import. Both may run twice: the first begins anew, the second knows that it is done. */
export function importJobs(kinds: Kinds): Job[] {
  return [
    {
      kind: 'import.check',
      zh: '试导入',
      run: (ctx, payload, progress) => ended(ctx, payload, (id) => runCheck(ctx, kinds, id, progress)),
    },
    {
      kind: 'import.apply',
      zh: '导入',
      run: (ctx, payload, progress) => ended(ctx, payload, (id) => runApplication(ctx, kinds, id, progress)),
    },
  ]
}

/** Every day: what was uploaded a week ago is forgotten. */
export const importScheduled: ScheduledJob[] = [
  { kind: 'imports.forget', zh: '清理满 7 天的导入明细', cron: '41 2 * * *', run: forgetOldImports },
]

/** Whatever goes wrong, the import learns of it, so that it does not look busy for ever. */
async function ended<T>(ctx: Ctx, payload: unknown, run: (batchId: string) => Promise<T>): Promise<T> {
  const { batchId } = Payload.parse(payload)
  try {
    return await run(batchId)
  } catch (error) {
    await failImport(ctx, batchId, error)
    throw error
  }
}
