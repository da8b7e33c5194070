import { newId } from '../core/ids.ts'
import { json, searchVector } from '../db/sql.ts'
import type { TestApp } from './testing.ts'
import { addApplications } from './testing-applications.ts'
import { addBodies, addUser } from './testing-bodies.ts'
import { addCleanup } from './testing-cleanup.ts'
import { addCustody } from './testing-custody.ts'
import { addLexicon, lexiconIds } from './testing-lexicon.ts'
import { addMessages } from './testing-messages.ts'
import { addNational } from './testing-national.ts'
import { addPublications } from './testing-publications.ts'
import { addPublishing, publishingIds } from './testing-publishing.ts'
import { addReviewRules } from './testing-review-rules.ts'
import { addRun } from './testing-runs.ts'

/** One record of every kind that hangs on a place: a body there, its people, its account and what was done with it. */
export type Place = {
  region: string
  unit: string
  user: string
  successor: string
  contract: string
  account: string
  post: string
  publishedAt: string
  finding: string
  evidence: string
  file: string
  batch: string
  job: string
  message: string
  savedView: string
  session: string
  handover: string
  transfer: string
  run: string
  scheme: string
  opening: string
  application: string
  review: string
  absence: string
  phrase: string
  nationalList: string
  nationalEntry: string
  proposal: string
  rule: string
  entry: string
  change: string
  draft: string
  media: string
  column: string
  campaign: string
  draftTemplate: string
  publication: string
  signedDraft: string
  auditSeq: string
  /** Words that stand in this place's records only. */
  words: readonly string[]
}

export type Seed = {
  key: string
  unit: string
  user: string
  supervisor: string
  officer: string
  region: string
  name: string
}

/** The worlds of three counties: 临溪 and 望湖 are neighbours in one city, 沙洲 lies in another. */
const seeds = {
  home: {
    key: '1',
    unit: 'host',
    user: 'accountmanager',
    supervisor: 'county',
    officer: 'supervisorofficer',
    region: '990101',
    name: '临溪',
  },
  sibling: {
    key: '2',
    unit: 'siblingHost',
    user: 'accountmanager.sibling',
    supervisor: 'sibling',
    officer: 'supervisorofficer.sibling',
    region: '990102',
    name: '望湖',
  },
  far: {
    key: '3',
    unit: 'farHost',
    user: 'accountmanager.far',
    supervisor: 'otherCity',
    officer: 'supervisorofficer.othercity',
    region: '990201',
    name: '沙洲',
  },
} as const satisfies Record<string, Seed>
export type PlaceName = keyof typeof seeds
export type Places = Record<PlaceName, Place>

/** Puts the records of all three places into the database of a test application. */
export async function addPlaces(t: TestApp): Promise<Places> {
  await addBodies(t)
  const entries: [string, Place][] = []
  for (const [name, seed] of Object.entries(seeds)) entries.push([name, await addPlace(t, seed)])
  return Object.fromEntries(entries) as Places
}

async function addPlace(t: TestApp, seed: Seed): Promise<Place> {
  const { root } = t.database
  const { now } = t.clock
  const { box } = t.ground
  const unit = t.world.units[seed.unit] ?? ''
  const user = t.world.users[seed.user] ?? ''
  const region = await root.selectFrom('region').selectAll().where('code', '=', seed.region).executeTakeFirstOrThrow()
  const id = () => newId()
  const place = {
    region: seed.region,
    unit,
    user,
    successor: await addUser(t, { username: `successor.${seed.key}`, unit, duty: 'accountManager' }),
    contract: id(),
    account: id(),
    post: id(),
    publishedAt: '2026-10-12T01:00:00.000Z',
    finding: id(),
    evidence: id(),
    file: id(),
    batch: id(),
    job: id(),
    message: id(),
    savedView: id(),
    session: id(),
    handover: id(),
    transfer: id(),
    run: id(),
    scheme: id(),
    nationalList: id(),
    nationalEntry: id(),
    proposal: id(),
    rule: id(),
    ...lexiconIds(),
    ...publishingIds(),
    publication: '',
    signedDraft: '',
    auditSeq: '',
    words: [
      '要闻',
      '的佐证',
      '的导入',
      '的筛选',
      '的消息',
      '的外出',
      '的常用意见',
      '的外系统账号',
      '的旧称',
      '的稿件',
      '的审核路线',
      '的签署意见',
      '的放行',
    ].map((word) => seed.name + word),
  }
  const stamp = { created_at: now, updated_at: now }
  await root
    .updateTable('unit')
    .set({
      contact_phone_cipher: box.seal('13900005678', `unit.contact_phone_cipher.${unit}`),
      contact_phone_mask: '139****5678',
    })
    .where('id', '=', unit)
    .execute()
  await root
    .insertInto('contract')
    .values({
      id: place.contract,
      contractor_unit_id: t.world.units.otherContractor ?? '',
      host_unit_id: unit,
      duties: '协助编辑',
      starts_on: '2026-01-01',
      ends_on: '2026-12-31',
      nda_signed_on: '2026-01-01',
      nda_ends_on: '2027-12-31',
      ...stamp,
    })
    .execute()
  await root
    .insertInto('account')
    .values({
      id: place.account,
      ledger_no: `QT00000${seed.key}`,
      name: `${seed.name}要闻`,
      platform: 'toutiao',
      platform_account_id: `tt_${seed.key}`,
      host_unit_id: unit,
      region_code: region.code,
      region_path: region.path,
      level: region.level,
      state: 'active',
      opened_on: '2021-01-01',
      account_contact_name: `${seed.name}联系人`,
      account_contact_phone_cipher: box.seal('13900009012', `account.account_contact_phone.${place.account}`),
      account_contact_phone_mask: '139****9012',
      tags: [`${seed.name}标签`],
      search: searchVector(`${seed.name}要闻`),
      ...stamp,
    })
    .execute()
  await root
    .insertInto('account_person')
    .values({ account_id: place.account, user_id: user, duty: 'accountManager', since: now })
    .execute()
  await root
    .insertInto('account_event')
    .values({
      id: id(),
      account_id: place.account,
      at: now,
      kind: 'created',
      title: '登记账号',
      actor_name: '测试',
      actor_unit: '测试',
    })
    .execute()
  const post = { published_at: new Date(place.publishedAt), account_id: place.account, source: '测试' }
  await root
    .insertInto('post')
    .values({ id: place.post, post_key: `k${seed.key}`, title: `${seed.name}要闻一则`, created_at: now, ...post })
    .execute()
  await root
    .insertInto('post_metric')
    .values({ post_id: place.post, captured_at: now, reads: 10, ...post })
    .execute()
  await root
    .insertInto('account_figure')
    .values({
      account_id: place.account,
      period_start: '2026-10-01',
      period_end: '2026-10-31',
      captured_at: now,
      source: '测试',
      followers: 5,
    })
    .execute()
  const file = {
    owner_user_id: user,
    unit_id: unit,
    media_type: 'text/plain',
    size: 1,
    sha256: 'x',
    created_at: now,
    expires_at: null,
  }
  await root
    .insertInto('file_object')
    .values([
      { id: place.evidence, purpose: 'evidence', name: `${seed.name}的佐证.txt`, ...file },
      { id: place.file, purpose: 'import', name: `${seed.name}的导入.csv`, ...file },
    ])
    .execute()
  await root
    .insertInto('file_piece')
    .values([place.evidence, place.file].map((file_id) => ({ file_id, n: 0, bytes: new Uint8Array([65]) })))
    .execute()
  await root
    .insertInto('finding')
    .values({
      id: place.finding,
      account_id: place.account,
      post_id: place.post,
      kind: 'minorError',
      occurred_on: '2026-10-12',
      title: `${seed.name}要闻的错字`,
      evidence_file_id: place.evidence,
      source: 'manual',
      state: 'confirmed',
      recorded_by: '测试',
      recorded_at: now,
    })
    .execute()
  await root
    .insertInto('import_batch')
    .values({
      id: place.batch,
      kind: 'posts',
      file_id: place.file,
      file_name: `${seed.name}的导入.csv`,
      file_sha256: 'x',
      user_id: user,
      unit_id: unit,
      state: 'checked',
      row_count: 1,
      error_count: 1,
      created_at: now,
    })
    .execute()
  await root
    .insertInto('import_row')
    .values({
      batch_id: place.batch,
      row_no: 2,
      cells: json(['甲']),
      outcome: 'error',
      errors: json([{ message: '错' }]),
    })
    .execute()
  await root
    .insertInto('job_run')
    .values({
      id: place.job,
      kind: 'import.check',
      title: `${seed.name}的导入`,
      user_id: user,
      unit_id: unit,
      state: 'queued',
      payload: json({ batchId: place.batch }),
      created_at: now,
    })
    .execute()
  await addMessages(t, { userId: user, messageId: place.message, name: seed.name })
  await root
    .insertInto('saved_view')
    .values({
      id: place.savedView,
      user_id: user,
      page: 'accounts',
      name: `${seed.name}的筛选`,
      query: json({}),
      created_at: now,
    })
    .execute()
  await root
    .insertInto('session')
    .values({
      id_hash: `session-${seed.key}`,
      public_id: place.session,
      user_id: user,
      csrf_token: 'x',
      method: 'password',
      ip: '',
      user_agent: '',
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + 3_600_000),
    })
    .execute()
  await root
    .insertInto('handover')
    .values({
      id: place.handover,
      from_user_id: user,
      to_user_id: place.successor,
      reason: '休假',
      items: json([]),
      at: now,
    })
    .execute()
  const published = await addPublications(t, { accountId: place.account, userId: user, name: seed.name })
  const auditSeq = await addRun(t, seed, place, region)
  await addCleanup(t, place, seed.name)
  await addLexicon(t, place, { name: seed.name, regionPath: region.path })
  await addPublishing(t, place, { name: seed.name, regionPath: region.path })
  await addNational(t, { ...place, ...seed, regionPath: region.path })
  await addCustody(t, {
    accountId: place.account,
    unitId: unit,
    userId: user,
    successorId: place.successor,
    transferId: place.transfer,
    name: seed.name,
  })
  const spot = {
    ...place,
    name: seed.name,
    key: seed.key,
    supervisor: t.world.units[seed.supervisor] ?? '',
    officer: t.world.users[seed.officer] ?? '',
  }
  const placed = await addApplications(t, spot, region)
  await addReviewRules(t, { ...place, review: placed.review, name: seed.name, regionPath: region.path })
  return { ...place, ...placed, ...published, auditSeq }
}

/** The ids of a place of which nothing exists. */
export function nowhereLike(place: Place): Place {
  const ids = Object.fromEntries(Object.keys(place).map((key) => [key, newId()])) as Omit<Place, 'words'>
  return { ...ids, region: '990999', publishedAt: place.publishedAt, auditSeq: '999999', words: [] }
}
