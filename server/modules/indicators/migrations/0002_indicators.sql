-- Indicators and their observations. An observation is never changed: a correction supersedes it.

create table indicator (
  id      text primary key,
  name    text not null,
  name_en text,
  unit    text not null
);

create table observation (
  id            bigint generated always as identity primary key,
  indicator_id  text not null references indicator (id),
  region_code   text not null,
  breakdown     text not null default '',   -- industry or field; empty for the whole
  period        text not null,              -- '2020', '2020-06', or several years together: '2016/2020'
  period_start  date not null,
  period_end    date not null,
  value         numeric not null,
  source        text not null check (source in ('pack', 'reported')),
  source_note   text not null,
  known_on      date not null,              -- from this day on the value counts
  published     boolean not null,
  recorded_at   timestamptz not null,
  recorded_by   text not null,
  superseded_at timestamptz,
  superseded_by bigint references observation (id)
);
-- At most one living value; the key that imports upsert on.
create unique index observation_living on observation (indicator_id, region_code, breakdown, period)
  where superseded_at is null;
create index observation_all on observation (indicator_id, region_code, breakdown, period_end);

alter table indicator enable row level security;
alter table observation enable row level security;
create policy indicator_read on indicator for select using (scope_kind() <> 'none');
create policy indicator_write on indicator for insert with check (scope_kind() = 'system');
create policy indicator_mend on indicator for update using (scope_kind() = 'system');
create policy observation_read on observation for select
  using ((published and scope_kind() <> 'none') or may_read_region(region_code));
create policy observation_add on observation for insert with check (may_write_region(region_code));
create policy observation_supersede on observation for update using (may_write_region(region_code));

grant select, insert, update on indicator to zhimai_app;
grant select, insert, update (superseded_at, superseded_by) on observation to zhimai_app;
