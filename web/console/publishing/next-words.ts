import { addDays, beijingDay, beijingTime } from '../../../src/core/clock.rules.ts'
import { type FaultClass, faultClasses } from '../../../src/platforms/faults.rules.ts'
import type { PublicationState } from '../../../src/publishing/publication.rules.ts'

/** A time as it is said beside today: `10:35`, `明日 00:00`, else with the date. */
export function momentWords(at: string | Date, now: Date): string {
  const time = beijingTime(new Date(at))
  const day = time.slice(0, 10)
  const today = beijingDay(now)
  if (day === today) return time.slice(11)
  return day === addDays(today, 1) ? `明日 ${time.slice(11)}` : time
}

/** What a person does about a fault that does not pass by itself; the others are tried again. */
const remedies: Partial<Record<FaultClass, string>> = {
  reauthorise: '请账号管理员到“平台对接”重新授权，再重新发布',
  noCapability: '该账号没有此项接口权限，请改为人工发布',
  banned: '请登录平台后台查看限制原因，解除后再重新发布',
  config: '请账号管理员到“平台对接”核对设置并检验，再重新发布',
  input: '请按平台要求修改稿件并重新送审；原稿件无须修改的，可改为人工发布',
}

/** What to do about a publication that has failed. */
export function remedyOf(fault: FaultClass | null): string {
  return (fault && remedies[fault]) ?? '可重新发布，或改为人工发布'
}

export type Standing = {
  state: PublicationState
  scheduledAt: string
  nextAt: string | null
  fault: { class: FaultClass; zh: string } | null
  verified: 'unchecked' | 'verified' | 'differs' | 'unreachable' | null
}

/** What happens next with a publication, in a sentence. */
export function nextWords(given: Standing, now: Date): string {
  const at = given.nextAt && new Date(given.nextAt) > now ? momentWords(given.nextAt, now) : null
  return sentences[given.state](given, at, now)
}

type Say = (given: Standing, at: string | null, now: Date) => string

const sentences: Record<PublicationState, Say> = {
  scheduled: ({ fault, scheduledAt }, at, now) => {
    if (fault) return `${faultWords(fault.class)}，${at ? `${at} 后自动继续` : '即将自动继续'}`
    if (new Date(scheduledAt) > now) return `${momentWords(scheduledAt, now)} 自动发布`
    return '已到发布时间，正在排队发布'
  },
  sending: () => '正在发送到平台，请稍候',
  unsure: (_, at) =>
    `平台没有明确答复，可能已经发出。${at ? `${at} 再次核实` : '正在核实'}，核实清楚前不会重发；在平台上已看到的，可直接登记网址`,
  accepted: (_, at) => `平台处理中，${at ? `${at} 再次查询` : '正在查询'}`,
  handOver: () => '等待人工发布：在平台后台发布后，回到本页登记网址',
  published: ({ verified }) => (verified ? verifiedWords[verified].next : ''),
  failed: ({ fault }) => remedyOf(fault?.class ?? null),
  withdrawn: () => '已从平台撤回，登记保留',
  removed: () => '平台上已看不到该作品，请登录平台后台了解原因',
  cancelled: () => '已取消，没有发出',
}

function faultWords(fault: FaultClass): string {
  return fault === 'quotaDay' ? '额度用完' : faultClasses[fault].zh
}

/** Whether what was registered by hand was seen at its address since. */
export const verifiedWords = {
  unchecked: { zh: '待核对', next: '已登记网址，系统将自动打开网址核对标题' },
  verified: { zh: '已核对', next: '已打开网址核对，标题一致' },
  differs: { zh: '内容不一致', next: '网址上的标题与登记的不一致，请核对网址是否填错、内容是否被改动' },
  unreachable: { zh: '打不开', next: '网址打不开，请核对网址；平台限制访问的，请人工核对' },
} as const

/** States that change by themselves soon: the page asks again. */
export function moves(state: PublicationState): boolean {
  return state === 'sending' || state === 'unsure' || state === 'accepted' || state === 'scheduled'
}
