import { dayInWords, linesOf } from '../core/paper-text.rules.ts'
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
  const day = dayInWords(given.day)
  return [
    `关于注销${accountName}账号的停更公告`,
    '',
    `根据浙江省基层政务新媒体规范化建设有关要求，我单位${media}“${accountName}”决定于${day}起停止更新并申请注销。由此给您带来不便，敬请谅解。`,
    '感谢您的一路相伴！',
    '',
    unitName,
    day,
  ].join('\n')
}

/** 政务微信（微博/抖音）, as the Guide's template names them. */
const mediaNames: Partial<Record<PlatformName, string>> = {
  wechat: '政务微信',
  weibo: '政务微博',
  douyin: '政务抖音',
  toutiao: '政务头条',
  other: '政务新媒体',
}

/** Whether the notice is the Guide's still, of whatever day: then it follows the day of posting (§6.4(1)). */
export function isStopNoticeTemplate(text: string, given: Omit<Parameters<typeof stopNoticeText>[0], 'day'>): boolean {
  const [, year, month, date] = /\n(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(text) ?? []
  if (!year || !month || !date) return false
  return text === stopNoticeText({ ...given, day: `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` })
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
