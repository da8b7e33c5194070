import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { Done, IdParam, PageQuery, pageOf } from '../core/page.contract.ts'
import { filePurposeNames } from './files.rules.ts'

export const FileView = z.object({
  id: z.string(),
  name: z.string(),
  purpose: z.enum(filePurposeNames),
  mediaType: z.string(),
  size: z.number(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  removable: z.boolean(),
})
export type FileView = z.infer<typeof FileView>

const access = { permission: 'file.read' }

export const listFiles = endpoint({
  method: 'get',
  path: '/api/files',
  access,
  summary: '文件中心：本人的文件',
  query: PageQuery.extend({ purpose: z.enum(filePurposeNames).optional() }),
  answer: pageOf(FileView),
})

export const downloadFile = endpoint({
  method: 'get',
  path: '/api/files/:id/content',
  access,
  summary: '下载文件',
  params: IdParam,
  file: 'application/octet-stream',
})

export const removeFile = endpoint({
  method: 'delete',
  path: '/api/files/:id',
  access,
  summary: '删除本人的文件',
  params: IdParam,
  answer: Done,
})

export const uploadEvidence = endpoint({
  method: 'post',
  path: '/api/files/evidence',
  access: { permission: 'file.evidence' },
  summary: '上传佐证材料（图片、PDF、docx、xlsx，不超过 20 MiB）',
  body: z.object({}),
  upload: true,
  maxBytes: 21 * 1024 * 1024,
  answer: FileView,
})
