import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { hostsOf } from './entries.store.ts'
import { type Layer, ownLayer } from './layers.rules.ts'

/** Where the reader sits, from which own, above and below are told: a contractor sits with the unit it works for. */
export async function seatOf({ db, actor }: Work): Promise<Layer> {
  const own = ownLayer(actor.scope)
  if (own) return own
  if (actor.scope.kind === 'industry') return { regionPath: actor.scope.regionPath, unitId: null }
  const [host] = actor.scope.kind === 'contract' ? await hostsOf(db) : []
  return { regionPath: host?.path ?? '', unitId: host?.id ?? null }
}

/** The layer whose lists the actor keeps. */
export function layerOf({ actor }: Pick<Work, 'actor'>): Layer {
  const layer = ownLayer(actor.scope)
  if (!layer) throw new AppError('FORBIDDEN', { reason: '词库由各级主管单位和主办单位维护' })
  return layer
}

/** What a layer is called: the unit, or the region. */
export function layerName(row: { region_name: string | null; unit_name: string | null }): string {
  return row.unit_name ?? row.region_name ?? ''
}
