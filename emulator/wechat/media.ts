import type { Context } from 'hono'
import { json } from '../answers.ts'
import { withinDay } from '../counters.ts'
import { type Env, originOf } from '../emulator.ts'
import { kindOf } from '../pictures.ts'
import { nextId } from '../state.ts'
import { refuse } from './tokens.ts'

const megabyte = 1024 * 1024

/** `POST /cgi-bin/media/uploadimg` (§1.4): a picture of the body, JPG or PNG under 1 MB, that only has an address. */
export async function uploadImage(c: Context<Env>): Promise<Response> {
  const media = await mediaOf(c)
  if (!media) return refuse(c, 44002)
  if (!['image/jpeg', 'image/png'].includes(kindOf(media.bytes) ?? '')) return refuse(c, 40005)
  if (media.bytes.length >= megabyte) return refuse(c, 40009)
  return json({ url: keep(c, media.bytes) })
}

/** `POST /cgi-bin/material/add_material` (§1.4): permanent material; a cover must be one. */
export async function addMaterial(c: Context<Env>, appId: string): Promise<Response> {
  const type = c.req.query('type') ?? ''
  const media = await mediaOf(c)
  if (!media) return refuse(c, 44002)
  if (!['image', 'thumb'].includes(type)) return refuse(c, 40004)
  if (!kindOf(media.bytes)) return refuse(c, 40005)
  if (media.bytes.length > 10 * megabyte) return refuse(c, 40009)
  if (!withinDay(c.var.world, { who: appId, what: 'material/add_material', limit: 1000 })) return refuse(c, 45009)
  const url = keep(c, media.bytes)
  const mediaId = nextId(c.var.world.state, 'material')
  c.var.world.state.wechat.materials[mediaId] = { appId, type, url }
  return json({ media_id: mediaId, url, item: [] })
}

/** `GET /mmbiz/:id/640`: the stored picture, where the real platform has mmbiz.qpic.cn. */
export function storedPicture(c: Context<Env>): Response {
  const stored = c.var.world.pictures.read(c.req.param('id') ?? '')
  if (!stored) return c.text('没有此图片', 404)
  return c.body(stored.bytes, 200, { 'content-type': stored.mediaType, 'x-content-type-options': 'nosniff' })
}

async function mediaOf(c: Context<Env>): Promise<{ bytes: Uint8Array<ArrayBuffer> } | null> {
  const { media } = await c.req.parseBody().catch(() => ({ media: undefined }))
  return media instanceof File ? { bytes: new Uint8Array(await media.arrayBuffer()) } : null
}

function keep(c: Context<Env>, bytes: Uint8Array<ArrayBuffer>): string {
  const { state, pictures } = c.var.world
  const id = nextId(state, 'picture')
  pictures.keep(id, bytes)
  return `${originOf(c)}/wechat/mmbiz/${id}/640?wx_fmt=png&from=appmsg`
}
