import { AppError } from '../core/error.ts'

/** 省、市、县（市、区）、乡镇（街道）, from the top down. */
export const regionLevels = {
  province: { zh: '省', below: 'city' },
  city: { zh: '设区市', below: 'county' },
  county: { zh: '县（市、区）', below: 'township' },
  township: { zh: '乡镇（街道）', below: null },
} as const
export type RegionLevel = keyof typeof regionLevels

/** The code of an invented region begins with 99, which GB/T 2260 has not given to any province. */
function isDemoCode(code: string): boolean {
  return code.startsWith('99')
}

/** The level that a code of GB/T 2260 (six digits) or GB/T 10114 (nine) stands for; null when it is neither. */
export function levelOfCode(code: string): RegionLevel | null {
  if (/^[1-9]\d{8}$/.test(code) && !code.endsWith('000')) return 'township'
  if (!/^[1-9]\d{5}$/.test(code)) return null
  if (code.endsWith('0000')) return code[1] === '0' ? null : 'province'
  if (code.endsWith('00')) return 'city'
  return code.slice(2, 4) === '00' ? null : 'county'
}

/** How many leading digits of the code everything below it shares. */
const sharedDigits: Record<RegionLevel, number> = { province: 2, city: 4, county: 6, township: 9 }

type Parent = { code: string; level: RegionLevel; path: string }

/** The level of a region below this parent; a region without one is a province. */
function levelBelow(parent: Pick<Parent, 'level'> | null): RegionLevel | null {
  return parent === null ? 'province' : regionLevels[parent.level].below
}

/** Why this code cannot stand below this parent; null when it can. */
export function codeRefusal(code: string, parent: Parent | null): string | null {
  const level = levelOfCode(code)
  if (level === null) return '区划代码应为 6 位（省、市、县）或 9 位（乡镇、街道）数字'
  const expected = levelBelow(parent)
  if (expected === null) return '乡镇（街道）下不能再设区划'
  if (level !== expected) {
    const place = parent === null ? '没有上级的区划' : `${regionLevels[parent.level].zh}的下级`
    return `${place}须为${regionLevels[expected].zh}，该代码是${regionLevels[level].zh}的代码`
  }
  if (parent && !code.startsWith(parent.code.slice(0, sharedDigits[parent.level]))) {
    return `代码的前 ${sharedDigits[parent.level]} 位须与上级（${parent.code}）一致`
  }
  return null
}

export function pathOf(code: string, parent: Pick<Parent, 'path'> | null): string {
  return `${parent?.path ?? ''}${code}/`
}

type Moved = { code: string; level: RegionLevel; path: string }

/**
 * The new path of a region that is placed below another parent. Its level and its code stay, because the accounts,
 * figures and results of the past are known by it; so the new parent must be of the level of the old one.
 */
export function pathAfterMove(region: Moved, parent: Parent): string {
  if (parent.path.startsWith(region.path)) throw new AppError('CIRCULAR_REGION')
  if (regionLevels[parent.level].below !== region.level) {
    throw new AppError('INVALID_INPUT', {
      errors: [
        { path: 'parentCode', message: `${regionLevels[region.level].zh}不能放在${regionLevels[parent.level].zh}之下` },
      ],
    })
  }
  if (isDemoCode(parent.code) !== isDemoCode(region.code)) {
    throw new AppError('INVALID_INPUT', {
      errors: [{ path: 'parentCode', message: '演示区划与真实区划不能互为上下级' }],
    })
  }
  return pathOf(region.code, parent)
}

type Row = { code: string; parentCode: string | null }

/** The rows with every parent before its children; refuses duplicates, circles and unknown parents. */
export function parentsFirst<R extends Row>(rows: readonly R[], known: ReadonlySet<string> = new Set()): R[] {
  const byCode = new Map<string, R>()
  for (const row of rows) {
    if (byCode.has(row.code)) throw new AppError('INVALID_INPUT', { reason: `区划代码 ${row.code} 重复` })
    byCode.set(row.code, row)
  }
  const placed = new Set<string>()
  const ordered: R[] = []
  const place = (row: R, below: readonly string[]) => {
    if (placed.has(row.code)) return
    if (below.includes(row.code)) throw new AppError('CIRCULAR_REGION', { codes: [...below, row.code] })
    if (row.parentCode !== null && !known.has(row.parentCode)) {
      const parent = byCode.get(row.parentCode)
      if (!parent) throw new AppError('INVALID_INPUT', { reason: `${row.code} 的上级区划 ${row.parentCode} 不存在` })
      place(parent, [...below, row.code])
    }
    placed.add(row.code)
    ordered.push(row)
  }
  for (const row of rows) place(row, [])
  return ordered
}

/** 常住人口 is never without its source and year (§6.5.1 (5)(6) are judged by it). */
export type Residents = { residents: number; year: number; source: string }

/** The faults of a population figure by field; empty when it can be used. */
export function residentsFaults(given: Residents, thisYear: number): { path: keyof Residents; message: string }[] {
  const faults: { path: keyof Residents; message: string }[] = []
  if (!Number.isSafeInteger(given.residents) || given.residents < 1 || given.residents > 200_000_000) {
    faults.push({ path: 'residents', message: '常住人口应为正整数（人）' })
  }
  if (!Number.isInteger(given.year) || given.year < 1949 || given.year > thisYear) {
    faults.push({ path: 'year', message: `年份应在 1949 至 ${thisYear} 之间` })
  }
  if (given.source.trim().length < 2) faults.push({ path: 'source', message: '请写明数据来源，如“2023年统计年鉴”' })
  return faults
}
