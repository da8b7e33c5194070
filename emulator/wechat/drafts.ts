import type { Context } from 'hono'
import { json } from '../answers.ts'
import { withinDay } from '../counters.ts'
import { type Env, originOf } from '../emulator.ts'
import { nextId } from '../state.ts'
import { refuse } from './tokens.ts'

type Article = Record<string, unknown>

/**
 * A JSON body as the platform reads it: `\u4e2d` stays the six characters that were sent (§1), which is why nobody
 * must send it.
 */
export async function bodyOf(c: Context<Env>): Promise<Record<string, unknown> | null> {
  const raw = await c.req.text()
  try {
    const body = JSON.parse(raw.replace(/(?<!\\)((?:\\\\)*)\\u([0-9a-fA-F]{4})/g, '$1\\\\u$2'))
    return body !== null && typeof body === 'object' ? body : null
  } catch {
    return null
  }
}

/** `POST /cgi-bin/draft/add` (§1.4). */
export async function addDraft(c: Context<Env>, appId: string): Promise<Response> {
  const { state, now } = c.var.world
  const body = await bodyOf(c)
  if (!body) return refuse(c, 47001)
  const articles = body.articles
  if (!Array.isArray(articles) || articles.length === 0 || articles.length > 8) return refuse(c, 44003)
  for (const article of articles) {
    const wrong = wrongWith(article, (id) => state.wechat.materials[id]?.appId === appId)
    if (wrong) return refuse(c, wrong)
  }
  if (!withinDay(c.var.world, { who: appId, what: 'draft/add', limit: 1000 })) return refuse(c, 45009)
  const mediaId = nextId(state, 'draft')
  state.wechat.drafts[mediaId] = { appId, articles: articles.map((each) => taken(c, each)), updatedAt: now().getTime() }
  return json({ media_id: mediaId, item: [] })
}

const lengthOf = (value: unknown) => [...String(value ?? '')].length

function wrongWith(article: Article, isMaterial: (id: string) => boolean): number | null {
  const content = String(article.content ?? '')
  if (!article.title || lengthOf(article.title) > 64) return 45003
  if (lengthOf(article.author) > 16) return 45110
  if (lengthOf(article.digest) > 128) return 45004
  if (content === '') return 44004
  if (lengthOf(content) >= 20_000 || Buffer.byteLength(content) >= 1024 * 1024) return 45002
  return isMaterial(String(article.thumb_media_id ?? '')) ? null : 40007
}

/** What the platform keeps of an article: no scripts, no pictures from elsewhere. */
function taken(c: Context<Env>, article: Article): Article {
  const { state, pictures } = c.var.world
  const content = String(article.content)
    .replace(/<script\b[\s\S]*?<\/script>/gi, '')
    .replace(/<img\b[^>]*>/gi, (tag) => {
      const [, id = ''] = /\ssrc="[^"]*\/wechat\/mmbiz\/([^/"]+)\//.exec(tag) ?? []
      return pictures.has(id) ? tag : ''
    })
  const plain = content.replace(/<[^>]*>/g, '')
  return {
    title: article.title,
    author: article.author ?? '',
    digest: article.digest || plain.slice(0, 54),
    content,
    content_source_url: article.content_source_url ?? '',
    thumb_media_id: article.thumb_media_id,
    thumb_url: state.wechat.materials[String(article.thumb_media_id)]?.url ?? '',
    show_cover_pic: 0,
    need_open_comment: article.need_open_comment ?? 0,
    only_fans_can_comment: article.only_fans_can_comment ?? 0,
    url: `${originOf(c)}/wechat/s?preview=1`,
  }
}

export async function getDraft(c: Context<Env>, appId: string): Promise<Response> {
  const body = await bodyOf(c)
  if (!withinDay(c.var.world, { who: appId, what: 'draft/get', limit: 500 })) return refuse(c, 45009)
  const draft = c.var.world.state.wechat.drafts[String(body?.media_id ?? '')]
  return draft?.appId === appId ? json({ news_item: draft.articles }) : refuse(c, 40007)
}

export async function deleteDraft(c: Context<Env>, appId: string): Promise<Response> {
  const { drafts } = c.var.world.state.wechat
  const id = String((await bodyOf(c))?.media_id ?? '')
  if (!withinDay(c.var.world, { who: appId, what: 'draft/delete', limit: 1000 })) return refuse(c, 45009)
  if (drafts[id]?.appId !== appId) return refuse(c, 40007)
  delete drafts[id]
  return json({ errcode: 0, errmsg: 'ok' })
}

export async function updateDraft(c: Context<Env>, appId: string): Promise<Response> {
  const { state, now } = c.var.world
  const body = await bodyOf(c)
  const draft = state.wechat.drafts[String(body?.media_id ?? '')]
  const index = Number(body?.index ?? 0)
  const article = body?.articles as Article | undefined
  if (!withinDay(c.var.world, { who: appId, what: 'draft/update', limit: 1000 })) return refuse(c, 45009)
  if (draft?.appId !== appId) return refuse(c, 40007)
  if (!article || !draft.articles[index]) return refuse(c, 40114)
  const wrong = wrongWith(article, (id) => state.wechat.materials[id]?.appId === appId)
  if (wrong) return refuse(c, wrong)
  draft.articles[index] = taken(c, article)
  draft.updatedAt = now().getTime()
  return json({ errcode: 0, errmsg: 'ok' })
}

export function countDrafts(c: Context<Env>, appId: string): Response {
  if (!withinDay(c.var.world, { who: appId, what: 'draft/count', limit: 1000 })) return refuse(c, 45009)
  return json({
    total_count: Object.values(c.var.world.state.wechat.drafts).filter((each) => each.appId === appId).length,
  })
}

export async function listDrafts(c: Context<Env>, appId: string): Promise<Response> {
  const body = (await bodyOf(c)) ?? {}
  if (!withinDay(c.var.world, { who: appId, what: 'draft/batchget', limit: 1000 })) return refuse(c, 45009)
  const all = Object.entries(c.var.world.state.wechat.drafts)
    .filter(([, each]) => each.appId === appId)
    .sort(([, a], [, b]) => b.updatedAt - a.updatedAt)
    .map(([media_id, { articles, updatedAt }]) => ({
      media_id,
      content: { news_item: shown(articles, body) },
      update_time: Math.floor(updatedAt / 1000),
    }))
  return pageOf(c, all, body)
}

/** `offset`, `count` 1–20. */
export function pageOf(c: Context<Env>, all: readonly unknown[], body: Record<string, unknown>): Response {
  const { offset = 0, count = 20 } = body as { offset?: number; count?: number }
  if (!(count >= 1 && count <= 20) || offset < 0) return refuse(c, 47001)
  const item = all.slice(offset, offset + count)
  return json({ total_count: all.length, item_count: item.length, item })
}

export function shown(articles: readonly Article[], { no_content }: Record<string, unknown>): Article[] {
  return articles.map(({ content, ...rest }) => (Number(no_content ?? 0) === 1 ? rest : { ...rest, content }))
}
