-- 全国政务新媒体信息报送系统 (§6.2): what our accounts are there, and the lists that were exported from there.

-- How a name is compared with a name: width, letters' case, spaces and the usual marks are the same.
-- `plainName` in src/accounts/national.rules.ts says the same.
create function plain_name(name text) returns text language sql immutable parallel safe as $$
  select lower(regexp_replace(normalize(name, NFKC), '[ \t\n\r()·•・_—–-]', '', 'g') collate "C")
$$;
create index account_plain_name on account (plain_name(name));

-- One list of the other system, of a region and all below it. The id is that of its import.
create table national_list (
  id uuid primary key,
  file_name text not null,
  region_path text collate "C" not null,
  listed_on date not null,
  complete boolean not null,
  entry_count integer not null default 0,
  gone_count integer not null default 0,
  imported_by text not null,
  imported_unit text not null,
  imported_at timestamptz not null
);
create index national_list_newest on national_list (imported_at desc);

-- One account as it stands there. Telephone numbers are sealed. `gone_at`: a later complete list does not have it any more.
create table national_entry (
  id uuid primary key,
  list_id uuid not null references national_list (id),
  list_region_path text collate "C" not null,
  entry_key text not null,
  name text not null,
  platform text not null check (platform in ('wechat', 'weibo', 'toutiao', 'douyin', 'channels', 'kuaishou', 'bilibili', 'miniProgram', 'app', 'other')),
  variant text,
  platform_account_id text,
  host_name text not null,
  certified_body text,
  opened_on date,
  url text,
  account_contact_name text,
  account_contact_phone_cipher text,
  account_contact_phone_mask text,
  unit_contact_name text,
  unit_contact_phone_cipher text,
  unit_contact_phone_mask text,
  status text,
  -- Where it belongs: our account, else the body of that name, else the region of the list.
  account_id uuid references account (id),
  host_unit_id uuid references unit (id),
  region_path text collate "C" not null,
  candidates uuid[] not null default '{}',
  dismissed_at timestamptz,
  dismissed_by text,
  dismissed_reason text,
  gone_at timestamptz,
  seen_at timestamptz not null,
  unique (list_region_path, entry_key)
);
create index national_entry_account on national_entry (account_id);
create index national_entry_list on national_entry (list_id);
create index national_entry_open on national_entry (id) where account_id is null and gone_at is null;
create index national_entry_plain_name on national_entry (plain_name(name)) where account_id is null;
create index national_entry_identity on national_entry (platform, platform_account_id) where account_id is null;

-- Where an account of ours stands there; without a row it is 未报送.
create table national_filing (
  account_id uuid primary key references account (id),
  state text not null check (state in ('reported', 'included', 'differs', 'shutdownRequested', 'shutDown')),
  reported_on date,
  included_on date,
  shutdown_requested_on date,
  shut_down_on date,
  entry_id uuid references national_entry (id),
  -- The fields in which the two systems differ.
  differs text[] not null default '{}',
  batch_id uuid,
  batch_name text,
  marked_by text not null,
  marked_unit text not null,
  marked_at timestamptz not null
);
create index national_filing_state on national_filing (state);
create index national_filing_entry on national_filing (entry_id);

grant select, insert, update, delete on national_list, national_entry, national_filing to zhengmei_app;

alter table national_list enable row level security;
-- When the last list was made is known in its region, below it and above it.
create policy national_list_scope on national_list using (
  (select app_scope()) = 'system'
  or ((select app_scope()) in ('region', 'industry', 'unit')
      and (starts_with((select app_region()), region_path) or starts_with(region_path, (select app_region()))))
) with check (
  (select app_scope()) = 'system' or ((select app_scope()) = 'region' and starts_with(region_path, (select app_region())))
);

alter table national_entry enable row level security;
-- Whoever sees the account, the body it is said to belong to, or the region of what belongs to nobody yet.
create policy national_entry_scope on national_entry using (
  (select app_scope()) = 'system'
  or ((select app_scope()) = 'region' and starts_with(region_path, (select app_region())))
  or ((select app_scope()) = 'unit' and host_unit_id = (select app_unit()))
  or exists (select 1 from account a where a.id = national_entry.account_id)
) with check (
  (select app_scope()) = 'system'
  or ((select app_scope()) = 'region' and starts_with(region_path, (select app_region())))
);

alter table national_filing enable row level security;
create policy national_filing_scope on national_filing using (
  (select app_scope()) = 'system' or exists (select 1 from account a where a.id = national_filing.account_id)
);

create policy system_scope on national_list to zhengmei_system using (true) with check (true);
create policy system_scope on national_entry to zhengmei_system using (true) with check (true);
create policy system_scope on national_filing to zhengmei_system using (true) with check (true);
