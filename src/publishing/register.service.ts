import type { z } from 'zod'
import { platforms } from '../accounts/platforms.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isId, isInstant, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { asSystem, transact } from '../db/transact.ts'
import { publishers } from '../platforms/publishers.ts'
import { may } from '../units/permissions.rules.ts'
import { evidenceDocument } from './evidence-document.ts'
import { agreedSheets, releasesOf } from './gate.store.ts'
import { type FrozenOutgoing, openPublicationActions, publicationStates, ways } from './publication.rules.ts'
import { accountOf } from './publication-account.service.ts'
import { withdrawRefusal } from './publication-acts.service.ts'
import type {
  FrozenContent,
  listPublications,
  PublicationFilter,
  PublicationView,
  PublicationRow as Row,
} from './publications.contract.ts'
import { eventsOf, findPublication, type PublicationRow } from './publications.store.ts'
import { countRegister, prepareRegister, type RegisterLine, registerQuery, unitAndDraft } from './register.store.ts'

type Query = z.output<NonNullable<typeof listPublications.query>>

export function publicationsPage(ctx: Ctx, { limit, cursor, ...filter }: Query) {
  return transact(ctx, (work) => registerPage(work, { filter, cursor, limit }))
}

/** One page of the register, the latest first. */
export async function registerPage(
  work: Work,
  given: { filter: PublicationFilter; cursor: string | undefined; limit: number },
) {
  const prepared = await prepareRegister(work.db, { filter: given.filter, scope: work.actor.scope })
  const after = readCursor(given.cursor, isInstant, isId)
  const lines = await registerQuery(work.db, { prepared, after, limit: given.limit + 1 }).execute()
  const page = pageFrom(lines, given.limit, (line) => [line.scheduled_at.toISOString(), line.id])
  return { rows: page.rows.map(rowOf), next: page.next }
}

export function publicationCounts(ctx: Ctx, filter: PublicationFilter) {
  return transact(ctx, (work) => countsOf(work, filter))
}

/** How many match, all told and by state, by the same question as the list. */
export async function countsOf(work: Work, filter: PublicationFilter) {
  const prepared = await prepareRegister(work.db, { filter, scope: work.actor.scope })
  const counts = new Map((await countRegister(work.db, prepared)).map(({ state, count }) => [state, count]))
  const names = Object.keys(publicationStates) as (keyof typeof publicationStates)[]
  const byState = Object.fromEntries(names.map((state) => [state, counts.get(state) ?? 0]))
  return {
    listed: [...counts.values()].reduce((sum, count) => sum + count, 0),
    byState: byState as Record<keyof typeof publicationStates, number>, // one entry for each state
  }
}

export function viewPublication(ctx: Ctx, id: string): Promise<PublicationView> {
  return transact(ctx, async (work) => {
    const row = await thePublication(work, id)
    const events = await eventsOf(work.db, id)
    const { releases, names } = await aroundOf(work, row)
    const own = row.host_unit_id === work.actor.unitId && may(work.actor.duties, 'publication.publish')
    const open = own ? openPublicationActions(row.state) : []
    const { platform } = await accountOf(work, row)
    return {
      ...rowOf({ ...row, host_unit_name: names?.unit_name ?? '' }),
      hash: row.hash,
      outgoing: contentOf(row.outgoing),
      signatures: row.signatures.map(({ stepName, level, userName, onBehalfName, opinion, at }) => ({
        ...{ stepName, level, userName, onBehalfName, opinion, at },
      })),
      releases: releases.map((one) => ({
        message: `“${one.finding.text}”：${one.finding.message}`,
        reason: one.reason,
        byName: one.released_by_name,
        at: one.at.toISOString(),
      })),
      registeredByName: row.registered_by_name,
      verifiedAt: row.verified_at?.toISOString() ?? null,
      createdByName: row.created_by_name,
      createdAt: row.created_at.toISOString(),
      events: events.map(({ id: eventId, kind, title, actor_name, at }) => ({
        ...{ id: eventId, kind, title, actorName: actor_name, at: at.toISOString() },
      })),
      may: {
        retry: open.includes('retry'),
        byHand: open.includes('byHand'),
        register: open.includes('register'),
        cancel: open.includes('cancel'),
        withdraw: open.includes('withdraw'),
      },
      withdrawZh: withdrawRefusal(row, publishers[platform].publisher?.withdraw ?? null),
    }
  })
}

/** 发布凭证 as a Word document: of one state the same file each time. */
export function makeEvidence(ctx: Ctx, id: string): Promise<{ name: string; bytes: Uint8Array }> {
  return transact(ctx, async (work) => {
    const row = await thePublication(work, id)
    const { sheets, releases, names } = await aroundOf(work, row)
    const events = await eventsOf(work.db, id)
    const account = await accountOf(work, row)
    const bytes = await evidenceDocument({
      number: row.number,
      unitName: names?.unit_name ?? '',
      title: row.title,
      draftNumber: names?.draft_number ?? '',
      draftVersion: row.draft_version,
      hash: row.hash,
      platformZh: platforms[account.platform].zh,
      accountName: row.account_name,
      wayZh: ways[row.way],
      stateZh: publicationStates[row.state].zh,
      scheduledAt: row.scheduled_at,
      publishedAt: row.published_at,
      url: row.url,
      verifiedZh: row.verified && verifiedWords[row.verified],
      registeredByName: row.registered_by_name,
      signatures: row.signatures.map((one) => ({
        ...one,
        elements: sheets.findLast(({ step, user_id }) => step === one.step && user_id === one.userId)?.elements ?? {},
      })),
      releases: releases.map((one) => ({
        message: `“${one.finding.text}”：${one.finding.message}`,
        reason: one.reason,
        byName: one.released_by_name,
        at: one.at.toISOString(),
      })),
      events: events.map(({ title, actor_name, at }) => ({ title, actorName: actor_name, at })),
      outgoing: row.outgoing,
      demo: work.demo,
    })
    return { name: `发布凭证-${row.number}.docx`, bytes }
  })
}

export const verifiedWords = {
  unchecked: '待核对',
  verified: '一致',
  differs: '不一致',
  unreachable: '未能核对',
} as const

/** What belongs to a publication that the actor sees: whoever may look at it sees the whole, wherever the parts are kept. */
function aroundOf(work: Work, row: PublicationRow) {
  return asSystem(work, async ({ db }) => ({
    sheets: await agreedSheets(db, row.draft_id, row.hash),
    releases: await releasesOf(db, row.draft_id, row.hash),
    names: await unitAndDraft(db, { hostUnitId: row.host_unit_id, draftId: row.draft_id }),
  }))
}

/** What is out of scope is not there. */
async function thePublication({ db }: Work, id: string): Promise<PublicationRow> {
  const row = await findPublication(db, id)
  if (!row) throw new AppError('NOT_FOUND')
  return row
}

type Line = Omit<RegisterLine, 'host_unit_id'>

function rowOf(line: Line): Row {
  return {
    id: line.id,
    number: line.number,
    draftId: line.draft_id,
    title: line.title,
    accountId: line.account_id,
    accountName: line.account_name,
    platform: line.platform,
    hostUnitName: line.host_unit_name ?? '',
    way: line.way,
    state: line.state,
    scheduledAt: line.scheduled_at.toISOString(),
    publishedAt: line.published_at?.toISOString() ?? null,
    url: line.url,
    fault: line.fault,
    nextAt: line.next_at?.toISOString() ?? null,
    verified: line.verified,
    draftVersion: line.draft_version,
    signedBy: line.signatures.map(({ stepName, userName, onBehalfName }) =>
      onBehalfName === null ? `${stepName} ${userName}` : `${stepName} ${userName}（代${onBehalfName}）`,
    ),
    version: line.version,
  }
}

/** Without the hashes of its files: those stand in the evidence. */
function contentOf({ pictures, cover, video, attachments, ...out }: FrozenOutgoing): FrozenContent {
  const file = ({ id, name }: { id: string; name: string }) => ({ id, name })
  return {
    ...{ title: out.title, author: out.author, digest: out.digest, html: out.html, text: out.text, link: out.link },
    pictures: pictures.map((one) => ({ ...file(one), alt: one.alt })),
    cover: cover && file(cover),
    video: video && file(video),
    attachments: attachments.map(file),
  }
}
