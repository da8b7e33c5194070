import { createHash } from 'node:crypto'
import { record } from '../audit/audit.service.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import { transact } from '../db/transact.ts'
import type { FileView } from './files.contract.ts'
import { dispositionOf, evidenceTypeOf, expiryOf, type FilePurpose, filePurposes, safeFileName } from './files.rules.ts'
import {
  addFile,
  addPiece,
  closeFile,
  deleteExpired,
  deleteFile,
  type FileRow,
  findFile,
  findPiece,
  ownFiles,
} from './files.store.ts'

const pieceBytes = 1024 * 1024

export type NewFile = {
  name: string
  mediaType: string
  purpose: FilePurpose
  bytes: Uint8Array | AsyncIterable<Uint8Array>
  /** Unless told, as long as files of this purpose are kept. */
  expiresAt?: Date | null
}

/** Keeps a file in the database, in pieces, in the caller's transaction; gives its id. It belongs to the actor. */
export async function saveFile(work: Work, file: NewFile): Promise<string> {
  const id = newId()
  await addFile(work.db, {
    id,
    owner_user_id: work.actor.userId,
    unit_id: work.actor.unitId,
    purpose: file.purpose,
    name: safeFileName(file.name),
    media_type: file.mediaType,
    size: 0,
    sha256: '',
    created_at: work.now,
    expires_at: file.expiresAt === undefined ? expiryOf(file.purpose, work.now) : file.expiresAt,
  })
  const hash = createHash('sha256')
  let size = 0
  let n = 0
  for await (const piece of inPieces(file.bytes)) {
    hash.update(piece)
    size += piece.length
    await addPiece(work.db, id, n++, piece)
  }
  await closeFile(work.db, id, { size, sha256: hash.digest('hex') })
  return id
}

/** Cuts any run of chunks into pieces of one mebibyte. */
async function* inPieces(bytes: NewFile['bytes']): AsyncGenerator<Uint8Array> {
  if (bytes instanceof Uint8Array) {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
    return
  }
  let held: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytes) {
    held.push(chunk)
    length += chunk.length
    if (length < pieceBytes) continue
    const whole = Buffer.concat(held)
    const full = whole.length - (whole.length % pieceBytes)
    for (let at = 0; at < full; at += pieceBytes) yield whole.subarray(at, at + pieceBytes)
    held = full === whole.length ? [] : [whole.subarray(full)]
    length = whole.length - full
  }
  if (length > 0) yield Buffer.concat(held)
}

export type FileMeta = {
  id: string
  name: string
  mediaType: string
  purpose: FilePurpose
  size: number
  sha256: string
}

/** The whole of a file that the actor may see; for those that need it at once, such as the spreadsheet reader. */
export async function readFile(work: Work, id: string): Promise<{ meta: FileMeta; bytes: Uint8Array }> {
  const file = await theFile(work, id)
  const pieces: Uint8Array[] = []
  for (let n = 0; n * pieceBytes < file.size; n++) pieces.push(await thePiece(work, id, n))
  const bytes = Buffer.concat(pieces)
  return {
    meta: {
      id,
      name: file.name,
      mediaType: file.media_type,
      purpose: file.purpose,
      size: file.size,
      sha256: file.sha256,
    },
    bytes,
  }
}

/** A download that holds one piece in memory at a time. It is never shown in the page: a stored file is not ours to run. */
export async function openFile(ctx: Ctx, id: string): Promise<Response> {
  const file = await transact(ctx, (work) => theFile(work, id))
  let n = 0
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (n * pieceBytes >= file.size) return controller.close()
      controller.enqueue(await transact(ctx, (work) => thePiece(work, id, n)))
      n += 1
    },
  })
  return new Response(body, {
    headers: {
      'content-type': file.media_type,
      'content-length': String(file.size),
      'content-disposition': dispositionOf(file.name),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
}

export function myFiles(
  ctx: Ctx,
  query: { limit: number; cursor?: string | undefined; purpose?: FilePurpose | undefined },
): Promise<{ rows: FileView[]; next: string | null }> {
  if (query.cursor !== undefined && !/^[0-9a-f-]{36}$/.test(query.cursor)) {
    throw new AppError('INVALID_INPUT', { errors: [{ path: 'cursor', message: '翻页位置无效，请从第一页开始' }] })
  }
  return transact(ctx, async ({ db, actor, now }) => {
    const { limit, cursor, purpose } = query
    const rows = await ownFiles(db, { ownerId: actor.userId ?? '', purpose, before: cursor, now, limit: limit + 1 })
    const page = rows.slice(0, limit)
    return { rows: page.map(viewOf), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
  })
}

export function addEvidence(ctx: Ctx, file: { name: string; bytes: Uint8Array }): Promise<FileView> {
  const mediaType = evidenceTypeOf(file.name, file.bytes)
  return transact(ctx, async (work) => {
    const id = await saveFile(work, { name: file.name, mediaType, purpose: 'evidence', bytes: file.bytes })
    const saved = await theFile(work, id)
    await record(work, {
      action: 'file.upload',
      subject: { type: 'file', id },
      title: `上传佐证材料“${saved.name}”`,
      after: { name: saved.name, size: saved.size, sha256: saved.sha256 },
    })
    return viewOf(saved)
  })
}

export function removeMyFile(ctx: Ctx, id: string): Promise<{ ok: true }> {
  return transact(ctx, async (work) => {
    const file = await theFile(work, id)
    // Evidence may be seen by many, and is removed by nobody.
    if (!filePurposes[file.purpose].removable) {
      throw new AppError('IN_USE', { reason: `${filePurposes[file.purpose].zh}须留存备查，不能删除` })
    }
    await deleteFile(work.db, id)
    await record(work, {
      action: 'file.remove',
      subject: { type: 'file', id },
      title: `删除文件“${file.name}”`,
      before: { name: file.name, size: file.size, sha256: file.sha256 },
    })
    return { ok: true }
  })
}

/** Removes exports and other files past their time. */
export async function removeExpiredFiles(ctx: Ctx): Promise<void> {
  await transact(ctx, async (work) => {
    const count = await deleteExpired(work.db, work.now)
    if (count === 0) return
    await record(work, {
      action: 'file.expire',
      subject: { type: 'file', id: 'expired' },
      title: `清理到期文件 ${count} 个`,
      after: { count },
    })
  })
}

async function theFile(work: Work, id: string): Promise<FileRow> {
  const file = await findFile(work.db, id, work.now)
  if (!file) throw new AppError('NOT_FOUND', { reason: '没有找到该文件，可能已到期清理' })
  return file
}

async function thePiece(work: Work, id: string, n: number): Promise<Uint8Array> {
  const bytes = await findPiece(work.db, id, n)
  if (!bytes) throw new AppError('NOT_FOUND', { reason: '文件已被删除' })
  return bytes
}

function viewOf(row: FileRow): FileView {
  return {
    id: row.id,
    name: row.name,
    purpose: row.purpose,
    mediaType: row.media_type,
    size: row.size,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    removable: filePurposes[row.purpose].removable,
  }
}
