import { addDays, beijingTime } from '../core/clock.rules.ts'
import { transact } from '../db/transact.ts'
import { startApplication } from '../imports/apply.service.ts'
import { startCheck, uploadImport } from '../imports/imports.service.ts'
import { tellUser } from '../messages/messages.service.ts'
import { saveView } from '../saved-views/saved-views.service.ts'
import { randomOf } from './random.ts'
import { type Stage, workday } from './stage.ts'

/** What a desk has gathered after some time of use: views, messages, and imports of both kinds in the history. */
export async function buildDesks(stage: Stage): Promise<void> {
  await buildViews(stage)
  await buildMessages(stage)
  await importSheet(stage, { name: '临溪教育微博作品（初稿）.csv', daysAgo: 6, faulty: true })
  await importSheet(stage, { name: '临溪教育微博作品（更正）.csv', daysAgo: 5, faulty: false })
  stage.tell('创建演示数据：视图、消息与导入记录')
}

const views = [
  { username: 'city', name: '14天以上未更新', query: { silentDays: '14' } },
  { username: 'city', name: '重点督促账号', query: { tag: '重点督促' } },
  { username: 'city', name: '资料不全的账号', query: { incomplete: '1' } },
  { username: 'linxi', name: '本县公众号', query: { platform: 'wechat' } },
] as const

async function buildViews(stage: Stage): Promise<void> {
  for (const { username, name, query } of views) {
    await saveView(await stage.as(username, workday(stage, 30)), { page: 'accounts', name, query })
  }
}

const news = [
  {
    username: 'city',
    daysAgo: 2,
    title: '“健康石桥”微信公众号已 14 天未更新',
    body: '请督促主办单位及时更新；连续 14 天未更新将按指南 9.2 表2 一票否决。',
    link: '/accounts?silentDays=14',
  },
  {
    username: 'shiqiao',
    daysAgo: 2,
    title: '“健康石桥”微信公众号已 14 天未更新',
    body: '请督促石桥县卫生健康局尽快更新。',
    link: '/accounts?silentDays=14',
  },
  {
    username: 'linxi',
    daysAgo: 1,
    title: '“临溪三农”今日头条即将 14 天未更新',
    body: '距上次更新已近两周，请提醒主办单位。',
    link: '/accounts?silentDays=10',
  },
  {
    username: 'manager',
    daysAgo: 5,
    title: '请核对上月账号数据',
    body: '本月初导入的账号周期数据请各主办单位核对，有误的请联系主管单位更正。',
    link: '/accounts',
  },
] as const

async function buildMessages(stage: Stage): Promise<void> {
  for (const { username, daysAgo, title, body, link } of news) {
    const ctx = await stage.as('system', workday(stage, daysAgo))
    const userId = stage.users.get(username) ?? ''
    await transact(ctx, (work) => tellUser(work, userId, { kind: 'demo.notice', title, body, link }))
  }
}

/** A file of the account manager goes the whole way: upload, dry run, and what is right of it is written. */
async function importSheet(stage: Stage, given: { name: string; daysAgo: number; faulty: boolean }): Promise<void> {
  const at = workday(stage, given.daysAgo)
  const ctx = await stage.as('manager', at)
  const file = { name: given.name, bytes: sheetOf(stage, given) }
  const { id } = await uploadImport(ctx, stage.kinds, { kind: 'posts', options: { source: '后台导出' }, file })
  await startCheck(ctx, stage.kinds, id)
  await stage.runJobs(at)
  await startApplication(ctx, stage.kinds, { id, onlyIfNoErrors: false })
  await stage.runJobs(at)
}

/** A dozen works of the account manager's 微博; some cells of the faulty file are as people do write them. */
function sheetOf(stage: Stage, { daysAgo, faulty }: { daysAgo: number; faulty: boolean }): Uint8Array {
  const random = randomOf(`sheet/${daysAgo}`)
  const lines = Array.from({ length: 12 }, (_, n) => {
    const at = beijingTime(workday(stage, daysAgo + 12 - n, 14))
    const bad = faulty && n % 4 === 3
    const reads = bad && n < 6 ? '约三千' : String(random.between(300, 4000))
    const time = bad && n >= 6 ? addDays(stage.today, 40) : at
    const url = `https://yanshi.example/weibo/sheet/${daysAgo}-${n}`
    return ['临溪教育', '微博', `校园一周看点（第${n + 1}则）`, time, url, reads, random.between(2, 60), '是'].join(',')
  })
  const header = '账号名称,平台,微博内容,发布时间,链接,阅读数,点赞数,是否原创'
  return new TextEncoder().encode(`\uFEFF${[header, ...lines].join('\n')}\n`)
}
