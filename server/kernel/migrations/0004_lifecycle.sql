-- Lifecycles and notices, and the second kind of worker: the reporter of a responsible unit, who acts for one
-- organization and not for a whole region.

alter table person drop constraint person_roles_check;
alter table person add constraint person_roles_check
  check (roles <@ array['administrator', 'officer', 'reporter', 'viewer', 'auditor']);

create function scope_organization() returns text language sql stable parallel safe
  as $$ select coalesce(current_setting('zhimai.organization', true), '') $$;
-- Does the user act for one of these organizations, in a role that acts?
create function may_act_for(organizations text[]) returns boolean language sql stable parallel safe
  as $$ select scope_kind() = 'system' or (scope_kind() = 'user' and scope_organization() = any (organizations)
    and (scope_has_role('reporter') or scope_has_role('officer') or scope_has_role('administrator'))) $$;

-- What is restricted is for the people of its organizations, for the offices that may write it, and for auditors there.
create function may_read_restricted(code text, parties text[]) returns boolean language sql stable parallel safe
  as $$ select scope_kind() = 'system' or (scope_kind() = 'user' and (scope_organization() = any (parties)
    or may_write_region(code) or (scope_has_role('auditor') and region_below(code, scope_region())))) $$;

drop policy evidence_write on evidence_file;
create policy evidence_write on evidence_file for insert with check (scope_kind() = 'system' or (scope_kind() = 'user'
  and (scope_has_role('administrator') or scope_has_role('officer') or scope_has_role('reporter'))));

-- ── lifecycles: one case an object, one step a transition ───────────────────────────────────────────────────────
create table lifecycle_case (
  kind        text not null,
  object_id   text not null,
  state       text not null,
  version     int not null,               -- grows with each step; a step names the version that it was taken from
  due_on      date,
  region_code text not null,
  parties     text[] not null default '{}', -- organizations that act in it
  restricted  boolean not null default false,
  opened_at   timestamptz not null,
  entered_at  timestamptz not null,       -- into the present state
  stepped_on  date not null,              -- day of the newest step: from then on the case says what the steps say
  closed_at   timestamptz,
  primary key (kind, object_id)
);
create index lifecycle_case_open on lifecycle_case (kind, due_on) where closed_at is null;

create table lifecycle_step (
  id              bigint generated always as identity primary key,
  kind            text not null,
  object_id       text not null,
  version         int not null,
  at              timestamptz not null,
  on_day          date not null,
  person_id       uuid,
  actor           text not null,
  organization_id text,
  action          text not null,
  from_state      text,
  to_state        text not null,
  comment         text,
  due_on          date,                   -- the deadline from this step on
  details         jsonb not null default '{}',
  foreign key (kind, object_id) references lifecycle_case (kind, object_id),
  unique (kind, object_id, version)
);

-- ── notices: one row a person; kernel/notify sends them on ──────────────────────────────────────────────────────
create table notice (
  id          bigint generated always as identity primary key,
  person_id   uuid not null references person (id),
  at          timestamptz not null,
  kind        text not null,              -- 'task.issued', 'task.late' …
  title       jsonb not null,             -- {zh, en}
  link        text not null,              -- path on the work face
  object_kind text not null,
  object_id   text not null,
  once        text,                       -- said once for this, as for a deadline; null: each time
  read_at     timestamptz
);
create unique index notice_once on notice (person_id, kind, object_id, once) where once is not null;
create index notice_person on notice (person_id, id desc);
create index notice_unread on notice (person_id) where read_at is null;

alter table lifecycle_case enable row level security;
alter table lifecycle_step enable row level security;
alter table notice enable row level security;

create policy case_read on lifecycle_case for select using (scope_kind() = 'system' or (may_read_region(region_code)
  and (not restricted or may_read_restricted(region_code, parties))));
create policy case_open on lifecycle_case for insert with check (may_write_region(region_code) or may_act_for(parties));
create policy case_step on lifecycle_case for update using (may_write_region(region_code) or may_act_for(parties));
create policy step_read on lifecycle_step for select
  using (exists (select 1 from lifecycle_case c where c.kind = lifecycle_step.kind and c.object_id = lifecycle_step.object_id));
create policy step_add on lifecycle_step for insert with check (exists (select 1 from lifecycle_case c
  where c.kind = lifecycle_step.kind and c.object_id = lifecycle_step.object_id
    and (may_write_region(c.region_code) or may_act_for(c.parties))));
create policy notice_system on notice for all using (scope_kind() = 'system');
create policy notice_add on notice for insert with check (scope_kind() = 'user');
create policy notice_own on notice for select using (scope_kind() = 'user' and person_id = scope_person());
create policy notice_mark on notice for update using (scope_kind() = 'user' and person_id = scope_person());

grant select, insert on lifecycle_step to zhimai_app;
grant select, insert, update on lifecycle_case to zhimai_app;
grant select, insert on notice to zhimai_app;
grant update (read_at) on notice to zhimai_app;

-- Whom a notice goes to: people who act for one of the organizations, and the people of a region's office with one of
-- the roles. Runs as the owner, because a sender need not be able to read the people.
create function people_to_tell(organizations text[], office text, wanted text[]) returns setof uuid
  language sql stable security definer set search_path = public
  as $$ select id from person where disabled_at is null
    and ((organization_id = any (organizations) and roles && array['reporter', 'officer'])
      or (region_code = office and roles && wanted)) $$;
