import { addDays, beijingDay, startOfDay } from '../core/clock.rules.ts'
import { isWorkday, nextWorkingMoment, type WorkdayOverrides } from '../core/workdays.rules.ts'

/** The ways out of the system, and what each carries: the less a way protects, the less is said on it. */
export const channels = {
  email: { zh: '邮件', says: '标题、正文和链接' },
  sms: { zh: '短信', says: '标题' },
  dingtalk: { zh: '浙政钉', says: '标题和链接' },
} as const
export type Channel = keyof typeof channels
export const channelNames = Object.keys(channels) as [Channel, ...Channel[]]

/**
 * How soon a message must go out: `normal` waits for the digest of the next workday, `urgent` goes in the next working
 * hour, `emergency` at once.
 */
export const urgencies = {
  normal: { zh: '汇总', when: '每个工作日 9:00 汇总为一条' },
  urgent: { zh: '及时', when: '工作时间内随时发送，其余时间顺延' },
  emergency: { zh: '紧急', when: '立即发送，不分时段' },
} as const
export type Urgency = keyof typeof urgencies

type Kind = { zh: string; urgency: Urgency; at: readonly Channel[] }

const byPost: readonly Channel[] = ['email', 'dingtalk']
const byAll: readonly Channel[] = ['email', 'sms', 'dingtalk']

/**
 * The kinds of message, one line each: `at` is how a person is told who has chosen nothing. A kind that is not here is
 * `other`. An empty `at` stays in the system: what tells of the channels must not go through them.
 */
export const messageKinds = {
  'finding.record': { zh: '账号登记了问题', urgency: 'urgent', at: byPost },
  'assessment.finish': { zh: '考核结果生成', urgency: 'normal', at: byPost },
  'accounts.incomplete': { zh: '备案资料待补全', urgency: 'normal', at: byPost },
  'accounts.custody': { zh: '账号保管须交接', urgency: 'urgent', at: byAll },
  'accounts.custodyTransfer': { zh: '账号保管待您确认', urgency: 'urgent', at: byPost },
  'review.turn': { zh: '待我审核', urgency: 'urgent', at: byPost },
  'review.urgent': { zh: '突发稿件待我审核', urgency: 'emergency', at: byAll },
  'review.late': { zh: '审核到期提醒', urgency: 'urgent', at: byAll },
  'review.decided': { zh: '申请的审核结果', urgency: 'urgent', at: byPost },
  'review.copied': { zh: '抄送给我的事项', urgency: 'normal', at: byPost },
  'review.deputy': { zh: '请我代理审核', urgency: 'urgent', at: byPost },
  'release.made': { zh: '三审放行严重问题', urgency: 'urgent', at: byPost },
  'application.due': { zh: '账号申请的下一步', urgency: 'urgent', at: byPost },
  'closure.ordered': { zh: '账号须办理注销', urgency: 'urgent', at: byPost },
  'pledge.due': { zh: '开设承诺到期考核', urgency: 'urgent', at: byPost },
  'pledge.decided': { zh: '开设承诺考核结论', urgency: 'urgent', at: byPost },
  'cleanup.propose': { zh: '账号拟清理，请陈述', urgency: 'urgent', at: byPost },
  'cleanup.decide': { zh: '账号清理的陈述与决定', urgency: 'urgent', at: byPost },
  'units.contractEnding': { zh: '委托合同即将到期', urgency: 'normal', at: byPost },
  'units.takenOver': { zh: '接收移交的工作', urgency: 'urgent', at: byPost },
  'units.handedOver': { zh: '工作已移交', urgency: 'normal', at: byPost },
  'lexicon.proposed': { zh: '词库变更待您确认', urgency: 'normal', at: byPost },
  'lexicon.decided': { zh: '词库变更的确认结果', urgency: 'normal', at: byPost },
  'publication.published': { zh: '稿件已发布', urgency: 'normal', at: byPost },
  'publication.failed': { zh: '稿件发布失败', urgency: 'urgent', at: byAll },
  'publication.handOver': { zh: '稿件待人工发布', urgency: 'urgent', at: byPost },
  'publication.removed': { zh: '已发布的作品被平台删除', urgency: 'urgent', at: byAll },
  'connection.reauthorise': { zh: '平台授权到期', urgency: 'urgent', at: byPost },
  'messages.givenUp': { zh: '消息未能送达', urgency: 'normal', at: [] },
  other: { zh: '其他通知', urgency: 'normal', at: byPost },
} as const satisfies Record<string, Kind>
export type MessageKind = keyof typeof messageKinds
export const kindNames = Object.keys(messageKinds) as [MessageKind, ...MessageKind[]]

/** The kinds for which a person chooses her channels. */
export const chosenKinds: readonly MessageKind[] = kindNames.filter((kind) => messageKinds[kind].at.length > 0)

export function kindOf(kind: string): MessageKind {
  return kindNames.find((known) => known === kind) ?? 'other'
}

/** The channels by which a person hears of a kind: those that she chose, of those that are on. */
export function channelsFor(
  kind: MessageKind,
  given: { on: readonly Channel[]; chosen: readonly string[] | undefined },
): Channel[] {
  const wanted: readonly string[] = messageKinds[kind].at.length === 0 ? [] : (given.chosen ?? messageKinds[kind].at)
  return given.on.filter((channel) => wanted.includes(channel))
}

/** When the digest goes out, Beijing time. */
export const digestHour = 9

/** When a message of this urgency, written at `at`, may first go out. */
export function firstMoment(urgency: Urgency, at: Date, overrides: WorkdayOverrides): Date {
  if (urgency === 'emergency') return at
  return urgency === 'urgent' ? nextWorkingMoment(at, overrides) : nextDigest(at, overrides)
}

/** The first 9:00 of a workday after `at`: what is written at 9:00 itself has missed that day's. */
function nextDigest(at: Date, overrides: WorkdayOverrides): Date {
  for (let day = beijingDay(at); ; day = addDays(day, 1)) {
    const moment = new Date(startOfDay(day).getTime() + digestHour * 3_600_000)
    if (isWorkday(day, overrides) && moment > at) return moment
  }
}

/** Whether anything but an emergency may go out now. */
export function isQuiet(at: Date, overrides: WorkdayOverrides): boolean {
  return nextWorkingMoment(at, overrides).getTime() !== at.getTime()
}

/** Minutes to the next attempt after the first, the second … failure; after the last one nothing more is tried. */
export const retryMinutes: readonly number[] = [1, 5, 15, 60, 240]
export const maxAttempts = retryMinutes.length + 1

/** When the next attempt is made after this many have failed; null when it is given up. */
export function nextAttempt(
  attempts: number,
  given: { urgency: Urgency; at: Date; overrides: WorkdayOverrides },
): Date | null {
  const minutes = retryMinutes[attempts - 1]
  if (minutes === undefined) return null
  const at = new Date(given.at.getTime() + minutes * 60_000)
  return given.urgency === 'emergency' ? at : nextWorkingMoment(at, given.overrides)
}

export const deliveryStates = {
  queued: { zh: '待发送' },
  sent: { zh: '已发送' },
  failed: { zh: '失败待重试' },
  givenUp: { zh: '未能送达' },
  dropped: { zh: '不再发送' },
} as const
export type DeliveryState = keyof typeof deliveryStates
