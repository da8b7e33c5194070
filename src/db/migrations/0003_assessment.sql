-- Chapter 9: schemes with effective dates, runs with frozen inputs, scores with their whole reasoning.

create table scheme (
  id uuid primary key,
  name text not null,
  version_no integer not null,
  effective_from date not null,
  effective_to date,
  state text not null check (state in ('draft', 'inForce', 'retired')),
  definition jsonb not null,
  note text not null default '',
  unit_id uuid,
  version integer not null default 1,
  created_by text not null,
  created_at timestamptz not null,
  unique (name, version_no),
  check (effective_to >= effective_from),
  -- On every day at most one scheme is in force.
  exclude using gist (daterange(effective_from, effective_to, '[]') with &&) where (state <> 'draft')
);

create table assessment_run (
  id uuid primary key,
  scheme_id uuid not null references scheme (id),
  period_kind text not null check (period_kind in ('month', 'quarter', 'year')),
  period text not null,
  period_start date not null,
  period_end date not null,
  region_code text not null references region (code),
  region_path text collate "C" not null,
  region_name text not null,
  unit_id uuid,
  job_id uuid,
  state text not null check (state in ('running', 'done', 'failed')),
  cutoff timestamptz not null,
  scheme_definition jsonb not null,
  reference_values jsonb,
  inputs_hash text,
  scores_hash text,
  account_count integer,
  ranked_count integer,
  missing_count integer,
  unfit_count integer,
  excluded_count integer,
  failure text,
  created_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index assessment_run_period on assessment_run (period_start desc, id desc);
create index assessment_run_same on assessment_run (region_code, period_kind, period_start desc, id desc);
create unique index assessment_run_one on assessment_run (region_code, period) where state = 'running';

-- What the run was computed from, frozen: the same input gives the same score for ever.
create table assessment_input (
  run_id uuid not null references assessment_run (id) on delete cascade,
  account_id uuid not null references account (id),
  facts jsonb not null,
  -- What the figures lack, in words: which figure, for how many posts.
  gaps text[] not null default '{}',
  primary key (run_id, account_id)
);

-- Accounts of the region that the period does not assess, and why.
create table assessment_excluded (
  run_id uuid not null references assessment_run (id) on delete cascade,
  account_id uuid not null references account (id),
  account_name text not null,
  platform text not null,
  host_unit_name text not null,
  region_path text collate "C" not null,
  reason text not null,
  primary key (run_id, account_id)
);

create table assessment_score (
  run_id uuid not null references assessment_run (id) on delete cascade,
  account_id uuid not null references account (id),
  account_name text not null,
  platform text not null,
  level text not null,
  host_unit_id uuid not null,
  host_unit_name text not null,
  region_code text not null,
  region_path text collate "C" not null,
  total double precision,
  -- The total as it is compared: what agrees to nine decimals is equal (src/assessment/ranking.rules.ts).
  rank_total numeric(12, 9),
  operation double precision,
  diligence double precision,
  health double precision,
  cluster double precision,
  growth double precision,
  verdict text not null check (verdict in ('合格', '不合格', '待核')),
  vetoes text[] not null default '{}',
  missing text[] not null default '{}',
  breakdown jsonb not null,
  primary key (run_id, account_id)
);
create index assessment_score_rank on assessment_score (run_id, rank_total desc nulls last, account_id);
create index assessment_score_account on assessment_score (account_id, run_id);
create index assessment_score_region on assessment_score (run_id, region_path);

-- A region twice at most: `own` are the accounts of its own level, which pay for a veto, `area` all inside it.
create table assessment_region (
  run_id uuid not null references assessment_run (id) on delete cascade,
  region_code text not null,
  scope text not null check (scope in ('own', 'area')),
  region_name text not null,
  region_path text collate "C" not null,
  level text not null,
  account_count integer not null,
  ranked_count integer not null,
  total double precision,
  operation double precision,
  diligence double precision,
  health double precision,
  cluster double precision,
  growth double precision,
  -- Before any veto: what the health index and the total would have been.
  health_earned double precision,
  total_earned double precision,
  vetoes jsonb not null,
  primary key (run_id, region_code, scope)
);

-- Places within a group of a run: equals share one, the next is skipped; 缺数 has none. `group_size` counts places.
-- It runs as its owner, because a place needs the whole group while the caller may see a part of it; the caller
-- joins it to `assessment_score`, where the scope decides whose places are shown.
create function assessment_places(run uuid, in_platform text, in_level text, in_region text)
returns table (account_id uuid, place bigint, group_size bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.account_id,
    case when s.rank_total is not null then rank() over (order by s.rank_total desc nulls last) end,
    count(s.rank_total) over ()
  from assessment_score s
  where s.run_id = run
    and (in_platform is null or s.platform = in_platform)
    and (in_level is null or s.level = in_level)
    and (in_region is null or starts_with(s.region_path, in_region))
$$;
