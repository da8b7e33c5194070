import { sql } from 'kysely'
import { beijingDay } from '../src/core/clock.rules.ts'
import type { OpenDatabase } from '../src/db/open.ts'
import { ensurePartitions } from '../src/db/partitions.ts'

/** The month that is measured, and when the figures of it were captured. */
export const month = {
  code: '2026-03',
  start: '2026-03-01',
  end: '2026-03-31',
  cutoff: new Date('2026-04-05T00:00:00Z'),
}

export type Size = { accounts: number; posts: number }

/**
 * A province of the given size, written by the database itself: the same rows on every machine, because every
 * value comes from the row's number. It bypasses the services on purpose: what is measured is reading.
 */
export async function buildWorld(database: OpenDatabase, size: Size): Promise<void> {
  const { root } = database
  await ensurePartitions(
    root,
    [new Date(month.start), month.cutoff, new Date()].map((at) => beijingDay(at)),
  )
  for (const statement of regions) await sql.raw(statement).execute(root)
  await sql.raw(accounts(size.accounts)).execute(root)
  if (size.posts > 0) {
    await sql.raw(posts(size)).execute(root)
    await sql.raw(metrics).execute(root)
    await sql.raw(secondCaptures).execute(root)
    await sql.raw(figures).execute(root)
  }
  await sql.raw('analyze').execute(root)
}

const platforms = `(array['wechat', 'wechat', 'weibo', 'toutiao', 'douyin'])[1 + n % 5]`
/** Ten cities of nine counties, and a host unit for every four accounts. */
const county = (n: string) => `'99' || lpad((1 + ${n} % 10)::text, 2, '0') || lpad((1 + ${n} / 10 % 9)::text, 2, '0')`
const id = (kind: string, n: string) => `('00000000-0000-7000-${kind}-' || lpad(to_hex(${n}), 12, '0'))::uuid`

const regions = [
  `insert into region (code, name, short_name, level, parent_code, path)
    values ('990000', '云岚省', '云岚', 'province', null, '990000/')`,
  `insert into region (code, name, short_name, level, parent_code, path)
    select '99' || lpad(c::text, 2, '0') || '00', '第' || c || '市', '市' || c, 'city', '990000',
      '990000/99' || lpad(c::text, 2, '0') || '00/' from generate_series(1, 10) c`,
  `insert into region (code, name, short_name, level, parent_code, path)
    select r.code, '第' || c || '市' || k || '县', '县' || c || k, 'county', r.city, '990000/' || r.city || '/' || r.code || '/'
    from generate_series(1, 10) c, generate_series(1, 9) k,
      lateral (select '99' || lpad(c::text, 2, '0') || lpad(k::text, 2, '0') code, '99' || lpad(c::text, 2, '0') || '00' city) r`,
]

const accounts = (count: number) => `
  with made as (
    insert into unit (id, name, short_name, kind, host_type, region_code, region_path, level, search, created_at, updated_at)
    select ${id('8001', 'n')}, '第' || n || '局', '第' || n || '局', 'hostUnit', 'department', r.code, r.path, 'county',
      array_to_tsvector(array['第' || n, '局']), now(), now()
    from generate_series(0, ${Math.ceil(count / 4) - 1}) n join region r on r.code = ${county('n')}
  )
  insert into account (id, ledger_no, name, platform, platform_account_id, host_unit_id, region_code, region_path, level,
    state, opened_on, tags, followers, followers_as_of, last_post_at, search, created_at, updated_at)
  select ${id('8002', 'n')}, 'ZM' || lpad(n::text, 8, '0'), '第' || n || '号', ${platforms}, 'id' || n, ${id('8001', 'n / 4')},
    r.code, r.path, 'county', 'active', date '2019-01-01' + n % 1000, case when n % 7 = 0 then array['重点'] else '{}' end,
    n % 90001, '2026-03-31', timestamptz '2026-03-31 12:00+08' - (n % 40) * interval '1 day',
    array_to_tsvector(array['第' || n, n::text]), now(), now()
  from generate_series(0, ${count - 1}) n join region r on r.code = ${county('(n / 4)')}`

/** Scattered over accounts and minutes by multiplying with primes, so that nothing lies in the order it is read. */
const posts = ({ accounts, posts }: Size) => `
  insert into post (id, published_at, account_id, post_key, title, headline, original, source, created_at)
  select ${id('8003', 'n')}, timestamptz '2026-03-01 00:00+08' + (n::bigint * 7919 % 44640) * interval '1 minute',
    ${id('8002', `(n::bigint * 104729 % ${accounts})`)}, 'key' || n, '关于第' || n || '项工作的通知',
    n % 5 = 0, case when n % 11 = 0 then null else n % 3 = 0 end, '演算', now()
  from generate_series(0, ${posts - 1}) n`

const number = `('x' || right(p.id::text, 7))::bit(28)::int`
const metrics = `
  insert into post_metric (post_id, published_at, account_id, captured_at, source, reads, reads_capped, wows, likes, shares, comments, favourites)
  select p.id, p.published_at, p.account_id, timestamptz '2026-04-01 08:00+08', '演算',
    case when n % 997 = 0 then 100001 else n % 8191 end, n % 997 = 0, n % 131, n % 257, case when n % 13 = 0 then null else n % 61 end, n % 17, n % 29
  from post p, lateral (select ${number} n) x`
/** Every tenth post was captured a second time: the newer snapshot counts. */
const secondCaptures = `
  insert into post_metric (post_id, published_at, account_id, captured_at, source, reads, wows, likes, shares, comments, favourites)
  select p.id, p.published_at, p.account_id, timestamptz '2026-04-03 08:00+08', '演算', n % 9001, n % 137, n % 263, n % 67, n % 19, n % 31
  from post p, lateral (select ${number} n) x where n % 10 = 0`
const figures = `
  insert into account_figure (account_id, period_start, period_end, captured_at, source, followers, new_followers, collaboration_assigned, collaboration_done)
  select id, date '${month.start}', date '${month.end}', timestamptz '2026-04-02 08:00+08', '演算', followers, 7, 4, 3 from account`
