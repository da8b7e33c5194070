import { record } from '../audit/audit.service.ts'
import { addDays } from '../core/clock.rules.ts'
import { newId } from '../core/ids.ts'
import { transact } from '../db/transact.ts'
import type { ImportKind } from '../imports/import-kind.ts'
import { figuresImport } from '../publishing/figures-import.service.ts'
import { postsImport } from '../publishing/posts-import.service.ts'
import type { MadeAccount } from './matrix.service.ts'
import type { Month } from './months.ts'
import { atHour, type Stage } from './stage.ts'
import { totalsOf } from './totals.ts'
import { worksOf } from './works.ts'

/** Months whose works are listed one by one; of the year before only the totals are known. */
export const listedMonths = 14
const step = 500

/** Works and totals of every month, imported as an office would: in the first days of the next month. */
export async function buildHistory(stage: Stage, matrix: readonly MadeAccount[], months: readonly Month[]) {
  const yesterday = addDays(stage.today, -1)
  const listed = months.filter(({ ago }) => ago <= listedMonths)
  const works = new Map(listed.map((month) => [month.code, matrix.flatMap((a) => worksOf(a, month, yesterday))]))
  const total = [...works.values()].reduce((sum, rows) => sum + rows.length, 0)
  let done = 0
  for (const month of months) {
    const capturedAt = capturedOf(stage, month)
    const rows = works.get(month.code) ?? []
    const tellDone = (n: number) => {
      done += n
      stage.tell(
        `创建演示数据：作品 ${done.toLocaleString('zh-CN')} / ${total.toLocaleString('zh-CN')}（${month.code}）`,
      )
    }
    if (rows.length > 0) await importRows(stage, postsImport, { rows, month, capturedAt })
    if (rows.length > 0) tellDone(rows.length)
    if (month.ago > 0) await importRows(stage, figuresImport, { rows: totalRows(matrix, month), month, capturedAt })
  }
}

function totalRows(matrix: readonly MadeAccount[], month: Month) {
  return matrix
    .filter(({ story, pace }) => story !== 'neverImported' && pace > 0)
    .filter(({ story }) => story !== 'young' || month.ago <= 4)
    .map((account) => {
      const listed = month.ago <= listedMonths
      return totalsOf(account, month, { rows: listed ? [] : worksOf(account, month, month.end), listed })
    })
}

/** On the third of the next month; of the running month, this morning. */
function capturedOf(stage: Stage, month: Month): Date {
  const third = atHour(addDays(month.end, 3), 9)
  return third < stage.now ? third : stage.now
}

type Batch = { rows: readonly unknown[]; month: Month; capturedAt: Date }

/** What the import does with the rows of a checked file, without keeping each file of two years. */
async function importRows(stage: Stage, kind: ImportKind, { rows, month, capturedAt }: Batch): Promise<void> {
  const ctx = await stage.as('city', capturedAt)
  const options = kind.parseOptions({ capturedAt: capturedAt.toISOString(), source: '第三方数据' }, { now: ctx.now })
  const batchId = newId()
  await transact(ctx, async (work) => {
    for (let at = 0; at < rows.length; at += step) {
      await kind.apply(work, rows.slice(at, at + step), { batchId, options })
    }
    await record(work, {
      action: 'import.apply',
      subject: { type: 'import', id: batchId },
      title: `导入${kind.zh}（演示数据 ${month.code}）：${rows.length} 行`,
      after: { rows: rows.length },
    })
  })
}
