-- Every change and every view of unmasked personal data. Entries are only ever added, each carries the hash
-- of the one before it, and the head is locked while one is added, so that the chain has no fork.

create table audit_entry (
  seq bigint not null,
  at timestamptz not null,
  user_id uuid,
  username text not null,
  user_name text not null,
  unit_id uuid,
  unit_name text not null,
  ip text not null,
  user_agent text not null,
  request_id text not null,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  title text not null,
  before jsonb,
  after jsonb,
  prev_hash text not null,
  hash text not null,
  primary key (seq, at)
) partition by range (at);
create index audit_entry_at on audit_entry (at desc, seq desc);
create index audit_entry_subject on audit_entry (subject_type, subject_id, seq desc);
create index audit_entry_user on audit_entry (username, seq desc);

create table audit_head (
  single boolean primary key default true check (single),
  seq bigint not null,
  hash text not null
);
insert into audit_head (seq, hash) values (0, '');

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are append-only' using errcode = '42501';
end $$;
create trigger audit_entry_append_only before update or delete on audit_entry for each row execute function refuse_audit_change();
create trigger audit_entry_no_truncate before truncate on audit_entry for each statement execute function refuse_audit_change();
