import type { Duty } from './duties.rules.ts'
import { duties } from './duties.rules.ts'

/** What a person can have open when she leaves. */
export const openWorkKinds = {
  accountPerson: { zh: '账号岗位' },
  custody: { zh: '账号保管' },
  importBatch: { zh: '未完成的数据导入' },
  job: { zh: '进行中的任务' },
} as const
export type OpenWorkKind = keyof typeof openWorkKinds

/** `duty` is what the successor must hold; `blocked` says why it cannot be handed over now. */
export type OpenWork = { kind: OpenWorkKind; id: string; title: string; duty: Duty | null; blocked: string | null }

type Person = { id: string; unitId: string; active: boolean; duties: readonly Duty[] }

/** Why this person cannot take over this work; null when she can. */
export function successorRefusal(from: Person, to: Person, items: readonly OpenWork[]): string | null {
  if (from.id === to.id) return '接收人不能是本人'
  if (!to.active) return '接收人已停用'
  if (to.unitId !== from.unitId) return '接收人须为同一单位的人员'
  const missing = [...new Set(items.flatMap((item) => item.duty ?? []))].filter((duty) => !to.duties.includes(duty))
  if (missing.length > 0) {
    return `没有“${missing.map((duty) => duties[duty].zh).join('”“')}”职责，请先调整其职责`
  }
  return items.find((item) => item.blocked)?.blocked ?? null
}
