import { z } from 'zod'
import { beijingTime } from '../core/clock.rules.ts'
import type { Work } from '../core/context.ts'
import { importKind, type Judgement } from '../imports/import-kind.ts'
import type { KnownAccount } from './account-ref.rules.ts'
import { resolveAccounts } from './account-ref.service.ts'
import { type FigureField, figureFieldNames } from './facts.rules.ts'
import { columnOf, lineOf } from './facts.service.ts'
import { type FigureOptions, type FigureRow, figureColumns, figureOptions, parseFigures } from './figures.rules.ts'
import { addFigures, findFigures, noteFollowers, type StoredFigures } from './figures.store.ts'
import { captureOf } from './import-options.rules.ts'
import { periodName } from './period.rules.ts'

const Options = z.object({ accountId: z.uuid('所属账号不正确').nullable().default(null) })

/** 账号数据: one row per account and period, with its totals as captured at a time from a source. */
export const figuresImport = importKind<FigureRow>({
  kind: 'figures',
  zh: '账号周期数据',
  permission: 'figures.import',
  columns: figureColumns,
  options: figureOptions,
  parseOptions: (given, at) => {
    const { capturedAt, source, rest } = captureOf(given, at, Options)
    return { capturedAt, source, ...rest }
  },
  parse: (cells, { today, options }) => parseFigures(cells, { today, options: options as FigureOptions }),
  judge: async (work, rows, options) => (await judgeRows(work, rows, options as FigureOptions)).map((j) => j.judgement),
  apply: async (work, rows, { batchId, options }) => {
    const judged = await judgeRows(work, rows, options as FigureOptions)
    await writeFigures(work, judged, { batchId, options: options as FigureOptions })
  },
  partitionDays: (rows) => rows.map((row) => row.period.start),
})

type Judged = { row: FigureRow; account: KnownAccount | null; judgement: Judgement }

async function judgeRows(work: Work, rows: readonly FigureRow[], options: FigureOptions): Promise<Judged[]> {
  const accounts = await resolveAccounts(
    work,
    rows.map((row) => row.account),
    options.accountId,
  )
  const placed = rows.map((row, n) => ({ row, found: accounts[n] }))
  const sought = placed.flatMap(({ row, found }) =>
    found && 'account' in found
      ? [{ account_id: found.account.id, period_start: row.period.start, period_end: row.period.end }]
      : [],
  )
  const capturedAt = new Date(options.capturedAt)
  const stored = Map.groupBy(await findFigures(work.db, sought, capturedAt), (line) =>
    placeOf(line.account_id, line.period_start, line.period_end),
  )
  return placed.map(({ row, found }): Judged => {
    if (!found || 'error' in found) {
      const errors = [found?.error ?? { message: '没有找到账号' }]
      return { row, account: null, judgement: { outcome: 'error', errors } }
    }
    const place = placeOf(found.account.id, row.period.start, row.period.end)
    return { row, account: found.account, judgement: judgementOf(row, stored.get(place) ?? [], { place, options }) }
  })
}

const placeOf = (accountId: string, start: string, end: string) => `${accountId}:${start}:${end}`

/** A line is never changed: what differs is added beside it under another capture time, what does not is the same. */
function judgementOf(
  row: FigureRow,
  stored: readonly StoredFigures[],
  { place, options }: { place: string; options: FigureOptions },
): Judgement {
  if (stored.length === 0) return { outcome: 'new', key: place }
  const lines = stored.map(lineOf)
  const known = (field: FigureField) => lines.find((line) => line.values[field] !== undefined)?.values[field]
  const given = figureFieldNames.filter((field) => row.values[field] !== undefined)
  const differing = given.filter((field) => row.values[field] !== known(field))
  if (differing.length === 0) return { outcome: 'same', key: place }
  const capturedAt = new Date(options.capturedAt)
  const clash = lines.some(
    (line) => line.capturedAt.getTime() === capturedAt.getTime() && line.source === options.source,
  )
  if (!clash) return { outcome: 'changed', key: place }
  const message = `该账号 ${periodName(row.period)} 在 ${beijingTime(capturedAt)} 已有“${options.source}”的数据，数值不同；已保存的数据不能改写，请核对，或填写另一采集时间`
  return { outcome: 'error', errors: [{ column: differing[0] ?? 'period', message }] }
}

async function writeFigures(
  work: Work,
  judged: readonly Judged[],
  { batchId, options }: { batchId: string; options: FigureOptions },
): Promise<void> {
  const wanted = judged.flatMap(({ row, account, judgement }) =>
    account && judgement.outcome !== 'error' && judgement.outcome !== 'same' ? [{ row, account }] : [],
  )
  await addFigures(
    work.db,
    wanted.map(({ row, account }) => ({
      account_id: account.id,
      period_start: row.period.start,
      period_end: row.period.end,
      captured_at: new Date(options.capturedAt),
      source: options.source,
      batch_id: batchId,
      published_index_name: row.publishedIndexName,
      ...Object.fromEntries(figureFieldNames.map((field) => [columnOf(field), row.values[field] ?? null])),
    })),
  )
  await noteFollowers(
    work.db,
    wanted.flatMap(({ row, account }) => {
      const { followers } = row.values
      return followers === undefined ? [] : [{ account_id: account.id, followers, as_of: row.period.end }]
    }),
  )
}
