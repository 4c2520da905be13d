-- The ledger of adopted plans: where a plan comes from, who may see it, and how it is amended with the old values kept.

alter table plan add column origin text not null default 'pack' check (origin in ('pack', 'adopted'));
alter table plan add column document_id uuid references source_document (id);
alter table plan add column part int;
alter table plan add column adopted_at timestamptz;
alter table plan add column adopted_by uuid;
alter table plan alter column pack_digest drop not null;
alter table plan add constraint plan_origin check (case origin
  when 'pack' then pack_digest is not null
  else document_id is not null and part is not null and adopted_at is not null and adopted_by is not null end);
-- A part of a document becomes one plan.
create unique index plan_of_part on plan (document_id, part) where origin = 'adopted';

-- ── who may see: public, the region's line, or the region's own office and the units that the tasks name ───────────
alter table plan drop constraint plan_visibility_check;
alter table plan add constraint plan_visibility_check check (visibility in ('public', 'internal', 'restricted'));
alter table source_document drop constraint source_document_visibility_check;
alter table source_document add constraint source_document_visibility_check
  check (visibility in ('public', 'internal', 'restricted'));

-- As the owner: the policies of plans and tasks ask each other, and would do so without end.
create function plan_names_me(plan text) returns boolean
  language sql stable security definer set search_path = public
  as $$ select scope_kind() = 'user' and scope_organization() <> '' and exists (select 1 from plan_task t
    join task_unit u on u.task_id = t.id where t.plan_id = plan and u.organization_id = scope_organization()) $$;
create function document_names_me(document uuid) returns boolean
  language sql stable security definer set search_path = public
  as $$ select exists (select 1 from plan p where p.document_id = document and plan_names_me(p.id)) $$;
create function may_read_office(code text) returns boolean language sql stable parallel safe
  as $$ select scope_kind() = 'system' or (scope_kind() = 'user' and scope_region() = code
    and (scope_has_role('officer') or scope_has_role('administrator') or scope_has_role('auditor'))) $$;

drop policy plan_read on plan;
create policy plan_read on plan for select using (case visibility
  when 'public' then scope_kind() <> 'none'
  when 'internal' then may_read_region(region_code)
  else may_read_office(region_code) or plan_names_me(id) end);
drop policy document_read on source_document;
create policy document_read on source_document for select using (case visibility
  when 'public' then scope_kind() <> 'none'
  when 'internal' then may_read_region(region_code)
  else may_read_office(region_code) or document_names_me(id) end);

-- ── who may write: officers and administrators of the plan's region and above ───────────────────────────────────────
create policy plan_adopt on plan for insert with check (origin = 'adopted' and may_write_region(region_code));
create policy plan_mend on plan for update using (may_write_region(region_code));
create policy plan_task_add on plan_task for insert with check (exists (select 1 from plan p
  where p.id = plan_id and may_write_region(p.region_code)));
create policy plan_task_mend on plan_task for update using (exists (select 1 from plan p
  where p.id = plan_id and may_write_region(p.region_code)));
create policy task_unit_all on task_unit for all using (exists (select 1 from plan_task t join plan p on p.id = t.plan_id
  where t.id = task_id and may_write_region(p.region_code)));
create policy target_add on target for insert with check (exists (select 1 from plan p
  where p.id = plan_id and may_write_region(p.region_code)));
create policy target_mend on target for update using (exists (select 1 from plan p
  where p.id = plan_id and may_write_region(p.region_code)));
-- An adopted plan may bring an indicator that nobody has named before.
create policy indicator_adopt on indicator for insert
  with check (scope_kind() = 'user' and (scope_has_role('officer') or scope_has_role('administrator')));

-- ── amendments: proposed, decided by somebody else, in force from a day on ──────────────────────────────────────────
create table amendment (
  id           uuid primary key default gen_random_uuid(),
  plan_id      text not null references plan (id),
  number       int not null,
  reason       text not null,
  basis        text not null,
  effective_on date not null,
  changes      jsonb not null,
  region_code  text not null,
  proposed_by  uuid not null,
  proposer     text not null,
  proposed_at  timestamptz not null,
  unique (plan_id, number)
);

-- What a target or a task was, is and will be. Only what an amendment has touched has rows; days of all rows of one
-- thing join without a gap, and the newest is what the target's own row says.
create table target_version (
  target_id    text not null references target (id) on delete cascade,
  valid_from   date not null,             -- -infinity: since the plan
  valid_to     date not null,             -- first day on which it no longer holds; infinity while it does
  fields       jsonb not null,            -- {absent: true} where the target did not or no longer exist
  amendment_id uuid references amendment (id),
  primary key (target_id, valid_from),
  check (valid_from < valid_to)
);
create table task_version (
  task_id      text not null references plan_task (id) on delete cascade,
  valid_from   date not null,
  valid_to     date not null,
  fields       jsonb not null,
  amendment_id uuid references amendment (id),
  primary key (task_id, valid_from),
  check (valid_from < valid_to)
);

alter table amendment enable row level security;
alter table target_version enable row level security;
alter table task_version enable row level security;
create policy amendment_read on amendment for select using (exists (select 1 from plan p where p.id = plan_id)
  and (may_read_region(region_code) or plan_names_me(plan_id)));
create policy amendment_add on amendment for insert with check (proposed_by = scope_person()
  and exists (select 1 from plan p where p.id = plan_id and p.region_code = amendment.region_code)
  and may_write_region(region_code));
create policy target_version_read on target_version for select using (exists (select 1 from target t where t.id = target_id));
create policy target_version_write on target_version for all using (exists (select 1 from target t
  join plan p on p.id = t.plan_id where t.id = target_id and may_write_region(p.region_code)));
create policy task_version_read on task_version for select using (exists (select 1 from plan_task t where t.id = task_id));
create policy task_version_write on task_version for all using (exists (select 1 from plan_task t
  join plan p on p.id = t.plan_id where t.id = task_id and may_write_region(p.region_code)));

grant select, insert on amendment to zhimai_app;
grant select, insert, update, delete on target_version, task_version to zhimai_app;
