import { Tag } from 'antd'
import { type Duty, duties, type UnitKind } from '../../../src/units/duties.rules.ts'
import type { UserView } from '../../../src/units/user.contract.ts'
import { StateTag } from '../../ui/state-tag.tsx'

export function DutyTags({ of }: { of: readonly Duty[] }) {
  return (
    <span className="tags">
      {of.map((duty) => (
        <Tag key={duty}>{duties[duty].zh}</Tag>
      ))}
    </span>
  )
}

export function isLocked(user: UserView): boolean {
  return user.lockedUntil !== null && new Date(user.lockedUntil) > new Date()
}

export function UserState({ user }: { user: UserView }) {
  if (!user.active) return <StateTag tone="ended">已停用</StateTag>
  return isLocked(user) ? <StateTag tone="soon">登录锁定</StateTag> : <StateTag tone="done">在用</StateTag>
}

/** The duties that can be held in a body of this kind. */
export function dutyOptions(kind: UnitKind) {
  return (Object.keys(duties) as Duty[])
    .filter((duty) => (duties[duty].in as readonly UnitKind[]).includes(kind))
    .map((duty) => ({ value: duty, label: duties[duty].zh }))
}
