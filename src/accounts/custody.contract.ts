import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, Done, IdParam } from '../core/page.contract.ts'
import { Phone, Reason } from '../units/unit.contract.ts'
import {
  type CustodyTodo,
  custodyItemNames,
  custodyTodos,
  type TransferState,
  transferStates,
} from './custody.rules.ts'

const read = { permission: 'custody.read' }
const manage = { permission: 'custody.manage' }
const todos = Object.keys(custodyTodos) as [CustodyTodo, ...CustodyTodo[]]
const states = Object.keys(transferStates) as [TransferState, ...TransferState[]]
const Item = z.enum(custodyItemNames)
const Person = z.object({ id: z.string(), name: z.string(), unitName: z.string() })

export const CustodyView = z.object({
  item: Item,
  keeper: Person.nullable(),
  since: z.string().nullable(),
  place: z.string().nullable(),
  phone: z.string().nullable(),
  note: z.string().nullable(),
  todo: z.enum(todos).nullable(),
  /** 0 while nobody keeps it. */
  version: z.number(),
})
export type CustodyView = z.infer<typeof CustodyView>

export const TransferView = z.object({
  id: z.string(),
  from: Person,
  to: Person,
  items: z.array(Item),
  reason: z.string(),
  state: z.enum(states),
  madeBy: z.string(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  /** The actor is the receiver and may confirm. */
  mine: z.boolean(),
})
export type TransferView = z.infer<typeof TransferView>

export const viewCustody = endpoint({
  method: 'get',
  path: '/api/accounts/:id/custody',
  access: read,
  summary: '账号保管情况与交接单',
  params: IdParam,
  answer: z.object({
    items: z.array(CustodyView),
    transfers: z.array(TransferView),
    /** The actor's unit hosts the account, so that she may manage its custody if her duties allow it. */
    own: z.boolean(),
  }),
})

export const listKeepers = endpoint({
  method: 'get',
  path: '/api/accounts/:id/custody/keepers',
  access: manage,
  summary: '可担任保管人的人员',
  params: IdParam,
  answer: z.object({ rows: z.array(Person) }),
})

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `最多 ${max} 字`)
    .transform((given) => given || null)
    .nullable()
    .default(null)

export const keepItem = endpoint({
  method: 'put',
  path: '/api/accounts/:id/custody/:item',
  access: manage,
  summary: '登记保管人或修改保管情况',
  params: IdParam.extend({ item: Item }),
  body: z.object({
    keeperId: z.uuid('请选择保管人'),
    since: DateText,
    place: text(200),
    note: text(500),
    /** Left out stays as it is, null takes it away. */
    phone: Phone.nullable().optional(),
    version: z.number().int().min(0).max(2_147_483_646),
  }),
  answer: Done,
})
export type ItemGiven = z.output<typeof keepItem.body & object>

export const showCustodyPhone = endpoint({
  method: 'post',
  path: '/api/accounts/:id/custody/phone',
  access: { permission: 'personal.unmask' },
  secret: true,
  summary: '查看完整的注册手机号',
  params: IdParam,
  body: z.object({ reason: Reason }),
  answer: z.object({ phone: z.string() }),
})

export const startTransfer = endpoint({
  method: 'post',
  path: '/api/accounts/:id/custody-transfers',
  access: manage,
  summary: '发起账号保管交接',
  params: IdParam,
  body: z.object({
    toUserId: z.uuid('请选择接收人'),
    items: z.array(Item).min(1, '请选择交接事项').max(custodyItemNames.length),
    reason: Reason,
  }),
  answer: z.object({ id: z.string() }),
})

export const confirmTransfer = endpoint({
  method: 'post',
  path: '/api/custody-transfers/:id/confirmation',
  access: read,
  summary: '接收人确认交接',
  params: IdParam,
  answer: Done,
})

export const withdrawTransfer = endpoint({
  method: 'post',
  path: '/api/custody-transfers/:id/withdrawal',
  access: manage,
  summary: '撤回未确认的交接',
  params: IdParam,
  body: z.object({ reason: Reason }),
  answer: Done,
})

export const transferDocument = endpoint({
  method: 'get',
  path: '/api/custody-transfers/:id/document',
  access: read,
  summary: '账号保管交接单（.docx）',
  params: IdParam,
  file: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
})

const ShiftPerson = z.object({ userId: z.string(), name: z.string() })
export const RosterDay = z.object({
  day: z.string(),
  works: z.boolean(),
  /** Days gone by are a record and stay as they were. */
  open: z.boolean(),
  leader: z.array(ShiftPerson),
  officer: z.array(ShiftPerson),
})
export type RosterDay = z.infer<typeof RosterDay>

export const viewRoster = endpoint({
  method: 'get',
  path: '/api/duty-roster',
  access: read,
  summary: '一周值班表',
  query: z.object({ unit: z.uuid('编号格式不正确').optional(), week: DateText.optional() }),
  answer: z.object({
    unit: z.object({ id: z.string(), name: z.string() }).nullable(),
    week: z.string(),
    today: z.string(),
    days: z.array(RosterDay),
  }),
})

export const listDutyPeople = endpoint({
  method: 'get',
  path: '/api/duty-roster/people',
  access: manage,
  summary: '可安排值班的人员',
  answer: z.object({ rows: z.array(Person) }),
})

const onDuty = z.array(z.uuid('请选择人员')).max(10, '一天最多安排 10 人')

export const saveDutyDay = endpoint({
  method: 'put',
  path: '/api/duty-roster/:day',
  access: manage,
  summary: '安排一天的值班',
  params: z.object({ day: DateText }),
  body: z.object({ leader: onDuty, officer: onDuty }),
  answer: Done,
})

export const copyWeek = endpoint({
  method: 'post',
  path: '/api/duty-roster/copies',
  access: manage,
  summary: '按上周安排本周值班',
  body: z.object({ week: DateText }),
  answer: z.object({ count: z.number() }),
})
