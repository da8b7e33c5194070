import { createHash } from 'node:crypto'
import type { TestApp } from '../app/testing.ts'
import type { Finding } from '../checker/finding.ts'
import { newId } from '../core/ids.ts'
import { json, searchVector } from '../db/sql.ts'
import { elementNames } from '../review/elements.rules.ts'
import { DraftContent, type DraftContentInput } from './content.contract.ts'

export type Planted = { id: string; hash: string; reviewId: string; content: DraftContent }

/** Who signs at which level; the author is the account manager. */
const signers = [
  { level: 'first', name: '一审', duty: 'editor', user: 'editor' },
  { level: 'second', name: '二审', duty: 'officeHead', user: 'officehead' },
  { level: 'final', name: '三审', duty: 'unitLeader', user: 'unitleader' },
] as const

/** A manuscript of 临溪县教育局 that three people have signed, as the review leaves it. */
export async function plantApproved(
  t: TestApp,
  given: Partial<DraftContentInput> & { findings?: readonly Finding[]; unit?: string } = {},
): Promise<Planted> {
  const { findings = [], unit = 'host', ...more } = given
  const { root } = t.database
  const { now } = t.clock
  const id = newId()
  const content = DraftContent.parse({
    title: `全县中小学开学时间公布${id.slice(-6)}`,
    html: '<p>全县中小学定于九月一日开学。</p><p>请家长提前安排接送。</p>',
    targets: [{ accountId: t.world.accounts.wechat }],
    ...more,
  })
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  const author = t.world.users.accountmanager as string
  const unitId = t.world.units[unit] as string
  const { region_path } = await root
    .selectFrom('unit')
    .select('region_path')
    .where('id', '=', unitId)
    .executeTakeFirstOrThrow()
  const place = { host_unit_id: unitId, region_path }
  await root
    .insertInto('draft')
    .values({
      id,
      number: `稿${id}`,
      ...place,
      state: 'approved',
      title: content.title,
      class: 'ordinary',
      column_id: null,
      campaign_id: null,
      content: json(content),
      body_text: '全县中小学定于九月一日开学。',
      hash,
      approved_hash: hash,
      approved_at: now,
      scheduled_at: content.scheduledAt === null ? null : new Date(content.scheduledAt),
      author_ids: [author],
      created_by: author,
      created_by_name: '测试',
      updated_by_name: '测试',
      submitted_at: now,
      created_at: now,
      updated_at: now,
      search: searchVector(content.title),
    })
    .execute()
  await root
    .insertInto('draft_version')
    .values({
      ...{ draft_id: id, n: 1, content: json(content), title: content.title, hash, reason: 'submit' as const },
      ...{ saved_by: author, saved_by_name: '测试', saved_at: now },
    })
    .execute()
  const parts = [{ part: 'body', zh: '正文', text: '', findings }]
  await root
    .insertInto('draft_check')
    .values({ draft_id: id, hash, lexicon_version: '1', findings: json(parts), checked_at: now })
    .execute()
  const reviewId = newId()
  const step = (one: (typeof signers)[number]) => ({
    ...{ name: one.name, level: one.level, unitId, unitName: '临溪县教育局', duty: one.duty, mode: 'any' },
    ...{ reviewers: [], workdays: 1, state: 'passed' },
    ...{ approvedBy: [t.world.users[one.user]], signedBy: [t.world.users[one.user]] },
    ...{ reachedAt: now.toISOString(), decidedAt: now.toISOString() },
  })
  await root
    .insertInto('review')
    .values({
      id: reviewId,
      subject_type: 'draft',
      subject_id: id,
      kind: 'draft',
      title: content.title,
      link: `/drafts/${id}`,
      ...place,
      state: 'approved',
      step: 2,
      steps: json(signers.map(step)),
      submitter_id: author,
      submitter_name: '测试',
      submitter_unit: '临溪县教育局',
      submitted_at: now,
      decided_at: now,
      turn_unit_id: null,
      turn_duty: null,
      due_on: null,
      urged_on: null,
      reminded_on: null,
      escalated_at: null,
    })
    .execute()
  const elements = Object.fromEntries(elementNames.map((name) => [name, { verdict: 'pass', note: '' }]))
  await root
    .insertInto('review_sheet')
    .values(
      signers.map((one, n) => ({
        ...{ id: newId(), review_id: reviewId, subject_id: id, round: 1, step: n, step_name: one.name },
        ...{ level: one.level, duty: one.duty, action: 'approve', hash, elements: json(elements) },
        ...{ user_id: t.world.users[one.user] as string, user_name: `测试${one.user}` },
        ...{ on_behalf_id: null, on_behalf_name: null, opinion: n === 2 ? '同意发布' : '', at: now },
      })),
    )
    .execute()
  return { id, hash, reviewId, content }
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** A picture of the unit's; its id stands in a body as `<img data-picture="id">`. */
export async function plantPicture(t: TestApp, name = '校园.png', unit = 'host'): Promise<string> {
  const { root } = t.database
  const [id, fileId] = [newId(), newId()]
  const sha256 = createHash('sha256').update(png).digest('hex')
  const unitId = t.world.units[unit] as string
  const { region_path } = await root
    .selectFrom('unit')
    .select('region_path')
    .where('id', '=', unitId)
    .executeTakeFirstOrThrow()
  const file = { name, media_type: 'image/png', size: png.length, sha256 }
  await root
    .insertInto('file_object')
    .values({
      ...{ id: fileId, owner_user_id: null, unit_id: unitId, purpose: 'evidence', ...file },
      ...{ created_at: t.clock.now, expires_at: null },
    })
    .execute()
  await root.insertInto('file_piece').values({ file_id: fileId, n: 0, bytes: png }).execute()
  await root
    .insertInto('media')
    .values({
      ...{ id, host_unit_id: unitId, region_path, file_id: fileId, kind: 'picture', ...file, width: 1, height: 1 },
      ...{ alt: '校园', added_by: null, added_by_name: '测试', added_at: t.clock.now, removed_at: null },
    })
    .execute()
  return id
}

/** Connects an account to a stand-in for its platform, ready to publish. */
export async function connect(
  t: TestApp,
  accountId: string,
  given: { baseUrl: string; token?: boolean },
): Promise<void> {
  const { box } = t.ground
  await t.database.root
    .insertInto('platform_connection')
    .values({
      account_id: accountId,
      base_url: given.baseUrl,
      allow_inner: true,
      app_id: 'wx0123456789abcdef',
      secret_cipher: box.seal('app-secret-0123456789', `platform_connection.secret_cipher:${accountId}`),
      ...(given.token
        ? {
            token_cipher: box.seal('token-1', `platform_connection.token_cipher:${accountId}`),
            token_expires_at: new Date(t.clock.now.getTime() + 86_400_000 * 30),
          }
        : {}),
      state: 'ready',
      updated_by_name: '测试',
      updated_at: t.clock.now,
    })
    .onConflict((conflict) =>
      conflict
        .column('account_id')
        .doUpdateSet({ base_url: given.baseUrl, state: 'ready', fault: null, rests_until: null }),
    )
    .execute()
}
