import type { ZodType, z } from 'zod'
import type { Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem } from '../db/transact.ts'
import { isOutermost } from './settings.rules.ts'
import { administeredRegions, readSettingValue, writeSettingValue } from './settings.store.ts'

/** A setting of the installation, or null when nobody has set it. */
export async function readSetting<T extends ZodType>(
  { db }: Pick<Work, 'db'>,
  key: string,
  schema: T,
): Promise<z.output<T> | null> {
  const value = await readSettingValue(db, key)
  return value === undefined ? null : schema.parse(value)
}

export function saveSetting(work: Work, key: string, value: unknown): Promise<void> {
  return writeSettingValue(work.db, key, { value, at: work.now })
}

/** The settings of the installation are the outermost administrator's: what a county changed would bind all others. */
export async function refuseInnerAdmin(work: Work): Promise<void> {
  const { scope } = work.actor
  if (scope.kind === 'system') return
  const regions = await asSystem(work, ({ db }) => administeredRegions(db))
  if (scope.kind === 'region' && isOutermost(scope.regionPath, regions)) return
  throw new AppError('FORBIDDEN', { reason: '系统设置对整个平台生效，须由层级最高的系统管理员办理' })
}
