import { type Context, Hono } from 'hono'
import { json } from '../answers.ts'
import type { Env } from '../emulator.ts'
import { articlePage } from '../pages.ts'
import { addDraft, countDrafts, deleteDraft, getDraft, listDrafts, updateDraft } from './drafts.ts'
import { addMaterial, storedPicture, uploadImage } from './media.ts'
import { getArticle, list, remove, status, submit } from './publish.ts'
import { accountOf, plainToken, refuse, stableToken } from './tokens.ts'

type Handler = (c: Context<Env>, appId: string) => Response | Promise<Response>

/** The calls that need a token, by path (§1.4). */
const calls: Record<string, Handler> = {
  'media/uploadimg': uploadImage,
  'material/add_material': addMaterial,
  'draft/add': addDraft,
  'draft/get': getDraft,
  'draft/delete': deleteDraft,
  'draft/update': updateDraft,
  'draft/batchget': listDrafts,
  'freepublish/submit': submit,
  'freepublish/get': status,
  'freepublish/delete': remove,
  'freepublish/getarticle': getArticle,
  'freepublish/batchget': list,
}

export function wechatRoutes(): Hono<Env> {
  const app = new Hono<Env>()
  const known = (handler: Handler) => (c: Context<Env>) => {
    const account = accountOf(c)
    return typeof account === 'number' ? refuse(c, account) : handler(c, account)
  }
  app.post('/cgi-bin/stable_token', stableToken)
  app.get('/cgi-bin/token', plainToken)
  app.get('/cgi-bin/draft/count', known(countDrafts))
  for (const [path, handler] of Object.entries(calls)) {
    app.post(`/cgi-bin/${path}`, known(handler))
    app.get(`/cgi-bin/${path}`, (c) => refuse(c, 43002))
  }
  app.get('/mmbiz/:id/640', storedPicture)
  app.get('/s/:id', (c) => {
    const article = c.var.world.state.wechat.articles[c.req.param('id')]
    const [item] = article ? article.articles.slice(Number(c.req.query('idx') ?? 1) - 1) : []
    if (!article || !item) return articlePage({ platform: '微信公众号', gone: '该内容不存在' }, 404)
    const gone = { 5: '该内容已被发布者删除', 6: '此内容因违规无法查看' }[article.status]
    if (gone) return articlePage({ platform: '微信公众号', gone }, 410)
    return articlePage({
      platform: '微信公众号',
      title: String(item.title),
      by: String(item.author),
      at: new Date(article.createdAt),
      html: String(item.content),
      source: String(item.content_source_url ?? ''),
    })
  })
  app.all('*', () => json({ errcode: 40066, errmsg: 'invalid url' }))
  return app
}
