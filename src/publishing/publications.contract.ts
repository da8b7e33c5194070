import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, Done, IdParam, listOf, PageQuery, pageOf, Version } from '../core/page.contract.ts'
import { faultClassNames } from '../platforms/faults.rules.ts'
import { levelNames } from '../review/three-review.rules.ts'
import { publicationStateNames, wayNames } from './publication.rules.ts'

const read = { permission: 'publication.read' }
const publish = { permission: 'publication.publish' }
const Reason = z.string().trim().min(4, '请写明原因（至少 4 个字）').max(500, '最多 500 字')

export const PublicationRow = z.object({
  id: z.string(),
  /** 登记号 */
  number: z.string(),
  draftId: z.string(),
  title: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  platform: z.string(),
  hostUnitName: z.string(),
  way: z.enum(wayNames),
  state: z.enum(publicationStateNames),
  scheduledAt: z.string(),
  publishedAt: z.string().nullable(),
  url: z.string().nullable(),
  fault: z.object({ class: z.enum(faultClassNames), code: z.string(), zh: z.string() }).nullable(),
  nextAt: z.string().nullable(),
  verified: z.enum(['unchecked', 'verified', 'differs', 'unreachable']).nullable(),
  /** The version of the manuscript that was signed, and who signed it: `一审 王一`, in order. For the register on paper. */
  draftVersion: z.number(),
  signedBy: z.array(z.string()),
  version: z.number(),
})
export type PublicationRow = z.infer<typeof PublicationRow>

export const SignatureView = z.object({
  stepName: z.string(),
  level: z.enum(levelNames).nullable(),
  userName: z.string(),
  onBehalfName: z.string().nullable(),
  opinion: z.string(),
  at: z.string(),
})

const FrozenFile = z.object({ id: z.string(), name: z.string() })
/** What goes out on this account, frozen: who publishes by hand copies it from here. Pictures stand in the body as `<img data-picture="id">`. */
const FrozenContent = z.object({
  title: z.string(),
  author: z.string(),
  digest: z.string(),
  html: z.string(),
  text: z.string(),
  pictures: z.array(FrozenFile.extend({ alt: z.string() })).readonly(),
  cover: FrozenFile.nullable(),
  video: FrozenFile.nullable(),
  attachments: z.array(FrozenFile).readonly(),
  link: z.string().nullable(),
})
export type FrozenContent = z.infer<typeof FrozenContent>

export const PublicationView = PublicationRow.extend({
  hash: z.string(),
  outgoing: FrozenContent,
  signatures: z.array(SignatureView),
  releases: z.array(z.object({ message: z.string(), reason: z.string(), byName: z.string(), at: z.string() })),
  registeredByName: z.string().nullable(),
  verifiedAt: z.string().nullable(),
  createdByName: z.string(),
  createdAt: z.string(),
  events: z.array(
    z.object({ id: z.string(), kind: z.string(), title: z.string(), actorName: z.string(), at: z.string() }),
  ),
  /** What the caller may do now. */
  may: z.object({
    retry: z.boolean(),
    byHand: z.boolean(),
    register: z.boolean(),
    cancel: z.boolean(),
    withdraw: z.boolean(),
  }),
  /** Why withdrawing by the interface is not possible on this platform, if so. */
  withdrawZh: z.string().nullable(),
})
export type PublicationView = z.infer<typeof PublicationView>

export const publicationFilterShape = {
  state: listOf(publicationStateNames),
  platform: z.string().max(20).optional(),
  accountId: z.uuid().optional(),
  draftId: z.uuid().optional(),
  way: z.enum(wayNames).optional(),
  region: z.string().max(12).optional(),
  /** Beijing days of going out, both included. */
  from: DateText.optional(),
  to: DateText.optional(),
  q: z.string().trim().max(100, '搜索内容过长').optional(),
}
export const PublicationFilter = z.strictObject(publicationFilterShape)
export type PublicationFilter = z.output<typeof PublicationFilter>

export const listPublications = endpoint({
  method: 'get',
  path: '/api/publications',
  access: read,
  summary: '发布登记',
  query: PageQuery.extend(publicationFilterShape),
  answer: pageOf(PublicationRow),
})
export const countPublications = endpoint({
  method: 'get',
  path: '/api/publications/counts',
  access: read,
  summary: '发布登记的数量，按状态',
  query: PublicationFilter,
  answer: z.object({ listed: z.number(), byState: z.record(z.enum(publicationStateNames), z.number()) }),
})
export const exportPublications = endpoint({
  method: 'post',
  path: '/api/publications/exports',
  access: { permission: 'publication.export' },
  summary: '导出发布登记表（.xlsx，生成后在文件中心）',
  body: PublicationFilter,
  answer: z.object({ count: z.number(), jobId: z.string() }),
})
export const viewPublication = endpoint({
  method: 'get',
  path: '/api/publications/:id',
  access: read,
  summary: '发布登记：版本、签署、经过',
  params: IdParam,
  answer: PublicationView,
})
export const publishDraft = endpoint({
  method: 'post',
  path: '/api/drafts/:id/publications',
  access: publish,
  summary: '发布：为每个账号登记一条，到时间后发出；未通过三审或内容有改动的拒绝',
  params: IdParam,
  body: z.strictObject({
    hash: z.string().length(64, '内容校验值不正确'),
    version: Version,
    now: z.boolean().default(false),
  }),
  answer: z.object({ ids: z.array(z.string()) }),
})
const Act = z.strictObject({ version: Version })
export const retryPublication = endpoint({
  method: 'post',
  path: '/api/publications/:id/retries',
  access: publish,
  summary: '重新发布',
  params: IdParam,
  body: Act,
  answer: Done,
})
export const handOverPublication = endpoint({
  method: 'post',
  path: '/api/publications/:id/hand-overs',
  access: publish,
  summary: '改为人工发布',
  params: IdParam,
  body: Act,
  answer: Done,
})
export const cancelPublication = endpoint({
  method: 'post',
  path: '/api/publications/:id/cancellations',
  access: publish,
  summary: '取消发布',
  params: IdParam,
  body: Act.extend({ reason: Reason }),
  answer: Done,
})
export const withdrawPublication = endpoint({
  method: 'post',
  path: '/api/publications/:id/withdrawals',
  access: publish,
  summary: '撤回（平台支持时从平台删除，否则登记已人工删除）',
  params: IdParam,
  body: Act.extend({ reason: Reason, byHand: z.boolean().default(false) }),
  answer: Done,
})
export const registerPublication = endpoint({
  method: 'post',
  path: '/api/publications/:id/registrations',
  access: publish,
  summary: '登记已发布：网址和时间，之后自动核对',
  params: IdParam,
  body: Act.extend({
    url: z.url({ protocol: /^https?$/, error: '请填写作品网址' }).max(2048, '网址过长'),
    publishedAt: z.iso.datetime({ offset: true, error: '发布时间格式不正确' }),
  }),
  answer: Done,
})
export const downloadPackage = endpoint({
  method: 'get',
  path: '/api/publications/:id/package',
  access: publish,
  summary: '人工发布的交接包（.zip：文字、按次序的图片、步骤）',
  params: IdParam,
  file: 'application/zip',
})
export const downloadEvidence = endpoint({
  method: 'get',
  path: '/api/publications/:id/evidence',
  access: read,
  summary: '发布凭证（.docx：版本、签署、校验值、经过）',
  params: IdParam,
  file: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
})
