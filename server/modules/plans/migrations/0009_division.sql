-- Division of a target to the regions below its own: every version is kept, the newest makes the targets below.

alter table target add column parent_id text references target (id);
alter table target add constraint target_not_own_parent check (parent_id <> id);
create index target_parent on target (parent_id) where parent_id is not null;

create table target_division (
  id              bigint generated always as identity primary key,
  target_id       text not null,          -- no foreign key: a reloaded pack replaces its targets, divisions stay
  version         int not null,
  region_code     text not null,
  rule            text not null check (rule in ('sum', 'same', 'own')),
  note            text not null,
  divided_value   numeric not null,       -- what was divided: a later amendment shows
  recorded_at     timestamptz not null,
  person_id       uuid,
  actor           text not null,
  unique (target_id, version)
);
create table target_share (
  division_id bigint not null references target_division (id),
  region_code text not null,
  value       numeric not null,
  milestones  jsonb not null default '[]',
  primary key (division_id, region_code)
);

alter table target_division enable row level security;
alter table target_share enable row level security;
create policy division_read on target_division for select using (exists (select 1 from target t where t.id = target_id));
create policy division_add on target_division for insert with check (may_write_region(region_code));
create policy share_read on target_share for select using (exists (select 1 from target_division d where d.id = division_id));
create policy share_add on target_share for insert
  with check (may_write_region(region_code) and exists (select 1 from target_division d where d.id = division_id));
-- The targets below come and go with the divisions of whoever writes the region.
create policy target_below_add on target for insert with check (parent_id is not null and may_write_region(region_code));
create policy target_below_change on target for update using (parent_id is not null and may_write_region(region_code));
create policy target_below_end on target for delete using (parent_id is not null and may_write_region(region_code));

grant select, insert on target_division, target_share to zhimai_app;
