import { z } from 'zod'
import { endpoint } from '../core/endpoint.ts'
import { DateText, IdParam, PageQuery, pageOf, Version } from '../core/page.contract.ts'
import { type ContractState, contractStates } from './contracts.rules.ts'
import { Reason } from './unit.contract.ts'

const states = Object.keys(contractStates) as [ContractState, ...ContractState[]]

export const ContractView = z.object({
  id: z.string(),
  contractor: z.object({ id: z.string(), name: z.string() }),
  host: z.object({ id: z.string(), name: z.string() }),
  contractNo: z.string().nullable(),
  duties: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  ndaSignedOn: z.string(),
  ndaEndsOn: z.string(),
  state: z.enum(states),
  /** The last day of access: contract and NDA must both hold. */
  lastDay: z.string(),
  endedAt: z.string().nullable(),
  endedReason: z.string().nullable(),
  version: z.number(),
})
export type ContractView = z.infer<typeof ContractView>

export const listContracts = endpoint({
  method: 'get',
  path: '/api/contracts',
  access: { permission: 'contract.read' },
  summary: '委托合同列表',
  query: PageQuery.extend({
    state: z.enum(states).optional(),
    host: z.uuid('编号格式不正确').optional(),
    contractor: z.uuid('编号格式不正确').optional(),
  }),
  answer: pageOf(ContractView).extend({ total: z.number(), expiring: z.number(), lapsed: z.number() }),
})

export const registerContract = endpoint({
  method: 'post',
  path: '/api/contracts',
  access: { permission: 'contract.manage' },
  summary: '登记委托合同与保密协议',
  body: z.object({
    contractorUnitId: z.uuid('请选择第三方运营机构'),
    hostUnitId: z.uuid('请选择主办单位'),
    contractNo: z
      .string()
      .trim()
      .max(60, '合同编号最多 60 字')
      .transform((text) => text || null)
      .nullable()
      .default(null),
    duties: z.string().trim().min(4, '请写明约定的权责').max(2000, '权责最多 2000 字'),
    startsOn: DateText,
    endsOn: DateText,
    ndaSignedOn: DateText,
    ndaEndsOn: DateText,
  }),
  answer: ContractView,
})
export type NewContract = z.output<typeof registerContract.body & object>

export const endContract = endpoint({
  method: 'post',
  path: '/api/contracts/:id/ending',
  access: { permission: 'contract.manage' },
  summary: '终止委托合同（即时收回访问权限）',
  params: IdParam,
  body: z.object({ reason: Reason, version: Version }),
  answer: ContractView,
})
