import type { ImportLine } from '../../../src/imports/imports.contract.ts'
import { numberText } from '../../ui/number-text.ts'
import type { Tone } from '../../ui/state-tag.tsx'

/** How the state of an import is called. */
export const stateWords: Record<ImportLine['state'], { zh: string; tone: Tone }> = {
  uploaded: { zh: '待对应列', tone: 'plain' },
  checking: { zh: '试导入中', tone: 'busy' },
  checked: { zh: '待确认', tone: 'soon' },
  applying: { zh: '写入中', tone: 'busy' },
  applied: { zh: '已导入', tone: 'done' },
  failed: { zh: '未完成', tone: 'grave' },
  cancelled: { zh: '已放弃', tone: 'ended' },
}

export function countsText(counts: NonNullable<ImportLine['counts']>): string {
  const parts = [
    `共 ${numberText(counts.rows)} 行`,
    `新增 ${numberText(counts.new)}`,
    `更新 ${numberText(counts.changed)}`,
    `未变 ${numberText(counts.same)}`,
    `有误 ${numberText(counts.errors)}`,
  ]
  return parts.join(' · ')
}
