import type { Context } from 'hono'
import { json, rawNumber } from '../answers.ts'
import { withinDay } from '../counters.ts'
import { type Env, originOf } from '../emulator.ts'
import type { WechatArticle } from '../state.ts'
import { bodyOf, pageOf, shown } from './drafts.ts'
import { openJob } from './jobs.ts'
import { refuse } from './tokens.ts'

/** `POST /cgi-bin/freepublish/submit` (§1.4): 0 says accepted, not published. The same draft twice is two articles. */
export async function submit(c: Context<Env>, appId: string): Promise<Response> {
  const { world, loose } = c.var
  const body = await bodyOf(c)
  if (!withinDay(world, { who: appId, what: 'freepublish/submit', limit: 100 })) return refuse(c, 45009)
  const mediaId = String(body?.media_id ?? '')
  if (world.state.wechat.drafts[mediaId]?.appId !== appId) return refuse(c, 40007)
  const { publishId, job } = openJob(world, { appId, mediaId, origin: originOf(c) })
  const id = (digits: string) => (loose ? rawNumber(digits) : digits)
  return json({ errcode: 0, errmsg: 'ok', publish_id: id(publishId), msg_data_id: id(job.msgDataId) })
}

/** `POST /cgi-bin/freepublish/get`: 100 a day, so whoever asks must ask sparingly. */
export async function status(c: Context<Env>, appId: string): Promise<Response> {
  const { world, loose } = c.var
  const body = await bodyOf(c)
  if (!withinDay(world, { who: appId, what: 'freepublish/get', limit: 100 })) return refuse(c, 45009)
  const publishId = String(body?.publish_id ?? '')
  const job = world.state.wechat.jobs[publishId]
  if (job?.appId !== appId) return refuse(c, 53600)
  const article = job.articleId ? world.state.wechat.articles[job.articleId] : undefined
  const publish_status = job.done ? (article?.status ?? job.status) : 1
  return json({
    publish_id: loose ? rawNumber(publishId) : publishId,
    publish_status,
    ...(publish_status === 0 && job.articleId && article
      ? {
          article_id: job.articleId,
          article_detail: {
            count: article.articles.length,
            item: article.articles.map((_, at) => ({ idx: at + 1, article_url: urlOf(c, String(job.articleId), at) })),
          },
        }
      : {}),
    fail_idx: publish_status >= 2 && publish_status <= 4 ? [1] : [],
  })
}

function urlOf(c: Context<Env>, articleId: string, at: number): string {
  return `${originOf(c)}/wechat/s/${articleId}${at > 0 ? `?idx=${at + 1}` : ''}`
}

/** `POST /cgi-bin/freepublish/delete`: ten a day, and for good. */
export async function remove(c: Context<Env>, appId: string): Promise<Response> {
  const { world } = c.var
  const body = await bodyOf(c)
  if (!withinDay(world, { who: appId, what: 'freepublish/delete', limit: 10 })) return refuse(c, 45009)
  const article = world.state.wechat.articles[String(body?.article_id ?? '')]
  if (article?.appId !== appId || article.status !== 0) return refuse(c, 53600)
  article.status = 5
  return json({ errcode: 0, errmsg: 'ok' })
}

export async function getArticle(c: Context<Env>, appId: string): Promise<Response> {
  const { world } = c.var
  const id = String((await bodyOf(c))?.article_id ?? '')
  if (!withinDay(world, { who: appId, what: 'freepublish/getarticle', limit: 100 })) return refuse(c, 45009)
  const article = world.state.wechat.articles[id]
  return article?.appId === appId ? json({ news_item: items(c, id, article) }) : refuse(c, 53600)
}

export async function list(c: Context<Env>, appId: string): Promise<Response> {
  const { world } = c.var
  const body = (await bodyOf(c)) ?? {}
  if (!withinDay(world, { who: appId, what: 'freepublish/batchget', limit: 100 })) return refuse(c, 45009)
  const all = Object.entries(world.state.wechat.articles)
    .filter(([, each]) => each.appId === appId && each.status === 0)
    .sort(([, a], [, b]) => b.createdAt - a.createdAt)
    .map(([article_id, article]) => {
      const time = Math.floor(article.createdAt / 1000)
      const news_item = shown(items(c, article_id, article), body)
      return { article_id, content: { news_item, create_time: time, update_time: time }, update_time: time }
    })
  return pageOf(c, all, body)
}

function items(c: Context<Env>, articleId: string, { articles, status }: WechatArticle) {
  return articles.map((each, at) => ({ ...each, url: urlOf(c, articleId, at), is_deleted: status !== 0 }))
}
