import { type Finding, severities } from '../checker/finding.ts'
import { beijingDay } from '../core/clock.rules.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import type { CheckedPart } from '../db/schema.ts'
import { json } from '../db/sql.ts'
import { transact } from '../db/transact.ts'
import { checkTexts, knownIn } from '../lexicon/check.service.ts'
import { elementOf, findingKeyIn, type ReviewElement } from '../review/elements.rules.ts'
import { mediaIn } from './content.rules.ts'
import { partsOf } from './content-parts.rules.ts'
import { accountsOf, findCheck, findDraft, keepCheck, mediaOf, type NamedDraft } from './drafts.store.ts'

/** Findings beyond these in one part are left out: whoever has so many mends them before she looks at the rest. */
const mostInPart = 500

export type KeyedPart = Omit<CheckedPart, 'findings'> & {
  findings: (Finding & { key: string; element: ReviewElement })[]
}
export type DraftCheck = { hash: string; lexiconVersion: string; checkedAt: string; parts: KeyedPart[] }

/** What the checker says of a manuscript as it stands; looked up, or found now and kept. */
export async function draftCheck(ctx: Ctx, id: string): Promise<DraftCheck> {
  const asked = await transact(ctx, async (work) => {
    const draft = await findDraft(work.db, id)
    if (!draft) throw new AppError('NOT_FOUND')
    return {
      draft,
      kept: await findCheck(work.db, { draftId: id, hash: draft.hash }),
      names: await namesOf(work, draft),
    }
  })
  const { draft, kept, names } = asked
  const known = await knownIn(ctx, { regionPath: draft.region_path, unitId: draft.host_unit_id })
  // What was approved was approved as it was judged then; before that, the lists of today hold.
  const settled = draft.state === 'approved' || draft.state === 'published' || draft.state === 'discarded'
  if (kept && (settled || kept.lexicon_version === known.version)) return checkView(kept)
  const parts = partsOf(draft.content, {
    on: beijingDay(draft.scheduled_at ?? ctx.now),
    unitName: draft.host_unit_name,
    ...names,
  })
  const found = await checkTexts(known, parts, mostInPart)
  const row = {
    draft_id: id,
    hash: draft.hash,
    lexicon_version: known.version,
    findings: parts.map(({ part, zh, text }, n): CheckedPart => ({ part, zh, text, findings: found[n] ?? [] })),
    checked_at: ctx.now,
  }
  await transact(ctx, ({ db }) => keepCheck(db, { ...row, findings: json(row.findings) }))
  return checkView(row)
}

type Row = { hash: string; lexicon_version: string; findings: CheckedPart[]; checked_at: Date }

export function checkView({ hash, lexicon_version, findings, checked_at }: Row): DraftCheck {
  return {
    hash,
    lexiconVersion: lexicon_version,
    checkedAt: checked_at.toISOString(),
    parts: findings.map((part) => ({ ...part, findings: part.findings.map((one) => keyed(part.part, one)) })),
  }
}

function keyed(part: string, finding: Finding) {
  return { ...finding, key: findingKeyIn(part, finding), element: elementOf(finding.category) }
}

/** Everything that was found in exactly this content, in the order of the page. */
export async function findingsOf(work: Work, of: { draftId: string; hash: string }): Promise<KeyedPart['findings']> {
  const kept = await findCheck(work.db, of)
  return kept ? checkView(kept).parts.flatMap(({ findings }) => findings) : []
}

/** What a person reads of findings: the first few by their words. */
export function quotedFindings(findings: readonly Finding[]): string {
  const words = findings.slice(0, 5).map(({ text, message }) => (text ? `“${text}”` : message))
  return `${findings.length} 处${severities.grave}问题：${words.join('、')}${findings.length > 5 ? '等' : ''}`
}

async function namesOf({ db }: Work, draft: NamedDraft) {
  const accounts = new Map((await accountsOf(db, draft.host_unit_id)).map(({ id, name }) => [id, name]))
  const ids = [...new Set(mediaIn(draft.content).map(({ id }) => id))]
  const media = new Map((await mediaOf(db, draft.host_unit_id, ids)).map(({ id, name }) => [id, name]))
  return {
    accountName: (id: string) => accounts.get(id) ?? '已停用的账号',
    mediaName: (id: string) => media.get(id) ?? '',
  }
}
