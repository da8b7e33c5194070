import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import { transact } from '../db/transact.ts'
import type { DraftContent } from './content.contract.ts'
import { prepareContent } from './draft-content.service.ts'
import { hostFor } from './drafts.service.ts'
import {
  addCampaignRow,
  addColumnRow,
  addTemplateRow,
  changeCampaign,
  changeColumn,
  changeTemplate,
  listCampaigns,
  listColumns,
  listTemplates,
  lockPlanned,
  type PlanTable,
} from './plan.store.ts'

type Edit = { state: 'active' | 'stopped'; version: number }
type ColumnForm = { name: string; intro: string }
type CampaignForm = { name: string; plan: string; startsOn: string; endsOn: string }
type TemplateForm = { name: string; content: DraftContent }

/** What each is called, and what its audit entries begin with. */
const kinds = {
  content_column: { zh: '栏目', audit: 'column' },
  campaign: { zh: '主题策划', audit: 'campaign' },
  draft_template: { zh: '稿件模板', audit: 'draftTemplate' },
} as const satisfies Record<PlanTable, { zh: string; audit: string }>

export const columns = {
  list: (ctx: Ctx, hostUnitId: string | undefined) =>
    transact(ctx, async ({ db }) => ({
      rows: (await listColumns(db, hostUnitId)).map((row) => ({
        ...shown(row),
        intro: row.intro,
        draftCount: row.draft_count,
      })),
    })),
  add: (ctx: Ctx, { name, intro }: ColumnForm) =>
    add(ctx, 'content_column', name, ({ db }, row) => addColumnRow(db, { ...row, intro })),
  edit: (ctx: Ctx, id: string, { name, intro, ...given }: ColumnForm & Edit) =>
    edit(ctx, { table: 'content_column', id, name, ...given }, ({ db }, row) =>
      changeColumn(db, id, { ...row, intro }),
    ),
}

export const campaigns = {
  list: (ctx: Ctx, hostUnitId: string | undefined) =>
    transact(ctx, async ({ db }) => ({
      rows: (await listCampaigns(db, hostUnitId)).map((row) => ({
        ...shown(row),
        ...{ plan: row.plan, startsOn: row.starts_on, endsOn: row.ends_on, draftCount: row.draft_count },
      })),
    })),
  add: (ctx: Ctx, form: CampaignForm) =>
    add(ctx, 'campaign', form.name, ({ db }, row) => addCampaignRow(db, { ...row, ...daysOf(form) })),
  edit: (ctx: Ctx, id: string, { state, version, ...form }: CampaignForm & Edit) =>
    edit(ctx, { table: 'campaign', id, name: form.name, state, version }, ({ db }, row) =>
      changeCampaign(db, id, { ...row, ...daysOf(form) }),
    ),
}

export const templates = {
  list: (ctx: Ctx, hostUnitId: string | undefined) =>
    transact(ctx, async ({ db }) => ({
      rows: (await listTemplates(db, hostUnitId)).map((row) => ({ ...shown(row), content: row.content })),
    })),
  add: (ctx: Ctx, { name, content }: TemplateForm) =>
    add(ctx, 'draft_template', name, async (work, row) =>
      addTemplateRow(work.db, { ...row, content: await storable(work, row.host_unit_id, content) }),
    ),
  edit: (ctx: Ctx, id: string, { name, content, ...given }: TemplateForm & Edit) =>
    edit(ctx, { table: 'draft_template', id, name, ...given }, async (work, row, hostUnitId) =>
      changeTemplate(work.db, id, { ...row, content: await storable(work, hostUnitId, content) }),
    ),
}

type NewRow = {
  id: string
  host_unit_id: string
  region_path: string
  name: string
  created_at: Date
  updated_at: Date
}

async function add(
  ctx: Ctx,
  table: PlanTable,
  name: string,
  insert: (work: Work, row: NewRow) => Promise<void>,
): Promise<{ id: string }> {
  const { zh, audit } = kinds[table]
  return onlyName(zh, () =>
    transact(ctx, async (work) => {
      const { now } = work
      const host = await hostFor(work, null)
      const id = newId()
      const place = { host_unit_id: host.id, region_path: host.region_path }
      await insert(work, { id, ...place, name, created_at: now, updated_at: now })
      await record(work, {
        action: `${audit}.add`,
        subject: { type: audit, id },
        title: `新建${zh}“${name}”`,
        after: { name },
      })
      return { id }
    }),
  )
}

type Asked = Edit & { table: PlanTable; id: string; name: string }
type Change = { name: string; state: 'active' | 'stopped'; version: number; updated_at: Date }

async function edit(
  ctx: Ctx,
  { table, id, name, state, version }: Asked,
  change: (work: Work, row: Change, hostUnitId: string) => Promise<void>,
): Promise<{ ok: true }> {
  const { zh, audit } = kinds[table]
  return onlyName(zh, () =>
    transact(ctx, async (work) => {
      const before = await lockPlanned(work.db, table, id)
      if (!before || before.host_unit_id !== work.actor.unitId) throw new AppError('NOT_FOUND')
      if (before.version !== version) throw new AppError('VERSION_CONFLICT', { version: before.version })
      await change(work, { name, state, version: version + 1, updated_at: work.now }, before.host_unit_id)
      const verb = before.state === state ? '修改' : state === 'stopped' ? '停用' : '启用'
      await record(work, {
        action: `${audit}.edit`,
        subject: { type: audit, id },
        title: `${verb}${zh}“${name}”`,
        before: { name: before.name, state: before.state },
        after: { name, state },
      })
      return { ok: true }
    }),
  )
}

function daysOf({ plan, startsOn, endsOn }: CampaignForm) {
  if (endsOn < startsOn) {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'endsOn', message: '结束日期不能早于开始日期' }] })
  }
  return { plan, starts_on: startsOn, ends_on: endsOn }
}

async function storable(work: Work, hostUnitId: string, content: DraftContent): Promise<string> {
  return json((await prepareContent(work, { content, class: 'ordinary', hostUnitId })).content)
}

type Shown = { id: string; name: string; state: 'active' | 'stopped'; version: number; host_unit_name: string }

function shown({ id, name, state, version, host_unit_name }: Shown) {
  return { id, name, state, version, hostUnitName: host_unit_name }
}

/** Two of one name at once: the database's unique index decides, and the later one is told. */
async function onlyName<T>(zh: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use()
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code !== '23505' || !constraint?.endsWith('_name')) throw error
    throw new AppError('ALREADY_EXISTS', { reason: `已有同名的${zh}` })
  }
}
