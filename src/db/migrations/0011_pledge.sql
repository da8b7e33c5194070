-- §6.1.2: the review of a promise after a year: which year it was, what it came to, and each decision on it.

alter table account_pledge
  -- The first day of the promised year.
  add column starts_on date,
  add column source text not null default 'opening' check (source in ('opening', 'paper')),
  -- What promises on paper rest on, and who entered them.
  add column promised_on date,
  add column evidence_file_id uuid references file_object (id),
  add column note text not null default '',
  add column entered_by text,
  add column entered_at timestamptz,
  add column outcome text check (outcome in ('met', 'unmet', 'unknown')),
  -- For which day of review people have been told.
  add column told_for date;
update account_pledge set starts_on = (reviews_on - interval '1 year')::date;
alter table account_pledge
  alter column starts_on set not null,
  add check (starts_on < reviews_on),
  add check ((outcome is null) = (facts is null));
drop index account_pledge_due;
create index account_pledge_due on account_pledge (reviews_on, account_id);
create index account_pledge_evidence on account_pledge (evidence_file_id) where evidence_file_id is not null;

-- What was decided, and on which facts; never changed.
create table account_pledge_decision (
  id uuid primary key,
  account_id uuid not null references account_pledge (account_id),
  decision text not null check (decision in ('met', 'extended', 'closed')),
  reason text not null,
  outcome text not null,
  facts jsonb not null,
  -- The day of the next review, where the decision was to put things right until then.
  reviews_on date,
  closure_id uuid references account_application (id),
  decided_by text not null,
  decided_unit text not null,
  at timestamptz not null,
  check ((decision = 'extended') = (reviews_on is not null)),
  check ((decision = 'closed') = (closure_id is not null))
);
create index account_pledge_decision_of on account_pledge_decision (account_id, id);

grant select, insert on account_pledge_decision to zhengmei_app;
revoke update, delete on account_pledge_decision from zhengmei_app;
alter table account_pledge_decision enable row level security;
create policy account_pledge_decision_scope on account_pledge_decision using (
  (select app_scope()) = 'system' or exists (select 1 from account a where a.id = account_pledge_decision.account_id)
);
create policy system_scope on account_pledge_decision to zhengmei_system using (true) with check (true);
create policy file_object_of_pledge on file_object for select using (
  purpose = 'evidence' and exists (select 1 from account_pledge p where p.evidence_file_id = file_object.id)
);
