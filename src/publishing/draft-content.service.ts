import { sm3Hex } from '../core/canonical.ts'
import type { Work } from '../core/context.ts'
import { AppError, type FieldError } from '../core/error.ts'
import type { ContentClass } from '../review/three-review.rules.ts'
import type { DraftContent } from './content.contract.ts'
import { cleanContent, longestText, mediaIn, signedContent } from './content.rules.ts'
import { accountsOf, mediaOf } from './drafts.store.ts'
import { textOf } from './html-text.rules.ts'

/** Content that has been cleaned and held against the unit's media and accounts, with the hash that is signed. */
export type Prepared = { content: DraftContent; removed: string[]; hash: string; bodyText: string }

/**
 * Cleans and checks what a person or a version gives as content. Refuses, by field, what is not the unit's own: media of
 * others, accounts of others or that no longer publish. What is merely unfinished is kept.
 */
export async function prepareContent(
  work: Work,
  given: { content: DraftContent; class: ContentClass; hostUnitId: string },
): Promise<Prepared> {
  const { content, removed } = cleanContent(given.content)
  const media = await hashesOf(work, given.hostUnitId, content)
  const errors = [...media.errors, ...(await targetErrors(work, given.hostUnitId, content))]
  if (errors.length > 0) throw new AppError('INVALID_INPUT', { errors, reason: errors[0]?.message ?? '' })
  return {
    content,
    removed,
    hash: hashOf(content, { class: given.class, hashes: media.hashes }),
    bodyText: textOf(content.html).slice(0, longestText),
  }
}

/** The hash to which signatures are bound (§8.2). */
export function hashOf(
  content: DraftContent,
  given: { class: ContentClass; hashes: ReadonlyMap<string, string> },
): string {
  // Whatever the content refers to has been found before it is hashed.
  return sm3Hex(signedContent(content, { class: given.class, hashOf: (id) => given.hashes.get(id) ?? '' }))
}

const kindZh = { picture: '图片', video: '视频', attachment: '附件' } as const

async function hashesOf(work: Work, hostUnitId: string, content: DraftContent) {
  const used = mediaIn(content)
  const found = await mediaOf(work.db, hostUnitId, [...new Set(used.map(({ id }) => id))])
  const byId = new Map(found.map((one) => [one.id, one]))
  const errors: FieldError[] = used
    .filter(({ id, kind }) => byId.get(id)?.kind !== kind)
    .map(({ kind, path }) => ({ path, message: `${kindZh[kind]}不在本单位素材库中，请重新上传` }))
  if (new Set(content.attachmentIds).size < content.attachmentIds.length) {
    errors.push({ path: 'attachmentIds', message: '同一附件只需添加一次' })
  }
  return { errors, hashes: new Map(found.map(({ id, sha256 }) => [id, sha256])) }
}

async function targetErrors(work: Work, hostUnitId: string, { targets }: DraftContent): Promise<FieldError[]> {
  if (targets.length === 0) return []
  const own = new Map((await accountsOf(work.db, hostUnitId)).map((account) => [account.id, account]))
  const seen = new Set<string>()
  return targets.flatMap(({ accountId }, n): FieldError[] => {
    const path = `targets.${n}.accountId`
    const account = own.get(accountId)
    if (!account) return [{ path, message: '只能选择本单位的账号' }]
    if (account.state !== 'active') return [{ path, message: `“${account.name}”已不在正常运营，不能发布` }]
    if (seen.has(accountId)) return [{ path, message: `“${account.name}”重复选择` }]
    seen.add(accountId)
    return []
  })
}
