import { beijingDay, beijingTime } from '../core/clock.rules.ts'
import {
  type Cell,
  type Choice,
  isUnknown,
  needed,
  parseChoice,
  parseCount,
  parseText,
  parseUrl,
} from '../core/sheet/cells.rules.ts'
import { parseDateTime } from '../core/sheet/dates.rules.ts'
import type { CellError, ImportColumn, ImportOption, Parsed } from '../imports/import-kind.ts'
import { type AccountRef, accountColumns, parseAccountRef } from './account-ref.rules.ts'
import { type Measure, measures } from './facts.rules.ts'
import { postKey } from './post-key.rules.ts'

/** A post and what was seen of it at one moment, as a row of a table gives them. */
export type PostRow = {
  account: AccountRef | null
  title: string
  url: string | null
  publishedAt: string
  key: string
  headline: boolean | null
  original: boolean | null
  /** The whole text, where the table has it. */
  body: string | null
  figures: Partial<Record<Measure, number>>
  readsCapped: boolean
}

/** Of the whole file: when its figures were seen, and where. */
export type PostOptions = { capturedAt: string; source: string; accountId: string | null; readersAsReads: boolean }

export const sources = ['后台导出', '人工填报', '第三方数据', '平台接口'] as const

export const postOptions: readonly ImportOption[] = [
  { key: 'capturedAt', zh: '数据采集时间', input: 'dateTime', hint: '这些数据是什么时候的，默认为现在' },
  { key: 'source', zh: '数据来源', input: 'choice', hint: '会与数据一并保存和展示', choices: sources },
  { key: 'accountId', zh: '所属账号', input: 'account', hint: '平台后台导出的单账号表格没有账号列时，在此选定' },
  {
    key: 'readersAsReads',
    zh: '以阅读人数代替阅读次数',
    input: 'flag',
    hint: '人数少于次数，会使指数偏低；仅在没有次数时使用，并会在来源中注明',
  },
]

/** What stands in the files of the platforms' back ends (公众号 内容分析, 微博 数据助手, 抖音 创作者中心, 头条号) and in ours. */
export const postColumns: readonly ImportColumn[] = [
  ...accountColumns,
  {
    key: 'title',
    zh: '标题',
    synonyms: ['内容标题', '作品名称', '作品标题', '微博内容', '文章标题', '视频标题', '内容', '博文内容', '图文标题'],
    required: true,
    hint: '作品标题；微博填正文',
  },
  {
    key: 'publishedAt',
    zh: '发布时间',
    synonyms: ['发表时间', '发布日期', '发表日期', '发文时间', '推送时间', '发博时间', '日期'],
    required: true,
    hint: '如 2026-03-01 09:30',
  },
  {
    key: 'url',
    zh: '链接',
    synonyms: [
      '内容url',
      '内容链接',
      '微博链接',
      '文章链接',
      '作品链接',
      '原文链接',
      'URL',
      '网址',
      '地址',
      '链接地址',
    ],
    required: false,
    hint: '作品网址；再次导入时据此识别同一作品',
  },
  {
    key: 'reads',
    zh: '阅读次数',
    synonyms: [
      '总阅读次数',
      '阅读数',
      '阅读量',
      '总阅读数',
      '总阅读量',
      '播放量',
      '播放数',
      '播放次数',
      '阅读(播放)量',
      '阅读/播放量',
    ],
    required: false,
    hint: '次数，不是人数；“10万+”按 100001 计并注明',
  },
  {
    key: 'readers',
    zh: '阅读人数',
    synonyms: ['总阅读人数', '阅读人次'],
    required: false,
    hint: '一般不填；人数不能当作次数',
  },
  {
    key: 'wows',
    zh: '在看数',
    synonyms: ['在看', '在看量', '在看次数', '在看人数', '推荐数', '推荐'],
    required: false,
    hint: '微信“在看”；没有的平台留空',
  },
  {
    key: 'likes',
    zh: '点赞数',
    synonyms: ['点赞', '点赞量', '点赞次数', '点赞人数', '赞', '获赞'],
    required: false,
    hint: '整数；不知道的留空，不要填 0',
  },
  {
    key: 'shares',
    zh: '转发数',
    synonyms: ['转发', '转发量', '转发次数', '总分享次数', '分享次数', '分享量', '分享数', '分享', '总分享数'],
    required: false,
    hint: '转发或分享次数',
  },
  {
    key: 'comments',
    zh: '评论数',
    synonyms: ['评论', '评论量', '评论次数', '留言数', '留言', '留言量', '留言条数'],
    required: false,
    hint: '整数',
  },
  {
    key: 'favourites',
    zh: '收藏数',
    synonyms: ['收藏', '收藏量', '收藏次数', '收藏人数', '微信收藏人数'],
    required: false,
    hint: '整数',
  },
  {
    key: 'headline',
    zh: '是否头条',
    synonyms: ['位置', '头条', '图文位置', '文章位置', '发布位置'],
    required: false,
    hint: '是／否，或位置 1、2、3',
    choices: ['是', '否', '头条', '次条'],
  },
  {
    key: 'original',
    zh: '是否原创',
    synonyms: ['原创', '原创标识', '是否声明原创', '类型'],
    required: false,
    hint: '是／否',
    choices: ['是', '否', '原创', '转载'],
  },
  {
    key: 'body',
    zh: '正文',
    synonyms: ['正文内容', '文章正文', '全文', '文案', '作品正文'],
    required: false,
    hint: '作品全文，用于文本检查和词库试运行；可不填',
  },
]

const yes = ['1', '√', '✓', 'y', 'yes', 'true']
const no = ['0', '×', '✗', 'x', 'n', 'no', 'false']
const headlineWords: readonly Choice<boolean>[] = [
  { value: true, zh: '是', synonyms: [...yes, '头条', '首条', '第1条', '第一条', '主条', '单图文'] },
  { value: false, zh: '否', synonyms: [...no, '次条', '非头条', '副条'] },
]
const originalWords: readonly Choice<boolean>[] = [
  { value: true, zh: '是', synonyms: [...yes, '原创', '已声明原创', '声明原创'] },
  { value: false, zh: '否', synonyms: [...no, '转载', '转发', '非原创', '未声明原创'] },
]

/** What a row of a table says of a post, or why it cannot be used. */
export function parsePost(
  cells: Record<string, string>,
  { today, options }: { today: string; options: PostOptions },
): Parsed<PostRow> {
  const { ref, errors } = parseAccountRef(cells, options.accountId)
  const take = <T>(column: string, cell: Cell<T>): T | null => {
    if ('value' in cell) return cell.value
    errors.push({ column, message: cell.error })
    return null
  }
  const title = take('title', needed(parseText(cells.title ?? '', { max: 5000, lines: 'many' })))
  const publishedAt = take('publishedAt', needed(parseDateTime(cells.publishedAt ?? '', { today })))
  const url = take('url', parseUrl(cells.url ?? ''))
  const headline = take('headline', parseHeadline(cells.headline ?? ''))
  const original = take('original', parseChoice(cells.original ?? '', originalWords))
  const { figures, readsCapped } = parseFigures(cells, options, errors)
  if (publishedAt !== null && publishedAt > options.capturedAt) {
    const seen = beijingTime(new Date(options.capturedAt))
    errors.push({ column: 'publishedAt', message: `发布时间晚于数据采集时间（${seen}），请核对` })
  }
  if (errors.length > 0 || title === null || publishedAt === null) return { errors }
  const key = postKey({ url, title, publishedAt: new Date(publishedAt) })
  const row = {
    account: ref,
    title: shortTitle(title),
    url,
    publishedAt,
    key,
    headline,
    original,
    // As it was published, invisible characters and all: that is what a check of it is about.
    body: (cells.body ?? '').trim().replaceAll('\0', '').toWellFormed() || null,
    figures,
    readsCapped,
  }
  return { row }
}

function parseFigures(cells: Record<string, string>, options: PostOptions, errors: CellError[]) {
  const figures: PostRow['figures'] = {}
  let readsCapped = false
  const readersOnly = !('reads' in cells) && !isUnknown(cells.readers ?? '')
  if (readersOnly && !options.readersAsReads) {
    errors.push({
      column: 'readers',
      message: '只有阅读人数，没有阅读次数：人数不能当作次数。请补充阅读次数，或在上传时勾选“以阅读人数代替阅读次数”',
    })
  }
  for (const measure of measures) {
    const column = measure === 'reads' && readersOnly && options.readersAsReads ? 'readers' : measure
    const count = parseCount(cells[column] ?? '')
    if ('error' in count) errors.push({ column, message: count.error })
    else if (count.value !== null) {
      figures[measure] = count.value
      if (measure === 'reads' && count.capped) readsCapped = true
    }
  }
  return { figures, readsCapped }
}

/** 是／否 in words, or the position within what was sent together: the first is the headline. */
function parseHeadline(text: string): Cell<boolean | null> {
  const position = /^(?:第\s*)?([2-9]|1\d)\s*(?:条|篇)?$/.exec(text.normalize('NFKC').trim())
  return position ? { value: false } : parseChoice(text, headlineWords)
}

function shortTitle(title: string): string {
  const letters = [...title.replace(/\s+/g, ' ')]
  return letters.length > 200 ? `${letters.slice(0, 199).join('')}…` : letters.join('')
}

/** A post that is stored already, with its newest snapshot up to the capture time. */
export type KnownPost = {
  id: string
  publishedAt: Date
  key: string
  title: string
  url: string | null
  headline: boolean | null
  original: boolean | null
  /** Of the text that is stored; null where there is none. */
  bodyHash: string | null
  snapshot: { capturedAt: Date; source: string; figures: Partial<Record<Measure, number>>; readsCapped: boolean } | null
}

/** What importing a row would do. A snapshot is complete: what the row does not give, it keeps of the one before. */
export type PostPlan =
  | { do: 'refuse'; error: CellError }
  | { do: 'nothing' }
  | { do: 'add' }
  | { do: 'update'; details: boolean; body: boolean; snapshot: KnownPost['snapshot'] }

/** `bodyHash` is that of the row's text, to be held against the stored one's. */
export function planPost(
  row: PostRow,
  known: KnownPost | undefined,
  { options, bodyHash }: { options: PostOptions; bodyHash: string | null },
): PostPlan {
  if (!known) return { do: 'add' }
  const details =
    (row.url !== null && known.url === null) ||
    (row.headline !== null && row.headline !== known.headline) ||
    (row.original !== null && row.original !== known.original)
  const body = bodyHash !== null && bodyHash !== known.bodyHash
  const { snapshot } = known
  const given = measures.filter((measure) => row.figures[measure] !== undefined)
  const differing = given.filter((measure) => row.figures[measure] !== snapshot?.figures[measure])
  if (differing.length === 0)
    return details || body ? { do: 'update', details, body, snapshot: null } : { do: 'nothing' }
  const capturedAt = new Date(options.capturedAt)
  // A snapshot is never changed: two truths about one moment need a person's decision.
  if (snapshot?.capturedAt.getTime() === capturedAt.getTime()) {
    const message = `该作品在 ${beijingTime(capturedAt)} 已有一次数据，数值不同；已保存的数据不能改写，请核对，或填写另一采集时间`
    return { do: 'refuse', error: { column: differing[0] ?? 'reads', message } }
  }
  const kept = measures.some((m) => row.figures[m] === undefined && snapshot?.figures[m] !== undefined)
  return {
    do: 'update',
    details,
    body,
    snapshot: {
      capturedAt,
      source: kept && snapshot ? carriedSource(options.source, snapshot.source) : options.source,
      figures: { ...snapshot?.figures, ...row.figures },
      readsCapped: row.figures.reads === undefined ? (snapshot?.readsCapped ?? false) : row.readsCapped,
    },
  }
}

function carriedSource(own: string, before: string): string {
  const first = before.replace(/（其余沿用.*$/, '')
  return first === own ? own : `${own}（其余沿用${first}）`
}

/** The source that is stored: it says when persons stand for reads. */
export function storedSource(source: string, readersAsReads: boolean): string {
  return readersAsReads ? `${source}（以阅读人数代替阅读次数）` : source
}

export function publishedDay(row: PostRow): string {
  return beijingDay(new Date(row.publishedAt))
}
