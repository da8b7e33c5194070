import { addDays } from '../core/clock.rules.ts'
import type { FindingKind } from '../monitoring/findings.rules.ts'
import { recordFinding, withdrawFinding } from '../monitoring/findings.service.ts'
import type { MadeAccount } from './matrix.service.ts'
import type { Month } from './months.ts'
import { dayOf } from './months.ts'
import { atHour, type Stage } from './stage.ts'
import { lapseDays, lapseMonth } from './works.ts'

/** `account` as in accounts.data.ts; `ago` months before the running one; `by` who records it. */
type Line = {
  account: string
  ago: number
  day: number
  kind: FindingKind
  by: 'city' | 'shiqiao' | 'wanghu' | 'linxi' | 'publicity'
  title: string
}

// biome-ignore format: a table
const lines: readonly Line[] = [
  { account: '石桥教育.weibo',   ago: lapseMonth, day: lapseDays.to, kind: 'silent14Days',     by: 'city',      title: '连续 16 天未更新' },
  { account: '望湖田园.weibo',   ago: 1, day: 9,  kind: 'graveError',       by: 'wanghu',    title: '转载内容中出现严重表述错误（演示）' },
  { account: '临溪文旅.wechat',  ago: 1, day: 12, kind: 'minorError',       by: 'linxi',     title: '标题错别字一处' },
  { account: '临溪文旅.wechat',  ago: 1, day: 20, kind: 'minorError',       by: 'publicity', title: '活动日期前后不一致' },
  { account: '青屿交通.wechat',  ago: 1, day: 15, kind: 'onlineServices',   by: 'city',      title: '“公交查询”入口无法打开' },
  { account: '健康望湖.wechat',  ago: 1, day: 18, kind: 'poorInteraction',  by: 'wanghu',    title: '留言超过时限未回复 2 件' },
  { account: '溪口乡音.wechat',  ago: 1, day: 22, kind: 'platformUse',      by: 'linxi',     title: '预警信息未按要求处置' },
  { account: '石桥文旅.wechat',  ago: 3, day: 11, kind: 'graveOpinion',     by: 'city',      title: '不当回复引发重大负面舆情（演示）' },
  { account: '临溪三农.wechat',  ago: 5, day: 6,  kind: 'secrecyIncident',  by: 'linxi',     title: '误发内部通讯录，已撤回（演示）' },
  { account: '望湖文旅.toutiao', ago: 7, day: 17, kind: 'provincialCensure', by: 'city',     title: '被省级抽查通报一次（演示）' },
  { account: '石桥发布.douyin',  ago: 2, day: 8,  kind: 'minorError',       by: 'shiqiao',   title: '字幕地名写错' },
  { account: '竹坞之声.weibo',   ago: 2, day: 14, kind: 'poorInteraction',  by: 'linxi',     title: '评论区求助两日未答复' },
]

/** One that turned out to be none. */
const withdrawn: Line = {
  account: '青屿发布.weibo',
  ago: 1,
  day: 5,
  kind: 'minorError',
  by: 'city',
  title: '疑似错用标点',
}

/** Findings of every kind of 表2, each recorded two days after it occurred, and one that was withdrawn. */
export async function buildFindings(
  stage: Stage,
  matrix: readonly MadeAccount[],
  months: readonly Month[],
): Promise<void> {
  for (const line of lines) await enter(stage, line, { matrix, months })
  const { id, version, at } = await enter(stage, withdrawn, { matrix, months })
  const reason = '经核对原文无误，登记有误'
  await withdrawFinding(await stage.as(withdrawn.by, new Date(at.getTime() + 86_400_000)), id, { version, reason })
  stage.tell(`创建演示数据：问题 ${lines.length + 1} 件`)
}

async function enter(
  stage: Stage,
  line: Line,
  { matrix, months }: { matrix: readonly MadeAccount[]; months: readonly Month[] },
) {
  const account = matrix.find(({ key }) => key === line.account)
  const month = months.find(({ ago }) => ago === line.ago)
  if (!account || !month) throw new RangeError(`the demonstration has no ${line.account} ${line.ago} months ago`)
  const occurredOn = dayOf(month, line.day)
  const at = atHour(addDays(occurredOn, 2), 15)
  const { id, version } = await recordFinding(await stage.as(line.by, at), {
    accountId: account.id,
    kind: line.kind,
    occurredOn,
    title: line.title,
    detail: '演示数据：情况为虚构。',
    postId: null,
    evidenceUrl: `https://yanshi.example/evidence/${account.number}-${line.ago}-${line.day}`,
    evidenceFileId: null,
  })
  return { id, version, at }
}
