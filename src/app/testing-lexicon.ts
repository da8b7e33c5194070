import { newId } from '../core/ids.ts'
import { json } from '../db/sql.ts'
import type { TestApp } from './testing.ts'

type Place = {
  unit: string
  user: string
  account: string
  post: string
  publishedAt: string
  entry: string
  change: string
}

/** A word that the unit has added, a change that waits for confirmation, and what it would find in the unit's post. */
export async function addLexicon(t: TestApp, place: Place, { name, regionPath }: { name: string; regionPath: string }) {
  const { root } = t.database
  const { now } = t.clock
  const layer = { region_path: regionPath, unit_id: place.unit }
  const payload = {
    list: '本单位用语',
    text: `${name}的旧称`,
    suggest: [],
    severity: 'minor',
    category: 'banned',
    why: '已经改名',
    basis: '本单位规定',
    provenance: '自编',
    licence: '自编',
    ...{ unless: [], before: [], after: [], near: [], notBefore: [], notAfter: [], notNear: [] },
    wholeWord: false,
    evasion: 'none',
  }
  const facts = {
    kind: 'term' as const,
    key: payload.text,
    title: payload.text,
    list: payload.list,
    severity: 'minor' as const,
    category: 'banned' as const,
  }
  await root
    .insertInto('lexicon_entry')
    .values({
      id: place.entry,
      ...layer,
      ...facts,
      payload: json(payload),
      from_on: '2026-01-01',
      created_at: now,
      updated_at: now,
    })
    .execute()
  await root
    .insertInto('lexicon_change')
    .values({
      id: place.change,
      ...layer,
      kind: 'term',
      title: `停用词条“${payload.text}”`,
      reason: '不再需要',
      state: 'proposed',
      item_count: 1,
      proposer_id: place.user,
      proposed_by: '测试',
      proposed_at: now,
    })
    .execute()
  const before = { ...facts, payload, from: '2026-01-01', until: null, version: 1 }
  await root
    .insertInto('lexicon_change_item')
    .values({
      ...{ change_id: place.change, n: 1, entry_id: place.entry, action: 'stop', title: payload.text },
      before: json(before),
      after: null,
    })
    .execute()
  const published = { post_id: place.post, published_at: new Date(place.publishedAt), account_id: place.account }
  await root
    .insertInto('post_text')
    .values({ ...published, body: `${name}的旧称不再使用。` })
    .execute()
  await root
    .insertInto('lexicon_replay_hit')
    .values({
      ...{ change_id: place.change, n: 1, ...published, newly: false, rule_id: 'local.unit', severity: 'minor' },
      text: payload.text,
      sentence: `${name}的旧称不再使用。`,
      message: '须慎用',
    })
    .execute()
}

export const lexiconIds = () => ({ entry: newId(), change: newId() })
