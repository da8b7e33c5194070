import { z } from 'zod'
import { beijingDay } from '../core/clock.rules.ts'
import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { type CellError, type ImportKind, importKind, type Judgement, type Parsed } from '../imports/import-kind.ts'
import { addItems, countItems, type Item } from './changes.store.ts'
import { findByKeys } from './entries.store.ts'
import { dayFaults, factsOf, faultsOf, type Said } from './entry.rules.ts'
import { type EntryFacts, entryKinds } from './entry-kinds.rules.ts'
import { type Layer, needsSecond } from './layers.rules.ts'
import { payloads } from './payloads.contract.ts'
import { factsBefore, finishChange, openChange } from './propose.service.ts'
import { layerOf } from './seat.service.ts'
import { readCell } from './table-cells.rules.ts'
import { type TableKind, tableColumns } from './table-columns.rules.ts'

const Options = z.object({
  reason: z.string().trim().min(4, '请写明理由（至少 4 个字）').max(500, '最多 500 字').default('批量导入'),
})
const mostRows = 50_000
/** The tables in which the days say something else than from when the entry holds. */
const ownDays: readonly TableKind[] = ['tenure', 'source']

/** One kind of import for every table of the page: all of its rows become one change, which a second person confirms. */
export const lexiconImports: readonly ImportKind[] = (Object.keys(tableColumns) as TableKind[]).map((kind) =>
  importKind<EntryFacts>({
    kind: entryKinds[kind].import,
    zh: `词库与规则·${entryKinds[kind].zh}`,
    permission: 'lexicon.manage',
    whole: true,
    columns: tableColumns[kind].map(({ form: _, width: _w, ...column }) => column),
    options: [{ key: 'reason', zh: '变更理由', input: 'text', hint: '写给确认人看，如：按某文件更新' }],
    parseOptions: (given) => {
      const parsed = Options.safeParse(given)
      if (parsed.success) return parsed.data
      throw new AppError('INVALID_INPUT', {
        errors: parsed.error.issues.map(({ message }) => ({ path: 'options.reason', message })),
      })
    },
    parse: (cells, { today }) => parseRow(kind, cells, today),
    judge: async (work, rows) => (await judgeRows(work, kind, rows)).map(({ judgement }) => judgement),
    apply: async (work, rows, { batchId, options }) => {
      const layer = layerOf(work)
      const reason = String(options.reason ?? '批量导入')
      await openChange(work, { id: batchId, layer, kind, title: `导入${entryKinds[kind].zh}`, reason })
      const judged = await judgeRows(work, kind, rows)
      await addItems(
        work.db,
        batchId,
        judged.flatMap(({ item }) => (item ? [item] : [])),
      )
    },
    finish: (work, { batchId }) => finish(work, kind, batchId),
  }),
)

function parseRow(kind: TableKind, cells: Record<string, string>, today: string): Parsed<EntryFacts> {
  const errors: CellError[] = []
  const given: Record<string, unknown> = {}
  for (const column of tableColumns[kind]) {
    const cell = readCell(column, cells[column.key] ?? '')
    if ('error' in cell) errors.push({ column: column.key, message: cell.error })
    else if (cell.value !== undefined && cell.value !== null) given[column.key] = cell.value
    else if (column.required) errors.push({ column: column.key, message: '必填项不能为空' })
  }
  if (errors.length > 0) return { errors }
  const { from, until, ...rest } = given as { from?: string; until?: string }
  const parsed = payloads[kind].safeParse(ownDays.includes(kind) ? given : rest)
  if (!parsed.success) {
    return { errors: parsed.error.issues.map(({ path, message }) => ({ column: String(path[0]), message })) }
  }
  const said = { kind, payload: parsed.data } as Said // the payload was parsed by the schema of its kind
  const days = ownDays.includes(kind) ? { from: today, until: null } : { from: from ?? today, until: until ?? null }
  const faults = [...faultsOf(said), ...dayFaults(days, today)]
  if (faults.length > 0) return { errors: faults.map(({ path, message }) => ({ column: path, message })) }
  return { row: factsOf(said, days) }
}

type Judged = { judgement: Judgement; item: Item | null }

/** New to the actor's layer, or differing from what stands there; what is above or below does not matter. */
async function judgeRows(work: Work, kind: TableKind, rows: readonly EntryFacts[]): Promise<Judged[]> {
  const layer = layerOf(work)
  const found = await findByKeys(
    work.db,
    layer,
    kind,
    rows.map(({ key }) => key),
  )
  const known = new Map(found.map((entry) => [entry.key, entry]))
  return rows.map((row): Judged => {
    const { key, title } = row
    const entry = known.get(key)
    if (!entry) {
      const item: Item = { entryId: newId(), action: 'add', title, before: null, after: row }
      return { judgement: { outcome: 'new', key }, item }
    }
    const before = factsBefore(entry)
    // Without a day of its own in the file, an entry keeps the one it has.
    const after = { ...row, from: row.from > beijingDay(work.now) ? row.from : before.from }
    const same = sameText(before.payload, after.payload) && before.until === after.until && before.from === after.from
    if (same) return { judgement: { outcome: 'same', key }, item: null }
    return { judgement: { outcome: 'changed', key }, item: { entryId: entry.id, action: 'edit', title, before, after } }
  })
}

async function finish(work: Work, kind: TableKind, batchId: string): Promise<void> {
  const { count, hintsOnly } = await countItems(work.db, batchId)
  if (count === 0) return
  if (count > mostRows) throw new AppError('FILE_TOO_MANY_ROWS', { reason: `一次最多导入 ${mostRows} 条` })
  const layer: Layer = layerOf(work)
  const severities = [hintsOnly ? ('hint' as const) : ('minor' as const)]
  const second = needsSecond(layer, { kind, action: 'add', severities })
  await finishChange(work, { id: batchId, layer, title: `导入${entryKinds[kind].zh} ${count} 条`, second })
}

/** The database gives keys back in an order of its own. */
function sameText(a: unknown, b: unknown): boolean {
  return sorted(a) === sorted(b)
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([x], [y]) => (x < y ? -1 : 1)))
      : item,
  )
}
