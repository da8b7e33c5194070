import { createHash } from 'node:crypto'
import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { isId, pageFrom, readCursor } from '../core/cursor.rules.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { transact } from '../db/transact.ts'
import { dispositionOf, evidenceTypeOf, safeFileName } from '../files/files.rules.ts'
import { openFile, saveFile } from '../files/files.service.ts'
import { hostFor } from './drafts.service.ts'
import { type MediaView, mediaKinds } from './media.contract.ts'
import { addMediaRow, changeMedia, findMediaRow, listMediaRows, type StoredMedia, userOf } from './media.store.ts'
import { namedAs, videoKindOf } from './picture.rules.ts'
import { redrawPicture } from './picture.service.ts'
import { oneLine } from './plain-text.rules.ts'

type Kind = keyof typeof mediaKinds
type Upload = { name: string; bytes: Uint8Array }
type Kept = { name: string; bytes: Uint8Array; mediaType: string; width: number | null; height: number | null }

/** Keeps a picture, a video or an attachment of the unit. What it is, its bytes say; a picture is drawn anew before. */
export async function addMedia(
  ctx: Ctx,
  given: { kind: Kind; alt: string; hostUnitId?: string | undefined },
  file: Upload,
): Promise<MediaView> {
  const kept = await keepers[given.kind]({ ...file, name: safeFileName(oneLine(file.name)) })
  return transact(ctx, async (work) => {
    const { db, now, actor } = work
    const host = await hostFor(work, given.hostUnitId)
    const { name, mediaType, bytes, width, height } = kept
    const fileId = await saveFile(work, { name, mediaType, purpose: 'media', bytes })
    const row: StoredMedia = {
      id: newId(),
      host_unit_id: host.id,
      region_path: host.region_path,
      file_id: fileId,
      kind: given.kind,
      name,
      media_type: mediaType,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      width,
      height,
      alt: given.kind === 'picture' ? oneLine(given.alt) : '',
      added_by: actor.userId,
      added_by_name: actor.name,
      added_at: now,
      removed_at: null,
    }
    await addMediaRow(db, row)
    await record(work, {
      action: 'media.add',
      subject: { type: 'media', id: row.id },
      title: `上传${mediaKinds[given.kind]}“${name}”`,
      after: { name, mediaType, size: row.size, sha256: row.sha256 },
    })
    return viewOf(row)
  })
}

const office = 'application/vnd.openxmlformats-officedocument.'

const keepers: Record<Kind, (file: Upload) => Promise<Kept>> = {
  async picture({ name, bytes }) {
    const { ending, ...drawn } = await redrawPicture(bytes)
    return { ...drawn, name: namedAs(name, ending) }
  },
  async video({ name, bytes }) {
    const { ending, mediaType } = videoKindOf(bytes)
    return { name: namedAs(name, ending), bytes, mediaType, width: null, height: null }
  },
  async attachment({ name, bytes }) {
    const mediaType = evidenceTypeOf(name, bytes)
    if (mediaType !== 'application/pdf' && !mediaType.startsWith(office)) {
      throw new AppError('FILE_REFUSED', { reason: '附件只接受 PDF，以及不含宏的 docx、xlsx 文件；图片请作为图片上传' })
    }
    return { name, bytes, mediaType, width: null, height: null }
  },
}

export function mediaPage(
  ctx: Ctx,
  query: {
    kind?: Kind | undefined
    q?: string | undefined
    hostUnitId?: string | undefined
    limit: number
    cursor?: string | undefined
  },
) {
  return transact(ctx, async ({ db }) => {
    const { limit, cursor, ...question } = query
    const before = readCursor(cursor, isId)?.[0]
    const rows = await listMediaRows(db, question, { before, limit: limit + 1 })
    const page = pageFrom(rows, limit, ({ id }) => [id])
    return { rows: page.rows.map(viewOf), next: page.next }
  })
}

export function editMedia(ctx: Ctx, id: string, alt: string): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const media = await ownMedia(work, id)
    await changeMedia(work.db, id, { alt: oneLine(alt) })
    await record(work, {
      action: 'media.edit',
      subject: { type: 'media', id },
      title: `修改图片“${media.name}”的说明`,
      before: { alt: media.alt },
      after: { alt: oneLine(alt) },
    })
    return { ok: true }
  })
}

/** Takes it out of the store. The bytes stay: older versions of manuscripts still show them. */
export function removeMedia(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const media = await ownMedia(work, id)
    const user = await userOf(work.db, media)
    if (user !== undefined) {
      throw new AppError('IN_USE', { reason: `“${media.name}”正用于“${user || '未命名的稿件'}”，不能移除` })
    }
    await changeMedia(work.db, id, { removed_at: work.now })
    await record(work, {
      action: 'media.remove',
      subject: { type: 'media', id },
      title: `移除${mediaKinds[media.kind]}“${media.name}”`,
      before: { name: media.name, sha256: media.sha256 },
    })
    return { ok: true }
  })
}

/** The bytes, to whoever sees the unit's manuscripts; shown in the page but never run in it. */
export async function showMedia(ctx: Ctx, id: string): Promise<Response> {
  const media = await transact(ctx, ({ db }) => findMediaRow(db, id))
  if (!media) throw new AppError('NOT_FOUND')
  const opened = await openFile(ctx, media.file_id)
  const headers = new Headers(opened.headers)
  if (media.kind !== 'attachment') {
    headers.set('content-disposition', dispositionOf(media.name).replace(/^attachment/, 'inline'))
  }
  headers.set('content-type', media.media_type)
  // What stands under an id never changes.
  headers.set('cache-control', 'private, max-age=3600')
  return new Response(opened.body, { headers })
}

/** One that may be changed: of the caller's own unit, or of a host unit that a contractor writes for. */
async function ownMedia({ db, actor }: Work, id: string): Promise<StoredMedia> {
  const media = await findMediaRow(db, id)
  const own = media && (actor.unitKind === 'contractor' || media.host_unit_id === actor.unitId)
  if (!own || media.removed_at) throw new AppError('NOT_FOUND')
  return media
}

function viewOf(row: StoredMedia): MediaView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    mediaType: row.media_type,
    size: Number(row.size),
    sha256: row.sha256,
    width: row.width,
    height: row.height,
    alt: row.alt,
    addedByName: row.added_by_name,
    addedAt: row.added_at.toISOString(),
  }
}
