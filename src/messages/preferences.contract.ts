import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { type Channel, channelNames, chosenKinds, type MessageKind } from './channels.rules.ts'

const access = { permission: 'message.read' }
const kinds = chosenKinds as [MessageKind, ...MessageKind[]]

const Choice = z.object({ kind: z.enum(kinds), channels: z.array(z.enum(channelNames)).max(3) })

export const Preferences = z.object({
  rows: z.array(Choice),
  /** Channels that are in use here, and where they would reach the person; null when no address is registered. */
  reach: z.array(z.object({ channel: z.enum(channelNames), address: z.string().nullable() })),
})
export type Preferences = z.infer<typeof Preferences>
export type Choices = { kind: MessageKind; channels: Channel[] }[]

export const viewPreferences = endpoint({
  method: 'get',
  path: '/api/messages/preferences',
  access,
  summary: '本人的消息接收方式',
  answer: Preferences,
})

export const savePreferences = endpoint({
  method: 'put',
  path: '/api/messages/preferences',
  access,
  summary: '保存本人的消息接收方式',
  body: z.object({ rows: z.array(Choice).max(100) }),
  answer: Preferences,
})
