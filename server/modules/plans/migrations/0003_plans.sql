-- Source documents as they were read, and plans with their tasks, units and targets.

create table source_document (
  id          uuid primary key default gen_random_uuid(),
  sha256      text not null references evidence_file (sha256),
  file_name   text not null,
  title       text not null,
  format      text not null,
  bytes       bigint not null,
  region_code text not null,
  visibility  text not null check (visibility in ('public', 'internal')),
  storage     text not null check (storage in ('stored', 'linked')),
  text        text not null,              -- what was read; every span counts in it
  anchors     jsonb not null,             -- offset → page or paragraph
  reading     jsonb not null,             -- documents with outline, tasks, targets, tables, findings
  counts      jsonb not null,
  reader      text not null,              -- version of the reader
  imported_at timestamptz not null,
  imported_by text not null,
  removed_at  timestamptz
);
create unique index source_document_living on source_document (sha256, region_code) where removed_at is null;

create table plan (
  id             text primary key,
  title          text not null,
  title_en       text not null,
  short_title    text not null,
  short_title_en text not null,
  document_number text,
  issuer         text not null,
  issued_on      date,
  region_code    text not null,
  year_from      int not null,
  year_to        int not null,
  visibility     text not null check (visibility in ('public', 'internal')),
  source_sha256  text not null,
  source_format  text not null,
  outline        jsonb not null,
  pack_digest    text not null,
  loaded_at      timestamptz not null
);
create index plan_source on plan (source_sha256);

create table plan_task (
  id         text primary key,
  plan_id    text not null references plan (id),
  code       text not null,
  clause     text not null,
  title      text not null,
  span_start int,
  span_end   int,
  position   int not null,
  unique (plan_id, code)
);

create table task_unit (
  task_id         text not null references plan_task (id) on delete cascade,
  position        int not null,           -- 0 is the lead
  role            text not null check (role in ('lead', 'joint')),
  name            text not null,          -- as printed
  organization_id text references organization (id),
  primary key (task_id, position)
);
create index task_unit_organization on task_unit (organization_id);

create table target (
  id             text primary key,
  plan_id        text not null references plan (id),
  code           text not null,
  clause         text not null,
  indicator_id   text not null references indicator (id),
  comparator     text not null check (comparator in ('>=', '<=', '=', '~', '>', '<')),
  value          numeric not null,
  value_high     numeric,
  unit           text not null,
  kind           text not null check (kind in ('new', 'cumulative', 'level', 'rate')),
  period         text not null check (period in ('by', 'within', 'each')),
  year           int,
  period_start   date,
  due_on         date not null,
  region_code    text not null,
  breakdown      text not null default '',
  lead           text,
  baseline_date  date,
  baseline_value numeric,
  milestones     jsonb not null default '[]',
  suspect        boolean not null default false,
  raw            text,
  findings       jsonb not null default '[]',
  span_start     int,
  span_end       int,
  position       int not null,
  unique (plan_id, code)
);
create index target_indicator on target (indicator_id, region_code, breakdown);

alter table source_document enable row level security;
alter table plan enable row level security;
alter table plan_task enable row level security;
alter table task_unit enable row level security;
alter table target enable row level security;

create policy document_read on source_document for select
  using ((visibility = 'public' and scope_kind() <> 'none') or may_read_region(region_code));
create policy document_add on source_document for insert with check (may_write_region(region_code));
create policy document_remove on source_document for update using (may_write_region(region_code));
create policy plan_read on plan for select
  using ((visibility = 'public' and scope_kind() <> 'none') or may_read_region(region_code));
create policy plan_write on plan for all using (scope_kind() = 'system');
create policy plan_task_read on plan_task for select using (exists (select 1 from plan p where p.id = plan_id));
create policy plan_task_write on plan_task for all using (scope_kind() = 'system');
create policy task_unit_read on task_unit for select using (exists (select 1 from plan_task t where t.id = task_id));
create policy task_unit_write on task_unit for all using (scope_kind() = 'system');
create policy target_read on target for select using (exists (select 1 from plan p where p.id = plan_id));
create policy target_write on target for all using (scope_kind() = 'system');
-- A stored file is readable exactly where a document that was read from it is.
create policy evidence_of_document on evidence_file for select
  using (exists (select 1 from source_document d where d.sha256 = evidence_file.sha256));

grant select, insert on source_document to zhimai_app;
grant update (removed_at, visibility) on source_document to zhimai_app;
grant select, insert, update, delete on plan, plan_task, task_unit, target to zhimai_app;
