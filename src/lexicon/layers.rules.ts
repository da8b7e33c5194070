import type { Severity } from '../checker/finding.ts'
import type { Scope } from '../core/scope.ts'
import type { EntryKind, ItemAction } from './entry-kinds.rules.ts'

/** Who keeps an entry: a region (its office), or one unit in it. What is above holds below, never the other way round. */
export type Layer = { regionPath: string; unitId: string | null }

/** The layer whose lists somebody of this scope keeps; none for those who oversee an industry or work under a contract. */
export function ownLayer(scope: Scope): Layer | null {
  if (scope.kind === 'region') return { regionPath: scope.regionPath, unitId: null }
  if (scope.kind === 'unit') return { regionPath: scope.regionPath, unitId: scope.unitId }
  return null
}

/** The paths of a region and of all it lies in, the highest first: `33/`, `33/3301/`, … */
export function pathsDownTo(path: string): string[] {
  const parts = path.split('/').filter(Boolean)
  return parts.map((_, n) => `${parts.slice(0, n + 1).join('/')}/`)
}

/** What others need to know of a layer in the id of its lists: the region's code, or the unit. */
export function layerCode({ regionPath, unitId }: Layer): string {
  return unitId ? `unit-${unitId}` : (regionPath.split('/').filter(Boolean).at(-1) ?? '')
}

export function isSameLayer(a: Layer, b: Layer): boolean {
  return a.regionPath === b.regionPath && a.unitId === b.unitId
}

type Step = { kind: EntryKind; action: ItemAction; severities: readonly (Severity | null)[] }

/**
 * Whether a change waits for a second person of the same layer. Every one does, but for what can harm nobody: a unit's
 * own 提示, an “此处无误” on anything less than 严重, and what makes the check stricter again.
 */
export function needsSecond(layer: Layer, { kind, action, severities }: Step): boolean {
  switch (kind) {
    case 'term':
      return layer.unitId === null || severities.some((severity) => severity !== 'hint')
    case 'accepted':
      return action !== 'stop' && severities.includes('grave')
    case 'rule':
      return action !== 'stop'
    case 'tenure':
    case 'body':
    case 'policy':
    case 'source':
      return true
    default:
      return kind satisfies never
  }
}

/** Why somebody may not decide on a change; null when she may. */
export function decisionRefusal(
  change: Layer & { proposerId: string | null },
  who: { userId: string | null; layer: Layer | null },
): string | null {
  if (who.layer === null || !isSameLayer(change, who.layer)) return '只能由提出变更的同级单位人员确认'
  if (change.proposerId !== null && change.proposerId === who.userId) return '本人提出的变更，须由同级另一人确认'
  return null
}
