import { publicationStates, ways } from '../../../src/publishing/publication.rules.ts'
import { platformName } from './platform-name.ts'
import type { RegisterUrl } from './publication-state.ts'

/** What the paper register covers, in words: whoever reads it later does not see the filters. */
export function rangeWords({ from, to, state, platform, way, q, region, accountId, draftId }: RegisterUrl): string {
  const days = from && to ? `${from} 至 ${to}` : from ? `${from} 起` : to ? `至 ${to}` : '全部日期'
  const parts = [
    `范围：${days}`,
    ...(state && state.length > 0 ? [state.map((one) => publicationStates[one].zh).join('、')] : []),
    ...(platform ? [platformName(platform)] : []),
    ...(way ? [ways[way]] : []),
    ...(q ? [`含“${q}”`] : []),
    ...(region ? [`区划 ${region}`] : []),
    ...(accountId ? ['所选账号'] : []),
    ...(draftId ? ['所选稿件'] : []),
  ]
  return parts.join('，')
}
