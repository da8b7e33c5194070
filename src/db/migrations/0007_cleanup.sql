-- §6.5 and §6.1.2: whether an account should be closed, what its host unit says to that, and what was decided.

-- How an account stands by its recorded facts; the newest evaluation only, the proposals freeze those they rest on.
create table cleanup_evaluation (
  account_id uuid primary key references account (id),
  -- The county that the board counts it under; the city or province for an account above the counties.
  county_code text not null,
  evaluated_on date not null,
  evaluated_at timestamptz not null,
  -- Of the facts: a decision names the facts that it rests on.
  hash text not null,
  facts jsonb not null,
  results jsonb not null,
  unfit_results jsonb not null,
  -- Clauses that are met, that cannot be judged, and that one more step would meet.
  clauses text[] not null,
  unclear text[] not null,
  near text[] not null,
  unfit text[] not null
);

-- What a finished monthly assessment gives for comparison: the mean of the run on a platform (no county), and the
-- fifth place of a county. A run does not change, so this is reckoned once.
create table cleanup_benchmark (
  run_id uuid not null references assessment_run (id) on delete cascade,
  county_code text not null,
  platform text not null,
  mean numeric(12, 9),
  fifth numeric(12, 9),
  primary key (run_id, county_code, platform)
);

create table cleanup_proposal (
  id uuid primary key,
  account_id uuid not null references account (id),
  host_unit_id uuid not null references unit (id),
  region_path text collate "C" not null,
  kind text not null check (kind in ('cleanup', 'unfit')),
  state text not null check (state in ('hearing', 'stated', 'closed', 'kept', 'withdrawn')),
  clauses text[] not null check (cardinality(clauses) > 0),
  hash text not null,
  results jsonb not null,
  -- The last day on which the host unit is waited for.
  due_on date not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  statement text,
  statement_file_id uuid references file_object (id),
  stated_by text,
  stated_at timestamptz,
  reason text,
  decided_by text,
  decided_at timestamptz,
  -- Until when a kept account is not proposed again by the same clauses.
  exempt_until date,
  closure_id uuid references account_application (id),
  version integer not null default 1,
  check ((state = 'kept') = (exempt_until is not null))
);
-- Never two open proposals for one account.
create unique index cleanup_proposal_open on cleanup_proposal (account_id) where state in ('hearing', 'stated');
create index cleanup_proposal_account on cleanup_proposal (account_id, id desc);
create index cleanup_proposal_file on cleanup_proposal (statement_file_id) where statement_file_id is not null;

grant select, insert, update, delete on cleanup_evaluation, cleanup_benchmark, cleanup_proposal to zhengmei_app;

alter table cleanup_evaluation enable row level security;
create policy cleanup_evaluation_scope on cleanup_evaluation using (
  (select app_scope()) = 'system' or exists (select 1 from account a where a.id = cleanup_evaluation.account_id)
);
alter table cleanup_benchmark enable row level security;
create policy cleanup_benchmark_scope on cleanup_benchmark using ((select app_scope()) = 'system');
alter table cleanup_proposal enable row level security;
create policy cleanup_proposal_scope on cleanup_proposal using (
  case (select app_scope())
    when 'system' then true
    when 'region' then starts_with(region_path, (select app_region()))
    when 'unit' then host_unit_id = (select app_unit())
    else false
  end
);
create policy file_object_of_cleanup on file_object for select using (
  purpose = 'evidence' and exists (select 1 from cleanup_proposal p where p.statement_file_id = file_object.id)
);

do $$
declare t text;
begin
  foreach t in array array['cleanup_evaluation', 'cleanup_benchmark', 'cleanup_proposal'] loop
    execute format('create policy system_scope on %I to zhengmei_system using (true) with check (true)', t);
  end loop;
end $$;
