-- Simulated values are marked as such, and an installation is either a demo or real: in a real one no simulated value is
-- ever published. Values that were computed from records name the page of what they were computed from.

create table installation (
  one        boolean primary key default true check (one),
  kind       text not null check (kind in ('demo', 'real')),
  settled_at timestamptz not null default now()
);
alter table installation enable row level security;
create policy installation_read on installation for select using (scope_kind() <> 'none');
create policy installation_settle on installation for insert with check (scope_kind() = 'system');
-- Settled once: the program has no right to change or remove the row.
grant select, insert on installation to zhimai_app;

-- A database from before: a demo is known by its accounts, everything else with people in it is real.
insert into installation (kind)
  select case when bool_and(display_name like '%（演示%') then 'demo' else 'real' end from person having count(*) > 0;

create function installation_is_demo() returns boolean language sql stable security definer set search_path = public
  as $$ select coalesce((select kind = 'demo' from installation), false) $$;

alter table observation add column simulated boolean not null default false;
alter table observation add column derived_from text;   -- path on the work face; for computed values
alter table observation drop constraint observation_source_check;
alter table observation add constraint observation_source_check
  check (source in ('pack', 'reported', 'simulated', 'computed'));
alter table observation add constraint observation_simulated_source check (source <> 'simulated' or simulated);

create function refuse_simulated() returns trigger language plpgsql as $$
begin
  if new.simulated and new.published and not installation_is_demo() then
    raise exception 'a simulated observation cannot be published in a real installation' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger observation_refuse_simulated before insert or update of simulated, published on observation
  for each row execute function refuse_simulated();

-- Should the row of the installation ever be wrong, the public still sees no simulated value in a real one.
drop policy observation_read on observation;
create policy observation_read on observation for select
  using ((published and scope_kind() <> 'none' and (not simulated or (select installation_is_demo())))
    or may_read_region(region_code));
