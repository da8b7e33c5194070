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
  created_by text not null,
  created_at timestamptz not null,
  unique (name, version_no)
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
  unit_id uuid,
  state text not null check (state in ('running', 'done', 'failed')),
  cutoff timestamptz not null,
  scheme_definition jsonb not null,
  reference_values jsonb,
  inputs_hash text,
  scores_hash text,
  account_count integer,
  ranked_count integer,
  missing_count integer,
  failure text,
  created_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index assessment_run_period on assessment_run (period_start desc, id desc);

-- What the run was computed from, frozen: the same input gives the same score for ever.
create table assessment_input (
  run_id uuid not null references assessment_run (id) on delete cascade,
  account_id uuid not null references account (id),
  facts jsonb not null,
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
  operation double precision,
  diligence double precision,
  health double precision,
  cluster double precision,
  growth double precision,
  verdict text not null check (verdict in ('合格', '不合格', '缺数')),
  missing text[] not null default '{}',
  breakdown jsonb not null,
  primary key (run_id, account_id)
);
create index assessment_score_rank on assessment_score (run_id, total desc nulls last, account_id);
create index assessment_score_region on assessment_score (run_id, region_path);

create table assessment_region (
  run_id uuid not null references assessment_run (id) on delete cascade,
  region_code text not null,
  region_name text not null,
  region_path text collate "C" not null,
  level text not null,
  account_count integer not null,
  ranked_count integer not null,
  average_total double precision,
  health_earned double precision,
  health_after_veto double precision,
  vetoes jsonb not null,
  detail jsonb not null,
  primary key (run_id, region_code)
);
