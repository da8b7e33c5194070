import type { Finding } from '../checker/finding.ts'
import type { Ctx, Work } from '../core/context.ts'
import { AppError } from '../core/error.ts'
import { transact } from '../db/transact.ts'
import { elementNames, type Prefilled, prefilled, type ReviewElement } from '../review/elements.rules.ts'
import { type DraftCheck, draftCheck } from './draft-check.service.ts'
import { diffOf } from './draft-history.service.ts'
import { accountView, draftView } from './draft-view.service.ts'
import type { DraftView, ReviewSheetView } from './drafts.contract.ts'
import { accountsOf, reviewOf } from './drafts.store.ts'
import { releasesOf, sheetsOf, versionWith } from './versions.store.ts'

type Sheet = Awaited<ReturnType<typeof sheetsOf>>[number]

/** Everything a reviewer looks at before she signs (§8.2.2), about the manuscript as it stands now. */
export async function viewReviewSheet(ctx: Ctx, id: string): Promise<ReviewSheetView> {
  const check = await draftCheck(ctx, id)
  return transact(ctx, async (work) => {
    const { db } = work
    const draft = await draftView(work, id)
    // Saved again between the two: the page asks once more.
    if (draft.hash !== check.hash) throw new AppError('BUSY', { reason: '稿件刚刚有变化，请重新打开' })
    const [review, sheets] = [await reviewOf(db, id), await sheetsOf(db, id)]
    const releases = await releasesOf(db, id, draft.hash)
    return {
      draft,
      targets: await targetsOf(work, draft),
      check,
      elements: elementsOf(check, new Set(releases.map(({ finding_key }) => finding_key))),
      level: review?.state === 'open' ? (review.steps[review.step]?.level ?? null) : null,
      changedSince: await changedSince(work, draft, sheets),
      releases: releases.map((one) => ({
        key: one.finding_key,
        message: one.finding.message,
        reason: one.reason,
        byName: one.released_by_name,
        at: one.at.toISOString(),
      })),
      sheets: sheets.map((one) => sheetOf(one, draft.hash)),
    }
  })
}

async function targetsOf({ db }: Work, draft: DraftView): Promise<ReviewSheetView['targets']> {
  const accounts = new Map((await accountsOf(db, draft.hostUnitId)).map((account) => [account.id, account]))
  return draft.content.targets.flatMap(({ accountId, title }) => {
    const account = accounts.get(accountId)
    return account ? [{ ...accountView(account), title: title ?? draft.content.title }] : []
  })
}

function elementsOf(check: DraftCheck, released: ReadonlySet<string>): ReviewSheetView['elements'] {
  const findings: (Finding & { key: string })[] = check.parts.flatMap((part) => part.findings)
  const found: Record<ReviewElement, Prefilled> = prefilled(findings, released)
  const entries = elementNames.map((name) => [name, { state: found[name].state, count: found[name].findings.length }])
  return Object.fromEntries(entries) as ReviewSheetView['elements'] // one entry per element
}

/** What has changed since reviewers last had other words before them. */
async function changedSince(work: Work, draft: DraftView, sheets: readonly Sheet[]) {
  const last = sheets.findLast(({ hash }) => hash !== draft.hash)
  const version = last && (await versionWith(work.db, draft.id, last.hash))
  if (!version) return null
  const parts = await diffOf(
    work,
    { host_unit_id: draft.hostUnitId },
    { before: version.content, after: draft.content },
  )
  return { n: version.n, title: version.title, parts }
}

function sheetOf(sheet: Sheet, hash: string): ReviewSheetView['sheets'][number] {
  return {
    round: sheet.round,
    step: sheet.step,
    stepName: sheet.step_name,
    action: sheet.action,
    userName: sheet.user_name,
    onBehalfName: sheet.on_behalf_name,
    current: sheet.hash === hash,
    opinion: sheet.opinion,
    at: sheet.at.toISOString(),
    elements: sheet.elements,
  }
}
