import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, IdParam, PageQuery, pageOf } from '../core/page.contract.ts'
import { figureFieldNames, measures } from './facts.rules.ts'

const access = { permission: 'account.read' }
const count = z.number().nullable()
const Figures = z.object(
  Object.fromEntries(measures.map((m) => [m, count])) as Record<(typeof measures)[number], typeof count>,
)

/** What was seen of a post at one moment. Null is unknown, never zero. */
export const SnapshotView = Figures.extend({ readsCapped: z.boolean(), capturedAt: z.string(), source: z.string() })
export type SnapshotView = z.infer<typeof SnapshotView>

export const PostView = z.object({
  id: z.string(),
  publishedAt: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  headline: z.boolean().nullable(),
  original: z.boolean().nullable(),
  /** The newest snapshot. */
  seen: SnapshotView.nullable(),
})
export type PostView = z.infer<typeof PostView>

const postSorts = ['published', 'reads'] as const
export const PostFilter = z.object({
  /** Beijing days, both included. */
  from: DateText.optional(),
  to: DateText.optional(),
  sort: z.enum(postSorts).default('published'),
})

export const listAccountPosts = endpoint({
  method: 'get',
  path: '/api/accounts/:id/posts',
  access,
  summary: '账号的作品及其最新数据',
  params: IdParam,
  query: PageQuery.extend(PostFilter.shape),
  answer: pageOf(PostView),
})

export const viewPost = endpoint({
  method: 'get',
  path: '/api/posts/:id',
  access,
  summary: '作品详情：历次数据与问题',
  params: IdParam,
  query: z.object({ publishedAt: z.iso.datetime({ offset: true, message: '发布时间不正确' }) }),
  answer: PostView.extend({
    accountId: z.string(),
    accountName: z.string(),
    platform: z.string(),
    source: z.string(),
    snapshots: z.array(SnapshotView),
    findings: z.array(
      z.object({ id: z.string(), kind: z.string(), title: z.string(), occurredOn: z.string(), state: z.string() }),
    ),
  }),
})

const FigureValues = z.object(
  Object.fromEntries(figureFieldNames.map((field) => [field, count])) as Record<
    (typeof figureFieldNames)[number],
    typeof count
  >,
)
export const AccountFigureView = FigureValues.extend({
  id: z.string(),
  periodStart: z.string(),
  periodEnd: z.string(),
  periodName: z.string(),
  capturedAt: z.string(),
  source: z.string(),
  publishedIndexName: z.string().nullable(),
})
export type AccountFigureView = z.infer<typeof AccountFigureView>

export const listAccountFigures = endpoint({
  method: 'get',
  path: '/api/accounts/:id/figures',
  access,
  summary: '账号各周期的数据，含全部来源',
  params: IdParam,
  query: PageQuery,
  answer: pageOf(AccountFigureView),
})
