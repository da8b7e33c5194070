import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { newId } from '../core/ids.ts'
import type { Database, PublicationTable } from '../db/schema.ts'
import { json, searchVector } from '../db/sql.ts'
import type { Fault } from '../platforms/publisher.ts'
import type { DraftState } from '../publishing/draft.rules.ts'
import type { FrozenOutgoing, PublicationState } from '../publishing/publication.rules.ts'

type Place = { accountId: string; authorId: string; at: Date }
type Register = Partial<
  Pick<
    PublicationTable,
    'url' | 'published_at' | 'verified' | 'verified_at' | 'registered_by_name' | 'next_at' | 'submitted_at'
  >
> & {
  state: PublicationState
  title?: string
  fault?: Fault
  pictures?: FrozenOutgoing['pictures']
  draftState?: DraftState
}

/** A manuscript that three people have signed, on an account, as the register keeps it. */
export async function addPublication(db: Kysely<Database>, place: Place, given: Register): Promise<string> {
  const account = await db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.host_unit_id')
    .select(['account.host_unit_id', 'account.region_path', 'account.platform', 'account.name', 'unit.name as unit'])
    .where('account.id', '=', place.accountId)
    .executeTakeFirstOrThrow()
  const title = given.title ?? '关于调整公交线路的通告'
  const draftId = await addDraft(db, place, { state: given.draftState ?? 'published', title })
  const hash = hashOf(title)
  const reviewId = await addReview(db, { ...place, subjectId: draftId, title })
  const id = newId()
  const way = given.state === 'handOver' ? 'handOver' : 'api'
  const { state, fault, pictures = [], title: _, draftState: __, ...rest } = given
  await db
    .insertInto('publication')
    .values({
      id,
      number: `GB${id.replaceAll('-', '').slice(-10).toUpperCase()}`,
      draft_id: draftId,
      draft_version: 3,
      hash,
      review_id: reviewId,
      account_id: place.accountId,
      host_unit_id: account.host_unit_id,
      region_path: account.region_path,
      platform: account.platform,
      account_name: account.name,
      title,
      outgoing: json(outgoing(title, account.unit, pictures)),
      signatures: json(signatures(place, hash)),
      way,
      state,
      scheduled_at: place.at,
      submitted_at: null,
      kept: json({}),
      url: null,
      published_at: null,
      registered_by_name: null,
      verified: null,
      verified_at: null,
      post_id: null,
      next_at: null,
      fault: fault ? json(fault) : null,
      created_by_name: '编辑',
      created_at: place.at,
      search: searchVector(title, account.name),
      ...rest,
    })
    .execute()
  await db
    .insertInto('publication_event')
    .values({
      id: newId(),
      publication_id: id,
      kind: 'order',
      title: '提交发布',
      detail: json({}),
      actor_name: '编辑',
      at: place.at,
    })
    .execute()
  return id
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

function outgoing(title: string, unit: string, pictures: FrozenOutgoing['pictures']): FrozenOutgoing {
  const figures = pictures.map(({ id, alt }) => `<p><img data-picture="${id}" alt="${alt}"></p>`).join('')
  return {
    title,
    author: unit,
    digest: '自下月起调整三条线路。',
    html: `<p>自下月起，调整 1 路、3 路、8 路公交线路。</p>${figures}<p>咨询电话：12345。</p>`,
    text: '自下月起，调整 1 路、3 路、8 路公交线路。\n咨询电话：12345。',
    pictures,
    cover: null,
    video: null,
    attachments: [],
    link: null,
    origin: { kind: 'original', sourceName: '', sourceUrl: null },
  }
}

function signatures({ authorId, at }: Place, hash: string) {
  const names = [
    ['first', '一审', '王一'],
    ['second', '二审', '李二'],
    ['final', '三审', '张三'],
  ] as const
  return names.map(([level, stepName, userName], step) => ({
    step,
    stepName,
    level,
    userId: authorId,
    userName,
    onBehalfId: null,
    onBehalfName: null,
    hash,
    at: new Date(at.getTime() - (3 - step) * 3_600_000).toISOString(),
    opinion: '同意',
  }))
}

export async function addDraft(
  db: Kysely<Database>,
  { accountId, authorId, at }: Place,
  { state, title }: { state: DraftState; title: string },
): Promise<string> {
  const { host_unit_id, region_path } = await db
    .selectFrom('account')
    .select(['host_unit_id', 'region_path'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  const id = newId()
  await db
    .insertInto('draft')
    .values({
      id,
      number: `GJ${id.replaceAll('-', '').slice(-10).toUpperCase()}`,
      host_unit_id,
      region_path,
      state,
      title,
      class: 'ordinary',
      column_id: null,
      campaign_id: null,
      content: json({
        title,
        author: '',
        digest: '',
        html: '<p>自下月起，调整公交线路。</p>',
        coverId: null,
        videoId: null,
        attachmentIds: [],
        link: null,
        origin: { kind: 'original', sourceName: '', sourceUrl: null, licence: 'none' },
        targets: [{ accountId, title: null, digest: null, html: null }],
        scheduledAt: null,
      }),
      body_text: '自下月起，调整公交线路。',
      hash: hashOf(title),
      approved_hash: null,
      approved_at: null,
      scheduled_at: null,
      author_ids: [authorId],
      created_by: authorId,
      created_by_name: '编辑',
      updated_by_name: '编辑',
      submitted_at: at,
      created_at: at,
      updated_at: at,
      search: searchVector(title),
    })
    .execute()
  return id
}

async function addReview(db: Kysely<Database>, given: Place & { subjectId: string; title: string }): Promise<string> {
  const { host_unit_id, region_path } = await db
    .selectFrom('account')
    .select(['host_unit_id', 'region_path'])
    .where('id', '=', given.accountId)
    .executeTakeFirstOrThrow()
  const id = newId()
  await db
    .insertInto('review')
    .values({
      id,
      subject_type: 'draft',
      subject_id: given.subjectId,
      kind: 'publishing',
      title: given.title,
      link: `/drafts/${given.subjectId}`,
      host_unit_id,
      region_path,
      state: 'approved',
      steps: json([]),
      turn_unit_id: null,
      turn_duty: null,
      due_on: null,
      submitter_id: given.authorId,
      submitter_name: '编辑',
      submitter_unit: '单位',
      submitted_at: given.at,
      urged_on: null,
      reminded_on: null,
      escalated_at: null,
      decided_at: given.at,
    })
    .execute()
  return id
}

/** A 严重 finding that the third reviewer let pass. */
export async function addRelease(db: Kysely<Database>, place: Place): Promise<void> {
  const title = '关于调整公交线路的通告'
  const subjectId = await addDraft(db, place, { state: 'approved', title })
  const review_id = await addReview(db, { ...place, subjectId, title })
  const { host_unit_id, region_path } = await db
    .selectFrom('account')
    .select(['host_unit_id', 'region_path'])
    .where('id', '=', place.accountId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('finding_release')
    .values({
      id: newId(),
      review_id,
      subject_id: subjectId,
      host_unit_id,
      region_path,
      title,
      hash: hashOf(title),
      finding_key: newId(),
      finding: json({ message: '领导职务已变动', text: '局长' }), // of a finding only the words are shown
      reason: '引用历史文件原文，已加注说明',
      released_by: place.authorId,
      released_by_name: '张三',
      at: place.at,
    })
    .execute()
}
