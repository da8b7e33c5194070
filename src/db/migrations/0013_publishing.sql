-- §7.1, §8: manuscripts, their three reviews, what went out on which account, and the register of it.

-- 栏目: a standing series of a host unit.
create table content_column (
  id uuid primary key,
  host_unit_id uuid not null references unit (id),
  region_path text collate "C" not null,
  name text not null,
  intro text not null default '',
  state text not null default 'active' check (state in ('active', 'stopped')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index content_column_name on content_column (host_unit_id, name) where state = 'active';

-- 主题策划: a topic with its days.
create table campaign (
  id uuid primary key,
  host_unit_id uuid not null references unit (id),
  region_path text collate "C" not null,
  name text not null,
  plan text not null default '',
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  state text not null default 'active' check (state in ('active', 'stopped')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index campaign_days on campaign (host_unit_id, starts_on);

create table draft_template (
  id uuid primary key,
  host_unit_id uuid not null references unit (id),
  region_path text collate "C" not null,
  name text not null,
  content jsonb not null,
  state text not null default 'active' check (state in ('active', 'stopped')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index draft_template_name on draft_template (host_unit_id, name) where state = 'active';

-- Pictures, videos and attachments of a unit; their bytes are in file_piece. Pictures are stored without EXIF.
create table media (
  id uuid primary key,
  host_unit_id uuid not null references unit (id),
  region_path text collate "C" not null,
  file_id uuid not null references file_object (id),
  kind text not null check (kind in ('picture', 'video', 'attachment')),
  name text not null,
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  width integer,
  height integer,
  alt text not null default '',
  added_by uuid references app_user (id),
  added_by_name text not null,
  added_at timestamptz not null,
  removed_at timestamptz
);
create index media_unit on media (host_unit_id, kind, id desc);
create index media_file on media (file_id);
alter table file_object drop constraint file_object_purpose_check;
alter table file_object add constraint file_object_purpose_check
  check (purpose in ('import', 'errors', 'export', 'evidence', 'report', 'media'));

create sequence draft_seq;

-- 稿件
create table draft (
  id uuid primary key,
  number text collate "C" not null unique,
  host_unit_id uuid not null references unit (id),
  region_path text collate "C" not null,
  state text not null check (state in ('drafting', 'inReview', 'returned', 'refused', 'approved', 'published', 'discarded')),
  title text not null,
  -- 分级分类: which route it takes.
  class text not null,
  column_id uuid references content_column (id),
  campaign_id uuid references campaign (id),
  content jsonb not null,
  body_text text not null,
  -- Of everything that will be seen: text, pictures, target accounts, schedule (§8.2).
  hash text not null,
  -- The hash that the last reviewer of a whole round agreed to.
  approved_hash text,
  approved_at timestamptz,
  scheduled_at timestamptz,
  -- Everybody who has written on it: none of them may review it.
  author_ids uuid[] not null,
  created_by uuid not null references app_user (id),
  created_by_name text not null,
  updated_by_name text not null,
  submitted_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  search tsvector not null
);
create index draft_unit on draft (host_unit_id, updated_at desc, id);
create index draft_region on draft (region_path, updated_at desc, id);
create index draft_search on draft using gin (search);
create index draft_scheduled on draft (host_unit_id, scheduled_at) where scheduled_at is not null;

create table draft_version (
  draft_id uuid not null references draft (id),
  n integer not null,
  content jsonb not null,
  title text not null,
  hash text not null,
  -- auto: the running save of one person, written over while she goes on; the others stay as they are.
  reason text not null check (reason in ('auto', 'manual', 'submit', 'restore')),
  saved_by uuid references app_user (id),
  saved_by_name text not null,
  saved_at timestamptz not null,
  primary key (draft_id, n)
);

-- What the checker found in exactly this content.
create table draft_check (
  draft_id uuid not null references draft (id),
  hash text not null,
  lexicon_version text not null,
  findings jsonb not null,
  checked_at timestamptz not null,
  primary key (draft_id, hash)
);

-- 辅助审核 (§8.2.3): what an operator noted; never a signature.
create table draft_precheck (
  id uuid primary key,
  draft_id uuid not null references draft (id),
  hash text not null,
  note text not null,
  user_id uuid not null references app_user (id),
  user_name text not null,
  unit_name text not null,
  at timestamptz not null
);
create index draft_precheck_draft on draft_precheck (draft_id, at);

-- 分级分类审核: a unit's own route for a class of content; fewer than three levels hold only after the supervisor's consent.
create table review_rule (
  id uuid primary key,
  host_unit_id uuid not null references unit (id),
  region_path text collate "C" not null,
  class text not null,
  steps jsonb not null,
  reason text not null,
  state text not null check (state in ('inReview', 'active', 'refused', 'returned', 'withdrawn', 'replaced')),
  version integer not null default 1,
  created_by uuid references app_user (id),
  created_by_name text not null,
  created_at timestamptz not null,
  decided_at timestamptz
);
create unique index review_rule_active on review_rule (host_unit_id, class) where state = 'active';
create index review_rule_unit on review_rule (host_unit_id, id desc);

-- 七要素: what each reviewer judged, of which content.
create table review_sheet (
  id uuid primary key,
  review_id uuid not null references review (id),
  subject_id uuid not null,
  round integer not null,
  step integer not null,
  step_name text not null,
  -- 一审, 二审, 三审; a further look is none of them.
  level text check (level in ('first', 'second', 'final')),
  duty text not null,
  action text not null,
  hash text not null,
  elements jsonb not null,
  user_id uuid not null references app_user (id),
  user_name text not null,
  on_behalf_id uuid references app_user (id),
  on_behalf_name text,
  opinion text not null,
  at timestamptz not null
);
create index review_sheet_review on review_sheet (review_id, at);
create index review_sheet_subject on review_sheet (subject_id, at);

-- A 严重 finding that the third reviewer let pass, with the reason; shown to the supervisor.
create table finding_release (
  id uuid primary key,
  review_id uuid not null references review (id),
  subject_id uuid not null,
  host_unit_id uuid not null references unit (id),
  region_path text collate "C" not null,
  title text not null,
  hash text not null,
  finding_key text not null,
  finding jsonb not null,
  reason text not null,
  released_by uuid not null references app_user (id),
  released_by_name text not null,
  at timestamptz not null,
  unique (subject_id, hash, finding_key)
);
create index finding_release_region on finding_release (region_path, at desc, id);

alter table review add column barred uuid[] not null default '{}';
alter table review add column distinct_people boolean not null default false;
alter table review add column urgent boolean not null default false;

-- 平台对接: how an account is reached; secrets are sealed.
create table platform_connection (
  account_id uuid primary key references account (id),
  base_url text,
  allow_inner boolean not null default false,
  app_id text not null default '',
  secret_cipher text,
  open_id text not null default '',
  -- The domain that links of posts must lie under (Weibo).
  link_domain text not null default '',
  token_cipher text,
  token_expires_at timestamptz,
  refresh_cipher text,
  refresh_expires_at timestamptz,
  state text not null check (state in ('ready', 'reauthorise', 'off')),
  fault jsonb,
  -- Nothing is asked of the platform before: its quota of the day is used up, or it is too often asked.
  rests_until timestamptz,
  -- Somebody is fetching a new token until then; the others wait for it instead of fetching a second one.
  renewing_until timestamptz,
  -- The day on which the host unit was last told that the authorisation ends soon.
  reminded_on date,
  version integer not null default 1,
  updated_by_name text not null,
  updated_at timestamptz not null
);

create sequence publication_seq;

-- 发布登记、备案: one manuscript on one account.
create table publication (
  id uuid primary key,
  number text collate "C" not null unique,
  draft_id uuid not null references draft (id),
  -- The version that was signed.
  draft_version integer not null,
  hash text not null,
  review_id uuid not null references review (id),
  account_id uuid not null references account (id),
  host_unit_id uuid not null references unit (id),
  region_path text collate "C" not null,
  platform text not null,
  account_name text not null,
  title text not null,
  -- What goes out on this account, frozen.
  outgoing jsonb not null,
  -- Who signed what and when, frozen.
  signatures jsonb not null,
  way text not null check (way in ('api', 'handOver')),
  state text not null check (state in ('scheduled', 'sending', 'unsure', 'accepted', 'published', 'failed', 'handOver', 'withdrawn', 'removed', 'cancelled')),
  scheduled_at timestamptz not null,
  -- The irrevocable call was about to be made; written and committed before it.
  submitted_at timestamptz,
  kept jsonb not null default '{}',
  url text,
  published_at timestamptz,
  -- 已发布 entered by hand; whether it was seen at that address since.
  registered_by_name text,
  verified text check (verified in ('unchecked', 'verified', 'differs', 'unreachable')),
  verified_at timestamptz,
  post_id uuid,
  attempts integer not null default 0,
  next_at timestamptz,
  fault jsonb,
  created_by_name text not null,
  created_at timestamptz not null,
  version integer not null default 1,
  search tsvector not null
);
create unique index publication_once on publication (draft_id, account_id, hash) where state not in ('cancelled', 'failed', 'withdrawn', 'removed');
create index publication_due on publication (next_at, id) where next_at is not null;
create index publication_time on publication (scheduled_at desc, id desc);
create index publication_region on publication (region_path, scheduled_at desc, id desc);
create index publication_unit on publication (host_unit_id, scheduled_at desc, id desc);
create index publication_account on publication (account_id, scheduled_at desc, id desc);
create index publication_draft on publication (draft_id);
create index publication_search on publication using gin (search);

-- As search_account_ids (0005): ids only, and the caller looks them up in `publication`, where the scope decides.
create function search_publication_ids(words text, most integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  select id from publication where search @@ words::tsquery limit most
$$;

-- Everything that was tried and answered; never changed.
create table publication_event (
  id uuid primary key,
  publication_id uuid not null references publication (id),
  kind text not null,
  title text not null,
  detail jsonb not null default '{}',
  actor_name text not null,
  at timestamptz not null
);
create index publication_event_of on publication_event (publication_id, id);

grant select, insert, update on content_column, campaign, draft_template, media, draft, draft_version, draft_check,
  review_rule, platform_connection, publication to zhengmei_app;
grant delete on draft_check, platform_connection to zhengmei_app;
grant select, insert on draft_precheck, review_sheet, finding_release, publication_event to zhengmei_app;
revoke delete on content_column, campaign, draft_template, media, draft, draft_version, review_rule, publication,
  draft_precheck, review_sheet, finding_release, publication_event from zhengmei_app;
revoke update on draft_precheck, review_sheet, finding_release, publication_event from zhengmei_app;
grant usage on sequence draft_seq, publication_seq to zhengmei_app;

create policy file_object_of_media on file_object for select using (
  purpose = 'media' and exists (select 1 from media m where m.file_id = file_object.id)
);

do $$
declare t text;
begin
  -- A unit's own affairs: seen by it, by the operators under contract with it, and by who supervises it.
  foreach t in array array['content_column', 'campaign', 'draft_template', 'media', 'draft', 'publication', 'review_rule', 'finding_release'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy %I on %I using (
      case (select app_scope())
        when 'system' then true
        when 'region' then starts_with(region_path, (select app_region()))
        when 'unit' then host_unit_id = (select app_unit())
        when 'industry' then starts_with(region_path, (select app_region()))
          and host_unit_id in (select id from unit where industry = (select app_industry()))
        when 'contract' then host_unit_id in (select app_contract_hosts())
        else false
      end)$p$, t || '_scope', t);
  end loop;
  foreach t in array array['draft_version', 'draft_check', 'draft_precheck'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy %I on %I using (
      (select app_scope()) = 'system' or exists (select 1 from draft d where d.id = %I.draft_id))$p$, t || '_scope', t, t);
  end loop;
  alter table publication_event enable row level security;
  create policy publication_event_scope on publication_event using (
    (select app_scope()) = 'system' or exists (select 1 from publication p where p.id = publication_event.publication_id));
  alter table platform_connection enable row level security;
  create policy platform_connection_scope on platform_connection using (
    (select app_scope()) = 'system' or exists (select 1 from account a where a.id = platform_connection.account_id));
  alter table review_sheet enable row level security;
  create policy review_sheet_scope on review_sheet using (
    (select app_scope()) = 'system' or exists (select 1 from review r where r.id = review_sheet.review_id));
  foreach t in array array['content_column', 'campaign', 'draft_template', 'media', 'draft', 'draft_version', 'draft_check',
    'draft_precheck', 'review_rule', 'review_sheet', 'finding_release', 'platform_connection', 'publication', 'publication_event'] loop
    execute format('create policy system_scope on %I to zhengmei_system using (true) with check (true)', t);
  end loop;
end $$;
