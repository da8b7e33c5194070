-- 账号及密码保管 (§5.2.3): who keeps what belongs to an account, never the secret itself.
create table account_custody (
  account_id uuid not null references account (id),
  item text not null check (item in ('password', 'phone', 'admin')),
  keeper_user_id uuid not null references app_user (id),
  since date not null,
  place text,
  phone_cipher text,
  phone_mask text,
  note text,
  -- When the host unit was told that the keeper is no longer there.
  told_at timestamptz,
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (account_id, item)
);
create index account_custody_keeper on account_custody (keeper_user_id);

-- 账号保管交接单: the keeper changes when the receiver has confirmed.
create table custody_transfer (
  id uuid primary key,
  account_id uuid not null references account (id),
  from_user_id uuid not null references app_user (id),
  to_user_id uuid not null references app_user (id),
  items text[] not null,
  reason text not null,
  state text not null check (state in ('open', 'confirmed', 'withdrawn')),
  made_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index custody_transfer_account on custody_transfer (account_id, created_at desc);
create index custody_transfer_open on custody_transfer (from_user_id) where state = 'open';

-- 值班值守: who is on duty for the accounts of a host unit on a day.
create table duty_shift (
  unit_id uuid not null references unit (id),
  day date not null,
  role text not null check (role in ('leader', 'officer')),
  user_id uuid not null references app_user (id),
  primary key (unit_id, day, role, user_id)
);

do $$
declare t text;
begin
  foreach t in array array['account_custody', 'custody_transfer'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy %I on %I using (
      (select app_scope()) = 'system' or exists (select 1 from account a where a.id = %I.account_id))$p$, t || '_scope', t, t);
  end loop;
  alter table duty_shift enable row level security;
  create policy duty_shift_scope on duty_shift using (
    (select app_scope()) = 'system'
    or unit_id = (select app_unit())
    or ((select app_scope()) = 'region' and unit_id in (select id from unit where starts_with(region_path, (select app_region()))))
    or ((select app_scope()) = 'contract' and unit_id in (select app_contract_hosts()))
  );
  foreach t in array array['account_custody', 'custody_transfer', 'duty_shift'] loop
    execute format('grant select, insert, update, delete on %I to zhengmei_app', t);
    execute format('create policy system_scope on %I to zhengmei_system using (true) with check (true)', t);
  end loop;
end $$;
