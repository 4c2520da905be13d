-- Posts: what a person does, for which organization, in which region, from which day to which. A session and a key act
-- for one post. Also organizations that the deployer adds, and what was decided about names of units.

create function china_today() returns date language sql stable parallel safe
  as $$ select (now() at time zone 'Asia/Shanghai')::date $$;

create table post (
  id              uuid primary key default gen_random_uuid(),
  person_id       uuid not null references person (id),
  organization_id text not null references organization (id),
  region_code     text not null,
  roles           text[] not null check (cardinality(roles) > 0
                    and roles <@ array['administrator', 'officer', 'reporter', 'viewer', 'auditor']),
  valid_from      date not null,
  valid_to        date,                   -- last day; null while it lasts
  main            boolean not null default false, -- the one that a sign-in begins with
  check (valid_to is null or valid_to >= valid_from)
);
create index post_person on post (person_id);
create index post_organization on post (organization_id);

insert into post (person_id, organization_id, region_code, roles, valid_from, main)
  select id, organization_id, region_code, roles, (created_at at time zone 'Asia/Shanghai')::date, true
  from person where cardinality(roles) > 0;

alter table session add column post_id uuid references post (id);
alter table api_key add column post_id uuid references post (id);
update session s set post_id = p.id from post p where p.person_id = s.person_id;
update api_key k set post_id = p.id from post p where p.person_id = k.person_id;
delete from session where post_id is null;
delete from api_key where post_id is null;
alter table session alter column post_id set not null;
alter table api_key alter column post_id set not null;
create index session_seen on session (last_seen_at) where revoked_at is null;

drop policy person_below on person;
alter table person drop column organization_id, drop column region_code, drop column roles,
  add column email text check (email like '%_@_%' and length(email) <= 254),
  -- The present password was given by somebody else: nothing else can be done before it is changed.
  add column must_change_password boolean not null default false,
  add column version int not null default 1;

-- ── who may see and manage whom ─────────────────────────────────────────────────────────────────────────────────
create function scope_manages(code text) returns boolean language sql stable parallel safe
  as $$ select scope_kind() = 'user' and scope_has_role('administrator') and region_below(code, scope_region()) $$;
create function scope_watches(code text) returns boolean language sql stable parallel safe
  as $$ select scope_kind() = 'user' and region_below(code, scope_region())
    and (scope_has_role('administrator') or scope_has_role('auditor')) $$;

-- All posts of the person that have not ended lie in the administrator's regions; of somebody who has none left, all
-- that there were. Runs as the owner, because posts elsewhere must count although they are not seen.
create function may_manage_person(whom uuid) returns boolean
  language sql stable security definer set search_path = public
  as $$ select scope_kind() = 'user' and scope_has_role('administrator')
    and exists (select 1 from post p where p.person_id = whom)
    and not exists (select 1 from post p where p.person_id = whom and not region_below(p.region_code, scope_region())
      and (p.valid_to is null or p.valid_to >= china_today() or not exists (select 1 from post q
        where q.person_id = whom and (q.valid_to is null or q.valid_to >= china_today())))) $$;

alter table post enable row level security;
create policy post_system on post for all using (scope_kind() = 'system');
create policy post_self on post for select using (scope_kind() = 'user' and person_id = scope_person());
create policy post_watch on post for select using (scope_watches(region_code));
-- Who acts for an organization acts in its place: it too must lie in the administrator's regions.
create policy post_add on post for insert with check (scope_manages(region_code) and person_id <> scope_person()
  and exists (select 1 from organization o where o.id = organization_id and scope_manages(o.region_code)));
create policy post_change on post for update using (scope_manages(region_code) and person_id <> scope_person())
  with check (scope_manages(region_code)
    and exists (select 1 from organization o where o.id = organization_id and scope_manages(o.region_code)));

create policy person_watch on person for select
  using (exists (select 1 from post p where p.person_id = person.id and scope_watches(p.region_code)));
create policy person_add on person for insert
  with check (scope_kind() = 'user' and scope_has_role('administrator'));
create policy person_change on person for update
  using (may_manage_person(id) and id <> scope_person());
create policy session_watch on session for select
  using (exists (select 1 from post p where p.person_id = session.person_id and scope_watches(p.region_code)));
create policy session_end on session for update using (may_manage_person(person_id));
create policy api_key_watch on api_key for select using (may_manage_person(person_id));
create policy api_key_end on api_key for update using (may_manage_person(person_id));

grant select, insert, update on post to zhimai_app;

-- Whom a notice goes to: a post counts on the days it is valid, and while its person may sign in.
drop function people_to_tell(text[], text, text[]);
create function people_to_tell(organizations text[], office text, wanted text[], on_day date default china_today())
  returns setof uuid language sql stable security definer set search_path = public
  as $$ select distinct p.id from person p join post on post.person_id = p.id
    where p.disabled_at is null and post.valid_from <= on_day and (post.valid_to is null or post.valid_to >= on_day)
      and ((post.organization_id = any (organizations) and post.roles && array['reporter', 'officer'])
        or (post.region_code = office and post.roles && wanted)) $$;

-- ── organizations of the deployer ───────────────────────────────────────────────────────────────────────────────
-- Set on rows that somebody added or changed here: what ships with the program leaves them alone.
alter table organization add column edited_at timestamptz;
-- Who came before: asked for each row of a list.
create index organization_successors on organization using gin (successors);
create unique index organization_uscc on organization (uscc) where uscc is not null and valid_to is null;
create policy organization_add on organization for insert with check (scope_manages(region_code));
create policy organization_change on organization for update using (scope_manages(region_code));

-- ── what was decided about names that no register knows ─────────────────────────────────────────────────────────
create table unit_name (
  id              uuid primary key default gen_random_uuid(),
  name            text not null,          -- as printed
  key             text not null,          -- without what does not distinguish names
  region_code     text not null,          -- for documents of this region: 市教育局 is another one in each city
  decision        text not null check (decision in ('organization', 'collective', 'none')),
  organization_id text references organization (id),
  valid_from      date,
  valid_to        date,
  reason          text not null,
  decided_at      timestamptz not null,
  decided_by      text not null,
  person_id       uuid,
  undone_at       timestamptz,
  undone_by       text,
  check ((decision = 'organization') = (organization_id is not null)),
  check (valid_from is null or valid_to is null or valid_to >= valid_from)
);
create index unit_name_key on unit_name (key) where undone_at is null;

alter table unit_name enable row level security;
create policy unit_name_read on unit_name for select using (scope_kind() = 'system'
  or (scope_kind() = 'user' and region_in_line(region_code, scope_region())));
create policy unit_name_write on unit_name for all using (scope_kind() = 'system');
grant select, insert, update on unit_name to zhimai_app;
