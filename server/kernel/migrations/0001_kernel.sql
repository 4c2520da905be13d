-- The kernel's tables. Two roles: the migrator owns everything, the application may only what is granted here,
-- and row-level security repeats the scope that every store function is given.

create extension if not exists pg_trgm;

-- ── scope, as the transaction carries it ────────────────────────────────────────────────────────────────────────
create function scope_kind() returns text language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('zhimai.kind', true), ''), 'none') $$;
create function scope_person() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('zhimai.person', true), '')::uuid $$;
create function scope_region() returns text language sql stable parallel safe
  as $$ select coalesce(current_setting('zhimai.region', true), '') $$;
create function scope_has_role(role text) returns boolean language sql stable parallel safe
  as $$ select role = any (string_to_array(coalesce(current_setting('zhimai.roles', true), ''), ',')) $$;

-- The part of a GB/T 2260 code that names a region and all below it: province 2 digits, city 4, county 6.
create function region_stem(code text) returns text language sql immutable parallel safe
  as $$ select case when code like '__0000' then left(code, 2) when code like '____00' then left(code, 4) else code end $$;
create function region_below(code text, home text) returns boolean language sql immutable parallel safe
  as $$ select home <> '' and starts_with(code, region_stem(home)) $$;
create function region_in_line(code text, home text) returns boolean language sql immutable parallel safe
  as $$ select region_below(code, home) or (home <> '' and starts_with(home, region_stem(code))) $$;

create function may_read_region(code text) returns boolean language sql stable parallel safe
  as $$ select scope_kind() = 'system' or (scope_kind() = 'user' and region_in_line(code, scope_region())) $$;
create function may_write_region(code text) returns boolean language sql stable parallel safe
  as $$ select scope_kind() = 'system' or (scope_kind() = 'user' and region_below(code, scope_region())
    and (scope_has_role('administrator') or scope_has_role('officer'))) $$;

-- ── regions and organizations: dated, public, written by the program only ───────────────────────────────────────
create table region (
  code        text not null check (code ~ '^\d{6}$'),
  name        text not null,
  name_en     text not null,
  level       text not null check (level in ('province', 'city', 'county')),
  parent_code text,
  valid_from  date not null,              -- -infinity: since before the first change on record
  valid_to    date,                       -- last day; null while it lasts
  successors  text[] not null default '{}',
  note        text,
  latest      boolean not null,           -- the newest row of its code, alive or not
  primary key (code, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);

create unique index region_latest on region (code) where latest;

create table organization (
  id          text primary key,
  name        text not null,
  name_en     text not null,
  short_names text[] not null default '{}',
  kind        text not null,
  region_code text not null,
  valid_from  date,
  valid_to    date,
  successors  text[] not null default '{}',
  uscc        text,
  simulated   boolean not null default false
);
create index organization_region on organization (region_code);

-- ── people and how they sign in ─────────────────────────────────────────────────────────────────────────────────
create table person (
  id              uuid primary key default gen_random_uuid(),
  user_name       text not null,
  display_name    text not null,
  organization_id text not null references organization (id),
  region_code     text not null,
  roles           text[] not null check (roles <@ array['administrator', 'officer', 'viewer', 'auditor']),
  password_hash   text not null,
  failed_attempts int not null default 0,
  locked_until    timestamptz,
  disabled_at     timestamptz,
  created_at      timestamptz not null default now()
);
create unique index person_user_name on person (lower(user_name));

create table session (
  id           uuid primary key default gen_random_uuid(),
  token_hash   bytea not null unique,      -- SHA-256 of the cookie; the cookie itself is nowhere
  person_id    uuid not null references person (id),
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  client       text not null,
  address      text
);
create index session_person on session (person_id) where revoked_at is null;

create table api_key (
  id           uuid primary key default gen_random_uuid(),
  person_id    uuid not null references person (id),
  name         text not null,
  prefix       text not null,
  key_hash     bytea not null unique,
  created_at   timestamptz not null,
  last_used_at timestamptz,
  expires_at   timestamptz not null,
  revoked_at   timestamptz
);
create index api_key_person on api_key (person_id);

-- ── audit: append-only, written in the transaction of the change ────────────────────────────────────────────────
create table audit (
  id              bigint generated always as identity primary key,
  at              timestamptz not null,
  person_id       uuid,
  actor           text not null,
  organization_id text,
  region_code     text not null,
  action          text not null,
  object_kind     text not null,
  object_id       text not null,
  summary         jsonb not null,          -- {zh, en}
  details         jsonb not null default '{}',
  address         text
);
create index audit_at on audit (at desc, id desc);
create index audit_object on audit (object_kind, object_id);

-- ── evidence files: content-addressed; in the database, so that one back-up holds everything ────────────────────
create table evidence_file (
  sha256      text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes       bigint not null,
  content     bytea,                       -- null for a file that is only linked
  linked_path text,
  created_at  timestamptz not null default now(),
  check (content is not null or linked_path is not null)
);

-- ── row-level security ──────────────────────────────────────────────────────────────────────────────────────────
alter table region enable row level security;
alter table organization enable row level security;
alter table person enable row level security;
alter table session enable row level security;
alter table api_key enable row level security;
alter table audit enable row level security;
alter table evidence_file enable row level security;

create policy region_read on region for select using (scope_kind() <> 'none');
create policy region_write on region for all using (scope_kind() = 'system');
create policy organization_read on organization for select using (scope_kind() <> 'none');
create policy organization_write on organization for all using (scope_kind() = 'system');

create policy person_system on person for all using (scope_kind() = 'system');
create policy person_self on person for select using (scope_kind() = 'user' and id = scope_person());
create policy person_below on person for select using (scope_kind() = 'user'
  and region_below(region_code, scope_region()) and (scope_has_role('administrator') or scope_has_role('auditor')));
create policy session_system on session for all using (scope_kind() = 'system');
create policy session_self on session for all using (scope_kind() = 'user' and person_id = scope_person());
create policy api_key_system on api_key for all using (scope_kind() = 'system');
create policy api_key_self on api_key for all using (scope_kind() = 'user' and person_id = scope_person());

create policy audit_write on audit for insert with check (scope_kind() <> 'none');
create policy audit_read on audit for select using (scope_kind() = 'system' or (scope_kind() = 'user'
  and region_below(region_code, scope_region()) and (scope_has_role('administrator') or scope_has_role('auditor'))));
create policy audit_own on audit for select using (scope_kind() = 'user' and person_id = scope_person());

create policy evidence_system on evidence_file for select using (scope_kind() = 'system'); -- readers come with their module
create policy evidence_write on evidence_file for insert with check (scope_kind() = 'system'
  or (scope_kind() = 'user' and (scope_has_role('administrator') or scope_has_role('officer'))));
create policy evidence_link on evidence_file for update using (scope_kind() = 'system');

grant select, insert, update, delete on region, organization to zhimai_app;
grant select, insert, update on person, session, api_key to zhimai_app;
grant select, insert on audit to zhimai_app;
grant select, insert, update (linked_path) on evidence_file to zhimai_app;
grant select on migration to zhimai_app;
