-- What leaves the installation: one row for each message, person and channel.
create table message_delivery (
  id uuid primary key,
  message_id uuid not null references message (id) on delete cascade,
  user_id uuid not null references app_user (id),
  channel text not null check (channel in ('email', 'sms', 'dingtalk')),
  urgency text not null check (urgency in ('normal', 'urgent', 'emergency')),
  -- What goes out together has one number, which the receiving side can tell a repetition by.
  dispatch_id uuid,
  state text not null check (state in ('queued', 'sent', 'failed', 'givenUp', 'dropped')),
  attempts integer not null default 0,
  next_try_at timestamptz not null,
  error text,
  created_at timestamptz not null,
  ended_at timestamptz,
  unique (message_id, channel)
);
create index message_delivery_due on message_delivery (next_try_at) where state in ('queued', 'failed');
create index message_delivery_failed on message_delivery (id desc) where state in ('failed', 'givenUp');
create index message_delivery_dispatch on message_delivery (dispatch_id) where dispatch_id is not null;

-- Which channels a person wants for a kind of message; without a row, what `messageKinds` says.
create table message_preference (
  user_id uuid not null references app_user (id),
  kind text not null,
  channels text[] not null,
  updated_at timestamptz not null,
  primary key (user_id, kind)
);

do $$
declare t text;
begin
  foreach t in array array['message_delivery', 'message_preference'] loop
    execute format('grant select, insert, update, delete on %I to zhengmei_app', t);
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy %I on %I using (
      (select app_scope()) = 'system' or user_id = (select app_user_id()))$p$, t || '_scope', t);
    execute format('create policy system_scope on %I to zhengmei_system using (true) with check (true)', t);
  end loop;
end $$;
