import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { addDays, beijingDay } from '../core/clock.rules.ts'
import type { Ground } from '../core/context.ts'
import type { Job } from '../core/jobs.ts'
import { ensurePartitions } from '../db/partitions.ts'
import type { ImportKind } from '../imports/import-kind.ts'
import { duties } from '../units/duties.rules.ts'
import { buildAssessments } from './assessments.service.ts'
import { buildCleanup } from './cleanup.service.ts'
import { buildChanges, buildClosures } from './closures.service.ts'
import { buildConnections } from './connections.service.ts'
import { openDesk } from './desk.ts'
import { buildDrafts } from './drafts.service.ts'
import { buildFindings } from './findings.service.ts'
import { buildHistory } from './history.service.ts'
import { buildLexicon } from './lexicon.service.ts'
import { buildMatrix, type MadeAccount } from './matrix.service.ts'
import { monthsUpTo } from './months.ts'
import { buildOpenings } from './openings.service.ts'
import { demoPassword, units, users } from './places.data.ts'
import { buildPlaces } from './places.service.ts'
import { buildPledges } from './pledges.service.ts'
import { buildDesks } from './situations.service.ts'
import { atHour, openStage, type Stage } from './stage.ts'
import { demoState, isEmpty, setDemoState, wipeUnfinished } from './state.service.ts'

/** How many full months lie behind the running one: two years, and two months to compare with. */
const monthsBefore = 26

export type DemoParts = {
  now: Date
  dataDir: string
  kinds: readonly ImportKind[]
  jobs: readonly Job[]
  tell: (line: string) => void
}

/**
 * Makes the demonstration province in an empty database, through the services that users use. One that was cut off
 * is wiped and made anew; one that is there is left alone. A database with other data in it is never touched.
 */
export async function ensureDemo(ground: Ground, parts: DemoParts): Promise<'made' | 'there' | 'foreign'> {
  const { root } = ground
  const state = await demoState(root)
  if (state === 'building') {
    parts.tell('上次创建演示数据时中断，现在重新创建…')
    await wipeUnfinished(root)
  }
  if (state === 'none' && !(await isEmpty(root))) return 'foreign'
  if (state !== 'done') await build(ground, parts)
  await writeLogins(parts.dataDir)
  return state === 'done' ? 'there' : 'made'
}

async function build(ground: Ground, { now, kinds, jobs, tell }: DemoParts): Promise<void> {
  const began = performance.now()
  const today = beijingDay(now)
  const months = monthsUpTo(today, monthsBefore)
  const opening = atHour(addDays(months[0]?.start ?? today, -20), 9)
  await setDemoState(ground.root, 'building')
  await ensurePartitions(ground.root, [beijingDay(opening), ...months.map(({ start }) => start), nextMonth(today)])
  const stage = openStage(ground, { now, today, tell, kinds, jobs })
  const unitIds = await buildPlaces(stage, opening)
  const matrix = await buildMatrix(stage, unitIds, opening)
  await buildHistory(stage, matrix, months)
  await buildFindings(stage, matrix, months)
  await buildDesks(stage)
  await buildAssessments(stage, months)
  await buildLives(stage, unitIds, matrix)
  await buildLexicon(stage)
  await buildConnections(stage, unitIds)
  await buildDrafts(stage, unitIds)
  await setDemoState(ground.root, 'done')
  tell(`演示数据创建完成，用时 ${((performance.now() - began) / 1000).toFixed(1)} 秒`)
}

/** Chapter 6: what host units have asked for, and how their supervisor has decided. After the assessments, which knew nothing of it. */
async function buildLives(stage: Stage, unitIds: ReadonlyMap<string, string>, matrix: readonly MadeAccount[]) {
  const desk = openDesk(stage)
  await buildOpenings(stage, desk)
  await buildChanges({ desk, unitIds }, matrix)
  await buildClosures(stage, { desk, unitIds })
  await buildPledges(stage, matrix)
  await buildCleanup(stage)
  stage.tell('创建演示数据：账号申请、审核、注销、承诺考核与清理')
}

function nextMonth(today: string): string {
  return addDays(`${today.slice(0, 7)}-28`, 5)
}

export type DemoLogin = { username: string; password: string; name: string; role: string; unit: string }

export const demoLogins: readonly DemoLogin[] = users.map(({ username, name, unit, duty }) => ({
  username,
  password: demoPassword,
  name,
  role: duties[duty].zh,
  unit: units.find(({ key }) => key === unit)?.name ?? '',
}))

/** For programs and for the login page; rewritten at every start, so that it is there wherever the data is. */
async function writeLogins(dataDir: string): Promise<void> {
  await writeFile(path.join(dataDir, 'demo-logins.json'), `${JSON.stringify(demoLogins, null, 2)}\n`)
}
