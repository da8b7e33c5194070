import type { Readable } from 'node:stream'
import { beijingTime } from '../core/clock.rules.ts'
import type { Ctx } from '../core/context.ts'
import { roundHalfUp } from '../core/round.rules.ts'
import { type OutputColumn, writeXlsx } from '../core/sheet/write-sheet.ts'
import { transact } from '../db/transact.ts'
import { formulas } from './formulas.rules.ts'
import { parsePeriod } from './period.rules.ts'
import { breakdownOf, groupOf, oneRunView, rankingRow, seesWhole, theRun, viewRegions } from './result.service.ts'
import { breakdownsOf, type GroupFilter, keyOfPlace, listPlaces } from './result.store.ts'
import { todoOf } from './run.rules.ts'
import { schemeOf } from './run.service.ts'
import { findPreviousRun, type RunRow } from './run.store.ts'
import { assessedPlatforms, platformLabels } from './table2.rules.ts'

const pageSize = 500

const text = (key: string, zh: string, width: number): OutputColumn => ({ key, zh, width, kind: 'text' })
const number = (key: string, zh: string, width = 11): OutputColumn => ({ key, zh, width, kind: 'number' })
const indexColumns = [
  number('total', '总分'),
  number('operation', '运营指数'),
  number('diligence', '勤勉指数'),
  number('health', '健康指数'),
  number('cluster', '集群指数'),
  number('growth', '成长指数'),
]

const rankingColumns: OutputColumn[] = [
  text('rank', '名次', 8),
  text('name', '账号名称', 26),
  text('platformZh', '平台', 12),
  text('levelZh', '层级', 16),
  text('unitName', '主办单位', 32),
  ...indexColumns,
  text('verdict', '结论', 10),
  text('vetoes', '一票否决', 24),
  text('missing', '缺数', 36),
  text('change', '较上期', 10),
]

const regionColumns: OutputColumn[] = [
  text('regionName', '区划', 18),
  text('levelZh', '层级', 10),
  text('scope', '统计口径', 22),
  number('accounts', '账号数'),
  number('ranked', '有总分'),
  ...indexColumns,
  number('healthEarned', '否决前健康指数', 16),
  text('vetoes', '一票否决', 48),
]

const partColumns: OutputColumn[] = [
  text('name', '账号名称', 26),
  text('platformZh', '平台', 12),
  text('index', '指数', 12),
  number('indexScore', '指数得分'),
  text('part', '子指标', 20),
  number('weight', '权重（%）'),
  number('share', '计分权重（%）', 14),
  text('score', '得分', 10),
  text('why', '理由', 90),
  text('formula', '公式版本', 36),
]

const missingColumns: OutputColumn[] = [
  text('name', '账号名称', 26),
  text('platformZh', '平台', 12),
  text('unitName', '主办单位', 32),
  text('ranked', '是否参加排名', 14),
  text('part', '缺数子指标', 20),
  text('why', '原因', 50),
  text('gaps', '数据缺口', 60),
  text('todo', '补数办法', 60),
]

/** The result of a run as a workbook, as far as the reader may see it; rows stream while they are read. */
export async function rankingWorkbook(
  ctx: Ctx,
  runId: string,
  filter: { platform?: string | undefined; level?: string | undefined; region?: string | undefined },
): Promise<{ name: string; stream: Readable }> {
  const { run, group, previousId, about } = await transact(ctx, async (work) => {
    const run = await theRun(work, runId)
    const group = await groupOf(work, filter)
    const view = await oneRunView(work, run)
    const previous = await findPreviousRun(work.db, run)
    return { run, group, previousId: previous?.id ?? null, about: aboutRows(ctx, run, view.schemeName) }
  })
  const regions = (await viewRegions(ctx, runId)).rows
  const given = { runId, previousId, group }
  const title = `${run.region_name}${parsePeriod(run.period).zh}政务新媒体考核结果`
  const notes = ctx.demo ? [`${title}（演示数据）`] : [title]
  const aboutColumns = [text('item', '项目', 24), text('content', '内容', 110)]
  return {
    name: `${title}.xlsx`,
    stream: writeXlsx({
      sheets: [
        { name: '说明', notes, columns: aboutColumns, rows: about },
        { name: '账号排名', notes, columns: rankingColumns, rows: rankingRows(ctx, given) },
        { name: '区域', notes, columns: regionColumns, rows: regions.map(regionLine) },
        { name: '子指标明细', notes, columns: partColumns, rows: partRows(ctx, given) },
        { name: '缺数清单', notes, columns: missingColumns, rows: missingRows(ctx, given) },
      ],
    }),
  }
}

function aboutRows(ctx: Ctx, run: RunRow, schemeName: string) {
  const scheme = schemeOf(run)
  const period = parsePeriod(run.period)
  return [
    ...(ctx.demo ? [{ item: '演示数据', content: '本文件由演示数据生成，区划、单位、账号和数据均为虚构' }] : []),
    { item: '考核区域', content: run.region_name },
    { item: '考核周期', content: `${period.zh}（${period.start} 至 ${period.end}）` },
    { item: '考核方案', content: schemeName },
    { item: '数据截止', content: beijingTime(run.cutoff) },
    { item: '完成时间', content: run.finished_at ? beijingTime(run.finished_at) : '' },
    {
      item: '数据范围',
      content: seesWhole(ctx, run) ? '本次考核的全部账号' : '本次考核中本人可见的账号，名次按全部账号计',
    },
    { item: '冻结数据校验值（SM3）', content: run.inputs_hash ?? '' },
    { item: '考核结果校验值（SM3）', content: run.scores_hash ?? '' },
    ...assessedPlatforms.map((platform) => {
      const { zh, source, note } = formulas[scheme.formulas[platform]]
      return { item: `${platformLabels[platform]}指数公式`, content: `${zh}；出处：${source}。${note}` }
    }),
    ...scheme.citations.map(({ zh, source }) => ({ item: '口径', content: `${zh}（${source}）` })),
    { item: '缺数', content: '没有取得的数据记“缺数”，不按零计；缺运营指数、编发数量的账号不计总分、不参加排名' },
    { item: '名次', content: '按总分从高到低，总分相同的名次并列，后续名次顺延；分数四舍五入仅用于显示' },
  ]
}

type Listed = { runId: string; previousId: string | null; group: GroupFilter }

/** All rows of the group in order of place, fetched a page at a time in transactions of their own. */
async function* pages(ctx: Ctx, given: Listed) {
  let after: [place: string, id: string] | null = null
  for (;;) {
    const rows = await transact(ctx, ({ db }) => listPlaces(db, { ...given, shown: {} }, { after, limit: pageSize }))
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = keyOfPlace(last)
  }
}

async function* rankingRows(ctx: Ctx, given: Listed) {
  for await (const rows of pages(ctx, given)) {
    for (const row of rows.map(rankingRow)) {
      yield {
        ...row,
        ...shownMarks(row),
        rank: row.rank ?? '缺数',
        vetoes: row.vetoes.join('、'),
        missing: row.missing.join('、'),
        change: row.change === null ? '' : changeText(row.change),
      }
    }
  }
}

async function* partRows(ctx: Ctx, given: Listed) {
  for await (const rows of pages(ctx, given)) {
    for (const { row, score } of await scoresOf(ctx, given.runId, rows)) {
      for (const index of score.indices) {
        for (const part of index.parts) {
          yield {
            name: row.name,
            platformZh: row.platformZh,
            index: index.zh,
            indexScore: marks(index.score) ?? '缺数',
            part: part.zh,
            weight: part.weight,
            share: marks(part.share),
            score: partText(part),
            why: part.outcome.why,
            formula: part.formula ? formulas[part.formula].zh : '',
          }
        }
      }
    }
  }
}

async function* missingRows(ctx: Ctx, given: Listed) {
  for await (const rows of pages(ctx, given)) {
    const lacking = rows.filter((row) => row.missing.length > 0)
    for (const { row, score, gaps } of await scoresOf(ctx, given.runId, lacking)) {
      for (const item of score.missing) {
        yield {
          name: row.name,
          platformZh: row.platformZh,
          unitName: row.unitName,
          ranked: row.total === null ? '否' : '是',
          part: item.zh,
          why: item.why,
          gaps: gaps.join('；'),
          todo: todoOf({ missing: [item] }).join('；'),
        }
      }
    }
  }
}

async function scoresOf(ctx: Ctx, runId: string, rows: Awaited<ReturnType<typeof listPlaces>>) {
  const ids = rows.map(({ account_id }) => account_id)
  const found = await transact(ctx, ({ db }) => breakdownsOf(db, runId, ids))
  const byId = new Map(found.map((row) => [row.account_id, row]))
  return rows.flatMap((row) => {
    const stored = byId.get(row.account_id)
    return stored ? [{ row: rankingRow(row), score: breakdownOf(stored), gaps: stored.gaps }] : []
  })
}

function regionLine(row: Awaited<ReturnType<typeof viewRegions>>['rows'][number]) {
  return {
    ...row,
    ...shownMarks(row),
    scope: row.scope === 'own' ? '本级账号（承担否决）' : '辖区全部账号',
    healthEarned: marks(row.healthEarned) ?? '缺数',
    vetoes: row.vetoes.map(({ accountName, zh }) => `${accountName}：${zh}`).join('；'),
  }
}

const shownIndices = ['total', 'operation', 'diligence', 'health', 'cluster', 'growth'] as const
type Marks = { [I in (typeof shownIndices)[number]]: number | null }

/** Rounded as shown; what is missing is the word, never an empty cell that could be read as nothing lost. */
function shownMarks(row: Marks) {
  return Object.fromEntries(shownIndices.map((name) => [name, marks(row[name]) ?? '缺数']))
}

function marks(value: number | null): number | null {
  return value === null ? null : Number(roundHalfUp(value))
}

function partText(part: { score: number | null; outcome: { status: string } }): number | string {
  return marks(part.score) ?? (part.outcome.status === 'notApplicable' ? '不适用' : '缺数')
}

function changeText(change: number): string {
  if (change === 0) return '持平'
  return change > 0 ? `升${change}位` : `降${-change}位`
}
