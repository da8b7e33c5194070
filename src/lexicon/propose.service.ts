import type { Selectable } from 'kysely'
import { record } from '../audit/audit.service.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { newId } from '../core/ids.ts'
import type { LexiconEntryTable } from '../db/schema.ts'
import { transact } from '../db/transact.ts'
import { startJob } from '../jobs/jobs.service.ts'
import { tellUser } from '../messages/messages.service.ts'
import { peopleOfUnit } from '../messages/people.service.ts'
import { permissions } from '../units/permissions.rules.ts'
import { catalogued, graver, severityOf } from './catalogue.rules.ts'
import { putIntoForce } from './changes.service.ts'
import { addChange, addItems, countItems, type Item, noteChange } from './changes.store.ts'
import { effectiveIn } from './effective.service.ts'
import { questionFor } from './entries.service.ts'
import { findByKeys, findEntry, listEntries } from './entries.store.ts'
import { dayFaults, factsOf, faultsOf, type Said, severitiesOf } from './entry.rules.ts'
import { type EntryFacts, type EntryKind, entryKinds, itemActions } from './entry-kinds.rules.ts'
import { type Layer, needsSecond } from './layers.rules.ts'
import type { EntryProposal, Proposed, Target } from './lexicon.contract.ts'
import { layerOf, seatOf } from './seat.service.ts'

export const replayJob = 'lexicon.replay'
const mostStopped = 50_000
const batch = 1000

/** Adds an entry to the actor's own layer: at once where nobody else has to agree, else as a change to be confirmed. */
export function proposeEntry(ctx: Ctx, given: EntryProposal): Promise<Proposed> {
  return transact(ctx, async (work) => {
    const layer = layerOf(work)
    const said = await examined(work, layer, given)
    const days = { from: given.from ?? beijingDay(work.now), until: given.until }
    refuseFaults([...faultsOf(said), ...prefixed(dayFaults(days, beijingDay(work.now)))])
    const facts = factsOf(said, days)
    const [there] = await findByKeys(work.db, layer, facts.kind, [facts.key])
    if (there) throw new AppError('ALREADY_EXISTS', { reason: `本级已有“${there.title}”，请修改已有的一条` })
    const item: Item = { entryId: newId(), action: 'add', title: facts.title, before: null, after: facts }
    return await propose(work, { id: newId(), layer, kind: facts.kind, items: [item], reason: given.reason })
  })
}

export function editEntry(
  ctx: Ctx,
  id: string,
  given: { version: number; proposal: EntryProposal },
): Promise<Proposed> {
  return transact(ctx, async (work) => {
    const { proposal } = given
    const layer = layerOf(work)
    const entry = await findEntry(work.db, id, await seatOf(work))
    if (!entry) throw new AppError('NOT_FOUND')
    if (entry.reach !== 'own') throw new AppError('FORBIDDEN', { reason: '只能修改本级的词条和知识' })
    if (entry.version !== given.version) throw new AppError('VERSION_CONFLICT')
    if (
      entry.state !== 'active' ||
      entry.kind !== proposal.kind ||
      entry.kind === 'rule' ||
      entry.kind === 'accepted'
    ) {
      throw new AppError('STATE_CONFLICT', { reason: '该条已停用或不能修改，请另行新增' })
    }
    const said = await examined(work, layer, proposal)
    const days = { from: proposal.from ?? entry.from_on, until: proposal.until }
    // What is in force already may keep its first day.
    const today = beijingDay(work.now)
    const earliest = days.from === entry.from_on && entry.from_on < today ? entry.from_on : today
    refuseFaults([...faultsOf(said), ...prefixed(dayFaults(days, earliest))])
    const after = factsOf(said, days)
    const [there] = await findByKeys(work.db, layer, after.kind, [after.key])
    if (there && there.id !== id) throw new AppError('ALREADY_EXISTS', { reason: `本级已有“${there.title}”` })
    const item: Item = { entryId: id, action: 'edit', title: after.title, before: factsBefore(entry), after }
    return await propose(work, { id: newId(), layer, kind: after.kind, items: [item], reason: proposal.reason })
  })
}

/** Stops the ticked entries of the own layer, or all of it that match. */
export function stopEntries(ctx: Ctx, given: { target: Target; reason: string }): Promise<Proposed> {
  return transact(ctx, async (work) => {
    const layer = layerOf(work)
    const { target } = given
    const filter = 'filter' in target ? target.filter : {}
    const question = {
      ...(await questionFor(work, { ...filter, reach: 'own', state: 'active' })),
      ...('ids' in target ? { ids: target.ids } : {}),
    }
    const items: Item[] = []
    const kinds = new Set<EntryKind>()
    for (let before: string | undefined; ; ) {
      const rows = await listEntries(work.db, question, { before, limit: batch })
      for (const row of rows) {
        kinds.add(row.kind)
        items.push({ entryId: row.id, action: 'stop', title: row.title, before: factsBefore(row), after: null })
      }
      if (items.length > mostStopped) throw new AppError('TOO_LARGE', { reason: `一次最多停用 ${mostStopped} 条` })
      before = rows.at(-1)?.id
      if (rows.length < batch) break
    }
    const [kind, second] = [...kinds]
    if (!kind) throw new AppError('NOT_FOUND', { reason: '没有可以停用的本级条目' })
    if (second) throw new AppError('INVALID_INPUT', { reason: '一次只能停用同一类条目，请先按类别筛选' })
    return await propose(work, { id: newId(), layer, kind, items, reason: given.reason })
  })
}

/** Makes a change of these items; a large one comes from an import, which has put its items there already. */
export async function propose(
  work: Work,
  given: { id: string; layer: Layer; kind: EntryKind; items: readonly Item[]; reason: string },
): Promise<Proposed> {
  const { id, layer, kind, items, reason } = given
  const title = titleOf(kind, items)
  await openChange(work, { id, layer, kind, title, reason })
  for (let at = 0; at < items.length; at += batch) await addItems(work.db, id, items.slice(at, at + batch))
  const action = items[0]?.action ?? 'add'
  const severities = items.flatMap(({ before, after }) => severitiesOf(kind, before, after))
  return finishChange(work, { id, layer, title, second: needsSecond(layer, { kind, action, severities }) })
}

export function openChange(
  work: Work,
  given: { id: string; layer: Layer; kind: EntryKind; title: string; reason: string },
): Promise<void> {
  const { id, layer, kind, title, reason } = given
  return addChange(work.db, {
    id,
    region_path: layer.regionPath,
    unit_id: layer.unitId,
    kind,
    title,
    reason,
    state: 'proposed',
    proposer_id: work.actor.userId,
    proposed_by: `${work.actor.unitName} ${work.actor.name}`,
    proposed_at: work.now,
  })
}

/** All its items are there: it takes effect, or those who may confirm it are told and its replay begins. */
export async function finishChange(
  work: Work,
  given: { id: string; layer: Layer; title: string; second: boolean },
): Promise<Proposed> {
  const { id, layer, title, second } = given
  const { count, grave } = await countItems(work.db, id)
  await noteChange(work.db, id, { item_count: count, grave })
  if (second) {
    const jobId = await startJob(work, { kind: replayJob, title: `试运行：${title}`, payload: { changeId: id } })
    await noteChange(work.db, id, { replay_job_id: jobId })
    await tellConfirmers(work, title)
  } else {
    await putIntoForce(work, { id, layer, version: 1, decidedBy: '即时生效（无须确认）' })
  }
  await record(work, {
    action: second ? 'lexicon.propose' : 'lexicon.change',
    subject: { type: 'lexiconChange', id },
    title: `${second ? '提出词库变更' : '变更词库'}：${title}`,
    after: { count, grave },
  })
  return { changeId: id, state: second ? 'proposed' : 'confirmed', count }
}

async function tellConfirmers(work: Work, title: string): Promise<void> {
  const people = await peopleOfUnit(work, work.actor.unitId ?? '', permissions['lexicon.confirm'].by)
  for (const userId of people.filter((one) => one !== work.actor.userId)) {
    await tellUser(work, userId, {
      kind: 'lexicon.proposed',
      title: `词库变更待确认：${title}`,
      body: `${work.actor.unitName} ${work.actor.name}提出，须由同级另一人确认后生效。`,
      link: '/lexicon?tab=changes',
    })
  }
}

export function titleOf(kind: EntryKind, items: readonly Item[]): string {
  const [first] = items
  const what = `${itemActions[first?.action ?? 'add']}${entryKinds[kind].zh}`
  const name = kind === 'rule' ? (catalogued(first?.title ?? '')?.title ?? '') : (first?.title ?? '')
  return items.length === 1 ? `${what}“${[...name].slice(0, 60).join('')}”` : `${what} ${items.length} 条`
}

/** What the server knows better than the caller: how grave the excused rule is, and that a rule may be switched off at all. */
async function examined(work: Work, layer: Layer, given: EntryProposal): Promise<Said> {
  if (given.kind === 'accepted') {
    const { knowledge } = (await effectiveIn(work, layer)).effective
    const known = severityOf(given.payload.ruleId, knowledge.lists)
    if (!known) refuseFaults([{ path: 'ruleId', message: '没有这条规则' }])
    const severity = graver(given.payload.severity, known ?? 'grave')
    return { kind: 'accepted', payload: { ...given.payload, severity } }
  }
  if (given.kind === 'rule') {
    const rule = catalogued(given.payload.ruleId)
    if (layer.unitId !== null) throw new AppError('FORBIDDEN', { reason: '系统规则由各级主管单位决定是否停用' })
    if (!rule) refuseFaults([{ path: 'ruleId', message: '没有这条规则' }])
    if (rule?.grave) throw new AppError('FORBIDDEN', { reason: '“严重”规则不得停用；确属误报的，请登记“此处无误”' })
  }
  return given
}

function refuseFaults(faults: readonly { path: string; message: string }[]): void {
  if (faults.length === 0) return
  throw new AppError('INVALID_INPUT', {
    errors: faults.map(({ path, message }) => ({
      path: path.startsWith('.') ? path.slice(1) : `payload.${path}`,
      message,
    })),
  })
}

/** The days stand beside the payload, not in it. */
function prefixed(faults: readonly { path: string; message: string }[]) {
  return faults.map(({ path, message }) => ({ path: `.${path}`, message }))
}

export function factsBefore(row: Selectable<LexiconEntryTable>): EntryFacts & { version: number } {
  const { kind, key, title, list, severity, category, payload, from_on, until_on, version } = row
  return { kind, key, title, list, severity, category, payload, from: from_on, until: until_on, version }
}
