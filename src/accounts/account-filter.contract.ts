import { z } from 'zod'
import { DateText, listOf } from '../core/page.contract.ts'
import { accountStateNames, hostTypeNames, levelNames, platformNames, variantNames } from './platforms.rules.ts'

const flag = z.literal('1', '只能为 1').optional()
const days = z.coerce.number('应为数字').int('应为整数').min(0, '不能为负').max(36_500, '天数过大').optional()
const count = z.coerce.number('应为数字').int('应为整数').min(0, '不能为负').optional()

/** The filters of the ledger as they stand in a URL; list, totals, bulk actions and export read the same. */
export const filterShape = {
  /** Words of the name, number, ID, host unit. */
  q: z.string().trim().max(100, '搜索内容过长').optional(),
  platform: listOf(platformNames),
  variant: z.enum(variantNames).optional(),
  /** A region and everything below it. */
  region: z
    .string()
    .regex(/^\d{6}(\d{3})?$/, '区划代码应为 6 位或 9 位数字')
    .optional(),
  level: listOf(levelNames),
  hostUnit: z.uuid('单位编号格式不正确').optional(),
  hostType: listOf(hostTypeNames),
  state: listOf(accountStateNames),
  tag: z.string().trim().min(1).max(30).optional(),
  /** No post for at least this many Beijing days; accounts never seen publishing are "unknown", see below. */
  silentDays: days,
  silentUnknown: flag,
  followersMin: count,
  followersMax: count,
  openedFrom: DateText.optional(),
  openedTo: DateText.optional(),
  incomplete: flag,
  /** Neither a post nor a figure of this month. */
  noFigures: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应为 YYYY-MM')
    .optional(),
}

// Strict: a misspelt filter must not quietly mean "all accounts".
export const AccountFilter = z.strictObject(filterShape)
export type AccountFilter = z.output<typeof AccountFilter>
export type AccountFilterInput = z.input<typeof AccountFilter>

export const sortNames = ['ledgerNo', 'name', 'followers', 'lastPostAt', 'openedOn'] as const
export type SortName = (typeof sortNames)[number]
export const sortShape = {
  sort: z.enum(sortNames).default('ledgerNo'),
  order: z.enum(['asc', 'desc']).default('asc'),
}
export type Sorting = { sort: SortName; order: 'asc' | 'desc' }
