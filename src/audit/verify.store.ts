import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'

type Root = Kysely<Database>

/** The head, and how far the entries really go, in one statement: writers may be at work. */
export async function readHead(root: Root): Promise<{ seq: number; hash: string; last: number }> {
  const found = await sql<{ seq: number; hash: string; last: number }>`
    select seq, hash, coalesce((select max(seq) from audit_entry), 0)::bigint as last from audit_head`.execute(root)
  const head = found.rows[0]
  if (!head) return { seq: 0, hash: '', last: 0 }
  return head
}

/**
 * The entries of a range of numbers, two of the same number too. `whole` is false for an instant between two
 * milliseconds: we never write one, and reading rounds it off.
 */
export function readEntries(root: Root, range: { after: number; upTo: number }) {
  return root
    .selectFrom('audit_entry')
    .selectAll()
    .select(sql<boolean>`date_trunc('milliseconds', at) = at`.as('whole'))
    .where('seq', '>', range.after)
    .where('seq', '<=', range.upTo)
    .orderBy('seq')
    .orderBy('at')
    .execute()
}

export type ChainRow = Awaited<ReturnType<typeof readEntries>>[number]
