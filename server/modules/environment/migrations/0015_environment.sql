-- Stations and what they read, what was computed from it, and accounts of what ecosystems provide.

create table env_station (
  id          int generated always as identity primary key,
  code        text not null unique,
  name        text not null,
  kind        text not null check (kind in ('air', 'river', 'lake')),
  region_code text not null,
  valid_from  date not null,
  valid_to    date,
  simulated   boolean not null default false,
  created_at  timestamptz not null,
  check (valid_to is null or valid_to >= valid_from)
);
create index env_station_region on env_station (region_code);

-- One file that was imported. A file with simulated rows is simulated as a whole.
create table env_batch (
  id          int generated always as identity primary key,
  file_name   text not null,
  sha256      text not null,
  rows        int not null,
  added       int not null,
  corrected   int not null,
  simulated   boolean not null,
  region_code text not null,
  imported_at timestamptz not null,
  imported_by text not null
);

-- A reading is never changed: a correction supersedes it. `at` is China's time, the beginning of the hour, day or month.
-- No foreign keys: they would look up two rows for each of a million. The policies below ask for the station, and a
-- batch is written in the transaction of its readings and never removed.
create table env_reading (
  at            timestamp not null,
  station_id    int not null,
  batch_id      int not null,
  superseded_by int,
  item          smallint not null,
  grain         text not null check (grain in ('h', 'd', 'm')),
  flag          text check (flag in ('L', 'X')),  -- L: less than could be measured; X: kept, but not valid
  value         numeric not null
);
create unique index env_reading_living on env_reading (station_id, item, grain, at) where superseded_by is null;

-- Where a file lies while it is checked and compared; emptied at the beginning and the end of an import, in its
-- transaction, so that nobody else ever sees a row. COPY and row-level security do not go together, and the program may
-- make no temporary tables: a schema of its own.
create schema staging;
grant usage on schema staging to zhimai_app;
create unlogged table staging.env_stage (
  row_no int, station_id int, item smallint, grain text, at timestamp, value numeric, flag text
);
create unlogged table staging.env_change (like staging.env_stage);
alter table staging.env_change add column known boolean, add column old_batch int;
create function clear_env_stage() returns void language sql security definer set search_path = public, pg_temp
  as $$ truncate staging.env_stage, staging.env_change $$;
create function analyze_env_stage() returns void language plpgsql security definer set search_path = public, pg_temp
  as $$ begin analyze staging.env_stage; end $$;
grant select, insert on staging.env_stage, staging.env_change to zhimai_app;

-- What a year of readings came to for a region, with everything that leads back.
create table env_result (
  id            uuid primary key default gen_random_uuid(),
  kind          text not null check (kind in ('air', 'water')),
  year          int not null,
  region_code   text not null,
  method        text not null,
  summary       jsonb not null,
  detail        jsonb not null,
  simulated     boolean not null,
  published     boolean not null,
  computed_at   timestamptz not null,
  computed_by   text not null,
  superseded_at timestamptz
);
create unique index env_result_living on env_result (kind, region_code, year) where superseded_at is null;

create table gep_account (
  id            uuid primary key default gen_random_uuid(),
  region_code   text not null,
  year          int not null,
  method        text not null,
  area          numeric,
  amounts       jsonb not null,
  result        jsonb not null,
  total         numeric not null,
  state         text not null check (state in ('draft', 'published')),
  simulated     boolean not null,
  version       int not null default 1,
  recorded_at   timestamptz not null,
  recorded_by   text not null,
  superseded_at timestamptz
);
create unique index gep_account_living on gep_account (region_code, year) where superseded_at is null;

alter table env_station enable row level security;
alter table env_batch enable row level security;
alter table env_reading enable row level security;
alter table env_result enable row level security;
alter table gep_account enable row level security;

create policy station_read on env_station for select using (may_read_region(region_code));
create policy station_add on env_station for insert with check (may_write_region(region_code));
create policy station_mend on env_station for update using (may_write_region(region_code));
create policy batch_read on env_batch for select using (may_read_region(region_code));
create policy batch_add on env_batch for insert with check (may_write_region(region_code));
-- The stations are looked up once for a statement, not for each of a million rows.
create policy reading_read on env_reading for select using (station_id in (select id from env_station));
create policy reading_add on env_reading for insert
  with check (station_id in (select id from env_station where may_write_region(region_code)));
create policy reading_supersede on env_reading for update
  using (station_id in (select id from env_station where may_write_region(region_code)));
create policy result_read on env_result for select using (may_read_region(region_code));
create policy result_add on env_result for insert with check (may_write_region(region_code));
create policy result_supersede on env_result for update using (may_write_region(region_code));
create policy account_read on gep_account for select using (may_read_region(region_code));
create policy account_add on gep_account for insert with check (may_write_region(region_code));
create policy account_supersede on gep_account for update using (may_write_region(region_code));

create trigger env_result_refuse_simulated before insert or update of simulated, published on env_result
  for each row execute function refuse_simulated();

create function refuse_simulated_account() returns trigger language plpgsql as $$
begin
  if new.simulated and new.state = 'published' and not installation_is_demo() then
    raise exception 'a simulated account cannot be published in a real installation' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger gep_account_refuse_simulated before insert or update of simulated, state on gep_account
  for each row execute function refuse_simulated_account();

grant select, insert on env_batch to zhimai_app;
grant select, insert, update (name, valid_from, valid_to) on env_station to zhimai_app;
grant select, insert, update (superseded_by) on env_reading to zhimai_app;
grant select, insert, update (superseded_at) on env_result, gep_account to zhimai_app;
