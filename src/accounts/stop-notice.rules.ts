import { dayInWords, linesOf } from '../core/paper-text.rules.ts'
import type { PlatformName } from './platforms.rules.ts'

/** How the Guide's template names an account by its platform: 政务微信（微博/抖音）. */
export const stopNoticePlatforms = {
  wechat: '政务微信',
  weibo: '政务微博',
  toutiao: '政务头条号',
  douyin: '政务抖音',
  channels: '政务视频号',
  kuaishou: '政务快手',
  bilibili: '政务B站',
  miniProgram: '政务小程序',
  app: '政务移动客户端',
  other: '政务新媒体',
} as const satisfies Record<PlatformName, string>

export type StopNotice = {
  platform: PlatformName
  /** The account's name. */
  name: string
  /** 市、县（市、区）和单位, in full. */
  unitFullName: string
  /** The day from which nothing is published any more. */
  stopsOn: string
  /** The day that the notice bears. */
  datedOn: string
}

/** The 停更公告 of §6.4 in the words of the Guide's template, as plain text that its unit may edit. */
export function stopNoticeText({ platform, name, unitFullName, stopsOn, datedOn }: StopNotice): string {
  const account = `我单位${stopNoticePlatforms[platform]}“${name}”`
  return [
    `关于注销${name}账号的停更公告`,
    `根据浙江省基层政务新媒体规范化建设有关要求，${account}决定于${dayInWords(stopsOn)}起停止更新并申请注销。由此给您带来不便，敬请谅解。`,
    '感谢您的一路相伴！',
    `${unitFullName}\n${dayInWords(datedOn)}`,
  ].join('\n\n')
}

export type StopNoticeLine = { kind: 'title' | 'text' | 'signature'; text: string }

/** An edited notice line by line: it opens with its title and closes with the unit and a date, where it has one. */
export function stopNoticeLines(text: string): StopNoticeLine[] {
  const lines = linesOf(text).filter((line) => line.trim() !== '')
  const last = lines.at(-1) ?? ''
  const signed = lines.length > 3 && /^\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$/.test(last) ? 2 : 0
  return lines.map((line, at) => {
    if (at === 0) return { kind: 'title', text: line }
    return { kind: at >= lines.length - signed ? 'signature' : 'text', text: line }
  })
}
