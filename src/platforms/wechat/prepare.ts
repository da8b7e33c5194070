import type { Connection, Fault, Kept, Outgoing, Picture, Prepared, Result } from '../publisher.ts'
import { textOf } from '../read.rules.ts'
import { callWechat } from './api.ts'

const megabyte = 1024 * 1024
const uploading = { total: 120_000 }

/** What is kept of a publication on 微信公众号. */
export const keys = {
  cover: 'cover',
  draft: 'draft',
  publishId: 'publishId',
  msgDataId: 'msgDataId',
  articleId: 'articleId',
  image: (id: string) => `image.${id}`,
} as const

/** Pictures, cover and draft; what is kept is not uploaded again. Nobody sees any of it before `submit`. */
export async function prepareWechat(at: Connection, out: Outgoing, before: Kept): Promise<Prepared> {
  let kept = before
  const failed = (fault: Fault): Prepared => ({ ok: false, fault, kept })
  for (const picture of out.pictures) {
    if (kept[keys.image(picture.id)]) continue
    const uploaded = await uploadImage(at, picture)
    if (!uploaded.ok) return failed(uploaded.fault)
    kept = { ...kept, [keys.image(picture.id)]: uploaded.value }
  }
  if (!kept[keys.cover]) {
    if (!out.cover) return failed(inputFault('cover', '公众号文章须有封面'))
    const uploaded = await addMaterial(at, out.cover)
    if (!uploaded.ok) return failed(uploaded.fault)
    kept = { ...kept, [keys.cover]: uploaded.value.mediaId }
  }
  const draft = kept[keys.draft]
  if (draft) {
    const there = await hasDraft(at, draft)
    if (!there.ok) return failed(there.fault)
    if (there.value) return { ok: true, value: kept }
  }
  const added = await addDraft(at, out, kept)
  return added.ok ? { ok: true, value: { ...kept, [keys.draft]: added.value } } : failed(added.fault)
}

/** §1.4: JPG and PNG under 1 MB cost no material; what is larger, or moves, becomes permanent material, which has an address too. */
async function uploadImage(at: Connection, picture: Picture): Promise<Result<string>> {
  const bytes = await picture.bytes()
  if (picture.mediaType === 'image/gif' || bytes.length >= megabyte) {
    const added = await addMaterial(at, picture)
    return added.ok ? { ok: true, value: added.value.url } : added
  }
  const called = await callWechat(at, { path: 'media/uploadimg', body: mediaBody(picture, bytes), limits: uploading })
  if (called.state !== 'ok') return { ok: false, fault: about(picture, called.fault) }
  const url = textOf(called.body.url)
  return url ? { ok: true, value: url } : { ok: false, fault: unreadable }
}

/** A cover must be permanent material, 10 MB at most (§1.4). */
async function addMaterial(at: Connection, picture: Picture): Promise<Result<{ mediaId: string; url: string }>> {
  const bytes = await picture.bytes()
  if (bytes.length > 10 * megabyte) return { ok: false, fault: inputFault('40009', `图片“${picture.name}”超过 10 MB`) }
  const called = await callWechat(at, {
    path: 'material/add_material',
    query: { type: 'image' },
    body: mediaBody(picture, bytes),
    limits: uploading,
  })
  if (called.state !== 'ok') return { ok: false, fault: about(picture, called.fault) }
  const mediaId = textOf(called.body.media_id)
  const url = textOf(called.body.url)
  return mediaId && url ? { ok: true, value: { mediaId, url } } : { ok: false, fault: unreadable }
}

const extensions = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif' } as const

/** The name decides the kind for the platform, so it is ours: what an editor called the file may say something else. */
function mediaBody(picture: Picture, bytes: Uint8Array) {
  const name = `${picture.id.replace(/[^\w-]/g, '')}.${extensions[picture.mediaType]}`
  return { fields: {}, file: { field: 'media', name, mediaType: picture.mediaType, size: bytes.length, bytes } }
}

async function addDraft(at: Connection, out: Outgoing, kept: Kept): Promise<Result<string>> {
  const content = bodyWithPictures(out.html, (id) => kept[keys.image(id)] ?? null)
  if (content === null) return { ok: false, fault: inputFault('picture', '正文引用的图片不在稿件内，请重新插入') }
  const article = {
    article_type: 'news',
    title: out.title,
    author: out.author,
    digest: out.digest,
    content,
    content_source_url: out.link ?? '',
    thumb_media_id: kept[keys.cover] ?? '',
    need_open_comment: 0,
    only_fans_can_comment: 0,
  }
  const called = await callWechat(at, { path: 'draft/add', body: { json: { articles: [article] } } })
  if (called.state !== 'ok') return { ok: false, fault: called.fault }
  const mediaId = textOf(called.body.media_id)
  return mediaId ? { ok: true, value: mediaId } : { ok: false, fault: unreadable }
}

/** Whether a draft is still in the draft box; it leaves when it is published, or when somebody deletes it there. */
export async function hasDraft(at: Connection, mediaId: string): Promise<Result<boolean>> {
  const called = await callWechat(at, { path: 'draft/get', body: { json: { media_id: mediaId } } })
  if (called.state === 'ok') return { ok: true, value: true }
  return called.fault.code === '40007' ? { ok: true, value: false } : { ok: false, fault: called.fault }
}

const quoted = (text: string) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;')

/** `<img data-picture="id" alt="…">` with the address that the platform gave; null where one is missing. */
export function bodyWithPictures(html: string, addressOf: (id: string) => string | null): string | null {
  let isWhole = true
  const body = html.replace(/<img\b(?:[^>"]|"[^"]*")*>/gi, (tag) => {
    const [, id] = /\sdata-picture="([^"]*)"/.exec(tag) ?? []
    const address = id === undefined ? null : addressOf(id)
    if (address === null) {
      isWhole = false
      return tag
    }
    return tag.replace(/\sdata-picture="[^"]*"/, () => ` src="${quoted(address)}"`)
  })
  return isWhole ? body : null
}

const unreadable: Fault = { class: 'transient', code: 'unreadable', zh: '微信没有给出完整的答复，稍后会自动再试' }

function inputFault(code: string, zh: string): Fault {
  return { class: 'input', code, zh }
}

function about(picture: Picture, fault: Fault): Fault {
  return fault.class === 'input' ? { ...fault, zh: `图片“${picture.name}”：${fault.zh}` } : fault
}
