import { type PlatformName, platforms } from './platforms.rules.ts'

/** The announcement of §6.4 as the Guide words it, by platform; whoever posts it may edit it. `day` is the first day without updates. */
export function stopNoticeText(given: {
  platform: PlatformName
  accountName: string
  unitName: string
  day: string
}): string {
  const { accountName, unitName } = given
  const media = mediaNames[given.platform] ?? `政务新媒体（${platforms[given.platform].zh}）`
  const day = inWords(given.day)
  return [
    `关于注销“${accountName}”账号的停更公告`,
    '',
    `根据浙江省基层政务新媒体规范化建设有关要求，我单位${media}“${accountName}”决定于${day}起停止更新并申请注销。由此给您带来不便，敬请谅解。`,
    '感谢您的一路相伴！',
    '',
    unitName,
    day,
  ].join('\n')
}

const mediaNames: Partial<Record<PlatformName, string>> = {
  wechat: '政务微信',
  weibo: '政务微博',
  douyin: '政务抖音',
  toutiao: '政务头条',
}

/** `2026-03-07` as letters write it: 2026年3月7日 */
function inWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
