import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { Done, IdParam, PageQuery, pageOf } from '../core/page.contract.ts'

const access = { permission: 'message.read' }

/** Something that a person has been told. `link` is an address of the console. */
export const MessageView = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  link: z.string().nullable(),
  createdAt: z.string(),
  readAt: z.string().nullable(),
})
export type MessageView = z.infer<typeof MessageView>

export const listMessages = endpoint({
  method: 'get',
  path: '/api/messages',
  access,
  summary: '本人的消息',
  query: PageQuery.extend({ unread: z.literal('1').optional() }),
  answer: pageOf(MessageView),
})

export const countUnread = endpoint({
  method: 'get',
  path: '/api/messages/unread',
  access,
  summary: '本人的未读消息数',
  answer: z.object({ count: z.number() }),
})

export const readMessage = endpoint({
  method: 'put',
  path: '/api/messages/:id/reading',
  access,
  summary: '将一条消息标为已读',
  params: IdParam,
  answer: Done,
})

export const readAllMessages = endpoint({
  method: 'put',
  path: '/api/messages/reading',
  access,
  summary: '将全部消息标为已读',
  answer: z.object({ count: z.number() }),
})
