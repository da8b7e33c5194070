import { record } from '../audit/audit.service.ts'
import { beijingDay, startOfDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem, transact } from '../db/transact.ts'
import { may } from '../units/permissions.rules.ts'
import { editableFields } from './account-fields.rules.ts'
import type { AccountDetail, EventView } from './accounts.contract.ts'
import { phonePlace } from './accounts.service.ts'
import { accountEvents, findAccount, seesAccount } from './accounts.store.ts'
import { figureMonths, latestFigure, postsByMonth, unitName, validContract } from './case.store.ts'
import { rowView } from './ledger.service.ts'
import { monthsBack } from './months.rules.ts'
import { assignedPeople } from './people.store.ts'
import { platforms } from './platforms.rules.ts'

const coverageMonths = 13

/** 账号全景: everything that is known of one account. */
export function viewAccount(ctx: Ctx, id: string): Promise<AccountDetail> {
  return transact(ctx, async (work) => {
    const { db, now, actor } = work
    const account = await findAccount(db, id)
    if (!account) throw new AppError('NOT_FOUND')
    const today = beijingDay(now)
    const people = await asSystem(work, (wide) =>
      assignedPeople(wide.db, { accountId: id, hostUnitId: account.host_unit_id, today }),
    )
    return {
      ...rowView(account, today),
      intro: account.intro,
      closedOn: account.closed_on,
      version: account.version,
      updatedAt: account.updated_at.toISOString(),
      table2: platforms[account.platform].table2,
      editable: editableFields(actor.duties),
      people: people.map((person) => ({
        userId: person.user_id,
        name: person.name,
        unitName: person.unit_name,
        duty: person.duty,
        since: person.since.toISOString(),
        lapsed: person.lapsed,
      })),
      contract: await contractOf(work, account.host_unit_id, today),
      figures: await figuresOf(work, id),
      coverage: await coverageOf(work, id, today),
    }
  })
}

async function contractOf(work: Work, hostUnitId: string, today: string): Promise<AccountDetail['contract']> {
  const contract = await validContract(work.db, hostUnitId, today)
  if (!contract) return null
  return {
    contractorName: await asSystem(work, ({ db }) => unitName(db, contract.contractor_unit_id)),
    duties: contract.duties,
    startsOn: contract.starts_on,
    endsOn: contract.ends_on,
    ndaEndsOn: contract.nda_ends_on,
  }
}

async function figuresOf({ db }: Work, id: string): Promise<AccountDetail['figures']> {
  const figure = await latestFigure(db, id)
  if (!figure) return null
  const { posts, reads, likes, shares, comments, followers, source } = figure
  return {
    periodStart: figure.period_start,
    periodEnd: figure.period_end,
    capturedAt: figure.captured_at.toISOString(),
    newFollowers: figure.new_followers,
    ...{ posts, reads, likes, shares, comments, followers, source },
  }
}

async function coverageOf({ db }: Work, id: string, today: string): Promise<AccountDetail['coverage']> {
  const months = monthsBack(today, coverageMonths)
  const first = `${months[0]}-01`
  const posts = await postsByMonth(db, id, startOfDay(first))
  const figures = await figureMonths(db, id, first)
  return months.map((month) => ({ month, posts: posts.get(month) ?? 0, figures: figures.has(month) }))
}

/** The one timeline of the account, newest first. */
export function listEvents(
  ctx: Ctx,
  id: string,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ rows: EventView[]; next: string | null }> {
  if (query.cursor !== undefined && !/^[0-9a-f-]{36}$/.test(query.cursor)) {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'cursor', message: '翻页位置无效，请从第一页开始' }] })
  }
  return transact(ctx, async ({ db }) => {
    if (!(await seesAccount(db, id))) throw new AppError('NOT_FOUND')
    const found = await accountEvents(db, { accountId: id, before: query.cursor, limit: query.limit + 1 })
    const page = found.slice(0, query.limit)
    return {
      rows: page.map((event) => ({
        id: event.id,
        at: event.at.toISOString(),
        kind: event.kind,
        title: event.title,
        changes: (event.detail as { changes?: EventView['changes'] }).changes ?? [], // written by eventOf
        actorName: event.actor_name,
        actorUnit: event.actor_unit,
      })),
      next: found.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    }
  })
}

/** Shows a telephone number in full to somebody who says why; who asked and why stays in the audit. */
export function showPhone(
  ctx: Ctx,
  id: string,
  given: { which: 'account' | 'unit'; reason: string },
): Promise<{ phone: string }> {
  return transact(ctx, async (work) => {
    const account = await findAccount(work.db, id)
    // The security administrator may unmask users' phones, but has no business with accounts.
    if (!account || !may(work.actor.duties, 'account.read')) throw new AppError('NOT_FOUND')
    const sealed = given.which === 'account' ? account.account_contact_phone_cipher : account.unit_contact_phone_cipher
    if (sealed === null) throw new AppError('NOT_FOUND', { reason: '该账号没有登记此联系电话' })
    await record(work, {
      action: 'personal.view',
      subject: { type: 'account', id },
      title: `查看账号“${account.name}”的${given.which === 'account' ? '账号' : '单位'}联系电话`,
      after: { reason: given.reason },
    })
    return { phone: work.box.open(sealed, phonePlace(given.which, id)) }
  })
}
