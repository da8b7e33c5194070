-- The one approval engine (ch. 6, ch. 8), and the applications of chapter 6.

-- Something that waits for, or went through, the decisions of a route. `steps` is the route of the running round.
create table review (
  id uuid primary key,
  subject_type text not null,
  subject_id uuid not null,
  kind text not null,
  title text not null,
  link text not null,
  host_unit_id uuid not null references unit (id),
  region_path text collate "C" not null,
  state text not null check (state in ('open', 'approved', 'refused', 'returned', 'withdrawn')),
  round integer not null default 1,
  step integer not null default 0,
  steps jsonb not null,
  -- Whose turn it is: whoever holds the duty in the unit, unless review_assignment names people.
  turn_unit_id uuid references unit (id),
  turn_duty text,
  due_on date,
  submitter_id uuid not null references app_user (id),
  submitter_name text not null,
  submitter_unit text not null,
  submitted_at timestamptz not null,
  urged_on date,
  reminded_on date,
  escalated_at timestamptz,
  decided_at timestamptz,
  version integer not null default 1,
  unique (subject_type, subject_id)
);
create index review_turn on review (turn_unit_id, turn_duty, due_on, id) where state = 'open';
create index review_region on review (region_path, id desc);
create index review_host on review (host_unit_id, id desc);
create index review_submitter on review (submitter_id, id desc);

-- Named reviewers of the current step.
create table review_assignment (
  review_id uuid not null references review (id) on delete cascade,
  user_id uuid not null references app_user (id),
  primary key (review_id, user_id)
);
create index review_assignment_user on review_assignment (user_id);

-- Who said what, in every round; never changed.
create table review_opinion (
  id uuid primary key,
  review_id uuid not null references review (id),
  round integer not null,
  step integer,
  step_name text not null,
  action text not null,
  user_id uuid references app_user (id),
  user_name text not null,
  unit_name text not null,
  on_behalf_name text,
  to_name text,
  opinion text not null,
  reached_at timestamptz,
  at timestamptz not null
);
create index review_opinion_review on review_opinion (review_id, id);
create index review_opinion_user on review_opinion (user_id, id desc);

-- 抄送
create table review_copy (
  review_id uuid not null references review (id),
  user_id uuid not null references app_user (id),
  by_name text not null,
  at timestamptz not null,
  primary key (review_id, user_id)
);
create index review_copy_user on review_copy (user_id, at desc);

-- 代理: while somebody is absent, another of the same body decides in her name.
create table review_absence (
  id uuid primary key,
  user_id uuid not null references app_user (id),
  deputy_id uuid not null references app_user (id),
  starts_on date not null,
  ends_on date not null,
  reason text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  check (starts_on <= ends_on),
  check (user_id <> deputy_id)
);
create index review_absence_user on review_absence (user_id) where ended_at is null;
create index review_absence_deputy on review_absence (deputy_id) where ended_at is null;

-- 常用意见
create table review_phrase (
  id uuid primary key,
  user_id uuid not null references app_user (id),
  text text not null,
  created_at timestamptz not null,
  unique (user_id, text)
);

-- §6.1–6.4: what a host unit asks for, from its first draft to its end.
create table account_application (
  id uuid primary key,
  number text collate "C" not null unique,
  kind text not null check (kind in ('opening', 'filing', 'change', 'closure')),
  state text not null check (state in ('draft', 'inReview', 'returned', 'withdrawn', 'refused', 'approved', 'lapsed', 'noticePosted', 'platformApplied', 'submitted', 'completed', 'done', 'discarded')),
  title text not null,
  host_unit_id uuid not null references unit (id),
  region_code text not null references region (code),
  region_path text collate "C" not null,
  level text not null check (level in ('province', 'city', 'county', 'township')),
  platform text not null,
  account_id uuid references account (id),
  -- A filing follows its opening.
  opening_id uuid references account_application (id),
  -- Why an account is closed, and whether the closing bars its host unit (§6.1.2).
  cause text check (cause in ('voluntary', 'cleanup', 'unfit', 'promiseUnmet')),
  form jsonb not null,
  -- By when the host unit takes the next step.
  due_on date,
  reminded_on date,
  barred_until date,
  bar_lifted_reason text,
  created_by uuid references app_user (id),
  created_by_name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  decided_at timestamptz,
  ended_at timestamptz,
  version integer not null default 1,
  check (kind = 'opening' or kind = 'filing' or account_id is not null),
  check ((kind = 'closure') = (cause is not null))
);
create sequence account_application_seq;
-- Never two open applications for one account.
create unique index account_application_open on account_application (account_id)
  where account_id is not null and kind in ('change', 'closure') and state not in ('refused', 'done', 'discarded');
create unique index account_application_filing on account_application (opening_id) where opening_id is not null and state not in ('refused', 'discarded');
create index account_application_host on account_application (host_unit_id, id desc);
create index account_application_region on account_application (region_path, id desc);
create index account_application_account on account_application (account_id, id desc);
create index account_application_due on account_application (due_on) where due_on is not null;
create index account_application_bar on account_application (host_unit_id, barred_until) where barred_until is not null;

-- Every step that an application took; never changed.
create table account_application_step (
  id uuid primary key,
  application_id uuid not null references account_application (id),
  action text not null,
  from_state text not null,
  to_state text not null,
  note text not null default '',
  actor_name text not null,
  actor_unit text not null,
  at timestamptz not null
);
create index account_application_step_of on account_application_step (application_id, id);

-- Evidence of each kind that the Guide asks for at a step.
create table account_application_file (
  application_id uuid not null references account_application (id),
  file_id uuid not null references file_object (id),
  role text not null check (role in ('pledge', 'certification', 'subjectProof', 'stopNotice', 'platformApplication', 'closureProof', 'platformConfirmation', 'attachment')),
  added_at timestamptz not null,
  primary key (application_id, file_id)
);
create index account_application_file_file on account_application_file (file_id);

-- §6.1.2: what was promised at the opening, and how it came out after a year.
create table account_pledge (
  account_id uuid primary key references account (id),
  opening_id uuid references account_application (id),
  followers bigint not null check (followers >= 0),
  posts_per_month bigint not null check (posts_per_month >= 0),
  average_reads bigint not null check (average_reads >= 0),
  reviews_on date not null,
  facts jsonb,
  evaluated_at timestamptz,
  decision text check (decision in ('met', 'extended', 'closed')),
  decision_reason text,
  decided_by text,
  decided_at timestamptz,
  version integer not null default 1
);
create index account_pledge_due on account_pledge (reviews_on) where decision is null;

grant select, insert, update, delete on review, review_assignment, review_opinion, review_copy, review_absence, review_phrase,
  account_application, account_application_step, account_application_file, account_pledge to zhengmei_app;
revoke update, delete on review_opinion, account_application_step from zhengmei_app;
grant usage on sequence account_application_seq to zhengmei_app;

alter table review enable row level security;
-- Seen by its host unit, by who supervises it, by who submitted, decided or was told of it.
create policy review_scope on review using (
  case (select app_scope())
    when 'system' then true
    when 'region' then starts_with(region_path, (select app_region()))
    when 'unit' then host_unit_id = (select app_unit())
    else false
  end
  or submitter_id = (select app_user_id())
  or exists (select 1 from review_assignment a where a.review_id = review.id and a.user_id = (select app_user_id()))
  or exists (select 1 from review_copy c where c.review_id = review.id and c.user_id = (select app_user_id()))
);
alter table review_assignment enable row level security;
create policy review_assignment_scope on review_assignment using (
  (select app_scope()) in ('system', 'region', 'unit') or user_id = (select app_user_id())
);
alter table review_copy enable row level security;
create policy review_copy_scope on review_copy using (
  (select app_scope()) in ('system', 'region', 'unit') or user_id = (select app_user_id())
);
alter table review_opinion enable row level security;
create policy review_opinion_scope on review_opinion using (
  (select app_scope()) = 'system' or exists (select 1 from review r where r.id = review_opinion.review_id)
);
alter table review_phrase enable row level security;
create policy review_phrase_scope on review_phrase using ((select app_scope()) = 'system' or user_id = (select app_user_id()));
alter table review_absence enable row level security;
-- One's own, those one stands in for, and those of one's own body.
create policy review_absence_scope on review_absence using (
  (select app_scope()) = 'system'
  or user_id = (select app_user_id())
  or deputy_id = (select app_user_id())
  or user_id in (select id from app_user where unit_id = (select app_unit()))
);

alter table account_application enable row level security;
create policy account_application_scope on account_application using (
  case (select app_scope())
    when 'system' then true
    when 'region' then starts_with(region_path, (select app_region()))
    when 'unit' then host_unit_id = (select app_unit())
    else false
  end
);
do $$
declare t text;
begin
  foreach t in array array['account_application_step', 'account_application_file'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy %I on %I using (
      (select app_scope()) = 'system' or exists (select 1 from account_application a where a.id = %I.application_id))$p$, t || '_scope', t, t);
  end loop;
  foreach t in array array['account_pledge'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy %I on %I using (
      (select app_scope()) = 'system' or exists (select 1 from account a where a.id = %I.account_id))$p$, t || '_scope', t, t);
  end loop;
end $$;
create policy file_object_of_application on file_object for select using (
  purpose = 'evidence' and exists (select 1 from account_application_file f where f.file_id = file_object.id)
);

do $$
declare t text;
begin
  foreach t in array array['review', 'review_assignment', 'review_opinion', 'review_copy', 'review_absence', 'review_phrase',
    'account_application', 'account_application_step', 'account_application_file', 'account_pledge'] loop
    execute format('create policy system_scope on %I to zhengmei_system using (true) with check (true)', t);
  end loop;
end $$;
