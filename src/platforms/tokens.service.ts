import { platforms } from '../accounts/platforms.rules.ts'
import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { json } from '../db/sql.ts'
import { asSystem } from '../db/transact.ts'
import { tellUser } from '../messages/messages.service.ts'
import { peopleOfUnit } from '../messages/people.service.ts'
import {
  type ConnectionLine,
  type ConnectionRow,
  changeConnection,
  connectionLine,
  findConnection,
  lockConnection,
} from './connections.store.ts'
import { tokenByOf } from './interfaces.rules.ts'
import type { Connection, Fault, Publisher, Result, Token } from './publisher.ts'
import { publishers } from './publishers.ts'
import { openFrom, sealFor } from './secrets.ts'

/** A token that ends within this is renewed before it is used. */
const margin = 120_000
/** How long one renewal may take before another process may begin its own. */
const renewalLease = 30_000
const pollEvery = 150

/** The clock of whoever uses a connection: a sender's work takes longer than one instant. */
export type Clock = () => Date

/**
 * An account's connection, opened for use; null when it has none that may be used. This file is the only one that
 * renews tokens: one process does, the others wait for its token, and no transaction is open meanwhile.
 */
export async function openConnection(
  ctx: Ctx,
  given: { accountId: string; publisher: Publisher; now: Clock },
): Promise<Connection | null> {
  const { accountId, now } = given
  const opened = await asSystem(ctx, async (work) => {
    const line = await connectionLine(work.db, accountId)
    return line?.account_id ? reachOf(work, line) : null
  })
  if (!opened) return null
  return { ...opened, accountId, now, token: (spoiled) => validToken(ctx, { ...given, spoiled }) }
}

/** Fetches a new token at once, whatever is stored: whether the settings are right shows only so. */
export function renewNow(
  ctx: Ctx,
  given: { accountId: string; publisher: Publisher; now: Clock },
): Promise<Result<string>> {
  return validToken(ctx, { ...given, spoiled: undefined, whatever: true })
}

type Sought = {
  accountId: string
  publisher: Publisher
  now: Clock
  spoiled: string | undefined
  whatever?: boolean
}

async function validToken(ctx: Ctx, sought: Sought): Promise<Result<string>> {
  const { accountId, publisher, now } = sought
  const began = performance.now()
  for (;;) {
    const turn = await asSystem(ctx, (work) => takeTurn({ ...work, now: now() }, sought))
    if (turn.do === 'use') return { ok: true, value: turn.token }
    if (turn.do === 'refuse') return { ok: false, fault: turn.fault }
    if (turn.do === 'wait') {
      // Whoever renews may have died: its lease ends, and then this one's turn comes.
      if (performance.now() - began > 2 * renewalLease) return { ok: false, fault: busy }
      await new Promise((resolve) => setTimeout(resolve, pollEvery))
      continue
    }
    const renewed = await publisher.renew(turn.at).catch((error: Error): Result<Token> => unreadable(error))
    // The new refresh token is kept before the new token is used: the old one may be void already.
    await asSystem(ctx, (work) => keepRenewed({ ...work, now: now() }, accountId, renewed))
    return renewed.ok ? { ok: true, value: renewed.value.accessToken } : renewed
  }
}

type Turn =
  | { do: 'use'; token: string }
  | { do: 'refuse'; fault: Fault }
  | { do: 'wait' }
  | { do: 'renew'; at: Parameters<Publisher['renew']>[0] }

async function takeTurn(work: Work, { accountId, spoiled, whatever, now }: Sought): Promise<Turn> {
  const row = await lockConnection(work.db, accountId)
  if (!row || row.state === 'off') return { do: 'refuse', fault: off }
  if (row.state === 'reauthorise' && !whatever) return { do: 'refuse', fault: row.fault ?? withdrawn }
  const token = row.token_cipher && openFrom(work.box, 'token_cipher', accountId, row.token_cipher)
  const lasts = row.token_expires_at === null || row.token_expires_at.getTime() - margin > work.now.getTime()
  if (token && lasts && token !== spoiled && !whatever) return { do: 'use', token }
  if (row.renewing_until && row.renewing_until > work.now) return { do: 'wait' }
  await changeConnection(work.db, accountId, { renewing_until: new Date(work.now.getTime() + renewalLease) })
  const line = await connectionLine(work.db, accountId)
  const reach = line && reachOf(work, line)
  if (!reach) return { do: 'refuse', fault: off }
  const refreshToken = row.refresh_cipher && openFrom(work.box, 'refresh_cipher', accountId, row.refresh_cipher)
  return { do: 'renew', at: { ...reach, now, refreshToken } }
}

async function keepRenewed(work: Work, accountId: string, renewed: Result<Token>): Promise<void> {
  const row = await lockConnection(work.db, accountId)
  if (!row) return
  if (!renewed.ok) {
    await changeConnection(work.db, accountId, { renewing_until: null, fault: json(renewed.fault) })
    if (renewed.fault.class === 'reauthorise') await askForAuthorisation(work, row, renewed.fault)
    return
  }
  const { accessToken, expiresAt, refreshToken, refreshExpiresAt } = renewed.value
  await changeConnection(work.db, accountId, {
    token_cipher: sealFor(work.box, 'token_cipher', accountId, accessToken),
    token_expires_at: expiresAt,
    ...(refreshToken === null ? {} : { refresh_cipher: sealFor(work.box, 'refresh_cipher', accountId, refreshToken) }),
    ...(refreshExpiresAt === null ? {} : { refresh_expires_at: refreshExpiresAt }),
    ...(row.state === 'off' ? {} : { state: 'ready' as const }),
    fault: null,
    renewing_until: null,
  })
}

/** The platform says that a person must authorise again: nothing more is tried, and the host unit hears of it once. */
async function askForAuthorisation(work: Work, row: ConnectionRow, fault: Fault): Promise<void> {
  if (row.state !== 'ready') return
  const { db } = work
  await changeConnection(db, row.account_id, { state: 'reauthorise', fault: json(fault) })
  const line = await connectionLine(db, row.account_id)
  if (!line) return
  await tellManagers(work, line, {
    title: `${nameOf(line)}需重新授权，暂不能自动发布`,
    body: `${fault.zh}。授权恢复前，可将待发布的内容改为人工发布。`,
  })
  await record(work, {
    action: 'connection.reauthorise',
    subject: { type: 'account', id: row.account_id },
    title: `${nameOf(line)}的平台授权失效`,
    after: { state: 'reauthorise', fault: fault.zh },
  })
}

/** What a platform answered to whoever used the connection, where it says something about the connection itself. */
export async function noteFault(work: Work, accountId: string, fault: Fault): Promise<void> {
  const row = await lockConnection(work.db, accountId)
  if (!row) return
  if (fault.class === 'reauthorise') return askForAuthorisation(work, row, fault)
  if (fault.class === 'tokenExpired') {
    return changeConnection(work.db, accountId, { token_cipher: null, token_expires_at: null })
  }
}

/** Leaves the platform alone until then: its quota of the day is used up. */
export async function restUntil(work: Work, accountId: string, until: Date, fault: Fault): Promise<void> {
  await changeConnection(work.db, accountId, { rests_until: until, fault: json(fault) })
}

/** How an account is reached now, for whoever decides the way of a publication. */
export async function connectionState(work: Work, accountId: string) {
  const row = await findConnection(work.db, accountId)
  if (!row) return null
  const { state, rests_until, base_url, allow_inner, link_domain } = row
  return { state, restsUntil: rests_until, baseUrl: base_url, allowInner: allow_inner, linkDomain: link_domain }
}

export function tellManagers(work: Work, line: ConnectionLine, news: { title: string; body: string }): Promise<void> {
  return asSystem(work, async (wide) => {
    for (const userId of await peopleOfUnit(wide, line.host_unit_id, ['accountManager'])) {
      await tellUser(wide, userId, { kind: 'connection.reauthorise', link: '/connections', ...news })
    }
  })
}

export function nameOf(line: ConnectionLine): string {
  return `${platforms[line.platform].zh}“${line.name}”`
}

/** When the authorisation itself ends, which only a person can prolong; null where there is no such day. */
export function authorisationEnds(line: ConnectionLine): Date | null {
  const tokenBy = tokenByOf(line.platform)
  if (tokenBy === 'person') return line.token_expires_at
  return tokenBy === 'refresh' ? line.refresh_expires_at : null
}

/** Where an account's platform is: as its connection says, else the demonstration's emulated one, else its own address. */
function addressOf(
  { standIn }: Pick<Work, 'standIn'>,
  line: Pick<ConnectionLine, 'platform' | 'base_url' | 'allow_inner'>,
) {
  const allowInner = line.allow_inner ?? false
  if (line.base_url !== null) return { address: line.base_url, allowInner }
  // An emulated platform shows its posts itself.
  if (standIn) {
    const address = `${standIn}/${line.platform}`
    return { address, allowInner: true, siteUrl: address }
  }
  return { address: publishers[line.platform].baseUrl, allowInner }
}

/** Address and keys, opened; null when it lacks an address. */
function reachOf(work: Work, line: ConnectionLine) {
  const { address: baseUrl, allowInner, siteUrl } = addressOf(work, line)
  if (baseUrl === null || line.account_id === null) return null
  return {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    allowInner,
    appId: line.app_id ?? '',
    secret: line.secret_cipher ? openFrom(work.box, 'secret_cipher', line.account_id, line.secret_cipher) : '',
    openId: line.open_id ?? '',
    linkDomain: line.link_domain ?? '',
    ...(siteUrl ? { siteUrl } : {}),
  }
}

const off: Fault = { class: 'config', code: '', zh: '该账号没有启用平台对接，请联系账号管理员' }
const withdrawn: Fault = { class: 'reauthorise', code: '', zh: '账号授权已失效，请账号管理员重新授权' }
const busy: Fault = { class: 'transient', code: '', zh: '平台授权正在更新，请稍后再试' }

function unreadable(error: Error): Result<Token> {
  // A connector answers with faults; what it throws is a defect, and says nothing about the authorisation.
  return { ok: false, fault: { class: 'transient', code: error.name, zh: '取得平台授权时出错，请稍后再试' } }
}
