import { createAccount } from '../accounts/accounts.service.ts'
import { assignPerson } from '../accounts/people.service.ts'
import type { PlatformName } from '../accounts/platforms.rules.ts'
import { addDays } from '../core/clock.rules.ts'
import { connectionsPage, keepConnection } from '../platforms/connections.service.ts'
import { demoKeys } from './connections.data.ts'
import { users } from './places.data.ts'
import { idOf, inventedPhone } from './places.service.ts'
import { type Stage, workday } from './stage.ts'

const unit = 'linxi.education'

/** Newer than the assessments, which know nothing of them. */
const young = [
  { platform: 'toutiao', daysAgo: 6 },
  { platform: 'douyin', daysAgo: 5 },
] as const satisfies readonly { platform: PlatformName; daysAgo: number }[]

/** 临溪县教育局 publishes by the interfaces of 微信, 微博 and 抖音, and by hand on 头条 (§7.1). */
export async function buildConnections(stage: Stage, unitIds: ReadonlyMap<string, string>): Promise<void> {
  for (const [n, { platform, daysAgo }] of young.entries()) {
    const supervisor = await stage.as('city', workday(stage, daysAgo))
    const day = addDays(stage.today, -daysAgo)
    const { id } = await createAccount(supervisor, {
      name: '临溪教育',
      platform,
      hostUnitId: idOf(unitIds, unit),
      platformAccountId: `yanshi_${platform}_jiaoyu`,
      certifiedBody: '临溪县教育局',
      openedOn: addDays(day, -7),
      filedOn: day,
      accountContactName: '溪知远',
      accountContactPhone: inventedPhone(2900 + n),
      unitContactName: '溪知远',
      unitContactPhone: inventedPhone(3900 + n),
      intro: '演示账号：临溪县教育局在虚构省份中的政务新媒体，内容均为虚构。',
    })
    for (const { username, duty } of users.filter((one) => one.unit === unit)) {
      await assignPerson(supervisor, id, { userId: idOf(stage.users, username), duty })
    }
  }
  const manager = await stage.as('manager', workday(stage, 4))
  const { rows } = await connectionsPage(manager, { limit: 200 })
  const connect = async (platform: PlatformName, keys: Partial<Parameters<typeof keepConnection>[2]>) => {
    const line = rows.find((row) => row.platform === platform)
    if (!line) throw new RangeError(`临溪县教育局 has no account on ${platform}`)
    await keepConnection(manager, line.accountId, { ...nothing, ...keys })
  }
  const { wechat, weibo, douyin } = demoKeys
  await connect('wechat', { appId: wechat.appId, secret: wechat.secret })
  await connect('weibo', {
    appId: weibo.appId,
    openId: weibo.uid,
    linkDomain: 'linxi.yanshi.example',
    accessToken: weibo.token,
    accessTokenExpiresAt: new Date(stage.now.getTime() + 25 * 86_400_000).toISOString(),
  })
  await connect('douyin', {
    appId: douyin.appId,
    secret: douyin.secret,
    openId: douyin.openId,
    refreshToken: douyin.refreshToken,
  })
  stage.tell('创建演示数据：平台对接')
}

const nothing = {
  baseUrl: null,
  allowInner: false,
  appId: '',
  secret: null,
  openId: '',
  linkDomain: '',
  accessToken: null,
  accessTokenExpiresAt: null,
  refreshToken: null,
  off: false,
  version: null,
}
