import type { Work } from '../core/context.ts'
import { findingKey } from '../review/elements.rules.ts'
import { type GateFacts, type GateRefusal, gateRefusals, type Signature } from '../review/gate.rules.ts'
import { defaultSteps, levelNames } from '../review/three-review.rules.ts'
import { checkOf, releasesOf, signedSheetsOf } from './draft-gate.store.ts'
import type { StoredDraft } from './drafts.store.ts'

/** Why a manuscript may not go out as it stands; empty when it may. */
export async function gateOf(work: Work, draft: StoredDraft): Promise<GateRefusal[]> {
  return gateRefusals(await gateFactsOf(work, draft))
}

async function gateFactsOf({ db }: Work, draft: StoredDraft): Promise<GateFacts> {
  const [sheets, releases, check] = [
    await signedSheetsOf(db, draft.id),
    await releasesOf(db, { draftId: draft.id, hash: draft.hash }),
    await checkOf(db, { draftId: draft.id, hash: draft.hash }),
  ]
  const graves = (check?.findings ?? []).flatMap(({ part, findings }) =>
    findings.filter(({ severity }) => severity === 'grave').map((one) => partKey(part, one)),
  )
  return {
    hash: draft.hash,
    approvedHash: draft.approved_hash,
    signatures: sheets.map(signatureOf),
    authorIds: draft.author_ids,
    levels: defaultSteps(draft.class).flatMap(({ level }) => (level ? [level] : [])),
    graves,
    released: releases.map(({ finding_key }) => finding_key),
  }
}

/** A finding of a manuscript: the same words in the title and in the body are two. */
export function partKey(part: string, finding: Parameters<typeof findingKey>[0]): string {
  return `${part}|${findingKey(finding)}`
}

type Sheet = Awaited<ReturnType<typeof signedSheetsOf>>[number]

function signatureOf(sheet: Sheet): Signature {
  const level = levelNames.find((name) =>
    defaultSteps('ordinary').some((s) => s.level === name && s.duty === sheet.duty),
  )
  return {
    step: sheet.step,
    stepName: sheet.step_name,
    level: level ?? null,
    userId: sheet.user_id,
    userName: sheet.user_name,
    onBehalfId: null,
    onBehalfName: sheet.on_behalf_name,
    hash: sheet.hash,
    at: sheet.at.toISOString(),
  }
}
