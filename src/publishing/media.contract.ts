import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { Done, IdParam, PageQuery, pageOf } from '../core/page.contract.ts'

const read = { permission: 'draft.read' }
const write = { permission: 'draft.write' }
export const mediaKinds = { picture: '图片', video: '视频', attachment: '附件' } as const
const mediaKindNames = ['picture', 'video', 'attachment'] as const

export const MediaView = z.object({
  id: z.string(),
  kind: z.enum(mediaKindNames),
  name: z.string(),
  mediaType: z.string(),
  size: z.number(),
  sha256: z.string(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  alt: z.string(),
  addedByName: z.string(),
  addedAt: z.string(),
})
export type MediaView = z.infer<typeof MediaView>

export const listMedia = endpoint({
  method: 'get',
  path: '/api/media',
  access: read,
  summary: '素材库',
  query: PageQuery.extend({
    kind: z.enum(mediaKindNames).optional(),
    q: z.string().trim().max(100).optional(),
    hostUnitId: z.uuid().optional(),
  }),
  answer: pageOf(MediaView),
})
export const addMedia = endpoint({
  method: 'post',
  path: '/api/media',
  access: write,
  summary: '上传图片（去除位置等信息后保存）、视频或附件',
  upload: true,
  maxBytes: 130 * 1024 * 1024,
  body: z.object({
    kind: z.enum(mediaKindNames),
    alt: z.string().trim().max(200, '图片说明最多 200 字').default(''),
    hostUnitId: z.uuid().optional(),
  }),
  answer: MediaView,
})
export const editMedia = endpoint({
  method: 'put',
  path: '/api/media/:id',
  access: write,
  summary: '修改图片说明',
  params: IdParam,
  body: z.strictObject({ alt: z.string().trim().max(200, '图片说明最多 200 字') }),
  answer: Done,
})
export const removeMedia = endpoint({
  method: 'delete',
  path: '/api/media/:id',
  access: write,
  summary: '从素材库移除（已用于稿件的不能移除）',
  params: IdParam,
  answer: Done,
})
export const showMedia = endpoint({
  method: 'get',
  path: '/api/media/:id/content',
  access: read,
  summary: '素材内容',
  params: IdParam,
  file: 'application/octet-stream',
})
