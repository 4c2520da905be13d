-- The review of a reading: what people decided about each thing that was read. Only added to; the reading stays as it is.

create table review_event (
  id              bigint generated always as identity primary key,
  document_id     uuid not null references source_document (id),
  part            int not null check (part >= 0),   -- index in reading.documents
  item            text not null,                    -- 'target.12', 'task.3', 'finding.2', 'target.+<event>', 'part'
  kind            text not null check (kind in ('accept', 'correct', 'reject', 'add', 'answer', 'confirm', 'undo')),
  payload         jsonb not null default '{}',
  undoes          bigint references review_event (id),
  at              timestamptz not null,
  person_id       uuid not null,
  actor           text not null,
  organization_id text not null references organization (id),
  check ((kind = 'undo') = (undoes is not null))
);
create index review_event_part on review_event (document_id, part, id);

alter table review_event enable row level security;
create policy review_read on review_event for select
  using (exists (select 1 from source_document d where d.id = document_id));
create policy review_add on review_event for insert with check (person_id = scope_person()
  and exists (select 1 from source_document d where d.id = document_id and may_write_region(d.region_code)));

grant select, insert on review_event to zhimai_app;
