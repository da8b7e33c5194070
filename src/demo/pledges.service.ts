import { remindApplicants } from '../accounts/application-reminders.service.ts'
import type { PledgeDecision } from '../accounts/pledge.rules.ts'
import { decidePledge, enterPledge } from '../accounts/pledge.service.ts'
import { reviewPledges } from '../accounts/pledge-reviews.service.ts'
import { pledgeView } from '../accounts/pledge-view.service.ts'
import { addDays } from '../core/clock.rules.ts'
import { isWorkday } from '../core/workdays.rules.ts'
import { addEvidence } from '../files/files.service.ts'
import { pictureOf } from './evidence.ts'
import type { MadeAccount } from './matrix.service.ts'
import { atHour, type Stage, workday } from './stage.ts'

type Line = {
  /** As in accounts.data.ts. */
  account: string
  followers: number
  postsPerMonth: number
  averageReads: number
  /** How many days ago the promised year began. */
  began: number
  decided?: { decision: PledgeDecision; reason: string; more?: number }
}

/** What existing accounts have promised on paper: one kept, one missed, one of which nothing is known, and some decided. */
// biome-ignore format: a table
const lines: readonly Line[] = [
  { account: '临溪教育.wechat',      followers: 30_000, postsPerMonth: 20, averageReads: 1_200,  began: 396 },
  { account: '临溪文旅.toutiao',     followers: 90_000, postsPerMonth: 30, averageReads: 4_000,  began: 394 },
  { account: '临溪教育.miniProgram', followers: 5_000,  postsPerMonth: 4,  averageReads: 300,    began: 393 },
  { account: '临溪发布.weibo',       followers: 40_000, postsPerMonth: 25, averageReads: 2_000,  began: 402,
    decided: { decision: 'met', reason: '各项承诺均已实现' } },
  { account: '健康临溪.douyin',      followers: 120_000, postsPerMonth: 12, averageReads: 6_000, began: 400,
    decided: { decision: 'extended', reason: '发布频率和粉丝数未达承诺，近三个月增长明显，予以限期整改', more: 90 } },
  { account: '溪口乡音.douyin',      followers: 60_000, postsPerMonth: 15, averageReads: 3_000,  began: 398,
    decided: { decision: 'closed', reason: '受众持续流失，乡政府已有“溪口乡音”微信公众号，不再保留' } },
  { account: '临溪三农.wechat',      followers: 9_000,  postsPerMonth: 12, averageReads: 500,    began: 120 },
]

/** §6.1.2: promises that wait for their day, that are due, and that have been decided on. */
export async function buildPledges(stage: Stage, matrix: readonly MadeAccount[]): Promise<void> {
  const idOf = (key: string) => matrix.find((account) => account.key === key)?.id ?? ''
  for (const line of lines) {
    const entering = await stage.as('linxi', workday(stage, 40))
    const file = await addEvidence(entering, { name: '账号开设承诺函（演示）.png', bytes: pictureOf(line.account) })
    await enterPledge(entering, {
      accountId: idOf(line.account),
      followers: line.followers,
      postsPerMonth: line.postsPerMonth,
      averageReads: line.averageReads,
      promisedOn: addDays(stage.today, -line.began - 20),
      startsOn: addDays(stage.today, -line.began),
      evidenceFileId: file.id,
      note: '存量账号，承诺函原件存县政府办',
    })
  }
  const morning = lastWorkday(addDays(stage.today, -1))
  await reviewPledges(await stage.as('system', atHour(morning, 8)))
  await remindApplicants(await stage.as('system', atHour(morning, 9)))
  for (const { account, decided } of lines) {
    if (decided) await decideOn(stage, { id: idOf(account), day: morning, ...decided })
  }
}

async function decideOn(
  stage: Stage,
  given: { id: string; day: string; decision: PledgeDecision; reason: string; more?: number },
): Promise<void> {
  const ctx = await stage.as('linxi', atHour(given.day, 10))
  const { version, basis } = await pledgeView(ctx, given.id)
  await decidePledge(ctx, given.id, {
    version,
    basis: basis ?? '',
    decision: given.decision,
    reason: given.reason,
    until: given.more ? addDays(stage.today, given.more) : null,
  })
}

function lastWorkday(day: string): string {
  return isWorkday(day) ? day : lastWorkday(addDays(day, -1))
}
