import type { z } from 'zod'
import { record } from '../audit/audit.service.ts'
import { addDays, beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import { asSystem, transact } from '../db/transact.ts'
import { may } from '../units/permissions.rules.ts'
import { defaultScheme } from './default-scheme.rules.ts'
import type { Scheme } from './scheme.rules.ts'
import {
  addScheme,
  changeScheme,
  countRunsOf,
  findScheme,
  listOverlapping,
  listSchemes,
  lockSchemes,
  nextVersionNo,
  removeDraft,
  type SchemeRow,
  topRegionPath,
} from './scheme.store.ts'
import type { createScheme, putSchemeInForce, SchemeSummary, SchemeView, updateScheme } from './schemes.contract.ts'
import { schemePowers, standingOf } from './standing.rules.ts'

type Body<E extends { body?: z.ZodType }> = z.output<NonNullable<E['body']>>

const defaultSchemeName = '全省政务新媒体考核评价指标（新版）'
const defaultFrom = '2023-01-01'

/** The scheme that every installation begins with: 表2, in force from January 2023 (9.2). Does nothing when it is there. */
export function ensureDefaultScheme(ctx: Ctx): Promise<void> {
  return asSystem(ctx, async (work) => {
    await lockSchemes(work.db)
    if ((await nextVersionNo(work.db, defaultSchemeName)) > 1) return
    const id = newId()
    await addScheme(work.db, {
      id,
      name: defaultSchemeName,
      version_no: 1,
      effective_from: defaultFrom,
      state: 'inForce',
      definition: json(defaultScheme),
      note: '《浙江省基层政务新媒体规范化建设指南》9.2：2023年1月起施行。权重为指南表2；折算办法见各项出处。',
      created_by: work.actor.name,
      created_at: work.now,
    })
    await record(work, {
      action: 'scheme.create',
      subject: { type: 'scheme', id },
      title: `装入考核方案：${defaultSchemeName}`,
    })
  })
}

export function viewSchemes(ctx: Ctx): Promise<{ rows: SchemeSummary[] }> {
  return transact(ctx, async (work) => {
    const top = await topRegionPath(work.db)
    const rows = await asSystem(work, ({ db }) => listSchemes(db))
    return { rows: rows.map((row) => summaryOf(work, row, { runs: Number(row.runs), top })) }
  })
}

export function viewScheme(ctx: Ctx, id: string): Promise<SchemeView> {
  return transact(ctx, async (work) => view(work, await theScheme(work, id)))
}

/** A new version begins as a copy: what is not changed stays as it was. */
export function createSchemeDraft(ctx: Ctx, asked: Body<typeof createScheme>): Promise<SchemeView> {
  return transact(ctx, async (work) => {
    await lockSchemes(work.db)
    const base = await theScheme(work, asked.basedOn)
    const name = asked.name ?? base.name
    const id = newId()
    const versionNo = await nextVersionNo(work.db, name)
    await addScheme(work.db, {
      id,
      name,
      version_no: versionNo,
      effective_from: asked.effectiveFrom,
      state: 'draft',
      definition: json(base.definition),
      note: asked.note,
      unit_id: work.actor.unitId,
      created_by: work.actor.name,
      created_at: work.now,
    })
    await record(work, {
      action: 'scheme.create',
      subject: { type: 'scheme', id },
      title: `新建考核方案草案：${name} 第${versionNo}版（以第${base.version_no}版为底稿）`,
    })
    return view(work, await theScheme(work, id))
  })
}

export function updateSchemeDraft(ctx: Ctx, id: string, asked: Body<typeof updateScheme>): Promise<SchemeView> {
  return transact(ctx, async (work) => {
    await lockSchemes(work.db)
    const scheme = await theScheme(work, id)
    await allowed(work, scheme, 'edit')
    const versionNo = asked.name === scheme.name ? scheme.version_no : await nextVersionNo(work.db, asked.name)
    await change(work, seen(scheme, asked.version), {
      name: asked.name,
      version_no: versionNo,
      effective_from: asked.effectiveFrom,
      note: asked.note,
      definition: json(asked.definition),
    })
    await record(work, {
      action: 'scheme.update',
      subject: { type: 'scheme', id },
      title: `修改考核方案草案：${asked.name} 第${versionNo}版`,
      before: { definition: scheme.definition, effectiveFrom: scheme.effective_from, note: scheme.note },
      after: { definition: asked.definition, effectiveFrom: asked.effectiveFrom, note: asked.note },
    })
    return view(work, await theScheme(work, id))
  })
}

/** On every day one scheme at most is in force: one that has no end yet ends the day before the new one begins. */
export function forceScheme(ctx: Ctx, id: string, asked: Body<typeof putSchemeInForce>): Promise<SchemeView> {
  return transact(ctx, async (work) => {
    await lockSchemes(work.db)
    const scheme = await theScheme(work, id)
    await allowed(work, scheme, 'force')
    const { effectiveFrom: from, effectiveTo: to = null } = asked
    if (to !== null && to < from) {
      throw new AppError('INVALID_INPUT', { errors: [{ path: 'effectiveTo', message: '截止日期不得早于施行日期' }] })
    }
    const ended: string[] = []
    for (const other of await listOverlapping(work.db, { from, to, except: id })) {
      if (other.effective_to !== null || other.effective_from >= from) {
        throw new AppError('STATE_CONFLICT', {
          reason: `与“${other.name} 第${other.version_no}版”（${other.effective_from}起${other.effective_to ? `至${other.effective_to}` : ''}）施行日期重叠`,
          errors: [{ path: 'effectiveFrom', message: '施行日期与其他方案重叠' }],
        })
      }
      await refuseIfUsed(work, other, from)
      await change(work, other, { effective_to: addDays(from, -1) })
      ended.push(`${other.name} 第${other.version_no}版`)
    }
    await change(work, seen(scheme, asked.version), { state: 'inForce', effective_from: from, effective_to: to })
    await record(work, {
      action: 'scheme.force',
      subject: { type: 'scheme', id },
      title: `施行考核方案：${scheme.name} 第${scheme.version_no}版，自${from}起`,
      after: { from, to, ended },
    })
    return view(work, await theScheme(work, id))
  })
}

export function endScheme(ctx: Ctx, id: string, asked: { version: number; lastDay: string }): Promise<SchemeView> {
  return transact(ctx, async (work) => {
    await lockSchemes(work.db)
    const scheme = await theScheme(work, id)
    await allowed(work, scheme, 'retire')
    const { lastDay } = asked
    if (lastDay < scheme.effective_from || (scheme.effective_to !== null && lastDay > scheme.effective_to)) {
      throw new AppError('INVALID_INPUT', {
        errors: [{ path: 'lastDay', message: '停用日期应在方案施行期间' }],
      })
    }
    await refuseIfUsed(work, scheme, addDays(lastDay, 1))
    await change(work, seen(scheme, asked.version), { state: 'retired', effective_to: lastDay })
    await record(work, {
      action: 'scheme.retire',
      subject: { type: 'scheme', id },
      title: `停用考核方案：${scheme.name} 第${scheme.version_no}版，最后适用日${lastDay}`,
      before: { effectiveTo: scheme.effective_to },
      after: { effectiveTo: lastDay },
    })
    return view(work, await theScheme(work, id))
  })
}

export function deleteSchemeDraft(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const scheme = await theScheme(work, id)
    await allowed(work, scheme, 'edit')
    if (!(await removeDraft(work.db, id))) throw new AppError('STATE_CONFLICT')
    await record(work, {
      action: 'scheme.delete',
      subject: { type: 'scheme', id },
      title: `删除考核方案草案：${scheme.name} 第${scheme.version_no}版`,
      before: { definition: scheme.definition },
    })
    return { ok: true }
  })
}

/** A scheme that a run has used for a period must go on covering that period. */
async function refuseIfUsed(work: Work, scheme: SchemeRow, from: string): Promise<void> {
  const runs = await asSystem(work, ({ db }) => countRunsOf(db, scheme.id, from))
  if (runs > 0) {
    throw new AppError('IN_USE', {
      reason: `“${scheme.name} 第${scheme.version_no}版”已用于${from}之后的 ${runs} 次考核，不能从该日起停用`,
    })
  }
}

async function theScheme(work: Work, id: string): Promise<SchemeRow> {
  const scheme = await findScheme(work.db, id)
  if (!scheme) throw new AppError('NOT_FOUND')
  return scheme
}

async function powersOf(work: Work, scheme: SchemeRow) {
  const runs = await asSystem(work, ({ db }) => countRunsOf(db, scheme.id))
  return summaryOf(work, scheme, { runs, top: await topRegionPath(work.db) })
}

async function allowed(work: Work, scheme: SchemeRow, power: 'edit' | 'force' | 'retire'): Promise<void> {
  const { may: powers, standing } = await powersOf(work, scheme)
  if (powers[power]) return
  if (power === 'retire' ? standing === 'ended' || standing === 'draft' : standing !== 'draft') {
    throw new AppError('STATE_CONFLICT', {
      reason: power === 'edit' ? '方案已经施行，不能修改，请以其为底稿新建一版' : '方案当前状态不能办理此事项',
    })
  }
  throw new AppError('FORBIDDEN', {
    reason:
      power === 'edit' ? '只能修改本单位起草的草案' : '考核方案由全省统一施行，请由最高一级主管单位办理（指南9.2）',
  })
}

function seen(scheme: SchemeRow, version: number): SchemeRow {
  if (scheme.version !== version) throw new AppError('VERSION_CONFLICT')
  return scheme
}

async function change(work: Work, scheme: SchemeRow, to: Parameters<typeof changeScheme>[2]): Promise<void> {
  if (!(await changeScheme(work.db, scheme, to))) throw new AppError('VERSION_CONFLICT')
}

async function view(work: Work, scheme: SchemeRow): Promise<SchemeView> {
  // Every definition went through its contract before it was stored.
  return { ...(await powersOf(work, scheme)), definition: scheme.definition as Scheme }
}

function summaryOf(work: Work, scheme: SchemeRow, given: { runs: number; top: string }): SchemeSummary {
  const standing = standingOf(scheme, beijingDay(work.now))
  const { scope, duties } = work.actor
  return {
    id: scheme.id,
    name: scheme.name,
    versionNo: scheme.version_no,
    effectiveFrom: scheme.effective_from,
    effectiveTo: scheme.effective_to,
    standing,
    note: scheme.note,
    runs: given.runs,
    version: scheme.version,
    createdBy: scheme.created_by,
    createdAt: scheme.created_at.toISOString(),
    may: schemePowers(
      { standing, runs: given.runs, unitId: scheme.unit_id },
      { scope, topPath: given.top, manages: scope.kind === 'system' || may(duties, 'scheme.manage') },
    ),
  }
}
