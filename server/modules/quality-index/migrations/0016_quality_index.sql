-- Composite indices of regions: schemes, their versions, rounds of expert weighting, frozen data, runs.
-- Drafts and unpublished runs belong to the office of the scheme's region; what is published belongs to everybody.

create function keeps_index(code text) returns boolean language sql stable parallel safe
  as $$ select scope_kind() = 'system' or (scope_kind() = 'user' and region_below(code, scope_region())) $$;
create function writes_index(code text) returns boolean language sql stable parallel safe
  as $$ select scope_kind() = 'system' or (scope_kind() = 'user' and code = scope_region()
    and (scope_has_role('administrator') or scope_has_role('officer'))) $$;

create table index_scheme (
  id          text primary key check (id ~ '^[a-z0-9-]{3,60}$'),
  region_code text not null,
  name        text not null,
  name_en     text not null,
  note        text not null default '',
  note_en     text not null default '',
  created_at  timestamptz not null
);

create table index_version (
  id           uuid primary key default gen_random_uuid(),
  scheme_id    text not null references index_scheme (id),
  region_code  text not null,
  number       int not null,
  content      jsonb not null,
  weights_from jsonb not null default '{}',   -- by node: the round whose result was taken over
  revision     int not null default 1,
  authors      uuid[] not null default '{}',  -- who changed it, the last one last: somebody else adopts it
  author       text not null,
  created_at   timestamptz not null,
  changed_at   timestamptz not null,
  unique (scheme_id, number)
);

create table index_round (
  id          uuid primary key default gen_random_uuid(),
  version_id  uuid not null references index_version (id),
  region_code text not null,
  title       text not null,
  method      text not null check (method in ('ahp', 'budget')),
  nodes       jsonb not null,                 -- as the experts see them: code, names, children
  opens_on    date not null,
  closes_on   date not null,
  opened_by   text not null,
  closed_at   timestamptz,
  applied_at  timestamptz,
  result      jsonb
);
create index index_round_version on index_round (version_id);
create table index_expert (
  round_id     uuid not null references index_round (id),
  person_id    uuid not null references person (id),
  region_code  text not null,                 -- of the round: its office sees who has answered
  name         text not null,
  organization text not null,
  answer       jsonb,
  answered_at  timestamptz,
  recused_at   timestamptz,
  reason       text,
  primary key (round_id, person_id),
  check (recused_at is null or answer is null)
);
create index index_expert_person on index_expert (person_id);

-- Values of a year as they were known on a day; never changed.
create table index_vintage (
  id          uuid primary key default gen_random_uuid(),
  scheme_id   text not null references index_scheme (id),
  region_code text not null,
  level       text not null check (level in ('city', 'county')),
  year        int not null,
  as_of       date not null,
  digest      text not null,
  simulated   boolean not null,
  frozen_at   timestamptz not null,
  frozen_by   text not null,
  unique (scheme_id, level, year, as_of, digest)
);
create table index_vintage_value (
  vintage_id     uuid not null references index_vintage (id),
  indicator_id   text not null,
  region_code    text not null,
  year           int not null,
  value          numeric not null,
  observation_id bigint not null,
  simulated      boolean not null,
  published      boolean not null,
  primary key (vintage_id, indicator_id, region_code, year)
);

create table index_run (
  id            uuid primary key default gen_random_uuid(),
  scheme_id     text not null references index_scheme (id),
  version_id    uuid not null references index_version (id),
  vintage_id    uuid not null references index_vintage (id),
  region_code   text not null,
  kind          text not null check (kind in ('trial', 'official')),
  content       jsonb not null,               -- what was run: a draft may change afterwards
  method_digest text not null,
  samples       int not null,
  result        jsonb not null,
  simulated     boolean not null,
  job_id        uuid unique,                  -- a job that is begun again finds what it did
  run_at        timestamptz not null,
  actor         text not null,
  person_id     uuid,                         -- whoever ran it does not publish it
  published_at  timestamptz,
  note          text not null default '',
  withdrawn_at  timestamptz,
  withdrawn_reason text,
  check (published_at is null or kind = 'official')
);
create index index_run_scheme on index_run (scheme_id, run_at desc);
create index index_run_version on index_run (version_id);
create index index_run_vintage on index_run (vintage_id);

-- A result that rests on simulated values never reaches the public of a real installation, whatever a program tries.
create function refuse_simulated_run() returns trigger language plpgsql as $$
begin
  if new.simulated and new.published_at is not null and not installation_is_demo() then
    raise exception 'an index of simulated values cannot be published in a real installation' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger index_run_refuse_simulated before insert or update of simulated, published_at on index_run
  for each row execute function refuse_simulated_run();

alter table index_scheme enable row level security;
alter table index_version enable row level security;
alter table index_round enable row level security;
alter table index_expert enable row level security;
alter table index_vintage enable row level security;
alter table index_vintage_value enable row level security;
alter table index_run enable row level security;

create policy index_run_read on index_run for select using (keeps_index(region_code)
  or (scope_kind() <> 'none' and published_at is not null and withdrawn_at is null
      and (not simulated or installation_is_demo())));
create policy index_run_add on index_run for insert with check (writes_index(region_code) and published_at is null);
create policy index_run_change on index_run for update using (writes_index(region_code));

create policy index_scheme_read on index_scheme for select
  using (keeps_index(region_code) or exists (select 1 from index_run r where r.scheme_id = index_scheme.id));
create policy index_scheme_add on index_scheme for insert with check (writes_index(region_code));
create policy index_version_read on index_version for select
  using (keeps_index(region_code) or exists (select 1 from index_run r where r.version_id = index_version.id));
create policy index_version_add on index_version for insert with check (writes_index(region_code));
create policy index_version_change on index_version for update using (writes_index(region_code));

create policy index_vintage_read on index_vintage for select
  using (keeps_index(region_code) or exists (select 1 from index_run r where r.vintage_id = index_vintage.id));
create policy index_vintage_add on index_vintage for insert with check (writes_index(region_code));
create policy index_value_read on index_vintage_value for select
  using (exists (select 1 from index_vintage v where v.id = vintage_id));
create policy index_value_add on index_vintage_value for insert
  with check (exists (select 1 from index_vintage v where v.id = vintage_id and writes_index(v.region_code)));

create policy index_expert_read on index_expert for select
  using (keeps_index(region_code) or person_id = scope_person());
create policy index_expert_add on index_expert for insert with check (writes_index(region_code));
create policy index_expert_answer on index_expert for update using (person_id = scope_person() or scope_kind() = 'system');
create policy index_round_read on index_round for select using (keeps_index(region_code)
  or exists (select 1 from index_expert e where e.round_id = index_round.id and e.person_id = scope_person()));
create policy index_round_add on index_round for insert with check (writes_index(region_code));
create policy index_round_change on index_round for update using (writes_index(region_code));

-- Experts from elsewhere see the name of what they weigh, and nothing else of a draft.
create function index_scheme_names() returns table (version_id uuid, scheme_id text, name text, name_en text)
  language sql stable security definer set search_path = public
  as $$ select v.id, s.id, s.name, s.name_en from index_version v join index_scheme s on s.id = v.scheme_id $$;
create view index_scheme_name with (security_invoker = true) as select * from index_scheme_names();
grant select on index_scheme_name to zhimai_app;

-- Whom an office may invite: people with a post in its region or below. Names and offices only.
create function index_candidates(home text, day date) returns table (person_id uuid, name text, organization text)
  language sql stable security definer set search_path = public
  as $$ select distinct on (p.id) p.id, p.display_name, o.name from person p
    join post t on t.person_id = p.id and t.valid_from <= day and (t.valid_to is null or t.valid_to >= day)
    join organization o on o.id = t.organization_id
    where writes_index(home) and region_below(t.region_code, home) and p.disabled_at is null
    order by p.id, t.main desc $$;

grant select, insert on index_scheme, index_vintage, index_vintage_value to zhimai_app;
grant select, insert, update on index_version, index_round, index_expert, index_run to zhimai_app;
