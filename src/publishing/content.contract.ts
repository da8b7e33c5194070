import { z } from 'zod'
import { licenceNames, originKindNames } from './draft.rules.ts'

const text = (max: number, zh: string) => z.string().normalize('NFC').trim().max(max, `${zh}最多 ${max} 字`)
const WebAddress = z.url({ protocol: /^https?$/, error: '请填写以 http(s):// 开头的网址' }).max(2048, '网址过长')

/** The body as HTML; the service passes it through the one sanitiser before it is kept. */
const Html = z.string().max(1_500_000, '正文过长（最多约 150 万字符，含格式）')

/** What differs on one account; null is “as in the manuscript”. */
export const Target = z.strictObject({
  accountId: z.uuid('账号无效'),
  title: text(200, '标题').nullable().default(null),
  digest: text(300, '摘要').nullable().default(null),
  html: Html.nullable().default(null),
})
export type Target = z.infer<typeof Target>

/** Everything that will be seen, and where and when: what the three reviewers sign (§8.2). */
export const DraftContent = z.strictObject({
  title: text(200, '标题'),
  author: text(40, '作者').default(''),
  digest: text(300, '摘要').default(''),
  html: Html.default(''),
  coverId: z.uuid().nullable().default(null),
  videoId: z.uuid().nullable().default(null),
  attachmentIds: z.array(z.uuid()).max(20, '附件最多 20 个').default([]),
  /** 阅读原文, or the page of the portal that a Weibo post leads to. */
  link: WebAddress.nullable().default(null),
  origin: z
    .strictObject({
      kind: z.enum(originKindNames),
      sourceName: text(100, '来源').default(''),
      sourceUrl: WebAddress.nullable().default(null),
      licence: z.enum(licenceNames).default('none'),
    })
    .default({ kind: 'original', sourceName: '', sourceUrl: null, licence: 'none' }),
  targets: z.array(Target).max(50, '发布账号最多 50 个').default([]),
  /** When it is to go out; null: as soon as it is approved and somebody publishes it. */
  scheduledAt: z.iso.datetime({ offset: true, error: '发布时间格式不正确' }).nullable().default(null),
})
export type DraftContent = z.output<typeof DraftContent>
export type DraftContentInput = z.input<typeof DraftContent>
