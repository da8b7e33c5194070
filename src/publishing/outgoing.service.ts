import { createHash } from 'node:crypto'
import type { Ctx } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { asSystem } from '../db/transact.ts'
import { readFile } from '../files/files.service.ts'
import type { Outgoing, Picture } from '../platforms/publisher.ts'
import type { FrozenPicture } from './publication.rules.ts'
import { findMedia, type PublicationRow } from './publications.store.ts'

type Frozen = Pick<FrozenPicture, 'id' | 'name' | 'sha256'>

/** What goes out of a publication: its frozen words, and its pictures, which are read when they are needed. */
export function outgoingOf(ctx: Ctx, row: PublicationRow): Outgoing {
  const { pictures, cover, video, attachments: _, origin, ...words } = row.outgoing
  const picture = (one: FrozenPicture): Picture => ({
    id: one.id,
    name: one.name,
    // Only these are taken in as pictures.
    mediaType: one.mediaType as Picture['mediaType'],
    alt: one.alt,
    bytes: () => frozenBytes(ctx, one),
  })
  return {
    ...words,
    id: row.id,
    pictures: pictures.map(picture),
    cover: cover && picture(cover),
    video: video && { name: video.name, mediaType: video.mediaType, size: video.size, bytes: () => whole(ctx, video) },
    origin: { kind: origin.kind, sourceName: origin.sourceName || null },
  }
}

async function* whole(ctx: Ctx, one: Frozen): AsyncGenerator<Uint8Array> {
  yield await frozenBytes(ctx, one)
}

/** The bytes that were signed, and no others: a file that was exchanged since is not sent. */
export async function frozenBytes(ctx: Ctx, one: Frozen): Promise<Uint8Array> {
  const bytes = await asSystem(ctx, async (work) => {
    const [media] = await findMedia(work.db, [one.id])
    return media && (await readFile(work, media.file_id)).bytes
  })
  if (!bytes) throw new AppError('STATE_CONFLICT', { reason: `“${one.name}”已不存在，不能发布` })
  if (createHash('sha256').update(bytes).digest('hex') !== one.sha256) {
    throw new AppError('STATE_CONFLICT', { reason: `“${one.name}”与三审时不同，不能发布` })
  }
  return bytes
}
