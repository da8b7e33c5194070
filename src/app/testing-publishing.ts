import { newId } from '../core/ids.ts'
import { json, searchVector } from '../db/sql.ts'
import { emptyContent } from '../publishing/content.rules.ts'
import type { TestApp } from './testing.ts'

export const publishingIds = () => ({
  ...{ draft: newId(), media: newId(), column: newId(), campaign: newId(), draftTemplate: newId() },
})
type Place = ReturnType<typeof publishingIds> & { unit: string; user: string; account: string }

/** A manuscript of the unit with what it shows and where it stands in the plan. */
export async function addPublishing(
  t: TestApp,
  place: Place,
  { name, regionPath }: { name: string; regionPath: string },
) {
  const { root } = t.database
  const { now } = t.clock
  const where = { host_unit_id: place.unit, region_path: regionPath }
  const stamp = { created_at: now, updated_at: now }
  await root
    .insertInto('content_column')
    .values({ id: place.column, ...where, name: `${name}的栏目`, ...stamp })
    .execute()
  const days = { starts_on: '2026-11-01', ends_on: '2026-11-30' }
  await root
    .insertInto('campaign')
    .values({ id: place.campaign, ...where, name: `${name}的主题`, ...days, ...stamp })
    .execute()
  const title = `${name}的稿件`
  const target = { accountId: place.account, title: null, digest: null, html: null }
  const content = json({ ...emptyContent, title, html: '<p>正文</p>', targets: [target] })
  await root
    .insertInto('draft_template')
    .values({ id: place.draftTemplate, ...where, name: `${name}的模板`, content, ...stamp })
    .execute()
  const file = { id: newId(), owner_user_id: place.user, unit_id: place.unit, purpose: 'media' as const }
  const bytes = { media_type: 'image/png', size: 1, sha256: 'x' }
  await root
    .insertInto('file_object')
    .values({ ...file, ...bytes, name: `${name}的图片.png`, created_at: now, expires_at: null })
    .execute()
  await root
    .insertInto('file_piece')
    .values({ file_id: file.id, n: 0, bytes: new Uint8Array([65]) })
    .execute()
  await root
    .insertInto('media')
    .values({
      ...{ id: place.media, ...where, file_id: file.id, kind: 'picture', name: `${name}的图片.png`, ...bytes },
      ...{ width: 1, height: 1, added_by: place.user, added_by_name: '测试', added_at: now, removed_at: null },
    })
    .execute()
  const hash = 'a'.repeat(64)
  await root
    .insertInto('draft')
    .values({
      ...{ id: place.draft, number: `稿〔2026〕${name}号`, ...where, state: 'drafting', title, class: 'ordinary' },
      ...{ column_id: place.column, campaign_id: place.campaign, content, body_text: '正文', hash },
      ...{ approved_hash: null, approved_at: null, scheduled_at: new Date('2026-11-25T02:00:00Z') },
      ...{ author_ids: [place.user], created_by: place.user, created_by_name: '测试', updated_by_name: '测试' },
      ...{ submitted_at: null, search: searchVector(title), ...stamp },
    })
    .execute()
  const saved = { saved_by: place.user, saved_by_name: '测试', saved_at: now }
  await root
    .insertInto('draft_version')
    .values({ draft_id: place.draft, n: 1, content, title, hash, reason: 'manual', ...saved })
    .execute()
  await root
    .insertInto('draft_check')
    .values({ draft_id: place.draft, hash, lexicon_version: 'x', findings: json([]), checked_at: now })
    .execute()
  const by = { user_id: place.user, user_name: '测试', unit_name: '测试', at: now }
  await root
    .insertInto('draft_precheck')
    .values({ id: newId(), draft_id: place.draft, hash, note: `${name}的意见`, ...by })
    .execute()
}
