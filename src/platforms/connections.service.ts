import type { z } from 'zod'
import { record } from '../audit/audit.service.ts'
import { beijingDay, beijingTime } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isText, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError, type FieldError } from '../core/error.ts'
import { asSystem, transact } from '../db/transact.ts'
import { workdayOverrides } from '../settings/workdays.service.ts'
import type { ConnectionView, listConnections, saveConnection } from './connections.contract.ts'
import {
  addConnection,
  type ConnectionLine,
  changeConnection,
  connectionLine,
  connectionLines,
  deleteConnection,
  endingConnections,
  lockConnection,
} from './connections.store.ts'
import { baseUrlRefusal, isReminderDay, reminderDays, type TokenBy, tokenByOf } from './interfaces.rules.ts'
import type { Publisher } from './publisher.ts'
import { publishers } from './publishers.ts'
import { type SealedColumn, sealFor } from './secrets.ts'
import { authorisationEnds, type Clock, nameOf, renewNow, tellManagers } from './tokens.service.ts'

type Query = z.output<NonNullable<typeof listConnections.query>>
type Saved = z.output<NonNullable<typeof saveConnection.body>>

export function connectionsPage(ctx: Ctx, query: Query) {
  return transact(ctx, async ({ db }) => {
    const { limit, cursor, ...filter } = query
    const after = readCursor(cursor, isText)
    const lines = await connectionLines(db, { ...filter, after: after?.[0] ?? null, limit: limit + 1 })
    const page = pageFrom(lines, limit, (line) => [line.ledger_no])
    return { rows: page.rows.map(viewOf), next: page.next }
  })
}

export function connectionOf(ctx: Ctx, accountId: string): Promise<ConnectionView> {
  return transact(ctx, async (work) => viewOf(await theLine(work, accountId)))
}

/** Saves how an account is reached. A secret that is not given stays; another application's token is forgotten. */
export function keepConnection(ctx: Ctx, accountId: string, given: Saved): Promise<{ version: number }> {
  return transact(ctx, async (work) => {
    const line = await ownLine(work, accountId)
    const { whyNot } = publishers[line.platform]
    if (whyNot !== null) throw new AppError('INVALID_INPUT', { reason: whyNot })
    const tokenBy = tokenByOf(line.platform)
    const row = await lockConnection(work.db, accountId)
    if ((row?.version ?? null) !== given.version) throw new AppError('VERSION_CONFLICT')
    const errors = faultsOf(tokenBy, given, row ?? { secret_cipher: null, token_cipher: null, refresh_cipher: null })
    if (errors.length > 0) throw new AppError('INVALID_INPUT', { errors })

    const moved = row !== undefined && (row.app_id !== given.appId || row.base_url !== given.baseUrl)
    const renewed = given.secret !== null || given.accessToken !== null || given.refreshToken !== null || moved
    const sealed = (column: SealedColumn, text: string | null) =>
      text === null ? {} : { [column]: sealFor(work.box, column, accountId, text) }
    const change = {
      base_url: given.baseUrl,
      allow_inner: given.allowInner,
      app_id: given.appId,
      open_id: given.openId,
      link_domain: given.linkDomain.toLowerCase(),
      ...(given.secret !== null || moved ? { token_cipher: null, token_expires_at: null } : {}),
      ...sealed('secret_cipher', given.secret),
      ...sealed('token_cipher', given.accessToken),
      ...(given.accessToken === null ? {} : { token_expires_at: dateOf(given.accessTokenExpiresAt) }),
      ...sealed('refresh_cipher', given.refreshToken),
      ...(given.refreshToken === null ? {} : { refresh_expires_at: null }),
      state: given.off ? ('off' as const) : row?.state === 'reauthorise' && !renewed ? row.state : ('ready' as const),
      ...(renewed ? { fault: null, rests_until: null, reminded_on: null, renewing_until: null } : {}),
      version: (row?.version ?? 0) + 1,
      updated_by_name: work.actor.name,
      updated_at: work.now,
    }
    if (row) await changeConnection(work.db, accountId, change)
    else if (!(await addConnection(work.db, { account_id: accountId, ...change }))) {
      throw new AppError('VERSION_CONFLICT')
    }
    await record(work, {
      action: 'connection.save',
      subject: { type: 'account', id: accountId },
      title: `保存${nameOf(line)}的平台对接`,
      before: row ? auditOf(line) : undefined,
      after: { ...auditOf(await theLine(work, accountId)), newSecret: given.secret !== null },
    })
    return { version: change.version }
  })
}

function faultsOf(
  tokenBy: TokenBy,
  given: Saved,
  kept: { secret_cipher: string | null; token_cipher: string | null; refresh_cipher: string | null },
): FieldError[] {
  const errors: FieldError[] = []
  const need = (path: string, absent: boolean, message: string) => void (absent && errors.push({ path, message }))
  const refusal = given.baseUrl === null ? null : baseUrlRefusal(given.baseUrl, given.allowInner)
  need('baseUrl', refusal !== null, refusal ?? '')
  const domain = /^([a-z0-9-]+\.)+[a-z]{2,}$/i
  need(
    'linkDomain',
    given.linkDomain !== '' && !domain.test(given.linkDomain),
    '域名格式不正确，应如 www.example.gov.cn',
  )
  if (given.off) return errors
  const has = {
    secret: given.secret !== null || kept.secret_cipher !== null,
    token: given.accessToken !== null || kept.token_cipher !== null,
    refresh: given.refreshToken !== null || kept.refresh_cipher !== null,
  }
  need('appId', given.appId === '', '请填写应用编号')
  need('secret', tokenBy !== 'person' && !has.secret, '请填写应用密钥')
  need('accessToken', tokenBy === 'person' && !has.token, '请填写在平台上取得的授权令牌')
  need('refreshToken', tokenBy === 'refresh' && !has.refresh, '请填写在平台上取得的刷新令牌')
  need(
    'accessTokenExpiresAt',
    tokenBy === 'person' && given.accessToken !== null && given.accessTokenExpiresAt === null,
    '请填写授权到期时间',
  )
  return errors
}

/** Whether the settings are right, by fetching a token; one that only a person can fetch is looked at as it is. */
export async function tryConnection(ctx: Ctx, accountId: string) {
  const now = () => ctx.now
  const line = await transact(ctx, (work) => ownLine(work, accountId))
  const { publisher, whyNot } = publishers[line.platform]
  const tokenBy = tokenByOf(line.platform)
  if (!publisher || line.account_id === null) return { ok: false, zh: whyNot ?? '尚未保存平台对接' }
  if (line.state === 'off') return { ok: false, zh: '平台对接已停用' }
  const answer = tokenBy === 'person' ? storedToken(line, now()) : await fetched(ctx, { accountId, publisher, now })
  await transact(ctx, (work) =>
    record(work, {
      action: 'connection.test',
      subject: { type: 'account', id: accountId },
      title: `检验${nameOf(line)}的平台对接：${answer.ok ? '通过' : '未通过'}`,
      after: answer,
    }),
  )
  return answer
}

async function fetched(ctx: Ctx, given: { accountId: string; publisher: Publisher; now: Clock }) {
  const renewed = await renewNow(ctx, given)
  return renewed.ok ? { ok: true, zh: '已取得平台授权，可以发布' } : { ok: false, zh: renewed.fault.zh }
}

function storedToken(line: ConnectionLine, now: Date) {
  const ends = line.token_expires_at
  if (line.state === 'reauthorise') return { ok: false, zh: line.fault?.zh ?? '账号需重新授权' }
  if (ends && ends <= now) return { ok: false, zh: `授权已于 ${beijingTime(ends)} 到期，请重新授权` }
  return { ok: true, zh: ends ? `授权有效至 ${beijingTime(ends)}` : '已保存授权，发布时由平台核验' }
}

export function dropConnection(ctx: Ctx, accountId: string): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const line = await ownLine(work, accountId)
    if (line.account_id === null) throw new AppError('NOT_FOUND')
    await deleteConnection(work.db, accountId)
    await record(work, {
      action: 'connection.remove',
      subject: { type: 'account', id: accountId },
      title: `删除${nameOf(line)}的平台对接及密钥`,
      before: auditOf(line),
    })
    return { ok: true }
  })
}

/** Tells of authorisations that end soon and that only a person can prolong, on workdays, once a day. */
export function remindOfEndings(ctx: Ctx): Promise<void> {
  return asSystem(ctx, async (work) => {
    const today = beijingDay(work.now)
    const overrides = await workdayOverrides(work)
    // A week, and what a long holiday moves forward.
    const until = new Date(work.now.getTime() + (Math.max(...reminderDays) + 15) * 86_400_000)
    for (const line of await endingConnections(work.db, { until, today })) {
      const ends = authorisationEnds(line)
      if (!ends || ends <= work.now || !isReminderDay(today, beijingDay(ends), overrides)) continue
      await changeConnection(work.db, line.id, { reminded_on: today })
      await tellManagers(work, line, {
        title: `${nameOf(line)}的平台授权将于 ${beijingTime(ends)} 到期`,
        body: '到期后不能自动发布。请在平台上重新授权，并在“平台对接”中保存新的授权。',
      })
    }
  })
}

async function theLine({ db }: Work, accountId: string): Promise<ConnectionLine> {
  const line = await connectionLine(db, accountId)
  if (!line) throw new AppError('NOT_FOUND')
  return line
}

/** An account of the actor's own unit: how it is reached is nobody else's to change. */
async function ownLine(work: Work, accountId: string): Promise<ConnectionLine> {
  const line = await theLine(work, accountId)
  if (line.host_unit_id !== work.actor.unitId) throw new AppError('FORBIDDEN')
  if (line.account_state === 'closed') throw new AppError('STATE_CONFLICT', { reason: '账号已注销，不能对接' })
  return line
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text))

function viewOf(line: ConnectionLine): ConnectionView {
  const { whyNot } = publishers[line.platform]
  return {
    accountId: line.id,
    accountName: line.name,
    platform: line.platform,
    hostUnitName: line.host_unit_name,
    possible: whyNot === null,
    whyNot,
    state: line.state,
    baseUrl: line.base_url,
    allowInner: line.allow_inner ?? false,
    appId: line.app_id ?? '',
    hasSecret: line.secret_cipher !== null,
    hasToken: line.token_cipher !== null,
    hasRefresh: line.refresh_cipher !== null,
    openId: line.open_id ?? '',
    linkDomain: line.link_domain ?? '',
    tokenExpiresAt: line.token_expires_at?.toISOString() ?? null,
    refreshExpiresAt: line.refresh_expires_at?.toISOString() ?? null,
    restsUntil: line.rests_until?.toISOString() ?? null,
    fault: line.fault,
    version: line.version,
    updatedByName: line.updated_by_name,
    updatedAt: line.updated_at?.toISOString() ?? null,
  }
}

/** What the audit keeps: whether there are secrets, never what they are. */
function auditOf(line: ConnectionLine) {
  const { state, baseUrl, allowInner, appId, hasSecret, openId, linkDomain } = viewOf(line)
  return { state, baseUrl, allowInner, appId, hasSecret, openId, linkDomain }
}
