import { createAccount } from '../accounts/accounts.service.ts'
import { openClosure } from '../accounts/closure.service.ts'
import type { PlatformName } from '../accounts/platforms.rules.ts'
import { addDays } from '../core/clock.rules.ts'
import { transact } from '../db/transact.ts'
import type { Desk, When } from './desk.ts'
import type { MadeAccount } from './matrix.service.ts'
import { idOf } from './places.service.ts'
import type { Stage } from './stage.ts'

type Parts = { desk: Desk; unitIds: ReadonlyMap<string, string> }

/** How far a closing has come. */
const stops = ['draft', 'noticePosted', 'platformApplied', 'submitted', 'inReview', 'completed', 'done'] as const
type Stop = (typeof stops)[number]

/** One account for each of the steps of §6.4: its name, its platform, and how many days ago its closing began. */
// biome-ignore format: a table
const closing: Record<Stop, readonly [name: string, platform: PlatformName, ago: number]> = {
  draft:           ['临溪招考资讯', 'kuaishou', 1],
  noticePosted:    ['临溪校园足球', 'bilibili', 4],
  platformApplied: ['临溪教师发展', 'kuaishou', 6],
  submitted:       ['临溪美育课堂', 'channels', 12],
  inReview:        ['临溪国学小讲堂', 'bilibili', 24],
  completed:       ['临溪智慧校园', 'app',      40],
  done:            ['临溪体育中考', 'other',    80],
}

/** §6.4: a voluntary closing at each of its steps, and an unqualified account closed last month (§6.1.2). */
export async function buildClosures(stage: Stage, parts: Parts): Promise<void> {
  for (const stop of stops) {
    const [name, platform, ago] = closing[stop]
    const unit = 'linxi.education'
    const accountId = await existing(stage, parts, { name, platform, unit })
    const begun: When = { who: 'manager', ago, hour: 8 }
    const id = await parts.desk.start(begun, { kind: 'closure', accountId })
    await parts.desk.fill(begun, id, { reason: '受众较少，内容并入“临溪教育”统一发布' })
    await walk(stage, parts.desk, { id, who: 'manager', ago, stop })
  }
  await closeUnfit(stage, parts)
}

async function existing(
  stage: Stage,
  { desk, unitIds }: Parts,
  given: { name: string; platform: PlatformName; unit: string },
): Promise<string> {
  const openedOn = addDays(stage.today, -900)
  const { id } = await createAccount(await desk.as({ who: 'city', ago: 100 }), {
    name: given.name,
    platform: given.platform,
    hostUnitId: idOf(unitIds, given.unit),
    openedOn,
    filedOn: addDays(openedOn, 10),
  })
  return id
}

/** Takes a closing as far as it goes: about a day a step, the platform a week. */
async function walk(
  stage: Stage,
  desk: Desk,
  { id, who, ago, stop }: { id: string; who: string; ago: number; stop: Stop },
): Promise<void> {
  const reached = (step: Stop) => stops.indexOf(stop) >= stops.indexOf(step)
  const at = (after: number): When => ({ who, ago: Math.max(ago - after, 0), hour: 8 })
  const day = (after: number) => addDays(stage.today, -Math.max(ago - after, 0))
  if (!reached('noticePosted')) return
  await desk.fill(at(0), id, { noticePostedOn: day(0), noticeUrl: `https://yanshi.example/notices/${ago}` })
  await desk.prove(at(0), id, 'stopNotice')
  await desk.step(at(0), id, 'postNotice')
  if (!reached('platformApplied')) return
  await desk.fill(at(2), id, { platformAppliedOn: day(2), progress: '平台已受理，预计七日内完成' })
  await desk.prove(at(2), id, 'platformApplication')
  await desk.step(at(2), id, 'applyAtPlatform')
  if (!reached('submitted')) return
  await desk.prove(at(4), id, 'closureProof')
  await desk.step(at(4), id, 'submit')
  if (!reached('inReview')) return
  await desk.fill(at(12), id, { platformClosedOn: day(11) })
  await desk.prove(at(12), id, 'platformConfirmation')
  await desk.step(at(12), id, 'reportClosed')
  if (!reached('completed')) return
  await desk.decide({ ...at(14), who: 'linxi' }, id, { action: 'approve', opinion: '注销材料齐全，同意完成注销。' })
  if (!reached('done')) return
  await desk.fill(at(16), id, { shutdownOn: day(16) })
  await desk.step(at(16), id, 'markShutdown')
}

/** The supervisor ordered it for a grave problem; its host unit may not open another for a year. */
async function closeUnfit(stage: Stage, parts: Parts): Promise<void> {
  const accountId = await existing(stage, parts, { name: '竹坞微视', platform: 'kuaishou', unit: 'zhuwu' })
  const ordered: When = { who: 'linxi', ago: 48 }
  const { id } = await transact(await parts.desk.as(ordered), (work) =>
    openClosure(work, {
      accountId,
      cause: 'unfit',
      clauses: ['6.1.2'],
      reason: '长期不更新内容，留言无人回应，经两次督促仍未整改（演示）',
    }),
  )
  await walk(stage, parts.desk, { id, who: 'manager.zhuwu', ago: 46, stop: 'done' })
}

/** §6.3: a change that is on record, and one that waits for its review. */
export async function buildChanges({ desk }: Parts, matrix: readonly MadeAccount[]): Promise<void> {
  const accountOf = (key: string) => matrix.find((account) => account.key === key)?.id ?? ''
  const done = await desk.start(
    { who: 'manager', ago: 33 },
    { kind: 'change', accountId: accountOf('临溪教育.wechat') },
  )
  await desk.fill({ who: 'manager', ago: 33 }, done, {
    fields: { accountContactName: '溪映雪', intro: '演示账号：发布教育政策、校园动态与办学信息，内容均为虚构。' },
    reason: '账号联系人岗位调整',
  })
  await desk.step({ who: 'manager', ago: 33, hour: 10 }, done, 'submit')
  await desk.decide({ who: 'linxi', ago: 32 }, done, { action: 'approve', opinion: '同意变更。' })
  const open = await desk.start({ who: 'manager', ago: 3 }, { kind: 'change', accountId: accountOf('临溪教育.weibo') })
  await desk.fill({ who: 'manager', ago: 3 }, open, {
    fields: { name: '临溪教育发布' },
    reason: '与县级发布矩阵统一命名',
  })
  await desk.step({ who: 'manager', ago: 3, hour: 10 }, open, 'submit', '请审核')
}
