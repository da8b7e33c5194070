-- The second lock: the same scope as src/core/scope.ts, decided by the database for every row.
-- `zhengmei_app` is the role in which every use case runs; it owns nothing, so the policies bind it.

do $$
begin
  if not exists (select from pg_roles where rolname = 'zhengmei_app') then
    create role zhengmei_app nologin nobypassrls;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  execute format('grant zhengmei_app to %I', current_user);
exception when others then
  if not pg_has_role(current_user, 'zhengmei_app', 'member') then raise; end if;
end $$;
grant usage on schema public to zhengmei_app;
grant select, insert, update, delete on all tables in schema public to zhengmei_app;
grant usage on all sequences in schema public to zhengmei_app;
revoke update, delete, truncate on audit_entry from zhengmei_app;
revoke all on schema_migration from zhengmei_app;

create function sees_region(path text) returns boolean language sql stable as $$
  select app_scope() = 'region' and starts_with(path, app_region())
$$;

alter table unit enable row level security;
-- One's own body, everything in one's region, the bodies of one's region upwards (to know whom to ask), one's contract partners.
create policy unit_scope on unit using (
  (select app_scope()) = 'system'
  or id = (select app_unit())
  or ((select app_scope()) in ('region', 'industry') and starts_with(region_path, (select app_region())))
  or ((select app_scope()) in ('region', 'industry', 'unit') and kind = 'supervisor' and starts_with((select app_region()), region_path))
  or ((select app_scope()) = 'contract' and id in (select app_contract_hosts()))
  or ((select app_scope()) in ('unit', 'region') and kind = 'contractor')
) with check (
  (select app_scope()) = 'system' or ((select app_scope()) = 'region' and starts_with(region_path, (select app_region())))
);

alter table app_user enable row level security;
create policy app_user_scope on app_user using (
  (select app_scope()) = 'system'
  or id = (select app_user_id())
  or unit_id = (select app_unit())
  or ((select app_scope()) = 'region' and unit_id in (select id from unit where starts_with(region_path, (select app_region()))))
) with check (
  (select app_scope()) = 'system' or id = (select app_user_id())
  or ((select app_scope()) = 'region' and unit_id in (select id from unit where starts_with(region_path, (select app_region()))))
);

alter table user_duty enable row level security;
create policy user_duty_scope on user_duty using (
  (select app_scope()) = 'system' or user_id in (select id from app_user)
);

alter table contract enable row level security;
create policy contract_scope on contract using (
  (select app_scope()) = 'system'
  or contractor_unit_id = (select app_unit())
  or host_unit_id = (select app_unit())
  or ((select app_scope()) = 'region' and host_unit_id in (select id from unit where starts_with(region_path, (select app_region()))))
) with check (
  (select app_scope()) = 'system'
  or ((select app_scope()) = 'unit' and host_unit_id = (select app_unit()))
  or ((select app_scope()) = 'region' and host_unit_id in (select id from unit where starts_with(region_path, (select app_region()))))
);

alter table account enable row level security;
-- A case and not a chain of ors: the planner takes `scope = 'region'` for something that holds once in 200 times, expects
-- next to no rows, and then sorts all accounts of a platform instead of walking the index of the order.
create policy account_scope on account using (
  case (select app_scope())
    when 'system' then true
    when 'region' then starts_with(region_path, (select app_region()))
    when 'unit' then host_unit_id = (select app_unit())
    when 'industry' then starts_with(region_path, (select app_region()))
      and host_unit_id in (select id from unit where industry = (select app_industry()))
    when 'contract' then host_unit_id in (select app_contract_hosts())
    else false
  end
);

-- What hangs on an account is seen by whoever sees the account.
do $$
declare t text;
begin
  foreach t in array array['account_person', 'account_event', 'post', 'post_metric', 'account_figure', 'comment', 'finding', 'assessment_input', 'assessment_score', 'assessment_excluded'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy %I on %I using (
      (select app_scope()) = 'system' or exists (select 1 from account a where a.id = %I.account_id))$p$, t || '_scope', t, t);
  end loop;
end $$;

alter table assessment_run enable row level security;
-- A run is seen in its own region, below it (each there sees only its own accounts' scores) and above it;
-- by a contractor when it scored an account entrusted to it.
create policy assessment_run_scope on assessment_run using (
  (select app_scope()) = 'system'
  or ((select app_scope()) in ('region', 'industry', 'unit')
      and (starts_with((select app_region()), region_path) or starts_with(region_path, (select app_region()))))
  or ((select app_scope()) = 'contract' and exists (select 1 from assessment_score s where s.run_id = assessment_run.id))
);
alter table assessment_region enable row level security;
-- One's own region, those below it, and those it lies in.
create policy assessment_region_scope on assessment_region using (
  (select app_scope()) = 'system'
  or ((select app_scope()) in ('region', 'industry') and starts_with(region_path, (select app_region())))
  or ((select app_scope()) in ('region', 'industry', 'unit') and starts_with((select app_region()), region_path))
);

-- What belongs to one person.
do $$
declare t text;
begin
  foreach t in array array['session', 'saved_view', 'message', 'idempotency_key', 'job_run', 'import_batch'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy %I on %I using (
      (select app_scope()) = 'system' or user_id = (select app_user_id()))$p$, t || '_scope', t);
  end loop;
end $$;
-- Messages are written to others; an administrator revokes others' sessions through the system scope.
create policy message_send on message for insert with check (true);

alter table import_row enable row level security;
create policy import_row_scope on import_row using (
  (select app_scope()) = 'system' or exists (select 1 from import_batch b where b.id = import_row.batch_id)
);

alter table file_object enable row level security;
-- One's own files, and evidence of a finding that one may see.
create policy file_object_scope on file_object using (
  (select app_scope()) = 'system'
  or owner_user_id = (select app_user_id())
  or (purpose = 'evidence' and exists (select 1 from finding f where f.evidence_file_id = file_object.id))
);
alter table file_piece enable row level security;
create policy file_piece_scope on file_piece using (
  (select app_scope()) = 'system' or exists (select 1 from file_object f where f.id = file_piece.file_id)
);

alter table audit_entry enable row level security;
-- An auditor reads what the bodies of her own region did; what no body did (the system, unknown names) is the province's.
create policy audit_entry_read on audit_entry for select using (
  (select app_scope()) = 'system'
  or ((select current_setting('app.audit', true)) = 'on' and (select app_scope()) = 'region' and (
    unit_id in (select id from unit where starts_with(region_path, (select app_region())))
    or (unit_id is null and (select exists (select 1 from region where path = app_region() and level = 'province')))
  ))
);
create policy audit_entry_add on audit_entry for insert with check (true);

-- Ids of accounts whose names, numbers or units contain all the given words, at most `most` of them. It runs as its
-- owner, because a text match may not use its index below a row-security condition; it gives ids only, and the
-- caller looks them up in `account`, where the scope decides. The limit would talk the planner into reading the whole
-- table for a rare word, so that is forbidden here.
create function search_account_ids(words text, most integer) returns setof uuid
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  select id from account where search @@ words::tsquery limit most
$$;

-- The same for units: ids only, and the scope decides at the join.
create function search_unit_ids(words text) returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select id from unit where search @@ words::tsquery
$$;

alter table handover enable row level security;
create policy handover_scope on handover using (
  (select app_scope()) = 'system' or from_user_id in (select id from app_user) or to_user_id = (select app_user_id())
);

-- What belongs to no one who is signed in: failed sign-ins with their sources, sign-ins under way, and what other parts
-- are still to be told. The system reads it; everyone's changes add to the last.
do $$
declare t text;
begin
  foreach t in array array['sign_in_failure', 'oidc_flow', 'outbox'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy %I on %I using ((select app_scope()) = 'system')$p$, t || '_scope', t);
  end loop;
end $$;
create policy outbox_add on outbox for insert with check (true);

-- The system's own role: it may do what zhengmei_app may, and row security says nothing to it. Its queries (jobs,
-- sums over a whole province) are planned without the conditions of a scope that would always be true.
do $$
begin
  if not exists (select from pg_roles where rolname = 'zhengmei_system') then
    create role zhengmei_system nologin nobypassrls;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  execute format('grant zhengmei_system to %I', current_user);
exception when others then
  if not pg_has_role(current_user, 'zhengmei_system', 'member') then raise; end if;
end $$;
do $$
begin
  if not pg_has_role('zhengmei_system', 'zhengmei_app', 'member') then
    grant zhengmei_app to zhengmei_system;
  end if;
end $$;
do $$
declare t text;
begin
  for t in select relname from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace and not relispartition loop
    execute format('create policy system_scope on %I to zhengmei_system using (true) with check (true)', t);
  end loop;
end $$;
