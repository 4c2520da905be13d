-- The EPCIS repository. An event is kept once, whole, and never changed (errors are declared by later events); what
-- queries ask by stands beside it in columns, identifiers and facts.

create function may_read_trace(region text, organization text) returns boolean language sql stable parallel safe
  as $$ select scope_kind() = 'system' or (scope_kind() = 'user'
    and (region_below(region, scope_region()) or scope_organization() = organization)) $$;
create function may_write_trace(region text, organization text) returns boolean language sql stable parallel safe
  as $$ select scope_kind() = 'system' or may_write_region(region) or (scope_kind() = 'user'
    and scope_has_role('reporter') and scope_organization() = organization) $$;

-- A document that was handed in. The job reads it; when it has ended, the document itself is let go.
create table epcis_capture (
  id              uuid primary key default gen_random_uuid(),
  created_at      timestamptz not null,
  finished_at     timestamptz,
  running         boolean not null default true,
  success         boolean not null default true,
  behaviour       text not null check (behaviour in ('rollback', 'proceed')),
  media_type      text not null,
  bytes           bigint not null,
  document        bytea,
  header          jsonb,                       -- what the document says about itself
  captured        int not null default 0,
  repeated        int not null default 0,      -- events that were there already, unchanged
  refused         int not null default 0,
  errors          jsonb not null default '[]', -- problems as RFC 7807 has them; the first ones of many
  root            bytea,                       -- Merkle root over the digests of its events, as logged
  organization_id text not null,
  region_code     text not null,
  captured_by     text not null
);
create index epcis_capture_newest on epcis_capture (created_at desc, id);

-- Events are numbered by blocks: one step of the sequence for a batch of up to 4096.
create sequence epcis_block;

-- Subscriptions read in the order of commits, by transaction ids. A database that was restored elsewhere goes on with the ids
-- of another cluster, which may be smaller: each cluster has an epoch, which stands above its ids.
create table epcis_epoch (
  cluster bigint primary key,
  epoch   bigint not null unique
);
create function epcis_epoch() returns bigint language plpgsql volatile security definer set search_path = public as $$
declare
  here  bigint := (select system_identifier from pg_control_system());
  found bigint := (select e.epoch from epcis_epoch e where e.cluster = here);
begin
  if found is null then
    insert into epcis_epoch select here, coalesce(max(e.epoch), 0) + 1 from epcis_epoch e on conflict do nothing;
    found := (select e.epoch from epcis_epoch e where e.cluster = here);
  end if;
  return found << 40;
end $$;
/* Where what this transaction writes will stand. */
create function epcis_position() returns bigint language sql volatile
  as $$ select epcis_epoch() + pg_current_xact_id()::text::bigint $$;
/* Whatever stands below has been committed, or never will be. */
create function epcis_horizon() returns bigint language sql volatile
  as $$ select epcis_epoch() + pg_snapshot_xmin(pg_current_snapshot())::text::bigint $$;

create table epcis_event (
  seq               bigint primary key,
  event_id          text collate "C" not null,
  type              text collate "C" not null,
  event_time        timestamptz not null,
  record_time       timestamptz not null,
  action            text collate "C",
  biz_step          text collate "C",
  disposition       text collate "C",
  read_point        text collate "C",
  biz_location      text collate "C",
  transformation_id text collate "C",
  error_time        timestamptz,               -- of the declaration that this event is in error
  hash              bytea not null,            -- event hash of CBV 2.0: without id, record time, error declaration
  digest            bytea not null,            -- of everything, as logged
  content           text not null,             -- the event, complete (packages/epcis model as JSON)
  capture_id        uuid not null,
  place             int not null,              -- in its capture, from 0: leaf of the capture's tree
  organization_id   text not null,
  region_code       text not null,
  written           bigint not null            -- epcis_position()
);
-- An event that declares another one wrong bears the id of the wrong one.
create unique index epcis_event_id on epcis_event (event_id, (error_time is not null));
create index epcis_event_time on epcis_event (event_time, seq);
create index epcis_record_time on epcis_event (record_time, seq);
create index epcis_event_type on epcis_event (type, event_time);
create index epcis_event_step on epcis_event (biz_step, event_time) where biz_step is not null;
create index epcis_event_disposition on epcis_event (disposition, event_time) where disposition is not null;
create index epcis_event_read_point on epcis_event (read_point, event_time) where read_point is not null;
create index epcis_event_location on epcis_event (biz_location, event_time) where biz_location is not null;
create index epcis_event_transformation on epcis_event (transformation_id) where transformation_id is not null;
create index epcis_event_capture on epcis_event (capture_id, place);
create index epcis_event_written on epcis_event (written, seq);
create index epcis_event_hash on epcis_event using hash (hash);

-- Which of these ids are taken, also by events that the asker may not read: an id is taken once for all.
create function epcis_known(ids text[]) returns table (event_id text, declares boolean, digest bytea)
  language sql stable security definer set search_path = public
  as $$ select e.event_id, e.error_time is not null, e.digest from epcis_event e where e.event_id = any (ids) $$;

-- Five thousand events a second leave no time for a look-up a row: that epcis_event, epcis_epc and epcis_fact belong
-- together is seen to by the one function that writes all three (store-events.ts), and nothing removes any of them.

-- Things that events are about, in canonical form. role: 1 epcList, 2 parentID, 3 childEPCs, 4 input, 5 output;
-- the same plus 10 for classes of things.
create table epcis_epc (
  seq  bigint not null,
  role smallint not null,
  id   text collate "C" not null
);
create index epcis_epc_id on epcis_epc (id, role, seq);
create index epcis_epc_event on epcis_epc (seq);

-- Everything else that queries name; `name` as flatten-event.ts makes it.
create table epcis_fact (
  seq    bigint not null,
  name   text collate "C" not null,
  text   text collate "C",
  number double precision,
  time   timestamptz
);
create index epcis_fact_text on epcis_fact (name, text, seq) where octet_length(text) <= 1000;
create index epcis_fact_number on epcis_fact (name, number, seq) where number is not null;
create index epcis_fact_time on epcis_fact (name, time, seq) where time is not null;
create index epcis_fact_event on epcis_fact (seq);

-- Master data that came with documents: attributes of a vocabulary element, and what it lies in.
create table epcis_master (
  id              text collate "C" not null,
  vocabulary      text collate "C" not null,
  attribute       text collate "C" not null,
  value           text not null,
  capture_id      uuid not null references epcis_capture (id),
  recorded_at     timestamptz not null,
  organization_id text not null,
  region_code     text not null
);
create index epcis_master_id on epcis_master (id, attribute);
create table epcis_within (
  child           text collate "C" not null,
  parent          text collate "C" not null,
  capture_id      uuid not null references epcis_capture (id),
  organization_id text not null,
  region_code     text not null
);
create unique index epcis_within_parent on epcis_within (parent, child, organization_id, region_code);

-- Which prefix a namespace had when it was first seen: answers use it again.
create table epcis_prefix (
  namespace text collate "C" primary key,
  prefix    text not null
);

create table epcis_query (
  name            text collate "C" primary key,
  query           jsonb not null,
  created_at      timestamptz not null,
  organization_id text not null,
  region_code     text not null,
  created_by      uuid not null references person (id)
);

-- A page token: what was asked, up to when, and after which event it goes on.
create table epcis_page (
  token           text primary key,
  path            text not null,
  state           jsonb not null,
  expires_at      timestamptz not null,
  organization_id text not null,
  person_id       uuid not null references person (id)
);
create index epcis_page_expires on epcis_page (expires_at);

create table epcis_subscription (
  id              uuid primary key default gen_random_uuid(),
  query_name      text collate "C" not null references epcis_query (name) on delete cascade,
  dest            text not null,
  secret          text,
  stream          boolean not null,
  schedule        jsonb,
  report_if_empty boolean not null default false,
  epc_format      text not null,
  initial_time    timestamptz not null,
  created_at      timestamptz not null,
  -- Everything up to this event was delivered and answered with a 2xx; it moves only then.
  mark            bigint not null default 0,
  mark_seq        bigint not null default 0,
  min_record_time timestamptz not null,
  next_at         timestamptz not null,        -- also how long the server that delivers it has it for itself
  last_notified_at timestamptz,
  failures        int not null default 0,
  problem         jsonb,                       -- why the last attempt failed, in both languages
  -- As whom it reads: a post that has ended reads nothing.
  person_id       uuid not null references person (id),
  post_id         uuid not null references post (id),
  organization_id text not null,
  region_code     text not null
);
create index epcis_subscription_due on epcis_subscription (next_at);
create index epcis_subscription_query on epcis_subscription (query_name, created_at);

alter table epcis_epoch enable row level security;
alter table epcis_capture enable row level security;
alter table epcis_event enable row level security;
alter table epcis_epc enable row level security;
alter table epcis_fact enable row level security;
alter table epcis_master enable row level security;
alter table epcis_within enable row level security;
alter table epcis_prefix enable row level security;
alter table epcis_query enable row level security;
alter table epcis_page enable row level security;
alter table epcis_subscription enable row level security;

create policy capture_read on epcis_capture for select using (may_read_trace(region_code, organization_id));
create policy capture_add on epcis_capture for insert with check (may_write_trace(region_code, organization_id));
create policy capture_finish on epcis_capture for update using (may_write_trace(region_code, organization_id));
create policy event_read on epcis_event for select using (may_read_trace(region_code, organization_id));
create policy event_add on epcis_event for insert with check (may_write_trace(region_code, organization_id));
-- Identifiers and facts say nothing without their event: whoever asks joins the event, where the policy above decides.
create policy epc_read on epcis_epc for select using (scope_kind() in ('system', 'user'));
create policy epc_add on epcis_epc for insert with check (scope_kind() in ('system', 'user'));
create policy fact_read on epcis_fact for select using (scope_kind() in ('system', 'user'));
create policy fact_add on epcis_fact for insert with check (scope_kind() in ('system', 'user'));
create policy master_read on epcis_master for select using (may_read_trace(region_code, organization_id));
create policy master_add on epcis_master for insert with check (may_write_trace(region_code, organization_id));
create policy within_read on epcis_within for select using (may_read_trace(region_code, organization_id));
create policy within_add on epcis_within for insert with check (may_write_trace(region_code, organization_id));
create policy prefix_read on epcis_prefix for select using (scope_kind() in ('system', 'user'));
create policy prefix_add on epcis_prefix for insert with check (scope_kind() in ('system', 'user'));
create policy query_read on epcis_query for select using (may_read_trace(region_code, organization_id));
create policy query_add on epcis_query for insert with check (may_write_trace(region_code, organization_id));
create policy query_remove on epcis_query for delete using (may_write_trace(region_code, organization_id));
create policy page_own on epcis_page for all using (scope_kind() = 'system' or person_id = scope_person());
create policy subscription_read on epcis_subscription for select using (may_read_trace(region_code, organization_id));
create policy subscription_add on epcis_subscription for insert with check (may_write_trace(region_code, organization_id));
create policy subscription_move on epcis_subscription for update using (scope_kind() = 'system');
create policy subscription_remove on epcis_subscription for delete using (may_write_trace(region_code, organization_id));

grant select, insert on epcis_capture, epcis_event, epcis_epc, epcis_fact, epcis_master, epcis_within, epcis_prefix,
  epcis_query, epcis_page, epcis_subscription to zhimai_app;
grant update (finished_at, running, success, document, header, captured, repeated, refused, errors, root)
  on epcis_capture to zhimai_app;
grant delete on epcis_query, epcis_page, epcis_subscription to zhimai_app;
grant update (mark, mark_seq, min_record_time, next_at, last_notified_at, failures, problem) on epcis_subscription to zhimai_app;
grant usage on sequence epcis_block to zhimai_app;
