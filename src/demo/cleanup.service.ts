import { cleanupPage, viewCleanup } from '../accounts/cleanup.service.ts'
import { stateCase } from '../accounts/cleanup-decision.service.ts'
import { evaluateAll } from '../accounts/cleanup-evaluation.service.ts'
import { propose } from '../accounts/cleanup-proposal.service.ts'
import { addDays } from '../core/clock.rules.ts'
import { atHour, type Stage } from './stage.ts'

/** §6.5: every account judged, those of one county that meet a standard proposed, and one host unit heard already. */
export async function buildCleanup(stage: Stage): Promise<void> {
  const yesterday = addDays(stage.today, -1)
  await evaluateAll(await stage.as('system', atHour(yesterday, 5)))
  const linxi = await stage.as('linxi', atHour(yesterday, 10))
  await propose(linxi, { target: { filter: {} }, kind: 'cleanup' })
  await evaluateAll(await stage.as('system', atHour(stage.today, 5)))
  const manager = await stage.as('manager.zhuwu', stage.now)
  const { rows } = await cleanupPage(manager, { limit: 200 })
  const heard = rows.find(({ proposalId }) => proposalId !== null)
  if (!heard) return
  const proposal = (await viewCleanup(manager, heard.id)).proposals.find(({ state }) => state === 'hearing')
  if (!proposal) return
  await stateCase(manager, proposal.id, {
    text: '该账号近期已安排专人运营并恢复更新，粉丝数正在增长，恳请予以保留。',
    fileId: null,
    version: proposal.version,
  })
}
