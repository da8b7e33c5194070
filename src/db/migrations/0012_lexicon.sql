-- Word lists and rules as data (§8.2.2): what each layer (province, city, county, unit) adds to what the product ships, who
-- proposed and who confirmed it, and what a change would find in what has been published.

-- The texts of posts, where an import gave them; most posts have none.
create table post_text (
  post_id uuid primary key,
  published_at timestamptz not null,
  account_id uuid not null references account (id),
  body text not null
);

-- One thing known: a term, a tenure, the name of a body, a policy, a source, an “此处无误”, or a rule switched off.
create table lexicon_entry (
  id uuid primary key,
  -- The layer: a region, or one unit in it.
  region_path text collate "C" not null,
  unit_id uuid references unit (id),
  kind text not null check (kind in ('term', 'tenure', 'body', 'policy', 'source', 'accepted', 'rule')),
  -- What it is about: one in force of each in a layer.
  key text not null,
  title text not null,
  list text,
  severity text check (severity in ('grave', 'minor', 'hint')),
  category text,
  payload jsonb not null,
  from_on date not null,
  until_on date check (until_on >= from_on),
  state text not null default 'active' check (state in ('active', 'stopped')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index lexicon_entry_key on lexicon_entry
  (region_path, coalesce(unit_id, '00000000-0000-0000-0000-000000000000'), kind, md5(key)) where state = 'active';
create index lexicon_entry_layer on lexicon_entry (region_path, kind, id);
create index lexicon_entry_unit on lexicon_entry (unit_id) where unit_id is not null;

create sequence lexicon_effect_seq;

-- A change of any number of entries; nothing is changed otherwise.
create table lexicon_change (
  id uuid primary key,
  region_path text collate "C" not null,
  unit_id uuid references unit (id),
  kind text not null,
  title text not null,
  reason text not null,
  state text not null check (state in ('proposed', 'confirmed', 'refused', 'withdrawn')),
  grave boolean not null default false,
  item_count integer not null default 0,
  proposer_id uuid references app_user (id),
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision_reason text,
  -- Its turn among the changes that took effect; by it other processes see that something is new.
  effect_seq bigint,
  replay_job_id uuid,
  replay jsonb,
  version integer not null default 1,
  check ((state = 'confirmed') = (effect_seq is not null)),
  check ((state = 'proposed') = (decided_at is null))
);
create index lexicon_change_layer on lexicon_change (region_path, state, id);
create index lexicon_change_effect on lexicon_change (region_path, effect_seq) where effect_seq is not null;

create table lexicon_change_item (
  change_id uuid not null references lexicon_change (id),
  n integer not null,
  entry_id uuid not null,
  action text not null check (action in ('add', 'edit', 'stop')),
  title text not null,
  before jsonb,
  after jsonb,
  primary key (change_id, n),
  check ((action = 'add') = (before is null)),
  check ((action = 'stop') = (after is null))
);
create index lexicon_change_item_entry on lexicon_change_item (entry_id, change_id);

-- What a proposed change would newly find, or no longer find, in published posts: the newest of them, to be looked at.
create table lexicon_replay_hit (
  change_id uuid not null references lexicon_change (id),
  n integer not null,
  account_id uuid not null references account (id),
  post_id uuid not null,
  published_at timestamptz not null,
  newly boolean not null,
  rule_id text not null,
  severity text not null,
  text text not null,
  sentence text not null,
  message text not null,
  primary key (change_id, n)
);

grant select, insert, update, delete on post_text, lexicon_replay_hit to zhengmei_app;
grant select, insert, update on lexicon_entry, lexicon_change, lexicon_change_item to zhengmei_app;
revoke delete on lexicon_entry, lexicon_change, lexicon_change_item from zhengmei_app;
revoke update on lexicon_change_item from zhengmei_app;
grant usage on sequence lexicon_effect_seq to zhengmei_app;

-- One's own layer and those above it; an office also sees those below. Only one's own can be changed.
do $$
declare t text;
begin
  foreach t in array array['lexicon_entry', 'lexicon_change'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy %I on %I for select using (
      (select app_scope()) = 'system'
      or unit_id = (select app_unit())
      or ((select app_scope()) in ('region', 'industry', 'unit') and unit_id is null and starts_with((select app_region()), region_path))
      or ((select app_scope()) = 'region' and starts_with(region_path, (select app_region())))
      or ((select app_scope()) = 'contract' and (
        unit_id in (select app_contract_hosts())
        or (unit_id is null and exists (
          select 1 from unit u where u.id in (select app_contract_hosts()) and starts_with(u.region_path, %I.region_path)))))
    )$p$, t || '_scope', t, t);
    execute format($p$create policy %I on %I for insert with check (
      region_path = (select app_region()) and case (select app_scope())
        when 'region' then unit_id is null when 'unit' then unit_id = (select app_unit()) else false end
    )$p$, t || '_add', t);
    execute format($p$create policy %I on %I for update using (
      region_path = (select app_region()) and case (select app_scope())
        when 'region' then unit_id is null when 'unit' then unit_id = (select app_unit()) else false end
    )$p$, t || '_change', t);
  end loop;
  alter table lexicon_change_item enable row level security;
  create policy lexicon_change_item_scope on lexicon_change_item using (
    (select app_scope()) = 'system' or exists (select 1 from lexicon_change c where c.id = lexicon_change_item.change_id)
  );
  foreach t in array array['post_text', 'lexicon_replay_hit'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy %I on %I using (
      (select app_scope()) = 'system' or exists (select 1 from account a where a.id = %I.account_id))$p$, t || '_scope', t, t);
  end loop;
  foreach t in array array['post_text', 'lexicon_entry', 'lexicon_change', 'lexicon_change_item', 'lexicon_replay_hit'] loop
    execute format('create policy system_scope on %I to zhengmei_system using (true) with check (true)', t);
  end loop;
end $$;
