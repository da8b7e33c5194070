-- The matrix (ch. 6), what the accounts published and how it was received (§7.1, 表2), and findings.

create table account (
  id uuid primary key,
  ledger_no text collate "C" not null unique,
  name text collate "C" not null,
  platform text not null check (platform in ('wechat', 'weibo', 'toutiao', 'douyin', 'channels', 'kuaishou', 'bilibili', 'miniProgram', 'app', 'other')),
  variant text check (variant in ('subscription', 'service')),
  platform_account_id text,
  host_unit_id uuid not null references unit (id),
  region_code text not null references region (code),
  region_path text collate "C" not null,
  level text not null check (level in ('province', 'city', 'county', 'township')),
  certified_body text,
  state text not null check (state in ('active', 'stopping', 'closing', 'closed')),
  opened_on date,
  filed_on date,
  closed_on date,
  account_contact_name text,
  account_contact_phone_cipher text,
  account_contact_phone_mask text,
  unit_contact_name text,
  unit_contact_phone_cipher text,
  unit_contact_phone_mask text,
  url text,
  intro text,
  tags text[] not null default '{}',
  followers bigint check (followers >= 0),
  followers_as_of date,
  last_post_at timestamptz,
  search tsvector not null default ''::tsvector,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (platform = 'wechat' or variant is null)
);
create unique index account_platform_id on account (platform, platform_account_id) where platform_account_id is not null and state <> 'closed';
create index account_host on account (host_unit_id);
create index account_region on account (region_path, ledger_no);
create index account_platform on account (platform, ledger_no);
create index account_name on account (name, id);
create index account_followers on account (coalesce(followers, -1), id);
create index account_last_post on account (coalesce(last_post_at, '-infinity'::timestamptz), id);
create index account_opened on account (coalesce(opened_on, '-infinity'::date), id);
create index account_search on account using gin (search);
create index account_tags on account using gin (tags);
create sequence account_ledger_seq;

-- Who works on the account, by duty.
create table account_person (
  account_id uuid not null references account (id),
  user_id uuid not null references app_user (id),
  duty text not null,
  since timestamptz not null,
  primary key (account_id, user_id, duty)
);
create index account_person_user on account_person (user_id);

-- The one timeline of everything that ever happened to an account.
create table account_event (
  id uuid primary key,
  account_id uuid not null references account (id),
  at timestamptz not null,
  kind text not null,
  title text not null,
  detail jsonb not null default '{}',
  actor_name text not null,
  actor_unit text not null
);
create index account_event_account on account_event (account_id, id desc);

create table import_batch (
  id uuid primary key,
  kind text not null,
  file_id uuid references file_object (id) on delete set null,
  file_name text not null,
  file_sha256 text not null,
  user_id uuid not null,
  unit_id uuid not null,
  state text not null check (state in ('uploaded', 'checking', 'checked', 'applying', 'applied', 'failed', 'cancelled')),
  sheet_name text,
  header_row integer,
  headers jsonb,
  mapping jsonb,
  options jsonb not null default '{}',
  row_count integer,
  new_count integer,
  changed_count integer,
  same_count integer,
  error_count integer,
  failure text,
  job_id uuid,
  created_at timestamptz not null,
  checked_at timestamptz,
  applied_at timestamptz
);
create index import_batch_user on import_batch (user_id, id desc);
create index import_batch_open on import_batch (kind) where state in ('checking', 'applying');
create table import_row (
  batch_id uuid not null references import_batch (id) on delete cascade,
  row_no integer not null,
  cells jsonb not null,
  parsed jsonb,
  outcome text check (outcome in ('new', 'changed', 'same', 'error')),
  errors jsonb,
  primary key (batch_id, row_no)
);
create index import_row_errors on import_row (batch_id, row_no) where outcome = 'error';

-- One published work. `post_key` recognises it again: its address on the platform, or title and day.
create table post (
  id uuid not null,
  published_at timestamptz not null,
  account_id uuid not null references account (id),
  post_key text not null,
  title text not null,
  url text,
  headline boolean,
  original boolean,
  source text not null,
  batch_id uuid,
  created_at timestamptz not null,
  primary key (id, published_at),
  -- The key first, so that looking up by it can use no other index (posts.store.ts).
  unique (post_key, account_id, published_at)
) partition by range (published_at);
create index post_account on post (account_id, published_at desc, id);

-- Figures as seen at a moment: a snapshot is never changed, a later one is added. Null is unknown, not zero.
create table post_metric (
  post_id uuid not null,
  published_at timestamptz not null,
  account_id uuid not null,
  captured_at timestamptz not null,
  source text not null,
  batch_id uuid,
  reads bigint,
  reads_capped boolean not null default false,
  wows bigint,
  likes bigint,
  shares bigint,
  comments bigint,
  favourites bigint,
  primary key (post_id, captured_at, published_at)
) partition by range (published_at);
create index post_metric_account on post_metric (account_id, published_at);

-- An account's own totals of a period, as its platform or a published list gives them.
create table account_figure (
  account_id uuid not null references account (id),
  period_start date not null,
  period_end date not null,
  captured_at timestamptz not null,
  source text not null,
  batch_id uuid,
  followers bigint,
  new_followers bigint,
  posts bigint,
  originals bigint,
  active_days bigint,
  reads bigint,
  wows bigint,
  likes bigint,
  shares bigint,
  comments bigint,
  head_posts bigint,
  head_reads bigint,
  head_wows bigint,
  head_likes bigint,
  head_shares bigint,
  max_reads bigint,
  max_wows bigint,
  max_likes bigint,
  max_shares bigint,
  collaboration_assigned bigint,
  collaboration_done bigint,
  published_index double precision,
  published_index_name text,
  primary key (account_id, period_start, period_end, captured_at, source)
) partition by range (period_start);

-- Citizens' comments (§7.3); filled by the connectors of chapter 7.3.
create table comment (
  id uuid not null,
  at timestamptz not null,
  account_id uuid not null references account (id),
  post_id uuid,
  platform_comment_id text,
  author_name text,
  body text not null,
  replied_at timestamptz,
  created_at timestamptz not null,
  primary key (id, at)
) partition by range (at);
create index comment_account on comment (account_id, at desc);

-- A fault or an incident, by hand now and by monitoring later; each kind is a line of 表2.
create table finding (
  id uuid primary key,
  account_id uuid not null references account (id),
  post_id uuid,
  kind text not null check (kind in ('graveError', 'minorError', 'onlineServices', 'poorInteraction', 'platformUse', 'silent14Days', 'graveOpinion', 'secrecyIncident', 'provincialCensure')),
  occurred_on date not null,
  title text not null,
  detail text not null default '',
  evidence_url text,
  evidence_file_id uuid references file_object (id),
  source text not null check (source in ('manual', 'import', 'monitoring')),
  state text not null check (state in ('confirmed', 'withdrawn')),
  recorded_by text not null,
  recorded_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  version integer not null default 1
);
create index finding_account on finding (account_id, occurred_on desc);
create index finding_day on finding (occurred_on desc, id desc);
