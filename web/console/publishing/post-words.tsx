import type { SnapshotView } from '../../../src/publishing/publishing.contract.ts'
import { Num } from '../../ui/num.tsx'

export function yesNoText(value: boolean | null): string {
  return value === null ? '未知' : value ? '是' : '否'
}

/** Reads; what the platform shows as 10万+ is said to be at least that. */
export function Reads({ seen }: { seen: Pick<SnapshotView, 'reads' | 'readsCapped'> | null }) {
  if (seen?.readsCapped) return <span title="平台只显示“10万+”，按 100001 计">10万+</span>
  return <Num value={seen?.reads} />
}
