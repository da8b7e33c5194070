import { daysBetween } from '../core/clock.rules.ts'
import { isUnknown, parseCount, parseText, plain, shown } from '../core/sheet/cells.rules.ts'
import type { CellError, ImportColumn, ImportOption, Parsed } from '../imports/import-kind.ts'
import { type AccountRef, accountColumns, parseAccountRef } from './account-ref.rules.ts'
import { type FigureField, figureFieldNames, figureFields } from './facts.rules.ts'
import { type Period, parsePeriod, parseRange } from './period.rules.ts'
import { postOptions } from './posts.rules.ts'

export type FigureRow = {
  account: AccountRef | null
  period: Period
  values: Partial<Record<FigureField, number>>
  publishedIndexName: string | null
}

export type FigureOptions = { capturedAt: string; source: string; accountId: string | null }

export const figureOptions: readonly ImportOption[] = postOptions.filter(({ key }) => key !== 'readersAsReads')

/** Other names of the columns; the first name of each stands in facts.rules.ts. */
const synonyms: Record<Exclude<FigureField, 'publishedIndex'>, readonly string[]> = {
  followers: ['粉丝总数', '粉丝量', '关注人数', '累计粉丝', '累积关注人数', '累积人数', '总用户数', '粉丝'],
  newFollowers: ['新增粉丝数', '新增关注', '新增关注人数', '新增人数'],
  posts: [
    '发布数',
    '发布量',
    '发文数',
    '发文量',
    '作品数',
    '编发数量',
    '发布总数',
    '发稿量',
    '文章数',
    '推文数',
    '发布条数',
  ],
  originals: ['原创数', '原创量', '原创发布篇数', '原创作品数'],
  activeDays: ['编发天数', '更新天数', '发文天数'],
  reads: ['阅读数', '阅读量', '阅读次数', '总阅读数', '总阅读量', '总阅读次数', '播放总数', '播放量', '总播放量'],
  wows: ['在看数', '在看', '总在看数', '在看量'],
  likes: ['点赞数', '点赞量', '总点赞数', '获赞数', '点赞'],
  shares: [
    '转发总数',
    '分享总数',
    '转发/分享总数',
    '转发数',
    '转发量',
    '分享数',
    '分享量',
    '总转发数',
    '总分享次数',
    '分享次数',
  ],
  comments: ['评论数', '评论量', '总评论数', '留言数'],
  headPosts: ['头条数', '头条文章数'],
  headReads: ['头条阅读数', '头条阅读量', '头条总阅读数'],
  headWows: ['头条在看数', '头条在看'],
  headLikes: ['头条点赞数', '头条点赞'],
  headShares: ['头条分享总数', '头条转发数', '头条分享数'],
  maxReads: ['最高阅读', '最高阅读量', '单篇最高阅读数', '最大阅读数'],
  maxWows: ['最高在看', '单篇最高在看数', '最大在看数'],
  maxLikes: ['最高点赞', '单篇最高点赞数', '最大点赞数'],
  maxShares: ['最高分享数', '最高转发', '最高分享', '单篇最高转发数', '最大转发数'],
  collaborationAssigned: ['协同任务数', '调度任务总数', '应完成任务数'],
  collaborationDone: ['按时完成任务数', '完成任务数', '按时完成'],
}

/** A column that names its index in the header, as published lists do. */
const indexColumns = [
  { key: 'wci', name: 'WCI' },
  { key: 'bci', name: 'BCI' },
  { key: 'dci', name: 'DCI' },
  { key: 'tgi', name: 'TGI' },
] as const

export const figureColumns: readonly ImportColumn[] = [
  ...accountColumns,
  {
    key: 'period',
    zh: '周期',
    synonyms: ['统计周期', '月份', '统计月份', '考核周期', '时间', '年月'],
    required: false,
    hint: '2026-03、2026-Q1 或 2026；也可改填开始日期和结束日期',
  },
  { key: 'periodStart', zh: '开始日期', synonyms: ['起始日期', '开始时间'], required: false, hint: '如 2026-03-01' },
  {
    key: 'periodEnd',
    zh: '结束日期',
    synonyms: ['截止日期', '结束时间', '终止日期'],
    required: false,
    hint: '如 2026-03-31',
  },
  ...figureFieldNames
    .filter((field) => field !== 'publishedIndex')
    .map((field) => ({
      key: field,
      zh: figureFields[field].zh,
      synonyms: synonyms[field],
      required: false,
      hint: '整数；不知道的留空，不要填 0',
    })),
  ...indexColumns.map(({ key, name }) => ({
    key,
    zh: `${name}（公布值）`,
    synonyms: [name, `${name}指数`, `${name}指数（公布值）`, `公布的${name}`],
    required: false,
    hint: '第三方公布的指数，可有小数；与本平台的计算结果分别保存',
  })),
  {
    key: 'publishedIndex',
    zh: '指数（公布值）',
    synonyms: ['指数', '公布指数', '传播指数'],
    required: false,
    hint: '须同时填写指数名称',
  },
  { key: 'publishedIndexName', zh: '指数名称', synonyms: ['指数类型'], required: false, hint: '如 WCI' },
]

/** What a row says of an account's totals in a period. An empty cell is unknown: it is left out, never zero. */
export function parseFigures(
  cells: Record<string, string>,
  { today, options }: { today: string; options: FigureOptions },
): Parsed<FigureRow> {
  const { ref, errors } = parseAccountRef(cells, options.accountId)
  const period = periodOf(cells, today, errors)
  const values: FigureRow['values'] = {}
  for (const field of figureFieldNames) {
    if (field === 'publishedIndex') continue
    const count = parseCount(cells[field] ?? '')
    if ('error' in count) errors.push({ column: field, message: count.error })
    else if (count.value !== null) values[field] = count.value
  }
  const index = indexOf(cells, errors)
  if (index) values.publishedIndex = index.value
  if (period) errors.push(...contradictions(values, period))
  if (errors.length === 0 && Object.keys(values).length === 0) errors.push({ message: '这一行没有任何数据' })
  if (errors.length > 0 || !period) return { errors }
  return { row: { account: ref, period, values, publishedIndexName: index?.name ?? null } }
}

function periodOf(cells: Record<string, string>, today: string, errors: CellError[]): Period | null {
  const named = parsePeriod(cells.period ?? '', today)
  if ('error' in named) {
    errors.push({ column: 'period', message: named.error })
    return null
  }
  const range = parseRange(cells.periodStart ?? '', cells.periodEnd ?? '', today)
  if ('error' in range) {
    errors.push({ column: 'periodStart', message: range.error })
    return null
  }
  if (named.value && range.value && (named.value.start !== range.value.start || named.value.end !== range.value.end)) {
    errors.push({ column: 'period', message: '周期与开始、结束日期不一致' })
    return null
  }
  const period = named.value ?? range.value
  if (!period) errors.push({ column: 'period', message: '请填写周期，或开始日期和结束日期' })
  return period
}

function indexOf(cells: Record<string, string>, errors: CellError[]): { value: number; name: string } | null {
  const columns = [
    ...indexColumns.map(({ key, name }) => ({ key: key as string, name })),
    { key: 'publishedIndex', name: nameOfIndex(cells, errors) },
  ]
  const given = columns.filter(({ key }) => !isUnknown(cells[key] ?? ''))
  const [first, second] = given
  if (!first) return null
  if (second) {
    errors.push({ column: second.key, message: '一行只能有一个公布的指数，请分行填写' })
    return null
  }
  const text = plain(cells[first.key] ?? '').replace(/(?<=\d),(?=\d{3})/g, '')
  if (!/^\d{1,9}(\.\d{1,10})?$/.test(text)) {
    errors.push({ column: first.key, message: `${shown(text)}不是指数，请填写不小于 0 的数字` })
    return null
  }
  if (first.name === '') {
    errors.push({ column: 'publishedIndexName', message: '请填写指数名称，如 WCI' })
    return null
  }
  return { value: Number(text), name: first.name }
}

function nameOfIndex(cells: Record<string, string>, errors: CellError[]): string {
  const name = parseText(cells.publishedIndexName ?? '', { max: 40 })
  if ('value' in name) return name.value ?? ''
  errors.push({ column: 'publishedIndexName', message: name.error })
  return ''
}

/** A part is never more than its whole. */
const parts: readonly (readonly [FigureField, FigureField])[] = [
  ['originals', 'posts'],
  ['headPosts', 'posts'],
  ['headReads', 'reads'],
  ['headWows', 'wows'],
  ['headLikes', 'likes'],
  ['headShares', 'shares'],
  ['maxReads', 'reads'],
  ['maxWows', 'wows'],
  ['maxLikes', 'likes'],
  ['maxShares', 'shares'],
  ['collaborationDone', 'collaborationAssigned'],
  ['newFollowers', 'followers'],
]

function contradictions(values: FigureRow['values'], period: Period): CellError[] {
  const errors: CellError[] = parts.flatMap(([part, whole]) => {
    const [p, w] = [values[part], values[whole]]
    if (p === undefined || w === undefined || p <= w) return []
    return [{ column: part, message: `${figureFields[part].zh} ${p} 大于${figureFields[whole].zh} ${w}` }]
  })
  const days = daysBetween(period.start, period.end) + 1
  const { activeDays, posts } = values
  if (activeDays !== undefined && activeDays > days) {
    errors.push({ column: 'activeDays', message: `发布天数 ${activeDays} 大于周期的 ${days} 天` })
  }
  if (activeDays !== undefined && posts !== undefined && activeDays > posts) {
    errors.push({ column: 'activeDays', message: `发布天数 ${activeDays} 大于发布篇数 ${posts}` })
  }
  return errors
}
