-- The people, bodies and regions of chapter 5, and what every later chapter stands on.
-- Row-level security (0005) shows nothing until src/db/transact.ts has set a scope.

create function app_scope() returns text language sql stable as $$ select coalesce(current_setting('app.scope', true), '') $$;
create function app_region() returns text language sql stable as $$ select coalesce(current_setting('app.region_path', true), '') $$;
create function app_unit() returns uuid language sql stable as $$ select nullif(current_setting('app.unit_id', true), '')::uuid $$;
create function app_user_id() returns uuid language sql stable as $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;
create function app_industry() returns text language sql stable as $$ select coalesce(current_setting('app.industry', true), '') $$;
create function app_today() returns date language sql stable as $$ select coalesce(nullif(current_setting('app.today', true), '')::date, (now() at time zone 'Asia/Shanghai')::date) $$;

-- §5: province, city, county, township. `path` is the codes from the province down, each followed by '/'.
create table region (
  code text primary key check (code ~ '^[0-9]{6}([0-9]{3})?$'),
  name text not null,
  short_name text not null,
  level text not null check (level in ('province', 'city', 'county', 'township')),
  parent_code text references region (code),
  path text collate "C" not null unique,
  residents bigint check (residents >= 0),
  residents_year integer,
  residents_source text,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  check (parent_code is not null or level = 'province'),
  check ((residents is null) = (residents_source is null) and (residents is null) = (residents_year is null))
);
create index region_parent on region (parent_code);

-- §5.1: the six kinds of body.
create table unit (
  id uuid primary key,
  name text not null,
  short_name text not null,
  kind text not null check (kind in ('supervisor', 'publicityOffice', 'hostUnit', 'businessAuthority', 'industryRegulator', 'contractor')),
  host_type text check (host_type in ('department', 'township', 'institution', 'enterprise')),
  region_code text not null references region (code),
  region_path text collate "C" not null,
  level text not null check (level in ('province', 'city', 'county', 'township')),
  industry text,
  credit_code text,
  qualification text check (qualification in ('subsidiary', 'mainstreamMedia', 'licensedNewsSite')),
  contact_name text,
  contact_phone_cipher text,
  contact_phone_mask text,
  active boolean not null default true,
  search tsvector not null default ''::tsvector,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (kind <> 'hostUnit' or host_type is not null),
  check (kind <> 'contractor' or qualification is not null)
);
create unique index unit_name on unit (region_code, name) where active;
create index unit_region on unit (region_path, id);
create index unit_kind on unit (kind, region_path);
create index unit_search on unit using gin (search);

create table app_user (
  id uuid primary key,
  username text not null unique check (username = lower(username)),
  name text not null,
  unit_id uuid not null references unit (id),
  phone_cipher text,
  phone_mask text,
  phone_index text,
  email text,
  active boolean not null default true,
  left_at timestamptz,
  password_hash text not null,
  password_changed_at timestamptz,
  must_change_password boolean not null default true,
  totp_cipher text,
  totp_enabled_at timestamptz,
  totp_last_step bigint,
  failed_count integer not null default 0,
  locked_until timestamptz,
  lock_reason text,
  last_login_at timestamptz,
  oidc_issuer text,
  oidc_subject text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index app_user_unit on app_user (unit_id);
create unique index app_user_oidc on app_user (oidc_issuer, oidc_subject) where oidc_subject is not null;

create table user_duty (
  user_id uuid not null references app_user (id),
  duty text not null,
  primary key (user_id, duty)
);
-- 三员分立 in the database too: an administrator holds exactly one duty.
create function refuse_joined_admins() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from user_duty d where d.user_id = new.user_id and d.duty <> new.duty
      and (d.duty in ('systemAdmin', 'securityAdmin', 'auditAdmin') or new.duty in ('systemAdmin', 'securityAdmin', 'auditAdmin'))
  ) then
    raise exception 'ADMINS_SEPARATE' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger user_duty_separate before insert or update on user_duty for each row execute function refuse_joined_admins();

create table session (
  id_hash text primary key,
  public_id uuid not null unique,
  user_id uuid not null references app_user (id),
  csrf_token text not null,
  method text not null check (method in ('password', 'passwordTotp', 'oidc')),
  ip text not null,
  user_agent text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text
);
create index session_of_user on session (user_id) where revoked_at is null;

-- Failed sign-ins by source, whatever the user name: a spray is slowed down without locking anyone out.
create table sign_in_failure (
  id bigint generated always as identity primary key,
  username text not null,
  source text not null,
  at timestamptz not null
);
create index sign_in_failure_source on sign_in_failure (source, at);
create index sign_in_failure_username on sign_in_failure (username, at);

create table oidc_flow (
  state_hash text primary key,
  nonce text not null,
  code_verifier text not null,
  return_to text not null,
  created_at timestamptz not null
);

-- §5.2.5: who is entrusted with what, until when. The absence of a valid row is the absence of access.
create table contract (
  id uuid primary key,
  contractor_unit_id uuid not null references unit (id),
  host_unit_id uuid not null references unit (id),
  contract_no text,
  duties text not null,
  starts_on date not null,
  ends_on date not null,
  nda_signed_on date not null,
  nda_ends_on date not null,
  ended_at timestamptz,
  ended_reason text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (starts_on <= ends_on),
  check (nda_signed_on <= nda_ends_on)
);
create index contract_contractor on contract (contractor_unit_id);
create index contract_host on contract (host_unit_id);
create function app_contract_hosts() returns setof uuid language sql stable security definer set search_path = public, pg_temp as $$
  select host_unit_id from contract
  where contractor_unit_id = app_unit() and ended_at is null
    and exists (select 1 from unit where id = app_unit() and active)
    and app_today() between starts_on and ends_on and app_today() between nda_signed_on and nda_ends_on
$$;

-- 交接单: what a leaving or moved person had open, and who took it over.
create table handover (
  id uuid primary key,
  from_user_id uuid not null references app_user (id),
  to_user_id uuid not null references app_user (id),
  reason text not null,
  items jsonb not null,
  at timestamptz not null,
  by_user_id uuid
);

create table saved_view (
  id uuid primary key,
  user_id uuid not null references app_user (id),
  page text not null,
  name text not null,
  query jsonb not null,
  created_at timestamptz not null,
  unique (user_id, page, name)
);

create table message (
  id uuid primary key,
  user_id uuid not null references app_user (id),
  kind text not null,
  title text not null,
  body text not null default '',
  link text,
  created_at timestamptz not null,
  read_at timestamptz
);
create index message_user on message (user_id, id desc);
create index message_unread on message (user_id) where read_at is null;

create table setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null
);

-- What was answered to a submission key, so that a repeated submission is answered and not done again.
create table idempotency_key (
  user_id uuid not null,
  key text not null,
  request_hash text not null,
  status integer,
  body jsonb,
  created_at timestamptz not null,
  primary key (user_id, key)
);

-- What other parts must learn of a change, in the transaction of the change.
create table outbox (
  id bigint generated always as identity primary key,
  kind text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  handled_at timestamptz
);
create index outbox_open on outbox (id) where handled_at is null;

-- Files in the database, in pieces, so that any process can serve them (文件中心, uploads, evidence).
create table file_object (
  id uuid primary key,
  owner_user_id uuid references app_user (id),
  unit_id uuid references unit (id),
  purpose text not null check (purpose in ('import', 'errors', 'export', 'evidence', 'report')),
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  created_at timestamptz not null,
  expires_at timestamptz
);
create index file_object_owner on file_object (owner_user_id, id desc);
create table file_piece (
  file_id uuid not null references file_object (id) on delete cascade,
  n integer not null,
  bytes bytea not null,
  primary key (file_id, n)
);

-- Work that takes longer than a request: its progress, for the page that waits for it.
create table job_run (
  id uuid primary key,
  kind text not null,
  title text not null,
  user_id uuid,
  unit_id uuid,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  payload jsonb not null,
  done bigint not null default 0,
  total bigint,
  result jsonb,
  error text,
  created_at timestamptz not null,
  started_at timestamptz,
  heartbeat_at timestamptz,
  finished_at timestamptz
);
create index job_run_user on job_run (user_id, id desc);
create index job_run_open on job_run (kind) where state in ('queued', 'running');
