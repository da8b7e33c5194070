import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { Done, IdParam } from '../core/page.contract.ts'

/** The page's filters as its URL carries them. */
const Query = z.record(z.string().max(50), z.string().max(2000)).refine((query) => Object.keys(query).length <= 50, {
  message: '筛选条件过多',
})
const Page = z.string().regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,49}$/, '页面名称不正确')

export const SavedView = z.object({ id: z.string(), name: z.string(), query: z.record(z.string(), z.string()) })
export type SavedView = z.infer<typeof SavedView>

const access = { permission: 'self.manage' }

export const listSavedViews = endpoint({
  method: 'get',
  path: '/api/saved-views',
  access,
  summary: '本人在某页面保存的视图',
  query: z.object({ page: Page }),
  answer: z.object({ rows: z.array(SavedView) }),
})

export const addSavedView = endpoint({
  method: 'post',
  path: '/api/saved-views',
  access,
  summary: '保存视图',
  body: z.strictObject({
    page: Page,
    name: z.string().trim().min(1, '请填写视图名称').max(30, '视图名称最多 30 字'),
    query: Query,
  }),
  answer: SavedView,
})

export const removeSavedView = endpoint({
  method: 'delete',
  path: '/api/saved-views/:id',
  access,
  summary: '删除视图',
  params: IdParam,
  answer: Done,
})
